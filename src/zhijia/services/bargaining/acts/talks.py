"""What the preparation and the talks change."""

from django.db.models import Max

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.services.bargaining.acts.papers import keep_scans, keep_signed
from zhijia.services.bargaining.checks.talks import VACANCY_OF
from zhijia.services.bargaining.forms.talks import MeetingForm, NegotiatorForm, SuspendForm
from zhijia.services.bargaining.models import Issue, Meeting, Negotiator, Suspension
from zhijia.services.bargaining.models.bargainings import Side
from zhijia.services.bargaining.models.talks import IssueStatus


def name_negotiator(turn: Turn) -> Outcome:
    """A negotiator takes a seat. Names stay in the table, the log keeps side and function only."""
    values = {name: turn.data[name] for name in NegotiatorForm.Meta.fields}
    seat = Negotiator.objects.create(bargaining=turn.record, **values)
    data = {"negotiator": seat.pk, "side": seat.side, "is_chief": seat.is_chief, "scans": keep_scans(turn)}
    return Outcome(data=data, stops=(VACANCY_OF[Side(seat.side)],))


def end_mandate(turn: Turn) -> Outcome:
    """A negotiator leaves; the seat is to be filled within the term of CB-020."""
    seat: Negotiator = turn.data["negotiator"]
    seat.ended_on, seat.ended_reason, seat.ended_ground = turn.data["day"], turn.data["reason"], turn.data["ground"]
    seat.save(update_fields=["ended_on", "ended_reason", "ended_ground"])
    data = {
        "negotiator": seat.pk,
        "side": seat.side,
        "ended_on": seat.ended_on.isoformat(),
        "ground": seat.ended_ground,
    }
    return Outcome(data=data)


def begin_talks(turn: Turn) -> Outcome:
    turn.record.first_meeting_on = turn.data["first_meeting_on"]
    turn.record.save(update_fields=["first_meeting_on"])
    return Outcome(data={"first_meeting_on": turn.record.first_meeting_on.isoformat()})


def record_meeting(turn: Turn) -> Outcome:
    last = turn.record.meetings.aggregate(last=Max("number"))["last"] or 0
    values = {name: turn.data[name] for name in MeetingForm.Meta.fields}
    meeting = Meeting.objects.create(bargaining=turn.record, number=last + 1, **values)
    return Outcome(
        data={"meeting": meeting.pk, "number": meeting.number, "chaired_by": meeting.chaired_by}
        | {"held_on": meeting.held_on.isoformat()}
    )


def sign_minutes(turn: Turn) -> Outcome:
    """Both chiefs and the recorder signed the minutes of a meeting (CB-033)."""
    meeting, signed_on = turn.data["meeting"], turn.data["signed_on"]
    meeting.minutes_signed_on = signed_on
    meeting.save(update_fields=["minutes_signed_on"])
    scans = keep_signed(turn, "bargaining.minutes", signed_on=signed_on, meeting=meeting.number)
    return Outcome(
        data={"meeting": meeting.pk, "number": meeting.number, "signed_on": signed_on.isoformat(), "scans": scans}
    )


def record_issue(turn: Turn) -> Outcome:
    """A matter on the table; an agreed one is settled in the last meeting."""
    data = dict(turn.data)
    head = data.pop("head")
    last = turn.record.meetings.order_by("-number").first()
    settled = last if data["status"] == IssueStatus.AGREED else None
    issue, is_new = Issue.objects.update_or_create(
        bargaining=turn.record, head=head, defaults={**data, "settled_in": settled}
    )
    return Outcome(data={"issue": issue.pk, "head": head, "status": issue.status, "is_new": is_new})


def suspend(turn: Turn) -> Outcome:
    values = {name: turn.data[name] for name in SuspendForm.Meta.fields}
    pause = Suspension.objects.create(bargaining=turn.record, **values)
    return Outcome(data={"suspension": pause.pk, "until_on": pause.until_on.isoformat(), "reason": pause.reason})


def resume(turn: Turn) -> Outcome:
    """The talks go on, whatever brought them to a stop."""
    turn.record.suspensions.filter(resumed_on=None).update(resumed_on=turn.today)
    return Outcome()


def note_reason(turn: Turn) -> Outcome:
    return Outcome(data={"reason": turn.data["reason"]})
