"""What the page of a dispute over performance shows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.flow.disputing import DISPUTE_FLOW
from zhijia.services.bargaining.models import PerformanceDispute
from zhijia.ui.components import Fact
from zhijia.ui.wording import full_date

WORDS = ("facts", "talks", "award", "note")
PLACES = ("body", "court")
DAYS = ("arose_on", "claimed_on", "applied_on", "decided_on", "award_received_on", "sued_on", "ended_on")


def show_dispute(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """Under which contract, who claims, where it lies and since when; then what was written."""
    dispute = PerformanceDispute.objects.select_related("contract").get(case=case)
    contract, language = dispute.contract, get_language() or "zh-hans"
    facts = [
        Fact(_("集体合同"), contract.number, url=reverse("bargaining:contract", args=[contract.pk])),
        Fact(_("主张方"), dispute.get_raised_by_display()),
    ]
    if dispute.outcome:
        facts.append(Fact(_("结果"), dispute.get_outcome_display()))
    if dispute.is_accepted is False:
        facts.append(Fact(_("受理决定"), _("不予受理，或者逾期未作决定")))
    facts += [Fact(_label(name), value) for name in PLACES if (value := getattr(dispute, name))]
    days = [(name, getattr(dispute, name)) for name in DAYS]
    facts += [Fact(_label(name), full_date(day, language=language)) for name, day in days if day]
    return {"facts": facts, "texts": [(_label(name), getattr(dispute, name)) for name in WORDS]}


def _label(name: str) -> Any:
    return PerformanceDispute._meta.get_field(name).verbose_name  # type: ignore[union-attr]


register_facts(DISPUTE_FLOW.code, "bargaining/_facts_and_texts.html", show_dispute)
