"""What the pages of an enterprise and of a union say of open affairs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.indicators.models import Fact, Part
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.organisation.permissions import can_administer
from zhijia.services.openness.models import Disclosure, OpennessCheck, OpennessPlan
from zhijia.services.openness.queries import is_late
from zhijia.ui.components import Fact as Line
from zhijia.ui.wording import percent

PLANS = 3
OF = "items__disclosures__"
TRANSPARENCY = "openness.transparency"


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
    rows = rows.annotate(points=_points(Part.NUMERATOR, question.today), most=_points(Part.DENOMINATOR, question.today))
    return {"facts": [_plan(row) for row in rows.order_by("-year", "-pk")[:PLANS]]}


def _points(part: Part, today: date) -> Subquery:
    """Of a plan: what its disclosures count in the rating of transparency on this day, by the facts of that number."""
    disclosures = Disclosure.objects.filter(item__plan=OuterRef(OuterRef("pk"))).values("pk")
    facts = Fact.objects.filter(family="openness_disclosures", indicator=TRANSPARENCY, part=part)
    facts = facts.filter(Q(to_on=None) | Q(to_on__gt=today), subject_id__in=disclosures, from_on__lte=today)
    return Subquery(facts.order_by().values("indicator").annotate(points=Sum("value")).values("points"))


def _plan(row: Any) -> Line:
    done = _("已公开 %(done)d/%(all)d 项") % {"done": row.published, "all": row.opened}
    notes = [_("透明度 %(share)s") % {"share": percent((row.points or 0) / row.most)}] if row.most else []
    notes += [_("逾期 %(n)d 项") % {"n": row.late}] if row.late else []
    notes += [_("监督意见整改中")] if row.is_being_put_right else []
    return Line(row.case.title, done, note=" · ".join(notes), url=case_url(row.case_id))


TITLE, TEMPLATE = gettext_noop("厂务公开"), "openness/_beside.html"
register_panel(
    place="enterprise", code="openness.plans", title=TITLE, template=TEMPLATE, read=read_of_enterprise, order=32
)
register_panel(place="union", code="openness.plans", title=TITLE, template=TEMPLATE, read=read_of_union, order=32)
