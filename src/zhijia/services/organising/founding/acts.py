"""What the steps of a founding change."""

from typing import cast

from zhijia.engines.ballots.models import TallyLine
from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.models import CaseShare
from zhijia.engines.documents.scans import keep_scans
from zhijia.organisation.actions import NewCoverage, cover_enterprises, create_union
from zhijia.organisation.actions.memberships import Renewal, transfer_all
from zhijia.organisation.entries import UnionEntry
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.organising.electing.acts import announce as announce_list
from zhijia.services.organising.electing.acts import begin_term, term_end
from zhijia.services.organising.electing.acts import nominate as nominate_member
from zhijia.services.organising.electing.seating import seat_all, seats_won
from zhijia.services.organising.electing.voting import elected_on_case, electorate_of, voters_of
from zhijia.services.organising.founding.checks import check_preparers_join, enterprises_of
from zhijia.services.organising.founding.models import (
    Founding,
    FoundingEnterprise,
    PlannedForm,
    Preparer,
    Reason,
    Stall,
)
from zhijia.services.organising.founding.queries import registration_of
from zhijia.services.organising.registration.models import Registration

BACK = {"applied": "draft", "reported": "elected"}
"""Where a returned petition was prepared; others lie in the state in which they were prepared."""
SET_UP_PARTS = ("rules_on", "plaque_on", "seal_on", "account_on")


def add_enterprise(turn: Turn) -> Outcome:
    row, _is_new = FoundingEnterprise.objects.get_or_create(founding=turn.record, enterprise=turn.data["enterprise"])
    return Outcome({"enterprise": row.enterprise_id, "name": turn.data["enterprise"].name})


def apply(turn: Turn) -> Outcome:
    """The four contents of the application, and who prepares."""
    founding: Founding = turn.record
    people: list[Preparer] = list(turn.data["preparers"])
    check_preparers_join(people)
    for name in ("form", "union_name", "contact", "has_party_body", "wish"):
        setattr(founding, name, turn.data[name])
    founding.applied_on, founding.submitted_by_id = turn.today, turn.actor.person_id
    founding.save()
    founding.preparers.all().delete()
    for one in people:
        one.founding = founding
    Preparer.objects.bulk_create(people)
    return Outcome({"form": founding.form, "preparers": [one.name for one in people], "scans": keep_scans(turn)})


def approve_prep(turn: Turn) -> Outcome:
    turn.record.prep_approved_on = turn.today
    turn.record.save(update_fields=["prep_approved_on"])
    return Outcome({"words": turn.data["words"]}, note=turn.data["words"])


def begin_recruiting(turn: Turn) -> Outcome:
    turn.record.groups = turn.data["groups"]
    turn.record.save(update_fields=["groups"])
    return Outcome({"groups": turn.record.groups})


def nominate(turn: Turn) -> Outcome:
    return nominate_member(turn, enterprises_of(turn.record))


def announce(turn: Turn) -> Outcome:
    """The list is fixed; its notice is a case of its own."""
    founding: Founding = turn.record
    founding.agreed_with = turn.data["agreed_with"]
    founding.save(update_fields=["agreed_with"])
    notice = announce_list(turn, founding.union_name, enterprises_of(founding))
    return Outcome({"notice": notice, "members": len(voters_of(founding, today=turn.today))})


def ask_meeting(turn: Turn) -> Outcome:
    founding: Founding = turn.record
    for name in ("assembly", "meeting_on", "place"):
        setattr(founding, name, turn.data[name])
    for name in ("seats", "audit_seats", "women_seats"):
        setattr(founding, name, turn.data.get(name))
    founding.meeting_asked_on, founding.submitted_by_id = turn.today, turn.actor.person_id
    founding.save()
    return Outcome(
        {"meeting_on": founding.meeting_on.isoformat() if founding.meeting_on else "", "seats": founding.seats}
    )


def approve_meeting(turn: Turn) -> Outcome:
    turn.record.meeting_approved_on = turn.today
    turn.record.save(update_fields=["meeting_approved_on"])
    return Outcome({"words": turn.data["words"]}, note=turn.data["words"])


def finish_election(turn: Turn) -> Outcome:
    """Every seat is filled."""
    turn.record.elected_on = turn.data["held_on"]
    turn.record.save(update_fields=["elected_on"])
    return Outcome({"elected_on": turn.record.elected_on.isoformat()}, to_state="elected")


def report(turn: Turn) -> Outcome:
    founding: Founding = turn.record
    founding.term_years = turn.data["term_years"]
    founding.reported_on, founding.submitted_by_id = turn.today, turn.actor.person_id
    founding.save(update_fields=["term_years", "reported_on", "submitted_by"])
    return Outcome({"term_years": founding.term_years, "scans": keep_scans(turn)})


