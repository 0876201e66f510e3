"""What the page of a visit shows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.engines.issues.queries import issues_of
from zhijia.engines.visits.flow import VISIT_FLOW
from zhijia.engines.visits.kinds import get_kind
from zhijia.engines.visits.models import Visit
from zhijia.organisation.scopes import Actor
from zhijia.ui.components import Fact
from zhijia.ui.wording import full_date


def show_visit(actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """What was found, what workers said (to unions only), what was promised and which problems came of it."""
    visit = Visit.objects.select_related("about").get(case=case)
    return {
        "facts": _facts(visit),
        "answers": _answers(visit),
        "talks": list(visit.talks.order_by("pk")) if actor.post else [],
        "promises": list(visit.promises.order_by("due_on", "pk")),
        "issues": [
            Fact(issue.get_category_display(), issue.case.title, url=case_url(issue.case_id))
            for issue in issues_of(case)
        ],
    }


def _facts(visit: Visit) -> list[Fact]:
    language = get_language() or "zh-hans"
    facts = [
        Fact(_("走访类别"), _(get_kind(visit.kind).label)),
        Fact(_("走访日期"), full_date(visit.visited_on, language=language)),
        Fact(_("走访人"), visit.visitor_label),
    ]
    if visit.companions:
        facts.append(Fact(_("同行人员"), visit.companions))
    if visit.about:
        facts.append(Fact(_("所属事项"), visit.about.number, url=case_url(visit.about.pk)))
    if visit.confirmed_on:
        facts.append(Fact(_("工会确认日期"), full_date(visit.confirmed_on, language=language)))
    return facts


def _answers(visit: Visit) -> list[Fact]:
    """What the kind asks, in its order; questions that were left open are left out."""
    return [
        Fact(_(words), visit.answers[name])
        for name, words in get_kind(visit.kind).asks.items()
        if visit.answers.get(name)
    ]


register_facts(VISIT_FLOW.code, "visits/_facts.html", show_visit)
