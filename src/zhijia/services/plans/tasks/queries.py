"""Tasks in the actor's scope, and the posts they can be given to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Q, QuerySet
from django.http import Http404

from zhijia.engines.cases.queries import cases_visible_to
from zhijia.law.lights import Reading, TaskFacts, task_light
from zhijia.law.resolver import parameter
from zhijia.organisation.models import Post, PostHolding
from zhijia.organisation.models.posts import FunctionLine, HoldingKind
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.overrides import law_place, parameter_overrides
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.models import PlanDocument, Task
from zhijia.services.plans.tasks.progress import progress_of

ASSIGNABLE_KINDS = (
    UnionKind.CITY,
    UnionKind.COUNTY,
    UnionKind.ZONE,
    UnionKind.BUREAU,
    UnionKind.TOWN,
    UnionKind.INDUSTRY_FEDERATION,
)


@dataclass(frozen=True)
class LightLimits:
    """Thresholds of the task light: days before the date that count as near, points behind time that count as late."""

    near_days: int
    behind_percent: int


@dataclass(frozen=True)
class LitTask:
    """A task with its light on a day."""

    task: Task
    reading: Reading


def tasks_visible_to(actor: Actor) -> QuerySet[Task]:
    """Tasks whose case the actor may see, with what a list shows of them."""
    return (
        Task.objects.filter(case__in=cases_visible_to(actor))
        .select_related("case", "plan", "lead_union")
        .order_by("due_on", "pk")
    )


def get_task(actor: Actor, pk: int) -> Task:
    task = tasks_visible_to(actor).filter(pk=pk).first()
    if task is None:
        raise Http404
    return task


def get_tasks(actor: Actor, plan: PlanDocument, pks: Iterable[str]) -> list[Task]:
    """The visible tasks of a plan among these ids, as a form sent them; anything else is left out."""
    wanted = [int(pk) for pk in pks if pk.isascii() and pk.isdigit()]
    return list(tasks_of_plan(actor, plan).filter(pk__in=wanted))


def tasks_of_plan(actor: Actor, plan: PlanDocument) -> QuerySet[Task]:
    """The visible tasks of one plan in the order of the document."""
    return tasks_visible_to(actor).filter(plan=plan).order_by("pk")


def label_of(post: Post) -> str:
    """How a post is called beside its union: 昆山市总工会 · 组织部长."""
    return f"{post.union.name} · {post.title}"


def holder_of(post: Post, *, on: date) -> str:
    """Who holds the post on a day, else the deputy of that day; empty for a vacant post."""
    kinds = {HoldingKind.HOLDER: 0, HoldingKind.DEPUTY: 1}
    holdings = (
        PostHolding.objects.filter(post=post, kind__in=kinds, from_on__lte=on)
        .filter(Q(to_on=None) | Q(to_on__gt=on))
        .select_related("person")
        .order_by("from_on", "pk")
    )
    people = sorted(holdings, key=lambda holding: kinds[HoldingKind(holding.kind)])
    return people[0].person.name if people else ""


def posts_assignable_by(actor: Actor) -> QuerySet[Post]:
    """Posts of federations, towns and bureaus in the actor's subtree, by tree order: tasks are given to these."""
    return (
        Post.objects.filter(actor.reach(), union__kind__in=ASSIGNABLE_KINDS, closed_on=None)
        .select_related("union")
        .order_by("path", "pk")
    )


def posts_by_line(actor: Actor, line: str) -> QuerySet[Post]:
    """The assignable posts of one function line."""
    if line not in FunctionLine.values:
        return posts_assignable_by(actor).none()
    return posts_assignable_by(actor).filter(line=line)


def tasks_of_unit(actor: Actor, path: str) -> QuerySet[Task]:
    """Tasks led by a post at or below a union."""
    return tasks_visible_to(actor).filter(lead_union__path__gte=path, lead_union__path__lt=f"{path}~")


def light_limits(place: str, *, on: date) -> LightLimits:
    """The thresholds in force at a place (a six-digit division) on a day."""
    overrides = parameter_overrides()
    near = parameter("light.task.near", place=law_place(place), on=on, overrides=overrides)
    behind = parameter("light.task.behind", place=law_place(place), on=on, overrides=overrides)
    return LightLimits(near.number, behind.number)


def light_of(task: Task, *, today: date, limits: LightLimits, progress: Fraction | None = None) -> Reading:
    """The light of one task (TA-05). `progress` is value over target of what it counts, if it counts anything."""
    facts = TaskFacts(
        starts_on=task.starts_on,
        due_on=task.due_on or date(task.plan.year, 12, 31),
        is_started=task.accepted_at is not None,
        progress=progress,
        completed_on=task.done_on,
    )
    return task_light(facts, today=today, near_days=limits.near_days, behind_percent=limits.behind_percent)


def lit_now(tasks: Iterable[Task], *, today: date, place: str) -> list[LitTask]:
    """The given tasks with their lights, in the order given; those that numbers measure also by how far these came."""
    rows = list(tasks)
    limits, progress = light_limits(place, on=today), progress_of((task.case_id for task in rows), on=today)
    return [LitTask(task, light_of(task, today=today, limits=limits, progress=progress.get(task.pk))) for task in rows]
