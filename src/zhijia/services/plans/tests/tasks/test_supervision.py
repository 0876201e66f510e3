"""TA-07: a supervised task is answered in the time of the supervision's source; being late warns and blocks nothing."""

from datetime import UTC, date, datetime

import pytest

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.models import Clock
from zhijia.engines.cases.queries import todos_of
from zhijia.engines.messages.models import Message
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import SmallCity
from zhijia.services.plans.models import Task
from zhijia.services.plans.tests.tasks.story import assign_to_county, make_move, make_tasks, state_of

MONDAY = datetime(2026, 11, 2, 2, tzinfo=UTC)


@pytest.fixture
def task(city: SmallCity) -> Task:
    """A task under way since Monday 2 November 2026."""
    task = make_tasks(city)[0]
    assign_to_county(city, task, now=MONDAY)
    make_move(city.county_cadre.actor, task, "accept", now=MONDAY)
    return task


def supervise(city: SmallCity, task: Task, source: str) -> None:
    data = {"source": source, "reason": "请报告走访进度"}
    make_move(city.supervisor.actor, task, "supervise", data, now=MONDAY)


@pytest.mark.parametrize(
    ("source", "due_on"),
    [
        ("document", date(2026, 12, 2)),
        ("minutes", date(2026, 11, 23)),  # the 22nd is a Sunday
        ("urgent_note", date(2026, 11, 9)),  # the 7th is a Saturday
        ("note", date(2026, 11, 17)),
        ("difficult_note", date(2026, 12, 2)),
    ],
)
def test_the_answer_is_due_by_the_source(city: SmallCity, task: Task, source: str, due_on: date) -> None:
    supervise(city, task, source)

    with scoped(city.county_cadre.actor):
        [clock] = Clock.objects.filter(case=task.case_id, name__startswith="reply_")
        asked = todos_of(city.county_cadre.actor).get(case=task.case_id, verb="report")
        assert (clock.due_on, asked.due_on, state_of(city, task)) == (due_on, due_on, "active")
        assert Message.objects.filter(kind="plans.task_supervised").exists()


def test_a_report_answers_the_supervision_also_when_it_comes_late(city: SmallCity, task: Task) -> None:
    supervise(city, task, "urgent_note")

    make_move(
        city.county_cadre.actor, task, "report", {"text": "走访了二十家"}, now=datetime(2026, 11, 20, 2, tzinfo=UTC)
    )

    with scoped(city.county_cadre.actor):
        assert Clock.objects.get(case=task.case_id, name="reply_urgent_note").state == "met"
        assert not todos_of(city.county_cadre.actor).filter(case=task.case_id, verb="report").exists()


def test_a_second_supervision_takes_the_place_of_the_first(city: SmallCity, task: Task) -> None:
    supervise(city, task, "urgent_note")
    supervise(city, task, "note")

    with scoped(city.county_cadre.actor):
        asked = todos_of(city.county_cadre.actor).get(case=task.case_id, verb="report")
        states = dict(Clock.objects.filter(case=task.case_id, name__startswith="reply_").values_list("name", "state"))
        assert (asked.due_on, states) == (
            date(2026, 11, 17),
            {"reply_urgent_note": "stopped", "reply_note": "running"},
        )


def test_a_supervision_names_its_source(city: SmallCity, task: Task) -> None:
    with pytest.raises(InvalidInput) as caught:
        supervise(city, task, "rumour")

    assert list(caught.value.form.errors) == ["source"]
