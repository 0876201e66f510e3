"""Which visits a pair owes: one a quarter by the cadre, one a year by the leader (PA-02)."""

from datetime import date

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.visits.models import PlannedVisit
from zhijia.engines.visits.planning import plan_visits, quarters_of, spans_left, whole_year
from zhijia.services.contacts.models import Pair

VISIT = "contacts.visit"


def plan_rest_of_year(pair: Pair, *, since: date) -> int:
    """Add what the parameters ask from this day to the end of the programme's year; returns how many."""
    law, year = LocalLaw(), pair.programme.year
    rows: list[PlannedVisit] = []
    owing = (
        ("contacts.visits.cadre", pair.cadre_id, pair.cadre_label, quarters_of(year)),
        ("contacts.visits.leader", pair.leader_id, pair.leader_label, whole_year(year)),
    )
    for key, post_id, label, spans in owing:
        if post_id is None or not law.rule(key, place=pair.case.place, on=since).value:
            continue
        rows += [
            PlannedVisit(
                about=pair.case,
                kind=VISIT,
                visitor_id=post_id,
                visitor_label=label,
                from_on=span.from_on,
                due_on=span.due_on,
            )
            for span in spans_left(spans, since=since)
        ]
    plan_visits(rows)
    return len(rows)
