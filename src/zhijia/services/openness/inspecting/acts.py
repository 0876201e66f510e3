"""What the steps of an examination change."""

from datetime import date

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.sharing import employer_party, share_with_party
from zhijia.engines.documents.scans import keep_scans
from zhijia.services.openness.inspecting.opening import NewCheck, open_check
from zhijia.services.openness.models import CheckEntry, Delivery, Disclosure, OpennessCheck, OpennessPlan, Problem

PROVEN = "公开登记的日期超过公开期限。"
"""What stands in the record where the days alone say what is wrong; kept, so in Chinese."""


def inspect(turn: Turn) -> Outcome:
    """On the plan: an examination begins."""
    plan = OpennessPlan.objects.select_related("enterprise").get(pk=turn.record.pk)
    names = ("body", "members", "checked_on")
    check = open_check(NewCheck(plan=plan, **{name: turn.data[name] for name in names}), actor=turn.actor, now=turn.now)
    return Outcome({"case": check.case.number, "body": check.body})


def examine(turn: Turn) -> Outcome:
    """One disclosure; looked at again, the later finding holds. What the days prove is a problem whoever looks."""
    disclosure: Disclosure = turn.data["disclosure"]
    chosen = {*turn.data["problems"], *proven_problems(disclosure, turn.record.checked_on)}
    problems = ",".join(code for code in Problem.values if code in chosen)
    found = turn.data["found"] or (PROVEN if chosen else "")
    CheckEntry.objects.update_or_create(
        check_of=turn.record,
        disclosure=disclosure,
        defaults={"title": disclosure.title, "problems": problems, "found": found, "examined_on": turn.today},
    )
    data = {"disclosure": disclosure.case_id, "title": disclosure.title, "problems": problems, "found": found}
    return Outcome({**data, "scans": keep_scans(turn)})


def proven_problems(disclosure: Disclosure, checked_on: date) -> tuple[Problem, ...]:
    """What due day and day of publication say by themselves."""
    if disclosure.due_on is None:
        return ()
    if disclosure.published_on is None:
        return (Problem.MISSING,) if disclosure.due_on < checked_on else ()
    return (Problem.LATE,) if disclosure.published_on > disclosure.due_on else ()


def finish(turn: Turn) -> Outcome:
    turn.record.passed_on = turn.today
    turn.record.save(update_fields=["passed_on"])
    return Outcome({"examined": CheckEntry.objects.filter(check_of=turn.record).count()})


def send_opinion(turn: Turn) -> Outcome:
    check: OpennessCheck = turn.record
    check.demands, check.delivery = turn.data["demands"], turn.data["delivery"]
    check.sent_on, check.rectify_by = turn.today, turn.data["rectify_by"]
    check.save(update_fields=["demands", "delivery", "sent_on", "rectify_by"])
    if check.delivery == Delivery.ONLINE and turn.case.enterprise_id is not None:
        share_with_party(turn.case, employer_party(turn.case.enterprise_id))
    return Outcome({"rectify_by": check.rectify_by.isoformat(), "delivery": check.delivery})


def answer(turn: Turn) -> Outcome:
    check: OpennessCheck = turn.record
    check.answer, check.answered_on = turn.data["answer"], turn.data["replied_on"]
    check.answered_by_id = turn.actor.person_id
    check.save(update_fields=["answer", "answered_on", "answered_by"])
    on_paper = str(turn.case.enterprise) if turn.actor.post is not None else ""  # which the employer does not see
    return Outcome(
        {"answer": check.answer, "answered_on": check.answered_on.isoformat(), "scans": keep_scans(turn)},
        on_paper=on_paper,
    )


def send_back(turn: Turn) -> Outcome:
    """The answer stays in the history; the employer answers anew by another day."""
    turn.record.again_by = turn.data["rectify_by"]
    turn.record.save(update_fields=["again_by"])
    reason = turn.data["reason"]
    return Outcome({"reason": reason, "rectify_by": turn.record.again_by.isoformat()}, note=reason)


def accept(turn: Turn) -> Outcome:
    check: OpennessCheck = turn.record
    check.accepted_on, check.acceptor, check.note = turn.today, turn.actor.signature, turn.data["note"]
    check.save(update_fields=["accepted_on", "acceptor", "note"])
    return Outcome({"note": check.note, "scans": keep_scans(turn)}, note=check.note)


def drop(turn: Turn) -> Outcome:
    turn.record.dropped_on = turn.today
    turn.record.save(update_fields=["dropped_on"])
    return Outcome({"reason": turn.data["reason"]})
