"""What performance and renewal change."""

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.services.bargaining.acts.papers import keep_scans
from zhijia.services.bargaining.checks.running import last_inspection_of
from zhijia.services.bargaining.forms.running import InspectForm
from zhijia.services.bargaining.models import PerformanceInspection, PerformanceItem

PROMISE_LENGTH = 300


def inspect(turn: Turn) -> Outcome:
    """A joint inspection: what each clause that was checked promised, and what was found."""
    values = {name: turn.data[name] for name in InspectForm.Meta.fields}
    inspection = PerformanceInspection.objects.create(contract=turn.record.contract, **values)
    PerformanceItem.objects.bulk_create(
        PerformanceItem(
            inspection=inspection, clause=clause, promise=clause.body[:PROMISE_LENGTH], status=status, actual=actual
        )
        for clause, status, actual in turn.data["items"]
    )
    data = {"inspection": inspection.pk, "inspected_on": inspection.inspected_on.isoformat()}
    return Outcome(data=data | {"scans": keep_scans(turn)})


def report_to_congress(turn: Turn) -> Outcome:
    inspection = last_inspection_of(turn)
    inspection.reported_to_congress_on = turn.data["day"]
    inspection.save(update_fields=["reported_to_congress_on"])
    return Outcome(data={"inspection": inspection.pk, "reported_on": turn.data["day"].isoformat()})
