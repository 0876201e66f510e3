"""What the steps of a notice change."""

from datetime import date

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.models import Clock
from zhijia.engines.cases.redating import write_day
from zhijia.engines.documents.scans import keep_scans
from zhijia.engines.public_notices.checks import check_may_answer
from zhijia.engines.public_notices.models import NoticeObjection, PublicNotice


def put_up(turn: Turn) -> Outcome:
    """Where it hangs, since when, with a photo of it."""
    notice: PublicNotice = turn.record
    notice.posted_on, notice.places = turn.data["posted_on"], turn.data["places"]
    notice.save(update_fields=["posted_on", "places"])
    return Outcome({"posted_on": notice.posted_on.isoformat(), "places": notice.places, "scans": keep_scans(turn)})


def enter_objection(turn: Turn) -> Outcome:
    """What somebody said at the union, by word or on paper."""
    objection = NoticeObjection.objects.create(
        notice=turn.record,
        about=turn.data["about"],
        text=turn.data["text"],
        by_label=turn.data["by_label"],
        received_on=turn.data["received_on"],
    )
    return Outcome({"objection": objection.pk, "text": objection.text, "scans": keep_scans(turn)})


def answer(turn: Turn) -> Outcome:
    """One objection is answered, by somebody whom it does not concern."""
    objection: NoticeObjection = turn.data["objection"]
    check_may_answer(turn, objection)
    objection.answer, objection.is_upheld = turn.data["answer"], turn.data["is_upheld"]
    objection.answered_on, objection.answered_by_id = turn.today, turn.actor.person_id
    objection.save(update_fields=["answer", "is_upheld", "answered_on", "answered_by"])
    return Outcome({"objection": objection.pk, "is_upheld": objection.is_upheld, "answer": objection.answer})


def close(turn: Turn) -> Outcome:
    """It is passed, or an objection was right."""
    notice: PublicNotice = turn.record
    notice.closed_on, notice.result = turn.today, turn.data["result"]
    notice.save(update_fields=["closed_on", "result"])
    is_upheld = notice.objections.filter(is_upheld=True).exists()
    data = {"result": notice.result, "objections": notice.objections.count(), "scans": keep_scans(turn)}
    return Outcome(data, to_state="upheld" if is_upheld else "")


def withdraw(turn: Turn) -> Outcome:
    notice: PublicNotice = turn.record
    notice.closed_on, notice.result = turn.today, turn.data["reason"]
    notice.save(update_fields=["closed_on", "result"])
    return Outcome({"reason": notice.result}, note=notice.result)


def redate(turn: Turn, _clock: Clock, day: date) -> None:
    """It was put up on another day."""
    write_day(turn.record, "posted_on", day)
