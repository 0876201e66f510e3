"""Many tasks of one function line are filtered, chosen and given away together."""

from uuid import uuid4

import pytest
from django.test import Client

from zhijia.engines.cases.models import Case
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity
from zhijia.services.plans.models import Task
from zhijia.services.plans.tests.tasks.story import assign_to_county, make_tasks, post_id

MANY = 400


@pytest.fixture
def tasks(city: SmallCity) -> list[Task]:
    """Tasks enough to burst the line of a GET; the last dozen of the line of rights, the others of that of organising."""
    tasks = make_tasks(city, *(f"第{n}项" for n in range(MANY)))
    with scoped(BUILDER):
        cases = [task.case_id for task in tasks]
        Case.objects.filter(pk__in=cases[:-12]).update(line="organising")
        Case.objects.filter(pk__in=cases[-12:]).update(line="rights")
    return tasks


def rows_on(client: Client, plan: int, query: str) -> list[str]:
    return [str(row.pk) for row in client.get(f"/plans/{plan}/tasks/?{query}").context["rows"]]


def offered(page: object, name: str = "lead") -> list[str]:
    form = page.context["form"]  # type: ignore[attr-defined]
    return [label for value, label in form.fields[name].widget.choices if value]


def posts_of(*figures: Figure) -> list[str]:
    return [f"{figure.post.union.name} · {figure.post.title}" for figure in figures if figure.post]


def test_filter_by_line_choose_all_and_assign(city: SmallCity, tasks: list[Task]) -> None:
    client, plan = city.research.client(), tasks[0].plan_id
    rows = rows_on(client, plan, "line=organising")
    assert len(rows) == MANY - 12

    page = client.post(f"/plans/{plan}/tasks/assign/", {"row": rows})
    assert len(page.context["tasks"]) == len(rows)
    form = {"row": rows, "key": uuid4(), "line": "organising", "standard": "有台账", "lead": "", "due_on": ""}
    everybody = offered(page)
    page = client.post(f"/plans/{plan}/tasks/assign/", form | {"pick": "line"})
    assert set(offered(page)) == set(posts_of(city.city_cadre, city.county_cadre, city.stranger))
    assert len(everybody) > len(offered(page))
    assert page.context["form"]["standard"].value() == "有台账", "what was typed stays"

    form |= {"lead": post_id(city.county_cadre), "row": rows[:3]}
    page = client.post(f"/plans/{plan}/tasks/assign/", form)

    assert [outcome.refusal for outcome in page.context["outcomes"]] == [None] * 3
    assert len(rows_on(client, plan, f"line=organising&state=assigned&unit={city.north.pk}")) == 3


def test_a_post_chosen_before_the_line_is_still_taken(city: SmallCity, tasks: list[Task]) -> None:
    client, plan = city.research.client(), tasks[0].plan_id
    form = {"row": [str(tasks[0].pk)], "key": uuid4(), "line": "rights", "lead": post_id(city.county_cadre)}

    picked = client.post(f"/plans/{plan}/tasks/assign/", form | {"pick": "line"})
    assigned = client.post(f"/plans/{plan}/tasks/assign/", form)

    assert posts_of(city.county_cadre)[0] in offered(picked)
    assert [outcome.refusal for outcome in assigned.context["outcomes"]] == [None]


def test_a_post_out_of_reach_is_refused_with_a_sentence(city: SmallCity, tasks: list[Task]) -> None:
    form = {"row": [str(tasks[0].pk)], "key": uuid4(), "line": "rights", "lead": post_id(city.chair), "standard": "好"}

    page = city.research.client().post(f"/plans/{tasks[0].plan_id}/tasks/assign/", form)

    assert page.status_code == 422
    assert "不在您可以交办的范围内" in page.content.decode()
    assert page.context["form"]["standard"].value() == "好"


def test_the_board_is_filtered_by_what_its_selects_offer(city: SmallCity, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks = make_tasks(city)
    assign_to_county(city, tasks[0])
    client, plan = city.research.client(), tasks[0].plan_id

    assert [rows_on(client, plan, query) for query in ("state=assigned", f"unit={city.north.pk}", "text=北干事")] == [
        [str(tasks[0].pk)]
    ] * 3
    assert rows_on(client, plan, f"unit={city.south.pk}") == []
    assert len(rows_on(client, plan, "goal=harmony&unit=abc")) == 3, "what is no union filters nothing"
    selects = client.get(f"/plans/{plan}/tasks/").context["selects"]
    assert next(select.choices for select in selects if select.name == "unit") == [(str(city.north.pk), "北塘区总工会")]

    monkeypatch.setattr("zhijia.services.plans.tasks.board.MOST_ROWS", 2)
    assert "请用上面的条件缩小范围" in client.get(f"/plans/{plan}/tasks/").content.decode()
