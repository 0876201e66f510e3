"""Tasks in the actor's scope, and the posts they can be given to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db import connection
from django.db.models import F, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.queries import cases_visible_to
from zhijia.law.lights import Reading, TaskFacts, task_light
from zhijia.lib.typed import whole_numbers
from zhijia.organisation.models import Post, PostHolding, Union
from zhijia.organisation.models.posts import HoldingKind, Role
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.models import PlanDocument, Task, TaskStage
from zhijia.services.plans.periods import plan_period
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
        with_stages(Task.objects.filter(case__in=cases_visible_to(actor)))
        .select_related("case", "plan", "lead_union")
        .order_by("due_on", "pk")
    )


def with_stages(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """The same tasks, each with the day of its earliest stage that is not reached."""
    open_ones = TaskStage.objects.filter(task=OuterRef("pk"), reached_on=None).order_by("due_on", "pk")
    return tasks.annotate(open_stage=Subquery(open_ones.values("due_on")[:1]))


def with_holders(tasks: QuerySet[Task], *, on: date) -> QuerySet[Task]:
    """The same tasks, each with `lead_person`: who holds its lead post on a day, of a task that is over who held it then.

    The database names the holder, else the deputy, empty for a vacant post, also to a reader who may not see the post.
    """
    leading = Func(F("pk"), Value(on), function="plans_leading_person", output_field=TextField())
    return tasks.annotate(held_by=lead_person("pk", on=on), led_by=leading)


def lead_person(task: str, *, on: date) -> Func:
    """The name for `with_holders` where a row only refers to its task: `task` is the column that holds its id."""
    return Func(F(task), Value(on), function="plans_lead_person", output_field=TextField())


def get_tasks(actor: Actor, plan: PlanDocument, pks: Iterable[str]) -> list[Task]:
    """The visible tasks of a plan among these ids, as a form sent them; anything else is left out."""
    return list(tasks_of_plan(actor, plan).filter(pk__in=whole_numbers(pks)))


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
        PostHolding.objects.filter(_in_office(on), post=post, kind__in=kinds)
        .select_related("person")
        .order_by("from_on", "pk")
    )
    people = sorted(holdings, key=lambda holding: kinds[HoldingKind(holding.kind)])
    return people[0].person.name if people else ""


def assigner_acts(task: Task, *, on: date) -> bool:
    """Whether the post that assigned the task is open and somebody acts through it on a day."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT plans_assigner_acts(%s, %s)", [task.pk, on])
        return bool(cursor.fetchone()[0])


def has_other_holder(union_id: int, roles: Iterable[str], *, besides: Iterable[Post], on: date) -> bool:
    """Whether somebody at a union acts through one of these roles on a day who holds none of the posts `besides`."""
    own = PostHolding.objects.filter(_in_office(on), post__in=list(besides))
    others = PostHolding.objects.filter(_in_office(on), post__union=union_id, post__role__in=list(roles))
    return others.filter(post__closed_on=None).exclude(person__in=own.values("person")).exists()


def _in_office(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gt=on))


def leaders_of(union_id: int) -> QuerySet[Post]:
    """The open posts of leaders at a union: one of them may be in charge of a task."""
    leading = Post.objects.filter(union=union_id, role=Role.LEADER, closed_on=None)
    return leading.order_by("pk")


def posts_assignable_by(actor: Actor) -> QuerySet[Post]:
    """Posts of federations, towns and bureaus in the actor's subtree, by tree order: tasks are given to these."""
    return (
        Post.objects.filter(actor.reach(), union__kind__in=ASSIGNABLE_KINDS, closed_on=None)
        .select_related("union")
        .order_by("path", "pk")
    )


def units_of(tasks: QuerySet[Task]) -> list[tuple[int, str]]:
    """Id and name of the unions that lead these tasks, in the order of the tree."""
    led = tasks.order_by("lead_union__path", "lead_union").exclude(lead_union=None)
    return list(led.values_list("lead_union", "lead_union__name").distinct())


def tasks_of_unit(actor: Actor, path: str) -> QuerySet[Task]:
    """Tasks led by a post at or below a union.

    The place of each is asked for one by one: whoever wants the first by date has them walked by their date. A join would
    look at every union of the subtree before.
    """
    leading = Union.objects.filter(pk=OuterRef("lead_union")).values("path")
    return (
        tasks_visible_to(actor).annotate(led_from=Subquery(leading)).filter(led_from__gte=path, led_from__lt=f"{path}~")
    )


def light_limits(law: LocalLaw, place: str, *, on: date) -> LightLimits:
    """The thresholds in force at a place (a six-digit division) on a day."""
    near, behind = (law.rule(f"light.task.{name}", place=place, on=on).number for name in ("near", "behind"))
    return LightLimits(near, behind)


def light_of(task: Task, *, today: date, limits: LightLimits, progress: Fraction | None = None) -> Reading:
    """The light of one task (TA-05). `progress` is value over target of what it counts, if it counts anything."""
    facts = TaskFacts(
        starts_on=task.starts_on,
        due_on=task.due_on or plan_period(task.plan)[1],
        is_started=task.accepted_at is not None,
        progress=progress,
        missed_node_on=task.open_stage_on,
        completed_on=task.done_on,
    )
    return task_light(facts, today=today, near_days=limits.near_days, behind_percent=limits.behind_percent)


def lit_now(tasks: Iterable[Task], *, today: date, place: str, law: LocalLaw) -> list[LitTask]:
    """The given tasks with their lights, in the order given; those that numbers measure also by how far these came."""
    rows = list(tasks)
    limits, progress = light_limits(law, place, on=today), progress_of((task.case_id for task in rows), on=today)
    return [LitTask(task, light_of(task, today=today, limits=limits, progress=progress.get(task.pk))) for task in rows]
