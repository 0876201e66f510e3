"""What the steps of an issue change."""

from datetime import date

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.documents.scans import keep_scans
from zhijia.engines.issues.models import Issue, IssueNote, Level
from zhijia.law.terms import compute_due

LIMITS = {Level.OWN: "issues.limit.own", Level.HIGHER: "issues.limit.higher"}
"""The term of each level (services §E2, proposals of the product; a city enters its own)."""


def limit_of(level: str, start: date, *, place: str) -> date:
    """The day by which an issue of a level is to be solved: the day itself on the spot, else so many working days."""
    if level == Level.SPOT:
        return start
    law = LocalLaw()
    rule = law.rule(LIMITS[Level(level)], place=place, on=start)
    return compute_due(start, rule.term, calendar=law.calendar).due_on


def accept(turn: Turn) -> Outcome:
    issue: Issue = turn.record
    issue.category, issue.level = turn.data["category"], turn.data["level"]
    issue.standard = turn.data["standard"]
    issue.due_on = limit_of(issue.level, turn.today, place=turn.case.place)
    issue.save(update_fields=["category", "level", "standard", "due_on"])
    return Outcome(data={"level": issue.level, "due_on": issue.due_on.isoformat()})


def return_to_union(turn: Turn) -> Outcome:
    issue: Issue = turn.record
    issue.reply = turn.data["reason"]
    issue.save(update_fields=["reply"])
    return Outcome(data={"reason": issue.reply}, note=issue.reply)


def assign(turn: Turn) -> Outcome:
    issue: Issue = turn.record
    issue.owner, issue.measure = turn.data["owner"], turn.data["measure"]
    issue.owner_label = f"{issue.owner.union.name} · {issue.owner.title}"
    issue.save(update_fields=["owner", "owner_label", "measure"])
    return Outcome(data={"owner": issue.owner_id, "measure": issue.measure})


def _note(turn: Turn, text: str) -> None:
    IssueNote.objects.create(issue=turn.record, noted_on=turn.today, text=text, by_label=turn.actor.signature[:120])


def note(turn: Turn) -> Outcome:
    _note(turn, turn.data["text"])
    begun = "doing" if turn.case.state == "assigned" else ""
    return Outcome(data={"text": turn.data["text"], "scans": keep_scans(turn)}, to_state=begun)


def transfer(turn: Turn) -> Outcome:
    """It now depends on somebody else, which has its own, longer term; the owner still answers for it here."""
    issue: Issue = turn.record
    issue.receiver, issue.level = turn.data["receiver"], Level.HIGHER
    issue.due_on = limit_of(issue.level, turn.today, place=turn.case.place)
    issue.save(update_fields=["receiver", "level", "due_on"])
    _note(turn, turn.data["text"])
    return Outcome(data={"receiver": issue.receiver, "scans": keep_scans(turn)})


def plan(turn: Turn) -> Outcome:
    issue: Issue = turn.record
    issue.plan, issue.due_on = turn.data["plan"], turn.data["due_on"]
    issue.save(update_fields=["plan", "due_on"])
    return Outcome(data={"plan": issue.plan, "due_on": issue.due_on.isoformat()})


def claim(turn: Turn) -> Outcome:
    issue: Issue = turn.record
    scans = keep_scans(turn)
    issue.result, issue.evidence = turn.data["result"], issue.evidence + len(scans)
    issue.claimed_on, issue.claimed_by_id = turn.today, turn.actor.person_id
    issue.save(update_fields=["result", "evidence", "claimed_on", "claimed_by"])
    return Outcome(data={"result": issue.result, "scans": scans})


def verify(turn: Turn) -> Outcome:
    """The union accepts what was done, or the owner goes on."""
    issue: Issue = turn.record
    is_solved = turn.data["is_solved"]
    issue.verified_on = turn.today if is_solved else None
    issue.save(update_fields=["verified_on"])
    if turn.data["text"]:
        _note(turn, turn.data["text"])
    return Outcome(data={"is_solved": is_solved}, to_state="verified" if is_solved else "doing")


def close(turn: Turn) -> Outcome:
    issue: Issue = turn.record
    issue.reply, issue.closed_on = turn.data["reply"], turn.today
    issue.closed_by_id = turn.actor.post.id if turn.actor.post else None
    issue.save(update_fields=["reply", "closed_on", "closed_by"])
    return Outcome(data={"reply": issue.reply}, note=issue.reply)


def reopen(turn: Turn) -> Outcome:
    """IS-03: an issue that comes back is open again, and its reopening is counted."""
    issue: Issue = turn.record
    issue.reopened += 1
    issue.closed_on = issue.closed_by = issue.verified_on = issue.claimed_on = issue.claimed_by = None
    issue.evidence, issue.due_on = 0, limit_of(issue.level, turn.today, place=turn.case.place)
    issue.save()
    turn.case.closed_at = None
    _note(turn, turn.data["reason"])
    return Outcome(data={"reason": turn.data["reason"], "times": issue.reopened})
