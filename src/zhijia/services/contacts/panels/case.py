"""What the page of a pair shows: both sides, why they were paired, visits, issues, ratings, handovers."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.engines.issues.flow import ISSUE_FLOW
from zhijia.engines.issues.models import Issue
from zhijia.engines.scorecards.flow import SHEET_FLOW
from zhijia.engines.scorecards.models import Sheet
from zhijia.engines.visits.flow import VISIT_FLOW
from zhijia.engines.visits.models import PlannedVisit, Promise, Visit
from zhijia.lib.stored_sentences import as_sentences
from zhijia.organisation.reading import Together
from zhijia.organisation.scopes import Actor
from zhijia.services.contacts.actions.opinions import can_say
from zhijia.services.contacts.flow import PAIR_FLOW
from zhijia.services.contacts.models import Handover, Pair
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read

FLOWS = {flow.code: flow for flow in (VISIT_FLOW, ISSUE_FLOW, SHEET_FLOW)}


@Together
def _file(case: Any, pair: Any) -> Sequence[QuerySet[Any]]:
    visits, sheets = Visit.objects.filter(about=case), Sheet.objects.filter(about=case)
    issues = Issue.objects.filter(origin__visit__about=case)
    of_pair = (rows.filter(case=OuterRef("pk")) for rows in (visits, issues, sheets))
    first, second, third = (Exists(rows) for rows in of_pair)
    return (
        PlannedVisit.objects.filter(about=case).order_by("due_on", "pk"),
        visits.order_by("-visited_on", "-pk"),
        issues.order_by("-pk"),
        sheets.order_by("-pk"),
        Handover.objects.filter(pair=pair).order_by("-pk"),
        Promise.objects.filter(visit__about=case).order_by("due_on", "pk"),
        Case.objects.filter(first | second | third).order_by("pk"),
    )


def show_pair(actor: Actor, case: Case, today: date) -> Mapping[str, Any]:
    """Why this cadre and the handovers are for the offices, everything else for the union too."""
    pair: Pair = case.pair
    is_office = actor.post is not None and actor.post.union_id != case.union_id
    planned, visits, issues, sheets, handovers, promises, cases = _file.read(case.pk, pair.pk)
    by_id = {row.pk: row for row in cases}
    return {
        "facts": [*_facts(pair), *_year(planned, visits, issues), *_helped(promises)],
        "reasons": [sentence.said_in(_) for sentence in as_sentences(pair.reasons)] if is_office else [],
        "plan": [_planned(row, today) for row in planned],
        "visits": [_line(by_id[row.case_id], day_read(row.visited_on), row.visitor_label) for row in visits],
        "issues": [_line(by_id[row.case_id], row.get_category_display(), by_id[row.case_id].title) for row in issues],
        "sheets": [_line(by_id[row.case_id], row.get_purpose_display(), _points(row)) for row in sheets],
        "handovers": handovers if is_office else [],
        "evaluation": pair.evaluation,
        "opinion_url": reverse("contacts:opinion", args=[case.pk]) if can_say(actor, case) else "",
    }


def _facts(pair: Pair) -> list[Fact]:
    facts = [Fact(_("层级"), pair.get_level_display()), Fact(_("挂钩干部"), pair.cadre_label)]
    if pair.leader_label:
        facts.append(Fact(_("挂钩领导"), pair.leader_label))
    if pair.from_on:
        facts.append(Fact(_("自"), day_read(pair.from_on)))
    if pair.to_on:
        facts.append(Fact(_("至"), day_read(pair.to_on)))
    return facts


def _year(planned: Sequence[PlannedVisit], visits: Sequence[Visit], issues: Sequence[Issue]) -> list[Fact]:
    """Visits that count of those planned, and issues closed in time, as the evaluation will have them."""
    counting = {visit.pk for visit in visits if visit.confirmed_on}
    owed = [row for row in planned if row.dropped_on is None]
    made = sum(row.visit_id in counting for row in owed)
    in_time = sum(
        bool(row.closed_on and row.due_on and row.closed_on <= row.due_on and not row.reopened) for row in issues
    )
    facts = [Fact(_("完成走访"), f"{made}/{len(owed)}")] if owed else []
    return [*facts, *([Fact(_("按期解决问题"), f"{in_time}/{len(issues)}")] if issues else [])]


def _helped(promises: Sequence[Promise]) -> list[Fact]:
    """What was promised to the union and done."""
    done = sum(row.done_on is not None for row in promises)
    return [Fact(_("兑现承诺"), f"{done}/{len(promises)}")] if promises else []


def _planned(row: PlannedVisit, today: date) -> Fact:
    if row.visit_id:
        note = _("已走访")
    elif row.dropped_on:
        note = _("已取消")
    else:
        note = _("已逾期") if row.due_on < today else _("待走访")
    return Fact(row.visitor_label, _("%(day)s前") % {"day": day_read(row.due_on)}, note=note)


def _line(case: Case, label: str, value: str) -> Fact:
    """One case that belongs to the pair, with its state."""
    state = _(FLOWS[case.kind].state(case.state).label)
    return Fact(label, value, note=state, url=reverse("cases:case", args=[case.pk]))


def _points(sheet: Sheet) -> str:
    """78（+12）, or that it is not graded."""
    if sheet.total is None:
        return str(sheet.year)
    return str(sheet.total) if sheet.gain is None else f"{sheet.total}（{sheet.gain:+d}）"


register_facts(PAIR_FLOW.code, "contacts/_facts.html", show_pair)
