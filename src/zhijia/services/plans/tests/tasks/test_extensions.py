"""TA-06: a later date is asked for before the date comes, decided by the assigner; assessment goes by the original date."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.models import Case, Clock
from zhijia.engines.cases.queries import todos_of
from zhijia.engines.indicators.day import on_day
from zhijia.engines.indicators.reading import read_many
from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, TODAY, Figure, SmallCity
from zhijia.services.plans.models import Task, TaskExtension
from zhijia.services.plans.tests.tasks.story import make_move, make_tasks, post_id, state_of
from zhijia.trail.models import Event

DUE_ON, LATER_ON = date(2026, 12, 1), date(2026, 12, 18)
REQUEST = {"due_on": LATER_ON.isoformat(), "reason": "两个镇的名册还没有报齐"}


@pytest.fixture
def task(city: SmallCity) -> Task:
    """A task that the county cadre has accepted for Tuesday 1 December 2026."""
    task = make_tasks(city)[0]
    data = {"lead": post_id(city.county_cadre), "due_on": DUE_ON.isoformat(), "standard": "每家企业有走访记录"}
    with on_day(TODAY):
        make_move(city.research.actor, task, "assign", data)
        make_move(city.county_cadre.actor, task, "accept")
    return task


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def ask(city: SmallCity, task: Task, *, on: date = TODAY) -> None:
    make_move(city.county_cadre.actor, task, "ask_extension", REQUEST, now=at_noon(on))


def fresh(city: SmallCity, task: Task) -> Task:
    with scoped(city.leader.actor):
        return Task.objects.get(pk=task.pk)


def test_a_granted_extension_moves_the_date_and_leaves_the_original_one_to_be_seen(city: SmallCity, task: Task) -> None:
    ask(city, task)
    make_move(city.research.actor, task, "grant_extension", {"due_on": LATER_ON.isoformat(), "note": "同意"})

    now = fresh(city, task)
    assert (now.due_on, now.original_due_on, state_of(city, task)) == (LATER_ON, DUE_ON, "active")
    with scoped(city.county_cadre.actor):
        dates = list(Clock.objects.filter(case=task.case_id, name="completion").values_list("due_on", "state"))
        kept = TaskExtension.objects.get(task=task)
        assert sorted(dates) == [(DUE_ON, "stopped"), (LATER_ON, "running")]
        assert (kept.old_due_on, kept.new_due_on, kept.state, kept.note) == (DUE_ON, LATER_ON, "granted", "同意")
        assert Case.objects.get(pk=task.case_id).due_on == LATER_ON
        assert todos_of(city.county_cadre.actor).get(case=task.case_id).due_on == LATER_ON
        granted = Event.objects.get(subject_id=task.case_id, kind="plans.extension_granted")
        assert (granted.data["before"]["due_on"], granted.data["after"]["due_on"]) == ("2026-12-01", "2026-12-18")


def test_the_request_stands_on_the_assigners_desk_and_the_work_goes_on(city: SmallCity, task: Task) -> None:
    ask(city, task)
    make_move(city.county_cadre.actor, task, "report", {"text": "又走访了五家"})

    assert state_of(city, task) == "extending"
    assert fresh(city, task).due_on == DUE_ON
    with scoped(city.research.actor):
        assert todos_of(city.research.actor).get(case=task.case_id).verb == "grant_extension"
    with scoped(city.county_cadre.actor):
        assert todos_of(city.county_cadre.actor).get(case=task.case_id).verb == "report_done"


def test_a_refused_extension_leaves_the_date_with_the_reason(city: SmallCity, task: Task) -> None:
    ask(city, task)
    make_move(city.research.actor, task, "refuse_extension", {"reason": "全市统一汇总，不能再推"})

    assert (fresh(city, task).due_on, state_of(city, task)) == (DUE_ON, "active")
    with scoped(city.county_cadre.actor):
        kept = TaskExtension.objects.get(task=task)
        assert (kept.state, kept.new_due_on, kept.note) == ("refused", None, "全市统一汇总，不能再推")


@pytest.mark.parametrize(
    ("asked_on", "is_heard"),
    [(date(2026, 11, 30), True), (date(2026, 12, 1), False), (date(2026, 12, 2), False)],
)
def test_an_extension_is_asked_for_before_the_date_comes(
    city: SmallCity, task: Task, asked_on: date, is_heard: bool
) -> None:
    """TA-06: the day before is early enough; on the day itself and after it the answer is no."""
    if is_heard:
        ask(city, task, on=asked_on)
    else:
        with pytest.raises(Refused, match="2026年12月1日之前申请"):
            ask(city, task, on=asked_on)

    assert state_of(city, task) == ("extending" if is_heard else "active")


def test_what_was_asked_in_time_may_be_granted_after_the_date(city: SmallCity, task: Task) -> None:
    ask(city, task, on=date(2026, 11, 30))
    late = at_noon(date(2026, 12, 3))

    make_move(city.research.actor, task, "grant_extension", {"due_on": LATER_ON.isoformat()}, now=late)

    assert fresh(city, task).due_on == LATER_ON


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"due_on": DUE_ON.isoformat()}, "due_on"),
        ({"due_on": "2026-11-01"}, "due_on"),
        ({"due_on": "2027-01-01"}, "due_on"),
        ({"due_on": "2026-12-18", "reason": " "}, "reason"),
    ],
)
def test_a_request_names_a_later_day_of_the_plan_year_and_a_reason(
    city: SmallCity, task: Task, data: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        make_move(city.county_cadre.actor, task, "ask_extension", REQUEST | data)

    assert list(caught.value.form.errors) == [field]
    assert state_of(city, task) == "active"


@pytest.mark.parametrize("who", ["county_cadre", "county_leader", "town_cadre", "supervisor", "stranger", "chair"])
def test_nobody_but_the_assigners_decides(city: SmallCity, task: Task, who: str) -> None:
    ask(city, task)

    with pytest.raises((Refused, Case.DoesNotExist)):
        make_move(getattr(city, who).actor, task, "grant_extension", {"due_on": LATER_ON.isoformat()})

    assert state_of(city, task) == "extending"


def test_whoever_asked_does_not_grant_it_to_himself(city: SmallCity) -> None:
    """A city cadre leads a task of his own union and might decide on it by his role."""
    task = make_tasks(city)[0]
    data = {"lead": post_id(city.city_cadre), "due_on": DUE_ON.isoformat(), "standard": "有记录"}
    make_move(city.research.actor, task, "assign", data)
    make_move(city.city_cadre.actor, task, "accept")
    make_move(city.city_cadre.actor, task, "ask_extension", REQUEST)

    with pytest.raises(Refused, match="不能由牵头岗位自己批准"):
        make_move(city.city_cadre.actor, task, "grant_extension", {"due_on": LATER_ON.isoformat()})
    make_move(city.dept_head.actor, task, "grant_extension", {"due_on": LATER_ON.isoformat()})

    assert fresh(city, task).due_on == LATER_ON


def test_a_second_request_waits_for_the_answer_to_the_first(city: SmallCity, task: Task) -> None:
    ask(city, task)

    with pytest.raises(Refused, match="延期待批"):
        ask(city, task)
    with scoped(city.county_cadre.actor):
        again = TaskExtension.objects.get(task=task)
        again.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save(force_insert=True)


@pytest.mark.parametrize("verb", ["report_done", "reassign", "withdraw"])
def test_a_later_act_ends_a_request_that_is_still_open(city: SmallCity, task: Task, verb: str) -> None:
    ask(city, task)
    acts: dict[str, tuple[Figure, dict[str, object]]] = {
        "report_done": (city.county_cadre, {"text": "全部走访完"}),
        "reassign": (city.research, {"lead": post_id(city.dept_head), "due_on": "2026-12-05", "standard": "有记录"}),
        "withdraw": (city.research, {"reason": "并入另一项"}),
    }
    who, data = acts[verb]

    make_move(who.actor, task, verb, data, proof=True)

    with scoped(city.leader.actor):
        assert TaskExtension.objects.get(task=task).state == "lapsed"


def test_extensions_are_counted_and_assessment_goes_by_the_original_date(city: SmallCity, task: Task) -> None:
    """Done on 10 December, within the extension but after 1 December: extended, done, not on time."""
    with on_day(TODAY):
        ask(city, task)
        make_move(city.research.actor, task, "grant_extension", {"due_on": LATER_ON.isoformat()})
    done_at = at_noon(date(2026, 12, 10))
    with on_day(local_day(done_at)):
        make_move(city.county_cadre.actor, task, "report_done", {"text": "走访完"}, now=done_at, proof=True)
        make_move(city.research.actor, task, "verify", now=done_at + timedelta(hours=1))

    codes = ["plans.tasks_extended", "plans.tasks_late", "plans.punctuality", "plans.completion"]
    with scoped(city.leader.actor):
        before = read_many(codes, path=city.north.path, on=DUE_ON)
        after = read_many(codes, path=city.north.path, on=date(2026, 12, 11))

    assert (before["plans.tasks_extended"].numerator, before["plans.punctuality"].value) == (1, None)
    assert (after["plans.tasks_extended"].numerator, after["plans.tasks_late"].numerator) == (1, 0)
    assert (after["plans.punctuality"].value, after["plans.completion"].value) == (Fraction(0), Fraction(100))


def test_a_task_done_by_its_original_date_is_on_time(city: SmallCity, task: Task) -> None:
    with on_day(TODAY):
        make_move(city.county_cadre.actor, task, "report_done", {"text": "走访完"}, proof=True)
        make_move(city.research.actor, task, "verify", now=NOW + timedelta(hours=1))

    with scoped(city.leader.actor):
        assert read_many(["plans.punctuality"], path=city.north.path, on=TODAY)["plans.punctuality"].value == 100


def test_a_stranger_sees_no_extension(city: SmallCity, task: Task) -> None:
    ask(city, task)

    with scoped(city.stranger.actor):
        assert not TaskExtension.objects.exists()
