"""What each move changes in the task's own record; state, clocks and awaits are the engine's."""

from collections.abc import Iterable, Sequence

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.models import CaseShare
from zhijia.engines.documents.storing import attach
from zhijia.engines.messages.sending import Line, send
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Post
from zhijia.services.plans.models import Task, TaskReport, TaskSupport
from zhijia.services.plans.tasks.extending import lapse_request, release_assigner
from zhijia.services.plans.tasks.hands import label_of_hand, person_of_hand
from zhijia.services.plans.tasks.queries import holder_of, label_of
from zhijia.services.plans.tasks.stages import open_stages, reach_stages, set_stages, write_stages


def assign(turn: Turn) -> Outcome:
    """Name lead, supports, date and standard; the unions that take part come to see the case."""
    task: Task = turn.record
    data = turn.data
    lead: Post = data["lead"]
    supports = list(data["supports"])
    lapse_request(turn)
    before = {"lead": task.lead_id, "due_on": task.due_on.isoformat() if task.due_on else None}
    task.assigner_id = _deciding_post(turn, taking_part=[lead, *supports])
    task.lead, task.lead_union_id, task.lead_label = lead, lead.union_id, label_of(lead)
    task.due_on, task.standard, task.accepted_at = data["due_on"], data["standard"], None
    task.leader = data["leader"]
    task.save()
    set_stages(task, data["stages"])
    turn.case.due_on = task.due_on
    TaskSupport.objects.filter(task=task).delete()
    TaskSupport.objects.bulk_create(
        TaskSupport(task=task, post=post, union_id=post.union_id, label=label_of(post)) for post in supports
    )
    _share(turn, [lead, *supports])
    after = {"lead": lead.pk, "due_on": task.due_on.isoformat(), "supports": [post.pk for post in supports]}
    said = {"lead": task.lead_label, "person": holder_of(lead, on=turn.today), "standard": task.standard}
    said["stages"] = write_stages(data["stages"])
    return Outcome(data={"before": before, "after": after, **said})


def accept(turn: Turn) -> Outcome:
    """From now on the date of the assignment is the one that assessment goes by (TA-06)."""
    task: Task = turn.record
    task.accepted_at = turn.now
    task.original_due_on = task.original_due_on or task.due_on
    task.save(update_fields=["accepted_at", "original_due_on"])
    return Outcome()


def give_back(turn: Turn) -> Outcome:
    """Return the task to who assigned it."""
    release_assigner(turn)
    return send_back(turn)


def send_back(turn: Turn) -> Outcome:
    """Return what was reported to the lead."""
    return Outcome(data={"reason": turn.data["reason"]})


def withdraw(turn: Turn) -> Outcome:
    lapse_request(turn)
    return send_back(turn)


def report(turn: Turn) -> Outcome:
    """Add a progress report with its evidence."""
    reached = reach_stages(turn.record, turn.data.get("reached", ()), on=turn.today)
    return _report(turn, reached=reached, is_final=False)


def report_done(turn: Turn) -> Outcome:
    """Report completion; a request for a later date that is still open has lost its point."""
    lapse_request(turn)
    release_assigner(turn)
    left = [stage.pk for stage in open_stages(turn.record)]
    return _report(turn, reached=reach_stages(turn.record, left, on=turn.today), is_final=True)


def verify(turn: Turn) -> Outcome:
    """Accept the completion: the day it was reported done counts as the day of completion."""
    task: Task = turn.record
    task.done_on = local_day(task.reported_at or turn.now)
    task.save(update_fields=["done_on"])
    return Outcome(data={"done_on": task.done_on.isoformat()})


def urge(turn: Turn) -> Outcome:
    """Remind the lead post; the reminder is an event and a message."""
    return Outcome(data={"reason": turn.data["reason"], "sent": _tell_lead(turn, "plans.task_urged")})


def supervise(turn: Turn) -> Outcome:
    """Put the task under supervision: the answer is due by the source (TA-07), and the lead is told."""
    task: Task = turn.record
    task.supervised_on, task.supervision = turn.today, turn.data["source"]
    task.save(update_fields=["supervised_on", "supervision"])
    sent = _tell_lead(turn, "plans.task_supervised")
    return Outcome(data={"source": task.supervision, "reason": turn.data["reason"], "sent": sent})


def _deciding_post(turn: Turn, *, taking_part: Iterable[Post]) -> int | None:
    """The acting post, unless its holder takes part in the task through this or another post."""
    own = {post.id for post in turn.actor.posts}
    if turn.actor.post is None or own & {post.pk for post in taking_part}:
        return None
    return turn.actor.post.id


def _tell_lead(turn: Turn, kind: str) -> int:
    task: Task = turn.record
    text = f"{turn.case.title[:180]} · {turn.data['reason']}"
    lines = [Line(task.lead_id, turn.case.pk, kind, text)] if task.lead_id else []
    return send(lines, now=turn.now, today=turn.today)


def _report(turn: Turn, *, reached: Sequence[str], is_final: bool) -> Outcome:
    task: Task = turn.record
    data = turn.data
    entry = TaskReport.objects.create(
        task=task,
        text=data["text"],
        problems=data.get("problems", ""),
        next_step=data.get("next_step", ""),
        reported_at=turn.now,
        reporter=label_of_hand(turn),
        reporter_person_id=person_of_hand(turn),
        is_final=is_final,
    )
    files = [attach(turn.case, upload, actor=turn.actor, now=turn.now) for upload in data["evidence"]]
    task.reported_at = turn.now
    task.save(update_fields=["reported_at"])
    evidence = [file.sha256 for file in files]
    said = {"report": entry.pk, "text": data["text"][:300], "evidence": evidence}
    return Outcome(data={**said, **({"stages": list(reached)} if reached else {})})


def _share(turn: Turn, posts: Iterable[Post]) -> None:
    """The case is shared with exactly the unions of these posts that do not see it anyway."""
    unions = {post.union_id for post in posts} - {turn.case.union_id}
    CaseShare.objects.filter(case=turn.case).exclude(union_id__in=unions).delete()
    CaseShare.objects.bulk_create(
        (CaseShare(case=turn.case, union_id=union) for union in sorted(unions)), ignore_conflicts=True
    )
