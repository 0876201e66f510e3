"""Who applies and who registers, and what the law asks of a registration (OR-25 … OR-29)."""

from collections.abc import Sequence
from datetime import datetime

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.law.judging import judge_duty, judge_number, judge_term
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import NotYours, Refused, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Union
from zhijia.organisation.models.posts import OFFICE_ROLES

AUTHORITY = gettext_noop("登记机关的干部、部门负责人、领导")
APPLY, TERM, RENEWAL, CHANGE, FEE = (
    f"union.registration.{name}" for name in ("apply", "term", "renewal", "change", "fee")
)


def check_is_authority(turn: Turn) -> None:
    post = turn.actor.post
    if post is None or post.union_id != turn.record.authority_id or post.role not in OFFICE_ROLES:
        raise NotYours("由登记机关的干部、部门负责人或者领导办理。请切换岗位，或者联系他们。")


def check_not_own_application(turn: Turn) -> None:
    """Whoever applied does not decide on it."""
    if turn.actor.person_id is not None and turn.actor.person_id == turn.record.applicant_id:
        raise Refused("申请是您提交的，请由登记机关的另一位同志办理。")


def check_changes_wait(turn: Turn) -> None:
    if not turn.record.changes.filter(registered_on=None).exists():
        raise Refused("没有等待登记的变更。")


def judge_application(union: Union, *, now: datetime) -> Sequence[Verdict]:
    """OR-25: a union applies within a term after it was founded; where that day is not known nothing is judged."""
    if union.founded_on is None:
        return ()
    law = LocalLaw()
    rule = law.rule(APPLY, place=union.place, on=union.founded_on)
    return judge_term(rule, union.founded_on, done=local_day(now), now=now, calendar=law.calendar)


def judge_certificate(turn: Turn) -> Sequence[Verdict]:
    """OR-26: it is valid as long as the term of office; OR-29: registration costs nothing."""
    law, union = LocalLaw(), turn.record.union
    on, place = turn.today, turn.case.place
    is_term = turn.data["valid_to"] == union.term_to
    return (
        *judge_duty(law.rule(TERM, place=place, on=on), is_met=is_term),
        *judge_duty(law.rule(FEE, place=place, on=on), is_met=not turn.data["fee"]),
    )


def judge_renewal(turn: Turn) -> Sequence[Verdict]:
    """OR-27: within the days before the certificate ends, not earlier; after its end it is late."""
    left = (turn.record.valid_to - turn.today).days
    return judge_number(LocalLaw().rule(RENEWAL, place=turn.case.place, on=turn.today), abs(left))


def judge_change(turn: Turn) -> Sequence[Verdict]:
    """OR-28: what changed is registered in time."""
    law, happened = LocalLaw(), turn.data["happened_on"]
    rule = law.rule(CHANGE, place=turn.case.place, on=happened)
    return judge_term(rule, happened, done=turn.today, now=turn.now, calendar=law.calendar)
