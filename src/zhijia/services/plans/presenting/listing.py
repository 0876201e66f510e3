"""Plans as rows of a list: plain data in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.organisation.scopes import Actor
from zhijia.services.plans.models import PlanDocument, Task
from zhijia.services.plans.models.documents import PlanHalf, PlanState
from zhijia.services.plans.queries import is_published, plans_visible_to
from zhijia.ui.components import Chip, Column, Page, page_before, toggles, url_with

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What to leave of the list. `before` is the key of the last row of the page before: year and id."""

    year: int | None = None
    state: str = ""
    before: str = ""

    @property
    def query(self) -> dict[str, object]:
        return {"year": self.year, "state": self.state}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan with how many tasks it has and how many of them are done."""

    plan: PlanDocument
    period: str
    is_published: bool
    task_count: int
    done_count: int


@dataclass(frozen=True, slots=True)
class PlanList:
    """A page of plans and the links that filter and turn it."""

    rows: Sequence[PlanRow]
    chips: Sequence[Chip]
    page: Page
    is_filtered: bool = field(default=False)


def read_list(actor: Actor, chosen: PlanFilter) -> PlanList:
    """The plans in sight, newest year first, at most PAGE_SIZE at once."""
    visible = plans_visible_to(actor)
    years = list(visible.order_by("-year").values_list("year", flat=True).distinct()[:8])
    found = _filtered(visible, chosen)
    plans = list(found.defer("text")[: PAGE_SIZE + 1])
    counts = _count_tasks(plans[:PAGE_SIZE])
    rows = [_row(plan, *counts.get(plan.pk, (0, 0))) for plan in plans[:PAGE_SIZE]]
    is_filtered = bool(chosen.year or chosen.state)
    return PlanList(rows, _chips(chosen, years), _page(chosen, plans), is_filtered)


def list_columns() -> list[Column]:
    return [
        Column(_("标题")),
        Column(_("期间"), "mid"),
        Column(_("发文工会"), "long"),
        Column(_("状态"), "short"),
        Column(_("任务数"), "num", is_number=True),
        Column(_("已办结"), "num", is_number=True),
    ]


def period_label(plan: PlanDocument) -> str:
    """2026年下半年, or 2026年 for a whole year."""
    if plan.half == PlanHalf.YEAR:
        return _("%(year)d年") % {"year": plan.year}
    return _("%(year)d年%(half)s") % {"year": plan.year, "half": PlanHalf(plan.half).label}


def _filtered(plans: QuerySet[PlanDocument], chosen: PlanFilter) -> QuerySet[PlanDocument]:
    if chosen.year is not None:
        plans = plans.filter(year=min(chosen.year, 9999))
    if chosen.state in PlanState.values:
        plans = plans.filter(state=chosen.state)
    year, _dash, key = chosen.before.partition("-")
    if year.isascii() and year.isdigit() and key.isascii() and key.isdigit() and len(year) < 5 and len(key) < 19:
        plans = plans.filter(Q(year__lt=int(year)) | Q(year=int(year), id__lt=int(key)))
    return plans


def _count_tasks(plans: Sequence[PlanDocument]) -> Mapping[int, tuple[int, int]]:
    """How many tasks of each of these plans are in sight, and how many of them are done."""
    is_done = Q(done_on__isnull=False)
    of_plan = Task.objects.filter(plan__in=plans).order_by().values("plan")
    counts = of_plan.annotate(all_of_them=Count("pk"), done=Count("pk", filter=is_done))
    return {plan: (total, done) for plan, total, done in counts.values_list("plan", "all_of_them", "done")}


def _row(plan: PlanDocument, task_count: int, done_count: int) -> PlanRow:
    return PlanRow(plan, period_label(plan), is_published(plan), task_count, done_count)


def _chips(chosen: PlanFilter, years: Sequence[int]) -> list[Chip]:
    url = reverse("plans:list")
    states = [Chip(_("全部"), url_with(url, chosen.query, state=None), is_current=not chosen.state)]
    states += [
        Chip(str(state.label), url_with(url, chosen.query, state=state.value), is_current=chosen.state == state)
        for state in PlanState
    ]
    words = [(year, _("%(year)d年") % {"year": year}) for year in years]
    return states + toggles(url, chosen.query, "year", words, chosen=chosen.year)


def _page(chosen: PlanFilter, plans: Sequence[PlanDocument]) -> Page:
    last = "".join(f"{plan.year}-{plan.pk}" for plan in plans[:PAGE_SIZE][-1:])
    return page_before(
        reverse("plans:list"),
        chosen.query,
        found=len(plans),
        size=PAGE_SIZE,
        last=last,
        is_first=not chosen.before,
    )
