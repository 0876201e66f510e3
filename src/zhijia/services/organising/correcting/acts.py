"""What is done when a correction is answered: the record is put right by the answer itself."""

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.messages.sending import Line, send
from zhijia.lib.sentences import Refused
from zhijia.organisation.actions.particulars import describe_person
from zhijia.organisation.actions.people import rename_person
from zhijia.organisation.models import Person
from zhijia.services.organising import events
from zhijia.services.organising.correcting.values import entry_with, tidy_value
from zhijia.services.organising.models import Correction, Wrong
from zhijia.trail.kinds import EventKind

TYPED_AGAIN = (Wrong.NAME, Wrong.ID_NUMBER, Wrong.PHONE, Wrong.BORN_ON)
"""What the union types from the paper that it was shown; it must be what the person wrote."""


def promise(turn: Turn) -> Outcome:
    correction: Correction = turn.record
    correction.promised_on = turn.data["day"]
    correction.save(update_fields=["promised_on"])
    _tell(turn, events.CORRECTION_PROMISED)
    return Outcome({"promised_on": turn.data["day"].isoformat()})


def accept(turn: Turn) -> Outcome:
    """The record takes the value. What two people typed from one paper is no slip of the pen."""
    correction: Correction = turn.record
    value = correction.value.reveal() if correction.value is not None else ""
    if correction.what in TYPED_AGAIN and tidy_value(correction.what, turn.data["value"] or "") != value:
        raise Refused("与申请人填写的内容不一致，请对照证明材料核对；材料不支持的，请答复不同意。", field="value")
    if correction.what != Wrong.OTHER:
        _put_right(turn, correction, value)
    _decide(turn, is_accepted=True)
    _tell(turn, events.CORRECTION_ACCEPTED)
    return Outcome({"what": correction.what, "decided_on": turn.today.isoformat()})


def decline(turn: Turn) -> Outcome:
    _decide(turn, is_accepted=False)
    _tell(turn, events.CORRECTION_DECLINED)
    return Outcome({"what": turn.record.what, "words": turn.data["words"]})


def withdraw(turn: Turn) -> Outcome:
    """She took it back: what she wrote is gone."""
    correction: Correction = turn.record
    correction.decided_on, correction.value = turn.today, None
    correction.save(update_fields=["decided_on", "value"])
    return Outcome({"what": correction.what})


def _put_right(turn: Turn, correction: Correction, value: str) -> None:
    person = Person.objects.select_related("home").filter(pk=correction.person_id).first()
    if person is None:
        raise Refused("本人的记录已转到其他工会，请答复不同意，并告诉本人向现在的工会申请。")
    if correction.what == Wrong.NAME:
        rename_person(turn.actor, person, value, now=turn.now)
    else:
        describe_person(turn.actor, person, entry_with(person, correction.what, value), now=turn.now)


def _decide(turn: Turn, *, is_accepted: bool) -> None:
    correction: Correction = turn.record
    correction.decided_on, correction.is_accepted, correction.value = turn.today, is_accepted, None
    correction.words = turn.data["words"]
    correction.save(update_fields=["decided_on", "is_accepted", "value", "words"])


def _tell(turn: Turn, kind: EventKind) -> None:
    line = Line(None, None, kind.code, turn.case.title, person_id=turn.record.person_id)
    send([line], now=turn.now, today=turn.today, not_to=turn.actor.person_id)
