"""What the steps of an organising target change."""

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.documents.scans import keep_scans
from zhijia.organisation.models import Post
from zhijia.organisation.models.unions import UnionKind
from zhijia.services.organising.founding.opening import found_from_target
from zhijia.services.organising.targets import rules
from zhijia.services.organising.targets.checks import covering_union
from zhijia.services.organising.targets.codes import Obstacle
from zhijia.services.organising.targets.models import FoundingNotice, OrganisingTarget
from zhijia.services.organising.targets.silences import keep_silence
from zhijia.services.organising.targets.visiting import record_contact


def verify(turn: Turn) -> Outcome:
    target: OrganisingTarget = turn.record
    for name in ("priority", "reasons", "decision_maker", "headquarters"):
        setattr(target, name, turn.data[name])
    target.verified_on = target.verified_on or turn.today
    _know_obstacles(target, turn)
    _stand_at(target, rules.VERIFIED, turn)
    target.save()
    keep_silence(target, rules.VERIFIED, since=turn.today, place=turn.case.place)
    return Outcome(data={"priority": target.priority, "reasons": target.reasons, "obstacles": target.obstacles})


def assign(turn: Turn) -> Outcome:
    """落实责任: with a cadre and a deadline it has a plan."""
    target: OrganisingTarget = turn.record
    cadre, leader = turn.data["cadre"], turn.data["leader"]
    target.cadre, target.cadre_label = cadre, label_of(cadre)
    target.leader, target.leader_label = leader, label_of(leader)
    target.deadline, target.plan_task = turn.data["deadline"], turn.data["plan_task"]
    target.planned_on = target.planned_on or turn.today
    target.save()
    return Outcome(data={"cadre": cadre.pk, "deadline": target.deadline.isoformat()}, note=target.cadre_label)


def contact(turn: Turn) -> Outcome:
    """Keep the contact; it may lead to another stage, and a new silence begins on its day."""
    target: OrganisingTarget = turn.record
    visit = record_contact(turn)
    state = turn.data["stage"] or turn.case.state
    _know_obstacles(target, turn)
    target.next_action, target.next_on = turn.data["next_action"], turn.data["next_on"]
    if state != turn.case.state:
        _stand_at(target, state, turn)
    target.save()
    keep_silence(target, state, since=turn.data["visited_on"], place=turn.case.place)
    data = {"visit": visit.case_id, "attitude": turn.data["attitude"], "obstacles": target.obstacles}
    return Outcome(data=data, to_state=turn.data["stage"])


def send_notice(turn: Turn) -> Outcome:
    notice = FoundingNotice.objects.create(
        target=turn.record, signer=turn.data["signer"], answer_by=turn.data["answer_by"], sent_on=turn.today
    )
    return Outcome(data={"notice": notice.pk, "answer_by": notice.answer_by.isoformat()})


def serve_notice(turn: Turn) -> Outcome:
    """OG-04: who signed for the notice, when, with the receipt."""
    notice = turn.record.notices.filter(served_on=None).order_by("pk").get()
    notice.served_on, notice.receiver = turn.data["served_on"], turn.data["receiver"]
    notice.save(update_fields=["served_on", "receiver"])
    return Outcome(data={"notice": notice.pk, "served_on": notice.served_on.isoformat(), "scans": keep_scans(turn)})


def escalate(turn: Turn) -> Outcome:
    """Whoever supervises learns it from the event; what becomes of it stands beside this case."""
    target: OrganisingTarget = turn.record
    target.escalated_on = turn.today
    target.save(update_fields=["escalated_on"])
    words = [str(Obstacle(code).label) for code in target.obstacles]
    return Outcome(data={"facts": turn.data["facts"], "obstacles": words}, note=turn.data["facts"])


def put_off(turn: Turn) -> Outcome:
    target: OrganisingTarget = turn.record
    _stand_at(target, rules.DEFERRED, turn)
    target.save(update_fields=["stage_since"])
    keep_silence(target, rules.DEFERRED, since=turn.today, place=turn.case.place)
    return Outcome(data={"reason": turn.data["reason"]}, note=turn.data["reason"])


def prepare(turn: Turn) -> Outcome:
    """The founding is a case of its own; what came of it is found by who covers the enterprise then."""
    target: OrganisingTarget = turn.record
    target.founding = found_from_target(turn.case, target.enterprise, actor=turn.actor, now=turn.now).case
    _stand_at(target, rules.PREPARING, turn)
    target.save(update_fields=["stage_since", "founding"])
    keep_silence(target, rules.PREPARING, since=turn.today, place=turn.case.place)
    return Outcome({"founding": target.founding.pk})


def settle(turn: Turn) -> Outcome:
    """A union covers it: its own, or a joint one. It leaves the list with the day on which that began."""
    target: OrganisingTarget = turn.record
    coverage = covering_union(target, turn)
    assert coverage is not None  # a guard asked
    target.union, target.organised_on = coverage.union, max(coverage.from_on, target.found_on)
    state = rules.JOINED if coverage.union.kind == UnionKind.JOINT else rules.FOUNDED
    target.ended_on = target.organised_on
    _stand_at(target, state, turn)
    target.save()
    keep_silence(target, state, since=turn.today, place=turn.case.place)
    return Outcome(data={"union": coverage.union_id, "union_name": coverage.union.name}, to_state=state)


def evaluate(turn: Turn) -> Outcome:
    target: OrganisingTarget = turn.record
    _stand_at(target, rules.RUNNING, turn)
    target.save(update_fields=["stage_since"])
    return Outcome(data={"union": target.union_id})


def remove(turn: Turn) -> Outcome:
    target: OrganisingTarget = turn.record
    target.ended_on, target.end_reason = turn.today, turn.data["reason"][:300]
    _stand_at(target, rules.GONE, turn)
    target.save()
    keep_silence(target, rules.GONE, since=turn.today, place=turn.case.place)
    return Outcome(data={"reason": turn.data["reason"]}, note=turn.data["reason"])


def _know_obstacles(target: OrganisingTarget, turn: Turn) -> None:
    target.obstacles = turn.data["obstacles"]
    if target.obstacles and target.explained_on is None:
        target.explained_on = turn.today


def _stand_at(target: OrganisingTarget, state: str, turn: Turn) -> None:
    """Since today at this stage; a final state ends nothing of the past."""
    if state != turn.case.state:
        target.stage_since = turn.today


def label_of(post: Post | None) -> str:
    """江海市总工会 · 工会干部: how those read a post who do not see it."""
    return f"{post.union.name} · {post.title}" if post else ""
