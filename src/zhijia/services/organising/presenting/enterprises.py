"""What stands on the page of an enterprise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from zhijia.organisation.models import Employment, Enterprise
from zhijia.organisation.permissions import can_administer
from zhijia.organisation.queries import employments_of, events_about
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.presenting.panels import ShownPanel, read_panels
from zhijia.services.organising.presenting.records import enterprise_facts, timeline_of
from zhijia.ui.components import Fact, TimelineEntry

MOST_EMPLOYED = 20


@dataclass(frozen=True)
class EnterprisePage:
    """Everything on the page of one enterprise."""

    enterprise: Enterprise
    facts: Sequence[Fact]
    employments: Sequence[Employment]
    has_more_employments: bool
    panels: Sequence[ShownPanel]
    timeline: Sequence[TimelineEntry]
    may_administer: bool
    may_employ: bool


def read_enterprise_page(actor: Actor, enterprise: Enterprise, *, today: date) -> EnterprisePage:
    """Read the page: two queries and one a panel."""
    may = can_administer(actor, enterprise.path)
    employments = employments_of(enterprise, most=MOST_EMPLOYED + 1)
    edit_url = reverse("organising:change_enterprise", args=[enterprise.pk]) if may else ""
    return EnterprisePage(
        enterprise=enterprise,
        facts=enterprise_facts(enterprise, edit_url=edit_url),
        employments=employments[:MOST_EMPLOYED],
        has_more_employments=len(employments) > MOST_EMPLOYED,
        panels=read_panels(actor, "enterprise", enterprise, today=today),
        timeline=timeline_of(events_about(enterprise)),
        may_administer=may,
        may_employ=can_administer(actor, actor.path),
    )
