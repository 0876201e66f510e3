"""Asking for a correction, and taking a request back. The person sees neither the union's cases nor its clocks: the system
writes them for her.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from zhijia.engines.cases.clocks import LocalLaw, start_clocks
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.cases.standing import Standing
from zhijia.law.terms import compute_due
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Person
from zhijia.organisation.scans import Scan
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.organisation.writing import refusing, reserve_ids
from zhijia.services.organising.correcting.flow import ANSWER_CLOCK, CORRECTION_FLOW, PROMISE_CLOCK
from zhijia.services.organising.correcting.values import check_value, tidy_value
from zhijia.services.organising.joining.applying import take_back
from zhijia.services.organising.models import Correction, Wrong

ALREADY = gettext_noop("这一项已有一份更正申请在办理，请等工会答复，或先撤回。")
TERM = "privacy.correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong, what is right, and by what that is known. `repr` tells no value."""

    what: str
    value: str
    evidence: str
    scan: Scan | None = None

    def __repr__(self) -> str:
        return f"<Fault {self.what}>"


def ask_correction(actor: Actor, fault: Fault, *, now: datetime) -> Correction:
    """Open the case of a correction at the union that keeps the record. Raises `Refused`: no person, a value that cannot be,
    no evidence named, the same thing asked already.
    """
    today = local_day(now)
    if len(fault.evidence.strip()) < 2:
        raise Refused("请写明凭什么可以核对，例如：身份证原件。", field="evidence")
    with transaction.atomic(), scoped(SYSTEM):
        person = Person.objects.select_related("home").filter(pk=actor.person_id or 0).first()
        if person is None:
            raise Refused("这个账号没有对应的人员。")
        value = tidy_value(fault.what, fault.value)
        if fault.what not in (Wrong.NAME, Wrong.OTHER):
            check_value(person, fault.what, value, now=now)
        (pk,) = reserve_ids(Correction, 1)
        scan = fault.scan or Scan("", "", "")
        correction = Correction(
            pk=pk, person=person, name=person.name, union=person.home, union_name=person.home.name, what=fault.what, value=value,
            evidence=fault.evidence.strip()[:200], scan_name=scan.filename, scan_type=scan.content_type,
            scan_sha256=scan.sha256, asked_on=today, promised_on=_due_by_law(person.home.place, today),
        )  # fmt: skip
        title = Sentence("更正{what} · {name}", {"what": Wrong(fault.what).label, "name": person.name})
        entry = NewCase(title=str(title)[:300], union_id=person.home.pk, place=person.home.place)
        (case,) = open_cases(CORRECTION_FLOW, [entry], actor=actor, now=now)
        correction.case = case
        with refusing({"correction_one_open": ALREADY}):
            correction.save(force_insert=True)
        clock = ANSWER_CLOCK if correction.promised_on else PROMISE_CLOCK
        start_clocks([Standing(case, correction)], (clock,), now=now)
        begin(CORRECTION_FLOW, [(case, correction)], now=now)
    return correction


def withdraw_correction(actor: Actor, pk: int, *, key: UUID, now: datetime) -> None:
    """Take one's own request back. Raises `Refused`: not hers, decided already."""
    correction = Correction.objects.filter(pk=pk, person=actor.person_id or 0).first()
    if correction is None:
        raise Refused("没有找到这份申请。")
    take_back(correction.case_id, actor, key=key, now=now)


def _due_by_law(place: str, today: date) -> date | None:
    """The last day of the term; None where nobody knows a rule of this place."""
    law = LocalLaw()
    rule = law.rule(TERM, place=place, on=today)
    return None if rule.value is None else compute_due(today, rule.strictest.term, calendar=law.calendar).due_on
