"""Opening disclosures: of a span of the year, or of something that happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhijia.engines.cases.awaiting import rewrite_awaits
from zhijia.engines.cases.clocks import LocalLaw, start_clocks
from zhijia.engines.cases.flow import get_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.cases.sharing import employer_party, share_each
from zhijia.engines.cases.standing import stand_together
from zhijia.law.terms import compute_due
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.scopes import Actor
from zhijia.services.openness.models import Disclosure, PlanItem
from zhijia.services.openness.rules.catalogue import BY_MATTER, Matter
from zhijia.services.openness.rules.spans import Span

FLOW = "openness.disclosure"


@dataclass(frozen=True, kw_only=True)
class NewDisclosure:
    """Of a span, or (with the day) of an event."""

    item: PlanItem
    title: str
    span: Span | None = None
    happened_on: date | None = None


def open_disclosures(entries: Sequence[NewDisclosure], *, actor: Actor, now: datetime) -> list[Disclosure]:
    """Open them in one transaction, each with the clock to its last day in time. The items carry plan and union."""
    flow = get_flow(FLOW)
    with transaction.atomic():
        cases = open_cases(flow, [_case_of(entry) for entry in entries], actor=actor, now=now)
        rows = [_row(entry, case) for entry, case in zip(entries, cases, strict=True)]
        Disclosure.objects.bulk_create(rows)
        share_each(
            [(row.case, employer_party(row.case.enterprise_id or 0)) for row in rows if row.is_drafted_by_employer]
        )
        pairs = list(zip(cases, rows, strict=True))
        start_clocks(stand_together(pairs), flow.opening, now=now)
        begin(flow, pairs, now=now)
    return rows


def term_of(matter: str) -> str:
    """The parameter of the term that runs when something of this matter has happened."""
    return BY_MATTER[Matter(matter)].after


def due_of_event(item: PlanItem, happened_on: date) -> date | None:
    """The last day in time; None where nobody knows a term of the place."""
    law = LocalLaw()
    rule = law.rule(term_of(item.matter), place=item.plan.enterprise.place, on=happened_on)
    if rule.value is None:
        return None
    return compute_due(happened_on, rule.strictest.term, calendar=law.calendar).due_on


def _case_of(entry: NewDisclosure) -> NewCase:
    plan = entry.item.plan
    return NewCase(
        title=f"{plan.enterprise.name} {entry.title}"[:300],
        union_id=plan.union_id,
        place=plan.enterprise.place,
        enterprise_id=plan.enterprise_id,
        line=FunctionLine.RIGHTS,
        data={"matter": entry.item.matter, "plan": plan.pk},
    )


def _row(entry: NewDisclosure, case: Case) -> Disclosure:
    span, happened_on = entry.span, entry.happened_on
    due_on = span.last if span else due_of_event(entry.item, happened_on) if happened_on else None
    return Disclosure(
        case=case,
        item=entry.item,
        title=entry.title[:200],
        first_on=span.first if span else None,
        last_on=span.last if span else None,
        happened_on=happened_on,
        due_on=due_on,
        is_drafted_by_employer=entry.item.plan.is_drafted_by_employer,
    )


def hand_over(disclosures: Sequence[Disclosure], *, is_to_employer: bool, now: datetime) -> None:
    """Let the employer, or the union again, draft what is not drafted yet; whom each case awaits follows."""
    flow = get_flow(FLOW)
    with transaction.atomic():
        for row in disclosures:
            row.is_drafted_by_employer = is_to_employer
        Disclosure.objects.bulk_update(disclosures, ["is_drafted_by_employer"])
        pairs = [(row.case, row) for row in disclosures]
        if is_to_employer:
            share_each([(case, employer_party(case.enterprise_id or 0)) for case, _row in pairs])
        rewrite_awaits(flow, stand_together(pairs), now=now)
