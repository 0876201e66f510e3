"""A task from assignment to verification: in what order, and what is left behind (services §G2, TA-01, TA-03).

Who may: `who_may.md` one folder up, which `tests/permissions` tries on everybody.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.models import Awaits, Case, Clock
from zhijia.engines.cases.queries import cases_visible_to, todos_of
from zhijia.engines.messages.models import Message
from zhijia.lib.sentences import Refused
from zhijia.lib.spreadsheets import read_spreadsheet
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, TODAY, SmallCity
from zhijia.services.plans.models import Task
from zhijia.services.plans.presenting.decomposition import decomposition_sheet
from zhijia.services.plans.tasks.queries import tasks_visible_to
from zhijia.services.plans.tests.tasks.story import assign_to_county, make_move, make_tasks, post_id, state_of
from zhijia.trail.models import Event


@pytest.fixture
def task(city: SmallCity) -> Task:
    return make_tasks(city)[0]


def test_a_new_task_awaits_the_research_office(city: SmallCity, task: Task) -> None:
    with scoped(city.research.actor):
        waiting = todos_of(city.research.actor).filter(case=task.case_id).values_list("verb", flat=True)

        assert list(waiting) == ["assign"]


def test_a_task_goes_from_assignment_to_verification(city: SmallCity, task: Task) -> None:
    county = city.county_cadre.actor

    assign_to_county(city, task)
    make_move(county, task, "accept")
    make_move(county, task, "report", {"text": "走访了二十家"}, proof=True)
    make_move(county, task, "report_done", {"text": "全部走访完"})
    make_move(city.research.actor, task, "verify")

    assert state_of(city, task) == "done"
    with scoped(city.leader.actor):
        task.refresh_from_db()
        case = Case.objects.get(pk=task.case_id)
        kinds = list(
            Event.objects.filter(subject_type="cases.case", subject_id=case.pk)
            .order_by("id")
            .values_list("kind", flat=True)
        )
        assert task.done_on == date(2026, 11, 20)
        assert case.closed_at == NOW
        assert not Awaits.objects.filter(case=case).exists()
        assert not Clock.objects.filter(case=case, state="running").exists()
        assert kinds == [
            "plans.task_opened",
            "plans.task_assigned",
            "plans.task_accepted",
            "cases.attachment_added",
            "plans.task_progress",
            "plans.task_reported_done",
            "plans.task_verified",
        ]


def test_acceptance_is_due_one_working_day_after_a_friday_on_monday(city: SmallCity, task: Task) -> None:
    """services §G2: accepted within 1 working day; Friday 20 November 2026 leads to Monday the 23rd."""
    assign_to_county(city, task)

    with scoped(city.county_cadre.actor):
        clock = Clock.objects.get(case=task.case_id, name="acceptance")
        todo = todos_of(city.county_cadre.actor).get(case=task.case_id)
        assert (clock.parameter, clock.due_on, todo.due_on) == (
            "task.acceptance",
            date(2026, 11, 23),
            date(2026, 11, 23),
        )


def test_acceptance_skips_the_national_day_week(city: SmallCity) -> None:
    """Assigned on 30 September 2026, the next working day is after the holiday."""
    [task] = make_tasks(city, "迎国庆走访")

    assign_to_county(city, task, now=datetime(2026, 9, 30, 2, tzinfo=UTC))

    with scoped(city.county_cadre.actor):
        assert Clock.objects.get(case=task.case_id, name="acceptance").due_on == date(2026, 10, 8)


def test_the_lead_sees_the_task_and_a_strange_county_does_not(city: SmallCity, task: Task) -> None:
    assign_to_county(city, task)

    with scoped(city.county_cadre.actor):
        assert list(tasks_visible_to(city.county_cadre.actor)) == [task]
    with scoped(city.stranger.actor):
        assert list(tasks_visible_to(city.stranger.actor)) == []
        assert not Task.objects.exists()
        assert not Event.objects.filter(subject_type="cases.case").exists()
        assert not cases_visible_to(city.stranger.actor).exists()


def test_the_new_lead_finds_a_message(city: SmallCity, task: Task) -> None:
    assign_to_county(city, task)

    with scoped(city.county_cadre.actor):
        assert Message.objects.get().kind == "plans.task.accept"
    with scoped(city.stranger.actor):
        assert not Message.objects.exists()


def test_whoever_holds_the_lead_post_does_not_verify_through_another_of_her_posts(city: SmallCity, task: Task) -> None:
    """The deputy reports, the holder of the lead post sits in the research office too: she is still the assignee."""
    assign_to_county(city, task)
    county, research = city.county_cadre.actor, city.research.actor
    make_move(county, task, "accept")
    make_move(county, task, "report_done", {"text": "全部走访完"}, proof=True)
    both = replace(research, posts=(*research.posts, *county.posts))

    with pytest.raises(Refused, match="不能由牵头岗位和配合岗位自己核验"):
        make_move(both, task, "verify")

    assert state_of(city, task) == "reported"


ILLEGAL = [
    ("unassigned", "accept"),
    ("unassigned", "report_done"),
    ("unassigned", "verify"),
    ("assigned", "report_done"),
    ("assigned", "verify"),
    ("active", "verify"),
    ("active", "accept"),
    ("assigned", "ask_extension"),
    ("reported", "ask_extension"),
    ("active", "grant_extension"),
    ("active", "refuse_extension"),
    ("reported", "report"),
    ("reported", "accept"),
    ("done", "report"),
    ("done", "withdraw"),
    ("done", "reassign"),
]


def _bring_to(city: SmallCity, task: Task, state: str) -> None:
    county = city.county_cadre.actor
    order = ("assigned", "active", "reported", "done")
    for stage in order[: order.index(state) + 1] if state in order else ():
        if stage == "assigned":
            assign_to_county(city, task)
        elif stage == "active":
            make_move(county, task, "accept")
        elif stage == "reported":
            make_move(county, task, "report_done", {"text": "完成"}, proof=True)
        else:
            make_move(city.research.actor, task, "verify")


@pytest.mark.parametrize(("state", "verb"), ILLEGAL)
def test_no_shortcut_leads_past_a_state(city: SmallCity, task: Task, state: str, verb: str) -> None:
    _bring_to(city, task, state)
    actor = (
        city.county_cadre.actor if verb in {"accept", "report", "report_done", "ask_extension"} else city.research.actor
    )

    with pytest.raises((Refused, Case.DoesNotExist)):
        make_move(actor, task, verb, {"text": "x", "reason": "x"}, proof=True)

    assert state_of(city, task) == state


def test_completion_needs_evidence(city: SmallCity, task: Task) -> None:
    _bring_to(city, task, "active")

    with pytest.raises(InvalidInput) as caught:
        make_move(city.county_cadre.actor, task, "report_done", {"text": "完成"})

    assert "佐证" in caught.value.form.errors["evidence"][0]
    assert state_of(city, task) == "active"


def test_returning_a_task_needs_a_reason_and_awaits_the_assigner(city: SmallCity, task: Task) -> None:
    assign_to_county(city, task)
    county = city.county_cadre.actor

    with pytest.raises(InvalidInput):
        make_move(county, task, "give_back", {"reason": " "})
    make_move(county, task, "give_back", {"reason": "应由宣教条线承担"})

    assert state_of(city, task) == "returned"
    with scoped(city.research.actor):
        assert todos_of(city.research.actor).get(case=task.case_id).verb == "assign"
        assert not Clock.objects.filter(case=task.case_id, state="running").exists()


def test_whoever_reported_completion_does_not_verify_it(city: SmallCity, task: Task) -> None:
    """A city cadre leads the task himself; a colleague must verify."""
    data = {"lead": post_id(city.city_cadre), "due_on": "2026-12-01", "standard": "有记录"}
    make_move(city.research.actor, task, "assign", data)
    make_move(city.city_cadre.actor, task, "accept")
    make_move(city.city_cadre.actor, task, "report_done", {"text": "完成"}, proof=True)

    with pytest.raises(Refused):
        make_move(city.city_cadre.actor, task, "verify")
    make_move(city.dept_head.actor, task, "verify")

    assert state_of(city, task) == "done"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"due_on": "2027-01-01"}, "due_on"),
        ({"due_on": "2025-12-31"}, "due_on"),
        ({"due_on": "31.12.2026 "}, "due_on"),
        ({"standard": ""}, "standard"),
        ({"lead": "999999"}, "lead"),
        ({"supports": ["999999"]}, "supports"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_done(
    city: SmallCity, task: Task, data: dict[str, object], field: str
) -> None:
    good = {"lead": post_id(city.county_cadre), "due_on": "2026-12-31", "standard": "有记录"}

    with pytest.raises(InvalidInput) as caught:
        make_move(city.research.actor, task, "assign", good | data)

    assert list(caught.value.form.errors) == [field]
    assert state_of(city, task) == "unassigned"


def test_reassigning_takes_the_case_out_of_the_first_leads_sight(city: SmallCity, task: Task) -> None:
    assign_to_county(city, task)
    data = {"lead": post_id(city.stranger), "due_on": "2026-12-31", "standard": "有记录"}

    make_move(city.research.actor, task, "reassign", data)

    with scoped(city.county_cadre.actor):
        assert not tasks_visible_to(city.county_cadre.actor).exists()
    with scoped(city.stranger.actor):
        assert tasks_visible_to(city.stranger.actor).get() == task


def test_urging_tells_the_lead_and_changes_no_state(city: SmallCity, task: Task) -> None:
    _bring_to(city, task, "active")

    make_move(city.supervisor.actor, task, "urge", {"reason": "请本周内报进展"}, now=NOW + timedelta(days=3))

    assert state_of(city, task) == "active"
    with scoped(city.county_cadre.actor):
        assert Message.objects.filter(kind="plans.task_urged").get().text.endswith("请本周内报进展")


def test_the_sheet_tells_of_each_task_who_supports_it_what_was_handed_in_and_the_last_urge(city: SmallCity) -> None:
    task = make_tasks(city)[0]
    county = city.county_cadre.actor
    assign_to_county(city, task)
    make_move(county, task, "accept")
    make_move(county, task, "report", {"text": "走访了十家"}, proof=True)
    make_move(county, task, "report", {"text": "走访了二十家"})
    for day, reason in enumerate(("请报进展", "请本周内报进展"), 1):
        make_move(city.supervisor.actor, task, "urge", {"reason": reason}, now=NOW + timedelta(days=day))

    with scoped(city.research.actor):
        sheet = read_spreadsheet(decomposition_sheet(city.research.actor, task.plan, today=TODAY))[0]
    columns = [sheet.rows[0].index(name) for name in ("配合单位", "进展", "佐证", "督查意见")]
    first, *others = ([row[column] for column in columns] for row in sheet.rows[1:])
    assert first == [f"柳湾镇总工会 · {city.town_cadre.post.title}", "走访了二十家", "1", "请本周内报进展"]  # type: ignore[union-attr]
    assert others == [["", "", "0", ""]] * 2
