"""What the page of a pair shows: both sides, why they were paired, visits, issues, handovers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.engines.issues.flow import ISSUE_FLOW
from zhijia.engines.issues.models import Issue
from zhijia.engines.visits.flow import VISIT_FLOW
from zhijia.engines.visits.models import PlannedVisit, Visit
from zhijia.engines.visits.queries import visits_about
from zhijia.lib.stored_sentences import as_sentences
from zhijia.organisation.scopes import Actor
from zhijia.services.contacts.flow import PAIR_FLOW
from zhijia.services.contacts.models import Pair
from zhijia.ui.components import Fact
from zhijia.ui.wording import full_date

MOST = 12


def show_pair(actor: Actor, case: Case, today: date) -> Mapping[str, Any]:
    """Why this cadre and the handovers are for the offices, everything else for the union too."""
    pair: Pair = case.pair
    is_office = actor.post is not None and actor.post.union_id != case.union_id
    issues = Issue.objects.filter(origin__visit__about=case).select_related("case").order_by("case__closed_at", "-pk")
    return {
        "facts": _facts(pair),
        "reasons": [sentence.said_in(_) for sentence in as_sentences(pair.reasons)] if is_office else [],
        "plan": [_planned(row, today) for row in PlannedVisit.objects.filter(about=case).order_by("due_on", "pk")],
        "visits": [_visit(row) for row in visits_about(case)[:MOST]],
        "issues": [_issue(row) for row in issues[:MOST]],
        "handovers": list(pair.handovers.order_by("-pk")) if is_office else [],
        "evaluation": pair.evaluation,
    }


def _facts(pair: Pair) -> list[Fact]:
    facts = [Fact(_("层级"), pair.get_level_display()), Fact(_("挂钩干部"), pair.cadre_label)]
    if pair.leader_label:
        facts.append(Fact(_("挂钩领导"), pair.leader_label))
    if pair.from_on:
        facts.append(Fact(_("自"), _day(pair.from_on)))
    if pair.to_on:
        facts.append(Fact(_("至"), _day(pair.to_on)))
    return facts


def _planned(row: PlannedVisit, today: date) -> Fact:
    if row.visit_id:
        note = _("已走访")
    elif row.dropped_on:
        note = _("已取消")
    else:
        note = _("已逾期") if row.due_on < today else _("待走访")
    return Fact(row.visitor_label, _("%(day)s前") % {"day": _day(row.due_on)}, note=note)


def _visit(row: Visit) -> Fact:
    state = _(VISIT_FLOW.state(row.case.state).label)
    return Fact(_day(row.visited_on), row.visitor_label, note=state, url=reverse("cases:case", args=[row.case_id]))


def _issue(row: Issue) -> Fact:
    state = _(ISSUE_FLOW.state(row.case.state).label)
    url = reverse("cases:case", args=[row.case_id])
    return Fact(row.get_category_display(), row.case.title, note=state, url=url)


def _day(day: date) -> str:
    return full_date(day, language=get_language() or "zh-hans")


register_facts(PAIR_FLOW.code, "contacts/_facts.html", show_pair)
