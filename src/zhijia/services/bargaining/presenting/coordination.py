"""The open coordination of a bargaining, as the bargaining's own page tells it."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Awaits, Case, Clock
from zhijia.organisation.models.outside import PartyKind
from zhijia.organisation.models.posts import Role
from zhijia.services.bargaining.flow.coordinating import COORDINATION_FLOW
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read


def coordination_facts(cases: Sequence[Case], terms: Sequence[Clock], awaited: Sequence[Awaits]) -> list[Fact]:
    """Number and state with the way there, the term once it runs (CB-073), and who acts next; nothing where none is open."""
    facts: list[Fact] = []
    for case in cases:
        state, url = _(COORDINATION_FLOW.state(case.state).label), reverse("cases:case", args=[case.pk])
        facts.append(Fact(_("协调处理"), f"{case.number} · {state}", url=url))
        due = [term.due_on for term in terms if term.case_id == case.pk]
        facts += [Fact(_("协调处理期限"), day_read(day)) for day in due]
        facts += [Fact(_("协调处理等"), _who_and_what(row)) for row in awaited if row.case_id == case.pk]
    return facts


def _who_and_what(row: Awaits) -> str:
    whom = PartyKind(row.party.partition(":")[0]).label if row.party else Role(row.role).label
    move = COORDINATION_FLOW.move(row.verb)
    return f"{whom} · {_(move.party_label if row.party and move.party_label else move.label)}"
