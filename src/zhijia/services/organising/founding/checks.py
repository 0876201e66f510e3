"""Who acts in a founding, and what must hold before each step (services §A2, OR-01 … OR-06, OR-16, OR-22 … OR-24)."""

from collections.abc import Sequence

from django.db.models import Q

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.engines.public_notices.checks import check_notice_passed
from zhijia.law.judging import judge_duty, judge_term
from zhijia.law.verdicts import Verdict
from zhijia.lib.findings import Severity
from zhijia.lib.sentences import NotYours, Refused, Sentence, gettext_noop
from zhijia.organisation.models import Enterprise, Membership, UnionCoverage
from zhijia.organisation.models.posts import Role
from zhijia.services.organising.electing.acts import CANDIDATES
from zhijia.services.organising.electing.checks import (
    judge_bodies,
    judge_delegates,
    rule_of,
    women_among,
)
from zhijia.services.organising.electing.models import Body
from zhijia.services.organising.electing.voting import planned_bodies, voters_of
from zhijia.services.organising.founding.models import Founding, PlannedForm, Preparer
from zhijia.services.organising.founding.queries import registration_of
from zhijia.services.organising.models import Application

KEEPING = frozenset(map(str, (Role.CHAIR, Role.CADRE, Role.DEPT_HEAD, Role.LEADER)))
SETTING_UP = KEEPING | {str(Role.OFFICER)}
KEEPS = gettext_noop("受理建会的工会或者上级工会的主席、干部")
SETS_UP = gettext_noop("新建工会的主席、委员，受理建会的工会或者上级工会的主席、干部")
LEAST_MEMBERS = 2


def check_keeps(turn: Turn) -> None:
    """The union above helps the group that prepares, and answers its petitions; so may those above it."""
    post = turn.actor.post
    if post is None or post.role not in KEEPING or not turn.actor.covers(turn.case.path):
        raise NotYours("由受理建会的工会或者上级工会的主席、干部办理。请切换岗位，或联系他们。")


def check_sets_up(turn: Turn) -> None:
    """Once it exists the new union does it by itself."""
    post, founding = turn.actor.post, turn.record
    is_new = post is not None and founding.union_id is not None and post.union_id == founding.union_id
    if not (is_new and post and post.role in SETTING_UP):
        check_keeps(turn)


def enterprises_of(founding: Founding) -> list[Enterprise]:
    """The employers that the union will cover, in the order in which they were named."""
    rows = founding.enterprises.select_related("enterprise").order_by("pk")
    return [row.enterprise for row in rows]


def check_not_covered(turn: Turn) -> None:
    """An employer that a union covers founds no second one; its workers join that one."""
    covered = UnionCoverage.objects.filter(
        Q(to_on=None) | Q(to_on__gt=turn.today), enterprise__in=turn.record.enterprises.values("enterprise")
    ).select_related("union", "enterprise")
    if found := covered.first():
        words = {"enterprise": found.enterprise.name, "union": found.union.name}
        raise Refused(Sentence("“{enterprise}”已由“{union}”覆盖，不需要另行建会。", words))


def check_several(turn: Turn) -> None:
    """OR-35: a joint union covers at least two employers."""
    founding: Founding = turn.record
    count = founding.enterprises.count()
    if founding.form == PlannedForm.JOINT and count < 2:
        raise Refused("联合工会应当覆盖两个以上单位，请先加入其他单位。", rule="OR-35")
    if founding.form != PlannedForm.JOINT and count > 1:
        raise Refused("两个以上单位共同建会的，请改为“与其他单位建立联合工会”。", rule="OR-35")


def check_preparers_join(people: Sequence[Preparer]) -> None:
    """OR-04: everybody who prepares is a member somewhere or has applied."""
    ids = [one.person_id for one in people]
    joined = set(Membership.objects.filter(person__in=ids, to_on=None).values_list("person", flat=True))
    joined |= set(Application.objects.filter(person__in=ids, decided_on=None).values_list("person", flat=True))
    if missing := "、".join(one.name for one in people if one.person_id not in joined):
        words = {"names": missing}
        sentence = Sentence("筹备组成员{names}还不是会员，也没有申请入会，请先登记入会申请。", words)
        raise Refused(sentence, field="preparers", rule="OR-04")


def judge_preparers(turn: Turn) -> Sequence[Verdict]:
    """OR-03: the size of the group."""
    law = rule_of(turn, "union.founding.preparers")
    count = len(turn.data["preparers"])
    if law.version is None or law.choices[0] <= count <= law.choices[-1]:
        return ()
    words = {"n": count, "least": law.choices[0], "most": law.choices[-1], "source": law.version.source.cited}
    sentence = Sentence("筹备组{n}人，一般为{least}至{most}人。依据{source}。", words)
    return (Verdict("OR-03", law.severity, sentence, law.texts),)


