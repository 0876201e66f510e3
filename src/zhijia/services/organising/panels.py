"""What organising shows on the page of an enterprise: which unions cover it, and how its headcount went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.lib.sentences import gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.models import Enterprise, UnionCoverage
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.organisation.queries import coverages_of
from zhijia.trail.models import Event

MOST_COUNTS = 6
COUNTED_BY = (events.ENTERPRISE_ENTERED.code, events.ENTERPRISE_CHANGED.code)


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many people an enterprise was said to have, and on which day that was entered."""

    on: date
    value: int | None
    change: int | None

    @property
    def signed(self) -> str:
        return f"{self.change:+d}" if self.change else ""


def show_coverage(question: PanelQuestion) -> Mapping[str, object]:
    """The unions that cover the enterprise, present ones first, under one verdict. One query."""
    coverages = coverages_of(question.row) if isinstance(question.row, Enterprise) else []
    present = [coverage for coverage in coverages if _is_on(coverage, question.today)]
    return {"coverages": coverages, "present": len(present), "was_covered": bool(coverages)}


def show_headcounts(question: PanelQuestion) -> Mapping[str, object] | None:
    """The headcounts entered one after the other, newest first, out of the log. One query.

    Nothing where none was ever entered.
    """
    counts = headcounts_of(question.row) if isinstance(question.row, Enterprise) else []
    return {"counts": counts} if counts else None


def headcounts_of(enterprise: Enterprise) -> Sequence[Headcount]:
    """The newest headcounts that were entered for an enterprise, newest first."""
    about = Event.objects.filter(subject_type="organisation.enterprise", subject_id=enterprise.pk)
    entered = about.filter(kind__in=COUNTED_BY, data__has_key="headcount").order_by("-id")
    return [_headcount(event) for event in entered[:MOST_COUNTS]]


def _headcount(event: Event) -> Headcount:
    """Entering says the number, changing says the old and the new one."""
    said = event.data["headcount"]
    old, new = said if isinstance(said, list) else (None, said)
    return Headcount(local_day(event.at), new, new - old if old is not None and new is not None else None)


def _is_on(coverage: UnionCoverage, day: date) -> bool:
    return coverage.from_on <= day and (coverage.to_on is None or coverage.to_on > day)


register_panel(
    place="enterprise",
    code="organising.coverage",
    title=gettext_noop("所属工会"),
    template="organising/_panel_coverage.html",
    read=show_coverage,
    order=10,
)
register_panel(
    place="enterprise",
    code="organising.headcount",
    title=gettext_noop("职工人数变化"),
    template="organising/_panel_headcount.html",
    read=show_headcounts,
    order=20,
)
