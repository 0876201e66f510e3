"""What the pages of an enterprise and of a union say of open affairs."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.organisation.permissions import can_administer
from zhijia.services.openness.models import OpennessCheck, OpennessPlan
from zhijia.services.openness.queries import is_late
from zhijia.ui.components import Fact

PLANS = 3
OF = "items__disclosures__"


def read_of_enterprise(question: PanelQuestion) -> Mapping[str, object] | None:
    """Its plans, the newest first: how much was shown, how much is late."""
    if not isinstance(question.row, Enterprise):
        return None
    return _shown(question, OpennessPlan.objects.filter(enterprise=question.row))


def read_of_union(question: PanelQuestion) -> Mapping[str, object] | None:
    """The plans that it keeps, and where the next is drawn up."""
    if not isinstance(question.row, Union):
        return None
    found = _shown(question, OpennessPlan.objects.filter(union=question.row))
    if can_administer(question.actor, question.row.path):
        return {**found, "open_url": reverse("openness:open_plan", args=[question.row.pk])}
    return found if found["facts"] else None


def _shown(question: PanelQuestion, plans: "QuerySet[OpennessPlan]") -> dict[str, object]:
    rows = plans.filter(dropped_on=None).select_related("case")
    rows = rows.annotate(
        opened=Count(f"{OF}pk"),
        published=Count(f"{OF}pk", filter=Q(**{f"{OF}published_on__isnull": False})),
        late=Count(f"{OF}pk", filter=is_late(question.today, OF)),
        is_being_put_right=Exists(
            OpennessCheck.objects.filter(plan=OuterRef("pk"), sent_on__isnull=False, accepted_on=None)
        ),
    )
    return {"facts": [_plan(row) for row in rows.order_by("-year", "-pk")[:PLANS]]}


def _plan(row: Any) -> Fact:
    done = _("已公开 %(done)d/%(all)d 项") % {"done": row.published, "all": row.opened}
    notes = [_("逾期 %(n)d 项") % {"n": row.late}] if row.late else []
    notes += [_("监督意见整改中")] if row.is_being_put_right else []
    return Fact(row.case.title, done, note=" · ".join(notes), url=case_url(row.case_id))


TITLE, TEMPLATE = gettext_noop("厂务公开"), "openness/_beside.html"
register_panel(
    place="enterprise", code="openness.plans", title=TITLE, template=TEMPLATE, read=read_of_enterprise, order=32
)
register_panel(place="union", code="openness.plans", title=TITLE, template=TEMPLATE, read=read_of_union, order=32)
