"""Who fills in, signs, accepts and sends back; and what must be so before."""

from zhijia.engines.cases.flow import Turn
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import NotYours, Refused, Sentence, gettext_noop
from zhijia.organisation.models.posts import Role
from zhijia.organisation.models.unions import FEDERATION_KINDS, GRASSROOTS_KINDS
from zhijia.organisation.scopes import Actor
from zhijia.services.statistics.assembling import find_faults, stand_each
from zhijia.services.statistics.models import FormKind, Return

OFFICE_ROLES = frozenset({str(Role.CADRE), str(Role.DEPT_HEAD), str(Role.RESEARCH), str(Role.LEADER), str(Role.CHAIR)})
FILLERS = OFFICE_ROLES | {str(Role.OFFICER)}
SIGNERS = frozenset({str(Role.LEADER), str(Role.CHAIR)})
FILLER = gettext_noop("填报工会的主席、委员、干部、部门负责人、研究室或者领导")
OFFICE = gettext_noop("填报工会的主席、干部、部门负责人、研究室或者领导")
SIGNER = gettext_noop("填报工会的领导或者主席；乡镇（街道）、局（公司）、行业的干部")
SUPERIOR = gettext_noop("汇总工会的主席、干部、部门负责人、研究室或者领导")


def is_of(actor: Actor, union_id: int | None, roles: frozenset[str]) -> bool:
    """A post of these roles at the union itself."""
    return actor.post is not None and actor.post.union_id == union_id and actor.post.role in roles


def check_is_filler(turn: Turn) -> None:
    if not is_of(turn.actor, turn.record.union_id, FILLERS):
        raise NotYours("由填报工会自己的主席、委员或者干部填写。请切换岗位，或者联系他们。")


def check_is_office(turn: Turn) -> None:
    if not is_of(turn.actor, turn.record.union_id, OFFICE_ROLES):
        raise NotYours("由填报工会自己的主席、干部、部门负责人、研究室或者领导办理。请切换岗位，或者联系他们。")


def check_is_signer(turn: Turn) -> None:
    """The leader or the chair; at a town, a bureau or an industry federation the cadre who heads it (`heads_of`)."""
    if not is_of(turn.actor, turn.record.union_id, heads_of(turn.record.union.kind)):
        raise NotYours("统计年报由填报工会的领导或者主席签发。请联系他们。")


def heads_of(kind: str) -> frozenset[str]:
    """The roles that sign for a union of this kind."""
    return SIGNERS if kind in (*FEDERATION_KINDS, *GRASSROOTS_KINDS) else SIGNERS | {str(Role.CADRE)}


def check_is_superior(turn: Turn) -> None:
    if not is_of(turn.actor, turn.record.superior_id, OFFICE_ROLES):
        raise NotYours("由汇总这张报表的工会办理。请切换岗位，或者联系他们。")


def check_is_above(turn: Turn) -> None:
    if turn.record.form != FormKind.ABOVE:
        raise Refused("基层工会填好以后直接由主席签发，没有这一步。")


def check_compiled(turn: Turn) -> None:
    """A federation's return is compiled first; one of the grass roots is signed as it was filled in."""
    if turn.record.form == FormKind.ABOVE and turn.case.state == "open":
        raise Refused("请先由本级汇总、提请签发，再由领导签发。")


def check_period_over(turn: Turn) -> None:
    """The numbers are those of the last day of the period."""
    to_on = turn.record.survey.to_on
    if turn.today <= to_on:
        raise Refused(Sentence("统计截止日{day}过去以后才能上报。可以先填写。", {"day": to_on}))


def judge_sheet(turn: Turn) -> list[Verdict]:
    """The logic checks: what blocks is put right before anything is signed, what warns stays on the case."""
    found = find_faults(turn.ask(stand_each))
    return [Verdict(one.rule, one.severity, one.sentence) for one in found]


def refuse_if_summed(turn: Turn) -> None:
    """What was missing when the sum was signed stays missing, unless the sum goes back first; a correction of what it
    holds is accepted, and the sum says so. Raises `Refused`.
    """
    record: Return = turn.record
    above = Return.objects.filter(union=record.superior_id, survey=record.survey_id).exclude(sheet=None)
    if above.exists() and not record.formers.exclude(accepted_on=None).exists():
        raise Refused("上一级的汇总表已经签发。请先由再上一级退回那张汇总表。")


def check_is_corrector(turn: Turn) -> None:
    """Who adds it up; of the city's own, which nobody here adds up, who signed it."""
    if turn.record.superior_id:
        check_is_superior(turn)
    else:
        check_is_signer(turn)
