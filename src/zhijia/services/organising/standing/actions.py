"""Recording by hand that a union met or did something, and what it paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.law.counting import add_months
from zhijia.law.judging import judge_share
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Union
from zhijia.organisation.models.vitality import LifeKind
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.recording import event_about
from zhijia.organisation.rules import is_grassroots
from zhijia.organisation.scopes import Actor
from zhijia.organisation.vitality import Seen, keep_signs
from zhijia.organisation.writing import refusing
from zhijia.services.organising.standing.events import FEE_RECORDED, LIFE_RECORDED
from zhijia.services.organising.standing.models import FeeRecord
from zhijia.trail.record import record

CONSTRAINTS: dict[str, Sentence | str] = {"fee_once_a_period": gettext_noop("这个所属期已经登记。")}
SHARE, ARREARS = "union.fee.share", "union.fee.arrears"


@dataclass(frozen=True, kw_only=True)
class NewFee:
    """What a union owed and paid for a period, in fen."""

    from_on: date
    to_on: date
    due: int
    paid: int
    paid_on: date | None = None
    payroll: int | None = None


def record_life(actor: Actor, union: Union, *, kind: LifeKind, on: date, words: str, now: datetime) -> None:
    """That the union met, or did something, on a day. Raises `Refused`: role, kind of union, a day ahead."""
    _check(actor, union)
    if on > local_day(now):
        raise Refused("日期不能晚于今天。", field="on")
    data = {"kind": str(kind), "on": on, "words": words}
    event = record(event_about(union, LIFE_RECORDED, actor=actor, now=now, data=data))
    keep_signs(event, kind, [Seen(union.pk, on, words)])


def record_fee(actor: Actor, union: Union, entry: NewFee, *, now: datetime) -> FeeRecord:
    """Enter a period in the register. Raises `Refused`: role, days, a period that stands there."""
    _check(actor, union)
    today = local_day(now)
    if entry.to_on < entry.from_on:
        raise Refused("所属期止不能早于所属期起。", field="to_on")
    if (entry.paid > 0) != (entry.paid_on is not None):
        raise Refused("已拨金额和拨缴日期要一起填写。", field="paid_on")
    if entry.paid_on and entry.paid_on > today:
        raise Refused("日期不能晚于今天。", field="paid_on")
    months = LocalLaw().rule(ARREARS, place=union.place, on=entry.to_on).number
    arrears = add_months(entry.to_on, months) if entry.paid < entry.due else None
    with refusing(CONSTRAINTS):
        kept = FeeRecord.objects.create(union=union, arrears_from=arrears, **vars(entry))
    data = {"period": [entry.from_on, entry.to_on], "due": entry.due, "paid": entry.paid, "paid_on": entry.paid_on}
    event = record(event_about(union, FEE_RECORDED, actor=actor, now=now, data=data))
    if entry.paid_on:
        keep_signs(event, LifeKind.FEE, [Seen(union.pk, entry.paid_on)])
    return kept


def judge_fee(union: Union, entry: NewFee) -> Sequence[Verdict]:
    """FU-01: what is due against the share of the payroll that the law asks; it warns."""
    if not entry.payroll:
        return ()
    return judge_share(LocalLaw().rule(SHARE, place=union.place, on=entry.to_on), entry.due, entry.payroll)


def _check(actor: Actor, union: Union) -> None:
    check_administer(actor, union.path)
    if not is_grassroots(union.kind):
        raise Refused("只登记企业工会和联合工会的活力事实和经费。")
