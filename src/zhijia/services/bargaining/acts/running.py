"""What performance and renewal change."""

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.bargaining.acts.papers import employer_on_paper, keep_scans
from zhijia.services.bargaining.checks.running import last_inspection_of
from zhijia.services.bargaining.drafting.operations import load_sheet
from zhijia.services.bargaining.drafting.texts import names_in, passages_of
from zhijia.services.bargaining.forms.running import InspectForm
from zhijia.services.bargaining.models import PerformanceInspection, PerformanceItem

PROMISE_LENGTH = 300


def inspect(turn: Turn) -> Outcome:
    """A joint inspection: what each clause that was checked promised, and what was found."""
    values = {name: turn.data[name] for name in InspectForm.Meta.fields}
    inspection = PerformanceInspection.objects.create(contract=turn.record.contract, **values)
    promises = _promises(turn)
    PerformanceItem.objects.bulk_create(
        PerformanceItem(
            inspection=inspection,
            clause=clause,
            promise=promises[clause.code],
            status=status,
            actual=actual,
            evidence=evidence,
        )
        for clause, status, actual, evidence in turn.data["items"]
    )
    data = {"inspection": inspection.pk, "inspected_on": inspection.inspected_on.isoformat()}
    return Outcome(data=data | {"scans": keep_scans(turn)})


def _promises(turn: Turn) -> dict[str, str]:
    """What each clause of the contract says, by its code, as far as an item holds it."""
    draft = turn.record.contract.draft
    if draft is None:
        return {}
    passages = passages_of(load_sheet(draft), names_in(turn.record, draft))
    return {passage.code: passage.text[:PROMISE_LENGTH] for passage in passages}


def report_to_congress(turn: Turn) -> Outcome:
    inspection = last_inspection_of(turn)
    inspection.reported_to_congress_on = turn.data["day"]
    inspection.save(update_fields=["reported_to_congress_on"])
    return Outcome(data={"inspection": inspection.pk, "reported_on": turn.data["day"].isoformat()})


def hear_report(turn: Turn) -> Outcome:
    """The congress kept here heard the report (CB-068); what the last inspection found was told with it."""
    contract, day = turn.record.contract, turn.data["day"]
    told = contract.inspections.filter(reported_to_congress_on=None, inspected_on__lte=day)
    told.update(reported_to_congress_on=day)
    contract.report_heard_on = max(filter(None, (contract.report_heard_on, day)))
    contract.save(update_fields=["report_heard_on"])
    return Outcome(data={"reported_on": day.isoformat(), "session": turn.data["label"]}, note=turn.data["label"])


def answer_inspection(turn: Turn) -> Outcome:
    """Both sides stand behind what was found; what the employer sees otherwise stands beside it."""
    inspection = last_inspection_of(turn)
    inspection.employer_opinion, inspection.employer_confirmed_on = turn.data["employer_opinion"], turn.data["day"]
    with scoped(SYSTEM):  # the report is the union's; of it the employer writes these two fields, through this move
        inspection.save(update_fields=["employer_opinion", "employer_confirmed_on"])
    data = {"inspection": inspection.pk, "text": inspection.employer_opinion[:500], "scans": keep_scans(turn)}
    return Outcome(data=data, on_paper=employer_on_paper(turn))


def close_measures(turn: Turn) -> Outcome:
    inspection = last_inspection_of(turn)
    inspection.measures_done_on, inspection.measures_result = turn.data["day"], turn.data["measures_result"]
    inspection.save(update_fields=["measures_done_on", "measures_result"])
    data = {"inspection": inspection.pk, "done_on": turn.data["day"].isoformat()}
    return Outcome(data=data | {"text": inspection.measures_result[:500], "scans": keep_scans(turn)})