def judge_age(turn: Turn) -> Sequence[Verdict]:
    """OR-24: a union within so many months of the opening."""
    law = LocalLaw()
    found: list[Verdict] = []
    for enterprise in enterprises_of(turn.record):
        if enterprise.founded_on is not None:
            rule = law.rule("union.founding", place=turn.case.place, on=turn.today)
            found += judge_term(
                rule, enterprise.founded_on, done=turn.today, now=turn.now, calendar=law.calendar, rule="OR-24"
            )
    return [verdict for verdict in found if verdict.texts]


def judge_full_time(turn: Turn) -> Sequence[Verdict]:
    """OR-23: from so many employees on a full-time chair may be set; it is only pointed out."""
    law = rule_of(turn, "union.full_time_chair.employees")
    staff = sum(enterprise.headcount or 0 for enterprise in enterprises_of(turn.record))
    if law.version is None or staff < law.number:
        return ()
    words = {"staff": staff, "least": law.number, "source": law.version.source.cited}
    sentence = Sentence("职工{staff}人，达到{least}人，可以设专职工会主席。依据{source}。", words)
    return (Verdict("OR-23", Severity.INFO, sentence, law.texts),)


def check_form(turn: Turn) -> None:
    """OR-01: from so many members on a committee is elected; an organiser alone is for fewer."""
    founding: Founding = turn.record
    members = len(voters_of(founding, today=turn.today))
    law = rule_of(turn, "union.committee.members")
    if founding.is_organiser and law.version is not None and members >= law.number:
        words = {"n": members, "least": law.number, "source": law.version.source.cited}
        sentence = Sentence(
            "已有会员{n}人，达到{least}人的应当建立基层工会委员会，不能只设组织员。依据{source}。", words
        )
        raise Refused(sentence, rule="OR-01")


def check_enough_members(turn: Turn) -> None:
    """One member may elect an organiser of herself; a committee takes more."""
    founding: Founding = turn.record
    least = 1 if founding.is_organiser else LEAST_MEMBERS
    members = len(voters_of(founding, today=turn.today))
    if members < least:
        words = {"n": members, "least": least}
        raise Refused(Sentence("有选举权的会员{n}人，至少要{least}人。请先发展会员，入会申请由受理工会批准。", words))


def check_candidates(turn: Turn) -> None:
    """Whom the union cannot be without stands."""
    founding: Founding = turn.record
    needed = (Body.ORGANISER,) if founding.is_organiser else (Body.COMMITTEE, Body.CHAIR)
    planned = planned_bodies(founding)
    if missing := [str(body.label) for body in needed if body not in planned]:
        raise Refused(Sentence("还没有{bodies}的候选人，请先提名。", {"bodies": "、".join(missing)}))


def check_notice(turn: Turn) -> None:
    """OR-05: the list was shown its days and nothing against it stood."""
    check_notice_passed(turn.case, CANDIDATES.code, rule="OR-05")


def check_meeting_asked(turn: Turn) -> None:
    if turn.record.meeting_asked_on is None:
        raise Refused("还没有报送大会请示。")


def check_meeting_not_asked(turn: Turn) -> None:
    if turn.record.meeting_asked_on is not None:
        raise Refused("大会请示已经报送，等上级工会批复。")


def judge_meeting(turn: Turn) -> Sequence[Verdict]:
    """OR-14 and OR-22, by the members as they are."""
    voters = voters_of(turn.record, today=turn.today)
    delegates = judge_delegates(turn, assembly=turn.data["assembly"], members=len(voters))
    if turn.record.is_organiser:
        return delegates
    seats = {name: turn.data.get(name) for name in ("audit_seats", "women_seats")}
    return [*delegates, *judge_bodies(turn, women=women_among(voters), **seats)]


def judge_bars(turn: Turn) -> Sequence[Verdict]:
    """CB-025, OR-06: that everybody who stands declared what the register cannot know."""
    law = rule_of(turn, "bargaining.committee.independence")
    return judge_duty(law, is_met=bool(turn.data.get("declares")), rule="OR-06")


def check_certified(turn: Turn) -> None:
    """The certificate is given in the union's own case of registration."""
    registration = registration_of(turn.record)
    if registration is None or not registration.certificate:
        raise Refused("还没有发证，请先申请工会法人登记。")
