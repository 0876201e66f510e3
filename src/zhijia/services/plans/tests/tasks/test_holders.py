"""Who answers for a task is who holds its lead post now: on every screen, for every reader of the task."""

from datetime import date, timedelta

import pytest

from zhijia.engines.cases.models import Case
from zhijia.lib.spreadsheets import read_spreadsheet
from zhijia.organisation.actions.holdings import Appointment, appoint, end_holding, name_deputy
from zhijia.organisation.models import PostHolding
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, SmallCity, make_person
from zhijia.services.plans.indicators import describe_tasks
from zhijia.services.plans.models import Task
from zhijia.services.plans.panels import show_task
from zhijia.services.plans.presenting.decomposition import decomposition_sheet
from zhijia.services.plans.targets import late_tasks
from zhijia.services.plans.tasks.board import BoardFilter, read_board
from zhijia.services.plans.tasks.queries import tasks_visible_to, with_holders
from zhijia.services.plans.tests.tasks.story import YEAR_END, assign_to_county, make_move, make_tasks, post_id
from zhijia.trail.models import Event

FAR = YEAR_END + timedelta(days=5)


@pytest.fixture
def task(city: SmallCity) -> Task:
    task = make_tasks(city, "走访企业")[0]
    assign_to_county(city, task)
    return task


def hand_over(city: SmallCity, *, on: date) -> None:
    """The county cadre leaves on a day, 新干事 takes over two days later."""
    with scoped(BUILDER):
        newcomer, _account = make_person("新干事", home=city.north)
    with scoped(city.administrator.actor):
        held = PostHolding.objects.get(post=post_id(city.county_cadre))
        end_holding(city.administrator.actor, held, to_on=on, now=NOW)
        taken = Appointment(held.post, newcomer, from_on=on + timedelta(days=2))
        appoint(city.administrator.actor, taken, now=NOW)


def named(city: SmallCity, task: Task, *, on: date, reader: str = "research") -> str:
    actor = getattr(city, reader).actor
    with scoped(actor):
        found = with_holders(tasks_visible_to(actor), on=on).get(pk=task.pk)
    return found.lead_person


def test_the_responsible_person_follows_the_post(city: SmallCity, task: Task) -> None:
    left_on = TODAY + timedelta(days=10)
    hand_over(city, on=left_on)

    days = [left_on - timedelta(days=1), left_on, left_on + timedelta(days=2)]
    assert [named(city, task, on=day) for day in days] == ["北干事", "", "新干事"]
    assert named(city, task, on=FAR, reader="town_cadre") == "新干事", (
        "who supports may know, and sees no post of the county"
    )
    with scoped(city.research.actor):
        assigned = Event.objects.get(kind="plans.task_assigned")
        assert assigned.data["person"] == "北干事", "the log keeps who it was then"


def test_a_deputy_is_named_while_the_post_is_vacant(city: SmallCity, task: Task) -> None:
    day = TODAY + timedelta(days=3)
    with scoped(city.county_leader.actor):
        held = PostHolding.objects.select_related("post").get(post=post_id(city.county_cadre))
        name_deputy(
            city.county_leader.actor, post=held.post, person=city.town_cadre.person, from_on=day, to_on=FAR, now=NOW
        )
    assert named(city, task, on=day) == "北干事", "the holder answers"

    with scoped(city.administrator.actor):
        end_holding(city.administrator.actor, held, to_on=day, now=NOW)

    assert named(city, task, on=day) == "柳干事"


def test_every_screen_names_today_s_holder(city: SmallCity, task: Task) -> None:
    hand_over(city, on=TODAY + timedelta(days=1))
    actor = city.research.actor

    with scoped(actor):
        board = read_board(actor, task.plan, BoardFilter(text="新干事"), today=FAR)
        late = late_tasks(actor, at=city.root.path, on=FAR, most=5)
        listed = describe_tasks([task.pk], code="plans.tasks_late", on=FAR)
        facts = show_task(actor, Case.objects.get(pk=task.case_id), FAR)["facts"]
        sheet = decomposition_sheet(actor, task.plan, today=FAR)

    assert [row.task.lead_person for row in board.rows] == ["新干事"]
    assert [row.person for row in late] == ["新干事"]
    assert listed[task.pk].cells[2] == "新干事"
    assert any("新干事" in str(fact.value) for fact in facts)
    assert "新干事" in str(read_spreadsheet(sheet))


def test_of_a_task_that_is_over_the_one_is_named_who_held_the_post_then(city: SmallCity, task: Task) -> None:
    make_move(city.county_cadre.actor, task, "accept")
    make_move(city.county_cadre.actor, task, "report_done", {"text": "已全部走访"}, proof=True)
    make_move(city.research.actor, task, "verify")
    hand_over(city, on=TODAY + timedelta(days=1))

    assert named(city, task, on=FAR) == "北干事"
    with scoped(city.research.actor):
        case = Case.objects.get(pk=task.case_id)
        assert "北干事" in str([fact.value for fact in show_task(city.research.actor, case, FAR)["facts"]])
