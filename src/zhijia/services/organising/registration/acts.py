"""What the steps of a registration change."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.awaiting import rewrite_awaits
from zhijia.engines.cases.flow import Outcome, Turn, get_flow
from zhijia.engines.cases.standing import stand_together
from zhijia.engines.documents.scans import keep_scans
from zhijia.organisation.actions import change_union
from zhijia.organisation.actions.unions import entry_of
from zhijia.organisation.permissions import can_administer
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.organising.founding.models import Founding
from zhijia.services.organising.registration.codes import Changed
from zhijia.services.organising.registration.models import CertificateTerm, Registration, RegistrationChange

FOUNDINGS = UUID("5a0f8a5e-0b86-4b0c-9f5f-2d8d3f1f6c7e")
"""The name space of the requests that end a founding."""


def give_reason(turn: Turn) -> Outcome:
    return Outcome(data={"reason": turn.data["reason"]}, note=turn.data["reason"])


def supplement(turn: Turn) -> Outcome:
    return Outcome(data={"text": turn.data["text"], "scans": keep_scans(turn)}, note=turn.data["text"])


def register(turn: Turn) -> Outcome:
    """The certificate is given: the union's code stands on its page."""
    record: Registration = turn.record
    record.registered_on = turn.data["registered_on"]
    outcome = _certify(turn, from_on=record.registered_on)
    _finish_founding(turn)
    return outcome


def _finish_founding(turn: Turn) -> None:
    """The founding that waits for this certificate takes it over: at once where the authority keeps it, else by the new chair."""
    with scoped(SYSTEM):
        rows = Founding.objects.filter(union=turn.record.union, case__state="set_up").select_related("case__union")
        waiting = rows.first()
    if waiting is None:
        return
    if turn.actor.covers(waiting.case.union.path):
        key = uuid5(FOUNDINGS, str(turn.case.pk))
        advance(waiting.case_id, "register", actor=turn.actor, key=key, now=turn.now)
        return
    with scoped(SYSTEM):
        rewrite_awaits(get_flow(waiting.case.kind), stand_together([(waiting.case, waiting)]), now=turn.now)


def renew(turn: Turn) -> Outcome:
    """A new term begins with the day of the renewal (services §A4)."""
    return _certify(turn, from_on=turn.data["registered_on"])


def _certify(turn: Turn, *, from_on: date) -> Outcome:
    record: Registration = turn.record
    for name in ("certificate", "credit_code", "valid_to"):
        setattr(record, name, turn.data[name])
    record.save()
    CertificateTerm.objects.create(
        registration=record, certificate=record.certificate, from_on=from_on, to_on=turn.data["valid_to"]
    )
    if can_administer(turn.actor, record.union.path) and record.union.credit_code != record.credit_code:
        change_union(
            turn.actor,
            record.union,
            entry=replace(entry_of(record.union), credit_code=record.credit_code),
            now=turn.now,
        )
    data = {"certificate": record.certificate, "credit_code": record.credit_code}
    return Outcome(data={**data, "valid_to": turn.data["valid_to"].isoformat()})


def close_unregistered(turn: Turn) -> Outcome:
    """Declined or withdrawn: another application may come."""
    return _end(turn)


def _end(turn: Turn) -> Outcome:
    record: Registration = turn.record
    record.ended_on, record.end_reason = turn.today, turn.data["reason"][:300]
    record.save(update_fields=["ended_on", "end_reason"])
    return Outcome(data={"reason": record.end_reason, "scans": keep_scans(turn)}, note=record.end_reason)


def apply_change(turn: Turn) -> Outcome:
    values = {name: turn.data[name] for name in ("kind", "value", "happened_on")}
    kept = RegistrationChange.objects.create(registration=turn.record, applied_on=turn.today, **values)
    return Outcome(data={"change": kept.pk, "kind": kept.kind, "scans": keep_scans(turn)})


def register_changes(turn: Turn) -> Outcome:
    """What changed stands from now on; a name also on the page of the union, as far as the authority keeps it."""
    record: Registration = turn.record
    waiting = list(record.changes.filter(registered_on=None).order_by("pk"))
    for change in waiting:
        if change.kind == Changed.CHAIR:
            record.chair_name = change.value[:60]
        elif change.kind == Changed.ADDRESS:
            record.address = change.value
        elif can_administer(turn.actor, record.union.path):
            entry = replace(entry_of(record.union), name=change.value[:120])
            change_union(turn.actor, record.union, entry=entry, now=turn.now)
    record.save()
    record.changes.filter(pk__in=[change.pk for change in waiting]).update(registered_on=turn.today)
    return Outcome(data={"changes": [change.pk for change in waiting]})


def apply_renewal(turn: Turn) -> Outcome:
    record: Registration = turn.record
    record.applicant_id = turn.actor.person_id
    record.save(update_fields=["applicant_id"])
    return Outcome(data={"valid_to": record.valid_to.isoformat() if record.valid_to else "", "scans": keep_scans(turn)})


def apply_end(turn: Turn) -> Outcome:
    record: Registration = turn.record
    record.applicant_id, record.end_reason = turn.actor.person_id, turn.data["reason"]
    record.save(update_fields=["applicant_id", "end_reason"])
    return Outcome(data={"reason": record.end_reason, "scans": keep_scans(turn)}, note=record.end_reason)


def end(turn: Turn) -> Outcome:
    record: Registration = turn.record
    record.ended_on = turn.today
    record.save(update_fields=["ended_on"])
    return Outcome(data={"reason": record.end_reason})


def revoke(turn: Turn) -> Outcome:
    return _end(turn)
