"""What sending, serving and answering letters change, and what the department does."""

from typing import Any

from zhijia.engines.cases.adjusting import Decision as Extension
from zhijia.engines.cases.adjusting import apply_extension
from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.sharing import bureau_party, share_with_party
from zhijia.engines.documents.scans import keep_scans
from zhijia.services.supervision.acts.casework import employer_on_paper, share_with_employer
from zhijia.services.supervision.checks.letters import is_broken, judge_handling, judge_reply, judge_ruling, letter_of
from zhijia.services.supervision.forms.letters import (
    HandledForm,
    LetterForm,
    OpinionForm,
    RecommendForm,
    ReplyForm,
    RulingForm,
)
from zhijia.services.supervision.models import Department, Letter, Reply
from zhijia.services.supervision.models.letters import Channel, Decision, LetterKind, Ruling


def send_prompt(turn: Turn) -> Outcome:
    return _send(turn, LetterKind.PROMPT, LetterForm.Meta.fields)


def send_opinion(turn: Turn) -> Outcome:
    return _send(turn, LetterKind.OPINION, OpinionForm.Meta.fields)


def _send(turn: Turn, kind: LetterKind, fields: tuple[str, ...]) -> Outcome:
    """A letter to the employer; it is failed or obeyed anew."""
    enterprise = turn.case.enterprise
    letter = _write(turn, kind, fields, addressee=enterprise.name if enterprise else turn.case.title)
    if letter.channel == Channel.ONLINE:
        share_with_employer(turn)
    set_default(turn, has_failed=False)
    return _sent(letter)


def recommend(turn: Turn) -> Outcome:
    letter = _write(turn, LetterKind.RECOMMENDATION, RecommendForm.Meta.fields)
    if letter.channel == Channel.ONLINE:
        share_with_party(turn.case, bureau_party(turn.case.place))
    return _sent(letter)


def _write(turn: Turn, kind: LetterKind, fields: tuple[str, ...], **more: Any) -> Letter:
    values = {name: turn.data[name] for name in fields}
    post = turn.actor.post
    union = post.union_id if post else turn.case.union_id
    return Letter.objects.create(
        supervision=turn.record, kind=kind, union_id=union, sent_on=turn.today, **values, **more
    )


def _sent(letter: Letter) -> Outcome:
    limit = letter.rectify_by.isoformat() if letter.rectify_by else ""
    return Outcome(data={"letter": letter.pk, "kind": str(letter.kind), "channel": letter.channel, "rectify_by": limit})


def record_service(turn: Turn) -> Outcome:
    """The day the other side received the letter: from it its term runs."""
    letter = letter_of(turn)
    letter.served_on = turn.data["day"]
    letter.save(update_fields=["served_on"])
    data = {"letter": letter.pk, "served_on": letter.served_on.isoformat(), "scans": keep_scans(turn)}
    return Outcome(data=data, on_paper=letter.addressee if turn.actor.post is not None else "")


def answer(turn: Turn) -> Outcome:
    """The employer's decision: it will correct, or it refuses."""
    letter = letter_of(turn, LetterKind.PROMPT, LetterKind.OPINION)
    party = employer_on_paper(turn)
    values = {name: turn.data[name] for name in ReplyForm.Meta.fields}
    channel = Channel.PAPER if party else Channel.ONLINE
    reply = Reply.objects.create(letter=letter, channel=channel, is_late=is_broken(judge_reply(turn)), **values)
    if letter.served_on is None:  # who answers has received it
        letter.served_on = reply.replied_on
        letter.save(update_fields=["served_on"])
    refuses = reply.decision == Decision.REFUSE
    set_default(turn, has_failed=refuses)
    data = {"letter": letter.pk, "decision": reply.decision, "replied_on": reply.replied_on.isoformat()}
    agreed = "checking" if letter.rectify_by and letter.rectify_by < turn.today else "rectifying"
    return Outcome(
        data={**data, "scans": keep_scans(turn)}, on_paper=party, to_state="defaulted" if refuses else agreed
    )


def note_silence(turn: Turn) -> Outcome:
    """Nobody answered within the term."""
    set_default(turn, has_failed=True)
    return Outcome(data={"letter": letter_of(turn).pk})


def note_limit(turn: Turn) -> Outcome:
    """The day written in the letter has passed: what was agreed is rechecked; who owes an answer keeps its term."""
    data = {"letter": letter_of(turn, LetterKind.PROMPT, LetterKind.OPINION).pk}
    return Outcome(data=data, to_state="checking" if turn.case.state == "rectifying" else "")


def record_ruling(turn: Turn) -> Outcome:
    """The department opened a case, or gave its reasons."""
    letter = letter_of(turn, LetterKind.RECOMMENDATION)
    values = {name: turn.data[name] for name in RulingForm.Meta.fields}
    department, _ = Department.objects.update_or_create(
        letter=letter, defaults={**values, "is_late": is_broken(judge_ruling(turn))}
    )
    data = {"letter": letter.pk, "ruling": department.ruling, "ruled_on": department.ruled_on.isoformat()}
    state = "handling" if department.ruling == Ruling.OPENED else "defaulted"
    party = letter.addressee if turn.actor.post is not None else ""
    return Outcome(data={**data, "scans": keep_scans(turn)}, on_paper=party, to_state=state)


def extend_handling(turn: Turn) -> Outcome:
    """The department lengthens its own term; the clock keeps why."""
    letter, clock = letter_of(turn, LetterKind.RECOMMENDATION), turn.data["term"]
    apply_extension(
        clock, Extension(turn.data["reason"], turn.today), turn.data["amount"], actor=turn.actor, now=turn.now
    )
    data = {"reason": turn.data["reason"], "amount": turn.data["amount"], "until": clock.due_on.isoformat()}
    party = letter.addressee if turn.actor.post is not None else ""
    return Outcome(data={"letter": letter.pk, **data, "scans": keep_scans(turn)}, on_paper=party)


def record_handling(turn: Turn) -> Outcome:
    """How the department's case ended; that it took too long is on record (LS-06)."""
    letter = letter_of(turn, LetterKind.RECOMMENDATION)
    verdicts = judge_handling(turn)
    department = letter.department
    for name in HandledForm.Meta.fields:
        setattr(department, name, turn.data[name])
    department.is_late = department.is_late or is_broken(verdicts)
    department.save()
    data = {"letter": letter.pk, "handled_on": department.handled_on.isoformat() if department.handled_on else ""}
    party = letter.addressee if turn.actor.post is not None else ""
    recorded = [verdict.rule for verdict in verdicts]
    return Outcome(data={**data, "rules": recorded, "scans": keep_scans(turn)}, on_paper=party)


def set_default(turn: Turn, *, has_failed: bool) -> None:
    """From when on the employer has failed the letter, or that it has not."""
    turn.record.defaulted_on = turn.today if has_failed else None
    turn.record.save(update_fields=["defaulted_on"])
