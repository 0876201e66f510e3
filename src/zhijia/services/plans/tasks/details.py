"""What stands beside a task (supports, targets, reports, extensions), read together with it in one question."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case as Choose
from django.db.models import F, Func, JSONField, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Concat, JSONObject

from zhijia.engines.indicators.definitions import DECLARED
from zhijia.engines.indicators.models import Declared
from zhijia.services.plans.models import Target, Task, TaskExtension, TaskReport, TaskStage, TaskSupport
from zhijia.services.plans.models.tasks import Comparator, ExtensionState


@dataclass(frozen=True, slots=True)
class MeasuredBy:
    """A target of the task. `declared_name` is the name of a number kept by hand, empty for one that may not be seen."""

    name: str
    comparator: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    per: str
    indicator: str
    declared_name: str

    @property
    def comparator_label(self) -> str:
        return str(Comparator(self.comparator).label)


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody who held the lead post from a day on, until the day before `to_on`."""

    name: str
    from_on: date
    to_on: date | None

    def holds(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day < self.to_on)


@dataclass(frozen=True, slots=True)
class StageShown:
    name: str
    due_on: date
    reached_on: date | None


@dataclass(frozen=True, slots=True)
class Report:
    text: str
    problems: str
    next_step: str
    reported_at: datetime
    reporter: str
    is_final: bool


@dataclass(frozen=True, slots=True)
class Extension:
    """One request for a later date and what became of it."""

    old_due_on: date
    wanted_on: date
    new_due_on: date | None
    reason: str
    asked_at: datetime
    asked_by: str
    state: str
    decided_on: date | None
    decided_by: str
    note: str

    @property
    def state_label(self) -> str:
        return str(ExtensionState(self.state).label)

    @property
    def is_granted(self) -> bool:
        return self.state == ExtensionState.GRANTED


@dataclass(frozen=True, slots=True)
class Details:
    """Everything beside one task; reports and extensions newest first, holders of the lead post before their deputies."""

    support_posts: tuple[int, ...]
    support_labels: tuple[str, ...]
    holdings: tuple[Holding, ...]
    stages: tuple[StageShown, ...]
    targets: tuple[MeasuredBy, ...]
    reports: tuple[Report, ...]
    extensions: tuple[Extension, ...]


def person_on(details: Details, day: date) -> str:
    """Who held the lead post on a day, as `with_holders` of the lists names it; empty for a vacant post."""
    return next((holding.name for holding in details.holdings if holding.holds(day)), "")


def with_details(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """The same tasks, each with what stands beside it; `details_of` reads it."""
    own = {"task": OuterRef("pk")}
    code = Choose(
        When(indicator__startswith=f"{DECLARED}.", then=_declared_name()), default=Value(""), output_field=TextField()
    )
    return tasks.annotate(
        beside_supports=_rows(TaskSupport.objects.filter(**own).order_by("pk"), "post_id", "label"),
        beside_holdings=Func(F("pk"), function="plans_lead_holdings", output_field=JSONField()),
        beside_stages=_rows(TaskStage.objects.filter(**own).order_by("due_on", "pk"), "name", "due_on", "reached_on"),
        beside_targets=_rows(
            Target.objects.filter(**own).order_by("pk"),
            *("name", "comparator", "unit", "per", "indicator"),
            value=Cast("value", TextField()),
            value_max=Cast("value_max", TextField()),
            declared_name=code,
        ),
        beside_reports=_rows(
            TaskReport.objects.filter(**own).order_by("-reported_at", "-pk"),
            *("text", "problems", "next_step", "reported_at", "reporter", "is_final"),
        ),
        beside_extensions=_rows(
            TaskExtension.objects.filter(**own).order_by("-asked_at", "-pk"),
            *("old_due_on", "wanted_on", "new_due_on", "reason", "asked_at", "asked_by"),
            *("state", "decided_on", "decided_by", "note"),
        ),
    )


def details_of(task: Any) -> Details:
    """What came with a task that was read through `with_details`."""
    return Details(
        support_posts=tuple(row["post_id"] for row in task.beside_supports),
        support_labels=tuple(row["label"] for row in task.beside_supports),
        holdings=tuple(_holding(row) for row in task.beside_holdings),
        stages=tuple(_stage(row) for row in task.beside_stages),
        targets=tuple(_target(row) for row in task.beside_targets),
        reports=tuple(
            Report(**row | {"reported_at": datetime.fromisoformat(row["reported_at"])}) for row in task.beside_reports
        ),
        extensions=tuple(_extension(row) for row in task.beside_extensions),
    )


def _rows(rows: QuerySet[Any], *names: str, **computed: Any) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in names}, **computed)))


def _declared_name() -> Subquery:
    named = Declared.objects.annotate(
        code=Concat(Value(f"{DECLARED}."), Cast("pk", TextField()), output_field=TextField())
    )
    return Subquery(named.filter(code=OuterRef("indicator")).values("name")[:1])


def _target(row: Mapping[str, Any]) -> MeasuredBy:
    top = row["value_max"]
    numbers = {"value": Decimal(row["value"]), "value_max": Decimal(top) if top else None}
    return MeasuredBy(**{**row, **numbers, "declared_name": row["declared_name"] or ""})


def _holding(row: Mapping[str, Any]) -> Holding:
    return Holding(row["name"], date.fromisoformat(row["from_on"]), _day(row["to_on"]))


def _stage(row: Mapping[str, Any]) -> StageShown:
    return StageShown(row["name"], date.fromisoformat(row["due_on"]), _day(row["reached_on"]))


def _extension(row: Mapping[str, Any]) -> Extension:
    days = {name: _day(row[name]) for name in ("old_due_on", "wanted_on", "new_due_on", "decided_on")}
    return Extension(**{**row, **days, "asked_at": datetime.fromisoformat(row["asked_at"])})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
