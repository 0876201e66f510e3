"""Recording by hand that a union met or did something, what it paid, and what it paid later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

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
from zhijia.services.organising.standing.events import FEE_RECORDED, FEE_SETTLED, LIFE_RECORDED
from zhijia.services.organising.standing.models import FeeRecord
from zhijia.trail.record import record

CONSTRAINTS: dict[str, Sentence | str] = {"fee_once_a_period": gettext_noop("这个所属期已经登记。")}
AHEAD = gettext_noop("日期不能晚于今天。")
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


@dataclass(frozen=True, kw_only=True)
class Settling:
    """What came in later, in fen; what was due, as it is now known; and what had been paid when the form was opened."""

    due: int
    amount: int
    paid_on: date | None
    known_paid: int


def record_life(actor: Actor, union: Union, *, kind: LifeKind, on: date, words: str, now: datetime) -> None:
    """That the union met, or did something, on a day. Raises `Refused`: role, kind of union, a day ahead."""
    _check(actor, union)
    if on > local_day(now):
        raise Refused(AHEAD, field="on")
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
        raise Refused(AHEAD, field="paid_on")
    with refusing(CONSTRAINTS):
        kept = FeeRecord.objects.create(union=union, arrears_from=_arrears_from(union, entry), **vars(entry))
    data = {"period": [entry.from_on, entry.to_on], "due": entry.due, "paid": entry.paid, "paid_on": entry.paid_on}
    event = record(event_about(union, FEE_RECORDED, actor=actor, now=now, data=data))
    if entry.paid_on:
        keep_signs(event, LifeKind.FEE, [Seen(union.pk, entry.paid_on)])
    return kept


def settle_fee(actor: Actor, fee_id: int, entry: Settling, *, now: datetime) -> FeeRecord:
    """What was missing of a period comes in, wholly or in part; what was due may be put right with it.

    Raises `Refused`: role, a day ahead or before the period, more than is missing, nothing that changes, or somebody else
    who was quicker.
    """
    with transaction.atomic():
        fee = FeeRecord.objects.select_for_update(of=("self",)).select_related("union").get(pk=fee_id)
        _check(actor, fee.union)
        if fee.paid != entry.known_paid:
            raise Refused("这个所属期刚才已经登记补缴，请核对以后再登记。")
        _check_settling(fee, entry, today=local_day(now))
        before = {"due": fee.due, "paid": fee.paid}
        fee.due, fee.paid = entry.due, fee.paid + entry.amount
        fee.paid_on = entry.paid_on or fee.paid_on
        fee.arrears_from = _arrears_from(fee.union, fee)
        fee.save(update_fields=["due", "paid", "paid_on", "arrears_from"])
        data = {"period": [fee.from_on, fee.to_on], "before": before, "due": fee.due, "paid": fee.paid}
        told = {**data, "amount": entry.amount, "paid_on": entry.paid_on}
        event = record(event_about(fee.union, FEE_SETTLED, actor=actor, now=now, data=told))
        if entry.paid_on:
            keep_signs(event, LifeKind.FEE, [Seen(fee.union_id, entry.paid_on)])
    return fee


def _check_settling(fee: FeeRecord, entry: Settling, *, today: date) -> None:
    if not entry.amount and entry.due == fee.due:
        raise Refused("没有补缴，也没有更正应拨。", field="amount")
    if (entry.amount > 0) != (entry.paid_on is not None):
        raise Refused("补缴金额和补缴日期要一起填写。", field="paid_on")
    if entry.paid_on and entry.paid_on > today:
        raise Refused(AHEAD, field="paid_on")
    if entry.paid_on and entry.paid_on < fee.from_on:
        raise Refused("补缴日期不能早于所属期起。", field="paid_on")
    if entry.amount and fee.paid + entry.amount > entry.due:
        raise Refused("补缴以后多于应拨，请核对金额。", field="amount")


def _arrears_from(union: Union, fee: NewFee | FeeRecord) -> date | None:
    """From which day what is missing is pointed out (FU-02); None where nothing is missing."""
    if fee.paid >= fee.due:
        return None
    return add_months(fee.to_on, LocalLaw().rule(ARREARS, place=union.place, on=fee.to_on).number)


def judge_fee(union: Union, entry: NewFee | FeeRecord) -> Sequence[Verdict]:
    """FU-01: what is due against the share of the payroll that the law asks; it warns."""
    if not entry.payroll:
        return ()
    return judge_share(LocalLaw().rule(SHARE, place=union.place, on=entry.to_on), entry.due, entry.payroll)


def _check(actor: Actor, union: Union) -> None:
    check_administer(actor, union.path)
    if not is_grassroots(union.kind):
        raise Refused("只登记企业工会和联合工会的活力事实和经费。")
