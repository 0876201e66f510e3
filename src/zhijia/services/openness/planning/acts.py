"""What the steps of a plan change."""

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.documents.scans import keep_scans
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation.writing import refusing
from zhijia.services.openness.disclosing.opening import NewDisclosure, hand_over, open_disclosures
from zhijia.services.openness.models import Disclosure, OpennessPlan, PlanItem
from zhijia.services.openness.planning.forms import BY_EMPLOYER
from zhijia.services.openness.planning.opening import open_begun

AGAIN = gettext_noop("同一天同名的事件已经登记。")


def name_responsible(turn: Turn) -> Outcome:
    plan: OpennessPlan = turn.record
    before = {"responsible": plan.responsible, "office": plan.office}
    plan.responsible, plan.office = turn.data["responsible"], turn.data["office"]
    plan.save(update_fields=["responsible", "office"])
    return Outcome({"responsible": plan.responsible, "office": plan.office, "before": before})


def set_item(turn: Turn) -> Outcome:
    item = PlanItem.objects.get(plan=turn.record, matter=turn.data["matter"])
    before = {"months": item.months, "owner": item.owner, "channels": item.channels}
    item.months, item.owner = turn.data["months"], turn.data["owner"]
    item.channels = ",".join(turn.data["channels"])
    item.save(update_fields=["months", "owner", "channels"])
    opened = open_begun(turn.record, actor=turn.actor, now=turn.now, today=turn.today)
    return Outcome({"matter": item.matter, "months": item.months, "before": before, "opened": len(opened)})


def adopt(turn: Turn) -> Outcome:
    """From this day on each matter is owed; what has begun is opened at once."""
    plan: OpennessPlan = turn.record
    plan.adopted_on, plan.responsible, plan.office = (
        turn.data[name] for name in ("adopted_on", "responsible", "office")
    )
    plan.save(update_fields=["adopted_on", "responsible", "office"])
    opened = open_begun(plan, actor=turn.actor, now=turn.now, today=turn.today)
    return Outcome({"responsible": plan.responsible, "opened": len(opened), "scans": keep_scans(turn)})


def hand_drafting(turn: Turn) -> Outcome:
    """Who drafts from now on, also what is due already and not drafted yet."""
    plan: OpennessPlan = turn.record
    plan.is_drafted_by_employer = turn.data["drafter"] == BY_EMPLOYER
    plan.save(update_fields=["is_drafted_by_employer"])
    rows = list(Disclosure.objects.filter(item__plan=plan, case__state="due").select_related("case").order_by("pk"))
    hand_over(rows, is_to_employer=plan.is_drafted_by_employer, now=turn.now)
    return Outcome({"drafter": turn.data["drafter"], "handed": len(rows)})


def record_happened(turn: Turn) -> Outcome:
    """Something happened that is disclosed each time."""
    item = PlanItem.objects.select_related("plan__enterprise").get(plan=turn.record, matter=turn.data["matter"])
    new = NewDisclosure(item=item, title=turn.data["title"], happened_on=turn.data["happened_on"])
    same = item.disclosures.filter(happened_on=new.happened_on, title=new.title)
    if same.exists():
        raise Refused(AGAIN, field="title")
    with refusing({"disclosure_event_once": AGAIN}):
        (disclosure,) = open_disclosures([new], actor=turn.actor, now=turn.now)
    return Outcome({"matter": item.matter, "title": new.title, "case": disclosure.case.number})


def report(turn: Turn) -> Outcome:
    turn.record.reported_on = turn.data["reported_on"]
    turn.record.save(update_fields=["reported_on"])
    return Outcome({"reported_on": turn.data["reported_on"].isoformat(), "scans": keep_scans(turn)})


def finish(turn: Turn) -> Outcome:
    turn.record.ended_on = turn.today
    turn.record.save(update_fields=["ended_on"])
    return Outcome({"reported_on": turn.record.reported_on.isoformat() if turn.record.reported_on else ""})


def drop(turn: Turn) -> Outcome:
    turn.record.dropped_on = turn.today
    turn.record.save(update_fields=["dropped_on"])
    return Outcome({"reason": turn.data["reason"]})
