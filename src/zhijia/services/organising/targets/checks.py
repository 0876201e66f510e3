"""Who may do what on an organising target, and what must hold first."""

from zhijia.engines.campaigns.selecting import coverages_on
from zhijia.engines.cases.flow import Turn
from zhijia.lib.sentences import NotYours, Refused, gettext_noop
from zhijia.organisation.models import Union, UnionCoverage
from zhijia.organisation.models.posts import OFFICE_ROLES
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.standing.queries import life_of, with_life
from zhijia.services.organising.targets.models import OrganisingTarget

WHO_LISTS = gettext_noop("由属地工会或者其上级工会的干部、部门负责人或者领导办理。请切换岗位，或者联系他们。")
OFFICE = gettext_noop("属地工会或者其上级工会的干部、部门负责人、领导")


def is_office(actor: Actor, path: str) -> bool:
    """A cadre, head or leader of the territory's union or of one above it."""
    return actor.post is not None and actor.post.role in OFFICE_ROLES and actor.covers(path)


def check_is_office(turn: Turn) -> None:
    if not is_office(turn.actor, turn.case.path):
        raise NotYours(WHO_LISTS)


def covering_union(target: OrganisingTarget, turn: Turn) -> UnionCoverage | None:
    """The oldest coverage of the enterprise today."""
    rows = coverages_on(turn.today).filter(enterprise=target.enterprise_id)
    return rows.select_related("union").order_by("from_on", "pk").first()


def check_is_covered(turn: Turn) -> None:
    if covering_union(turn.record, turn) is None:
        raise Refused("还没有工会覆盖这家单位。先办结筹建，或者在联合工会的页面登记覆盖，再登记建会结果。")


def check_notice_was_served(turn: Turn) -> None:
    """OG-04: a letter counts with its number, its signer and its receipt."""
    if not turn.record.notices.filter(served_on__isnull=False).exists():
        raise Refused("先发建会告知书并登记签收，再提请劳动法律监督。", rule="OG-04")
    if turn.record.notices.filter(served_on=None).exists():
        raise Refused("还有建会告知书没有登记签收。", rule="OG-04")


def check_not_escalated(turn: Turn) -> None:
    if turn.record.escalated_on:
        raise Refused("已经提请劳动法律监督，请在监督事项中继续办理。")


def check_notice_waits(turn: Turn) -> None:
    if not turn.record.notices.filter(served_on=None).exists():
        raise Refused("没有等待签收的建会告知书。")


def check_no_notice_waits(turn: Turn) -> None:
    if turn.record.notices.filter(served_on=None).exists():
        raise Refused("上一份建会告知书还没有登记签收。", rule="OG-04")


def check_is_clear(turn: Turn) -> None:
    """What has a deadline and somebody who answers for it goes on (the fourth of the four clears)."""
    if turn.record.cadre_id is None:
        raise Refused("先落实责任干部和建会期限。")


def check_union_lives(turn: Turn) -> None:
    """What runs properly is no shell: something is on record of its first year."""
    union = with_life(Union.objects.filter(pk=turn.record.union_id), today=turn.today).first()
    if union is None or life_of(union).is_shell(turn.today):
        raise Refused("这个工会近十二个月没有会议、活动和经费的记录，还是空壳。先登记活力事实，再评估。")
