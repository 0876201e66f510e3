"""What the page of a coordination shows, to the unions and to both outside parties alike: it is their common table."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts, register_party_facts, register_party_start
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models.outside import PartyKind
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.flow.coordinating import COORDINATION_FLOW
from zhijia.services.bargaining.models import Coordination
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read

WORDS = ("facts", "position", "investigation", "plan", "result", "open_items")


def show_coordination(actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """Who asked and who coordinates; then what each wrote, in the order of the procedure."""
    coordination = Coordination.objects.get(case=case)
    fields = [coordination._meta.get_field(name) for name in WORDS]
    return {
        "facts": _facts(coordination, shows_bargaining=actor.post is not None),
        "texts": [(field.verbose_name, getattr(coordination, field.name)) for field in fields],  # type: ignore[union-attr]
    }


def _facts(coordination: Coordination, *, shows_bargaining: bool) -> list[Fact]:
    facts = [
        Fact(_("争议性质"), coordination.get_kind_display()),
        Fact(_("申请方"), coordination.get_applicant_display()),
        Fact(_("申请日期"), day_read(coordination.applied_on)),
    ]
    if shows_bargaining:
        about = coordination.bargaining.case
        facts.insert(0, Fact(_("集体协商"), about.number, url=reverse("cases:case", args=[about.pk])))
    if coordination.accepted_on:
        facts += [
            Fact(_("受理日期"), day_read(coordination.accepted_on)),
            Fact(_("人社部门"), coordination.bureau),
            Fact(_("同级工会"), coordination.union_party),
            Fact(_("企业组织"), coordination.employers_party),
        ]
    if coordination.ended_on:
        facts.append(Fact(_("结果"), coordination.get_outcome_display(), note=day_read(coordination.ended_on)))
    return facts


register_facts(COORDINATION_FLOW.code, "bargaining/_facts_and_texts.html", show_coordination)
register_party_facts(COORDINATION_FLOW.code, "bargaining/_facts_and_texts.html", show_coordination)
register_party_start(PartyKind.EMPLOYER, gettext_noop("提出协商要约"), "bargaining:demand_talks")
