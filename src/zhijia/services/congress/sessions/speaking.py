"""Who speaks, who waits, and how long each delegation has spoken. Who belongs to no delegation has the time for herself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.lib.sentences import Refused, Sentence
from zhijia.services.congress.sessions.models import CongressSession, SittingMember, Speech


@dataclass(frozen=True)
class Floor:
    """The speeches of a session that were not withdrawn, in the order in which they were asked for."""

    speeches: Sequence[Speech]

    @classmethod
    def of(cls, session: CongressSession) -> "Floor":
        rows = Speech.objects.filter(session=session, withdrawn_at=None).select_related("member")
        return cls(list(rows.order_by("asked_at", "pk")))

    @property
    def speaker(self) -> Speech | None:
        return next((one for one in self.speeches if one.began_at and not one.ended_at), None)

    @property
    def waiting(self) -> Sequence[Speech]:
        return [one for one in self.speeches if one.began_at is None]

    def used_by(self, member: SittingMember, *, now: datetime) -> timedelta:
        """How long those of her delegation have spoken, with whoever speaks now."""
        return sum(
            (
                (one.ended_at or now) - one.began_at
                for one in self.speeches
                if one.began_at and _group(one.member) == _group(member)
            ),
            timedelta(),
        )


def _group(member: SittingMember) -> object:
    return member.delegation or member.person_id


def set_speaking(turn: Turn) -> Outcome:
    turn.record.speaking_minutes = turn.data["minutes"]
    turn.record.save(update_fields=["speaking_minutes"])
    return Outcome({"minutes": turn.data["minutes"]})


def call_speaker(turn: Turn) -> Outcome:
    """The next one speaks; whoever spoke has ended. Refused once her delegation has used its time."""
    session, speech = turn.record, turn.data["speech"]
    floor = Floor.of(session)
    used = floor.used_by(speech.member, now=turn.now)
    if session.speaking_minutes and used >= timedelta(minutes=session.speaking_minutes):
        words = {"name": speech.member.delegation or speech.member.name, "n": session.speaking_minutes}
        raise Refused(Sentence("{name}的{n}分钟发言时间已经用完，可以先调整发言时间。", words), field="speech")
    if floor.speaker:
        _end(floor.speaker, turn.now)
    speech.began_at = turn.now
    speech.save(update_fields=["began_at"])
    return Outcome({"speech": speech.pk, "name": speech.member.name})


def end_speech(turn: Turn) -> Outcome:
    speech = Floor.of(turn.record).speaker
    if speech is None:
        raise Refused("现在没有人发言。")
    _end(speech, turn.now)
    return Outcome({"speech": speech.pk, "name": speech.member.name})


def end_running(session: CongressSession, now: datetime) -> None:
    """Nobody has the floor of a session that is over."""
    if speaker := Floor.of(session).speaker:
        _end(speaker, now)


def _end(speech: Speech, now: datetime) -> None:
    speech.ended_at = now
    speech.save(update_fields=["ended_at"])
