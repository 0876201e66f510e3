"""Opening the plan of an employer for a year, with the matters of its kind; and the disclosures whose span has begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import override

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import get_flow
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import refusing
from zhijia.services.openness.disclosing.opening import NewDisclosure, open_disclosures
from zhijia.services.openness.models import Disclosure, OpennessPlan, PlanItem
from zhijia.services.openness.rules.catalogue import Matter, catalogue_of
from zhijia.services.openness.rules.spans import MONTHS, spans_begun

FLOW = "openness.plan"
SAME = gettext_noop("这家单位本年度的厂务公开计划已经登记。")


@dataclass(frozen=True, kw_only=True)
class NewPlan:
    """The plan of one employer for a calendar year."""

    union: Union
    enterprise: Enterprise
    year: int
    ownership: str


def open_plan(entry: NewPlan, *, actor: Actor, now: datetime) -> OpennessPlan:
    """Open its case with every matter of the catalogue. Raises `Refused`: role, the same year twice."""
    union, enterprise = entry.union, entry.enterprise
    check_administer(actor, union.path)
    if OpennessPlan.objects.filter(enterprise=enterprise, year=entry.year, dropped_on=None).exists():
        raise Refused(SAME, field="year")
    new = NewCase(
        title=f"{enterprise.name}{entry.year}年厂务公开计划"[:300],
        union_id=union.pk,
        place=enterprise.place,
        enterprise_id=enterprise.pk,
        line=FunctionLine.RIGHTS,
        data={"year": entry.year, "ownership": entry.ownership},
    )
    flow = get_flow(FLOW)
    with transaction.atomic(), refusing({"opennessplan_once": SAME}):
        (case,) = open_cases(flow, [new], actor=actor, now=now)
        plan = OpennessPlan.objects.create(
            case=case, union=union, enterprise=enterprise, year=entry.year, ownership=entry.ownership
        )
        PlanItem.objects.bulk_create(_items_of(plan))
        begin(flow, [(case, plan)], now=now)
    return plan


def open_begun(plan: OpennessPlan, *, actor: Actor, now: datetime, today: date) -> Sequence[Disclosure]:
    """Open what the plan owes of spans that have begun and that nothing was opened of yet; repeatable.

    The plan is held: whoever opens at the same moment finds afterwards that nothing is left to open.
    """
    OpennessPlan.objects.select_for_update().get(pk=plan.pk)
    if plan.adopted_on is None:
        return ()
    items = PlanItem.objects.filter(plan=plan, months__isnull=False).annotate(opened_to=Max("disclosures__last_on"))
    entries = [
        NewDisclosure(item=item, title=title_of(item, plan.year, span.first.month, item.months), span=span)
        for item in items.select_related("plan__enterprise").order_by("pk")
        if item.months
        for span in spans_begun(plan.year, item.months, since=plan.adopted_on, today=today, after=item.opened_to)
    ]
    return open_disclosures(entries, actor=actor, now=now) if entries else ()


def title_of(item: PlanItem, year: int, month: int, months: int) -> str:
    """What is disclosed, of which part of the year; in Chinese, whoever opens it, because it is kept."""
    last = month + months - 1
    part = f"{year}年" if months == MONTHS else f"{year}年{month}月" if months == 1 else f"{year}年{month}—{last}月"
    with override(settings.LANGUAGE_CODE):
        return f"{part}{Matter(item.matter).label}"


def _items_of(plan: OpennessPlan) -> list[PlanItem]:
    law = LocalLaw()

    def months_of(key: str) -> int | None:
        rule = law.rule(key, place=plan.enterprise.place, on=date(plan.year, 1, 1))
        return None if rule.value is None else rule.number

    return [
        PlanItem(plan=plan, path=plan.path, matter=entry.matter, months=months_of(entry.every) if entry.every else None)
        for entry in catalogue_of(plan.ownership)
    ]
