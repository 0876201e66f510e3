"""What is kept for a time only: how long says a law parameter, and what nobody has said is kept (services §H4).

At its end the personal part goes and what it belonged to stays; an event says what went, when, and by which rule. Run by
the role of the jobs. A piece is a transaction: a kill loses at most one, and what is gone is not found again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from zhijia.law.counting import add_months
from zhijia.law.resolver import ResolvedParameter, parameter
from zhijia.lib.sentences import gettext_noop
from zhijia.lib.shanghai import local_day, start_of_day
from zhijia.organisation import events
from zhijia.organisation.models import (
    Employment,
    ImportBatch,
    ImportRow,
    Mandate,
    Membership,
    Person,
    PersonMerge,
    PostHolding,
)
from zhijia.organisation.models.imports import ImportState
from zhijia.organisation.overrides import parameter_overrides
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.trail.erasing import erase
from zhijia.trail.models import Event
from zhijia.trail.record import record

PIECE = 200
NIGHT = Actor(name=gettext_noop("系统核对"))
EMPTY = {
    "id_kind": "", "id_number": None, "id_index": None, "phone": None, "phone_index": None, "phone_verified_at": None,
    "address": None, "sex": "", "born_on": None, "ethnicity": "", "political_status": "", "education": "",
    "household_kind": "", "is_migrant": None, "is_dispatched": None, "is_new_form": None,
}  # fmt: skip
"""A person of whom nothing is known but her name, which posts and papers carry."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A term that is over for what ended on `before` or earlier, and what the log says of it."""

    law: ResolvedParameter
    before: date

    @property
    def ground(self) -> str:
        """By which rule, in words: the label of the parameter, its number, its source."""
        label, source = self.law.parameter.label["zh"], self.law.source
        return f"{label}：{self.law.number}（{source.title if source else ''}）"


def erase_expired(*, place: str, now: datetime) -> Mapping[str, int]:
    """Erase whatever has been kept for its time, by key of the rule; what has no known term is not looked at."""
    today, overrides = local_day(now), parameter_overrides()
    done = {}
    for key, erase_piece in KINDS.items():
        law = parameter(key, place=place, on=today, overrides=overrides)
        if law.value is None:
            continue
        rule = Rule(law, add_months(today, -law.number))
        done[key] = 0
        while erased := erase_piece(rule, now):
            done[key] += erased
    return done


def _erase_particulars(rule: Rule, now: datetime) -> int:
    """Of people who worked or were members, all of it over by then, and since then neither post nor mandate nor account."""
    jobs = Employment.objects.filter(person=OuterRef("pk"))
    memberships = Membership.objects.filter(person=OuterRef("pk"))
    lasting = Q(to_on=None) | Q(to_on__gt=rule.before)
    rows = Person.objects.exclude(**EMPTY).filter(
        Exists(jobs) | Exists(memberships),
        ~Exists(jobs.filter(lasting)),
        ~Exists(memberships.filter(lasting)),
        ~Exists(PostHolding.objects.filter(lasting, person=OuterRef("pk"))),
        ~Exists(Mandate.objects.filter(lasting, person=OuterRef("pk"))),
    )
    with transaction.atomic():
        people = list(rows.exclude(user__is_active=True).select_for_update(of=("self",)).order_by("pk")[:PIECE])
        for person in people:
            _empty(person, rule, now=now)
    return len(people)


def _empty(person: Person, rule: Rule, *, now: datetime) -> None:
    gone = [name for name, empty in EMPTY.items() if getattr(person, name) != empty and not name.endswith("_index")]
    for name, empty in EMPTY.items():
        setattr(person, name, empty)
    person.save(update_fields=list(EMPTY))
    _empty_merged(person)
    data = {"fields": gone, "ground": rule.ground, "rule": rule.law.version_id}
    record(event_about(person, events.PERSON_ERASED, actor=NIGHT, now=now, data=data))
    reasons = Event.objects.filter(
        kind=events.PERSON_UNMASKED.code, subject_type="organisation.person", subject_id=person.pk
    )
    for number in reasons.order_by("pk").values_list("pk", flat=True):
        erase(number, ["data"], doer=NIGHT.doer, ground=rule.ground, now=now)


def _empty_merged(person: Person) -> None:
    """What was put into her record goes with it; a merge without its rows cannot be taken apart any more."""
    Person.objects.filter(merged_into=person).update(**EMPTY)
    merges = PersonMerge.objects.filter(kept=person)
    merges.update(rows=[], filled={}, id_kind="", id_number=None, id_index=None)


def _erase_import_rows(rule: Rule, now: datetime) -> int:
    """The cells of sheets that were uploaded by then; verdicts, reasons and row numbers stay.

    Undoing such a sheet leaves every row as it is, and says so.
    """
    kept = ImportRow.objects.filter(batch=OuterRef("pk")).exclude(cells=[], before=None)
    rows = ImportBatch.objects.filter(Exists(kept), uploaded_at__lt=start_of_day(rule.before))
    rows = rows.exclude(state=ImportState.APPLYING)
    with transaction.atomic():
        batch = rows.select_for_update(of=("self",)).order_by("pk").first()
        if batch is None:
            return 0
        count = ImportRow.objects.filter(batch=batch).update(cells=[], before=None)
        data = {"rows": count, "ground": rule.ground, "rule": rule.law.version_id}
        record(event_about(batch, events.IMPORT_ERASED, actor=NIGHT, now=now, data=data))
    return count


KINDS: Mapping[str, Callable[[Rule, datetime], int]] = {
    "retention.particulars": _erase_particulars,
    "retention.import_rows": _erase_import_rows,
}
"""What has a term that the city sets, by the parameter that says it."""