def establish(turn: Turn) -> Outcome:
    """OR-02: with the approval the union is there: its place in the tree, whom it covers, its posts, its term, its members."""
    founding: Founding = turn.record
    union = _create(turn, founding)
    rows = [NewCoverage(union, enterprise, turn.today) for enterprise in enterprises_of(founding)]
    cover_enterprises(turn.actor, rows, now=turn.now)
    lines = elected_on_case(turn.case.pk)
    seat_all(turn.actor, union, seats_won(lines), from_on=turn.today, now=turn.now)
    begin_term(union, ordinal=1, from_on=turn.today, years=founding.term_years or 0, turn=turn)
    moved = _take_members(turn, founding, union)
    founding.established_on, founding.union = turn.today, union
    founding.save(update_fields=["established_on", "union"])
    with scoped(SYSTEM):
        CaseShare.objects.get_or_create(case=turn.case, union=union, party="")
    return Outcome({"union": union.pk, "union_name": union.name, "members": moved, "elected": _names(lines)})


def _create(turn: Turn, founding: Founding) -> Union:
    kind = UnionKind.JOINT if founding.form == PlannedForm.JOINT else UnionKind.ENTERPRISE
    entry = UnionEntry(
        kind=kind,
        name=founding.union_name,
        place=turn.case.place,
        founded_on=turn.today,
        term_from=turn.today,
        term_to=term_end(turn.today, years=founding.term_years or 0),
    )
    union = create_union(turn.actor, parent=turn.case.union, entry=entry, now=turn.now)
    union.refresh_from_db()
    return union


def _take_members(turn: Turn, founding: Founding, union: Union) -> int:
    """Members who joined above in the meantime, whatever their standing, belong to their own union from now on."""
    renewal = Renewal(union, turn.today, turn.today, f"{turn.case.number} 单位建会")
    return transfer_all(turn.actor, electorate_of(founding, today=turn.today), renewal, now=turn.now)


def _names(lines: list[TallyLine]) -> list[str]:
    return [f"{line.sheet.body}:{line.name}" for line in lines]


def set_up(turn: Turn) -> Outcome:
    """规范建设: what is done; with all four of it the union is set up."""
    founding: Founding = turn.record
    for name in (*SET_UP_PARTS, "seal_number"):
        setattr(founding, name, turn.data[name])
    is_done = all(getattr(founding, name) for name in SET_UP_PARTS)
    founding.set_up_on = turn.today if is_done else None
    founding.save()
    done = [name for name in SET_UP_PARTS if getattr(founding, name)]
    registration = registration_of(founding) if is_done else None
    state = "set_up" if is_done else ""
    if registration and registration.certificate:
        _take_certificate(founding, registration, turn)
        state = "registered"
    return Outcome({"done": done, "scans": keep_scans(turn)}, to_state=state)


def register(turn: Turn) -> Outcome:
    """The certificate was given in the union's own case of registration (§A4): what it says is not typed again."""
    founding: Founding = turn.record
    registration = cast("Registration", registration_of(founding))  # with its certificate: `check_certified`
    _take_certificate(founding, registration, turn)
    return Outcome({"certificate": founding.certificate, "registration": registration.case_id})


def _take_certificate(founding: Founding, registration: Registration, turn: Turn) -> None:
    founding.certificate, founding.registered_on = registration.certificate, registration.registered_on
    founding.closed_on = turn.today
    founding.save(update_fields=["certificate", "registered_on", "closed_on"])


def hold(turn: Turn) -> Outcome:
    """Returned: it goes back to where it was prepared."""
    founding: Founding = turn.record
    founding.held_from = BACK.get(turn.case.state, turn.case.state)
    if founding.held_from == "candidates":
        founding.meeting_asked_on = None
    _why(founding, turn)
    return Outcome(_told(founding), note=founding.reason)


def stall(turn: Turn) -> Outcome:
    """Nothing happened for so many days: the system says so."""
    founding: Founding = turn.record
    founding.held_from = turn.case.state if turn.case.state != "returned" else founding.held_from
    founding.reason_code, founding.reason = Reason.SILENCE, ""
    founding.save(update_fields=["held_from", "reason_code", "reason"])
    Stall.objects.create(founding=founding, from_on=turn.today)
    return Outcome({"held_from": founding.held_from})


def resume(turn: Turn) -> Outcome:
    """On from where it was returned or stalled."""
    founding: Founding = turn.record
    back = founding.held_from
    founding.held_from, founding.reason_code, founding.reason = "", "", ""
    founding.save(update_fields=["held_from", "reason_code", "reason"])
    _end_stall(founding, turn)
    return Outcome({"to": back}, to_state=back)


def end(turn: Turn) -> Outcome:
    founding: Founding = turn.record
    founding.closed_on = turn.today
    _why(founding, turn)
    _end_stall(founding, turn)
    return Outcome(_told(founding), note=founding.reason)


def _end_stall(founding: Founding, turn: Turn) -> None:
    Stall.objects.filter(founding=founding, to_on=None).update(to_on=turn.today)


def _why(founding: Founding, turn: Turn) -> None:
    founding.reason_code, founding.reason = turn.data["reason_code"], turn.data["reason"]
    founding.save()


def _told(founding: Founding) -> dict[str, str]:
    return {"reason_code": founding.reason_code, "reason": founding.reason}
