"""The desk's order, lights, filters and pages."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from zhijia.engines.cases import desk
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.desk import Cursor, DeskFilter, clocks_answered, count_by_light, desk_of, desk_page
from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.models import Awaits, Clock
from zhijia.engines.cases.tests.supply import make, open_supply
from zhijia.law.lights import Light
from zhijia.lib.shanghai import end_of_day
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, TODAY, SmallCity

OFFSETS = (-3, 0, 2, 5, 6, 7, 8, None, None)


@pytest.fixture
def todos(city: SmallCity, flow: Flow) -> Sequence[int]:
    """To-dos of the county's cadre with these dates, put down in another order; their ids in the order of the dates."""
    ids: dict[int, int] = {}
    for n, offset in sorted(enumerate(OFFSETS), key=lambda pair: -pair[0]):
        case = open_supply(city, flow, title=f"第{n}件")
        make(case, "submit", city.town_cadre.actor)
        due_on = None if offset is None else TODAY + timedelta(days=offset)
        with scoped(BUILDER):
            Awaits.objects.filter(case=case).update(due_on=due_on)
            Clock.objects.filter(case=case).update(state="stopped", ended_on=TODAY)
            ids[n] = Awaits.objects.get(case=case).pk
    dated = [ids[n] for n, offset in enumerate(OFFSETS) if offset is not None]
    return dated + sorted(ids[n] for n, offset in enumerate(OFFSETS) if offset is None)


def shown(city: SmallCity, wanted: DeskFilter | None = None) -> list[Awaits]:
    actor = city.county_cadre.actor
    with scoped(actor):
        return list(desk_of(actor, wanted or DeskFilter(), today=TODAY, law=LocalLaw()))


def test_the_next_due_comes_first_and_the_undated_last(city: SmallCity, todos: Sequence[int]) -> None:
    assert [row.pk for row in shown(city)] == todos


def test_lights_follow_the_dates(city: SmallCity, todos: Sequence[int]) -> None:
    lights = [row.light for row in shown(city)]  # type: ignore[attr-defined]

    assert lights == [
        Light.RED,
        *[Light.BLUE] * 5,  # today to the seventh day, the threshold of tasks
        Light.GREEN,
        Light.GREY,
        Light.GREY,
    ]


def test_a_statutory_clock_turns_blue_by_its_own_threshold(city: SmallCity, todos: Sequence[int]) -> None:
    due_on = TODAY + timedelta(days=6)
    with scoped(BUILDER):
        case = Awaits.objects.get(due_on=due_on).case
        Clock.objects.create(
            case=case,
            name="review",
            kind="statutory",
            started_on=TODAY,
            set_on=TODAY,
            promised_on=due_on,
            due_on=due_on,
            due_at=end_of_day(due_on),
        )

    by_date = {row.due_on: row.light for row in shown(city)}  # type: ignore[attr-defined]

    assert by_date[due_on] == Light.GREEN
    assert by_date[TODAY + timedelta(days=5)] == Light.BLUE


def test_counts_by_light_are_the_lengths_of_the_filtered_lists(city: SmallCity, todos: Sequence[int]) -> None:
    actor = city.county_cadre.actor
    with scoped(actor):
        counts = count_by_light(desk_of(actor, DeskFilter(), today=TODAY, law=LocalLaw()))

    assert sum(counts.values()) == len(todos)
    assert {light: len(shown(city, DeskFilter(light=light))) for light in counts} == counts


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (DeskFilter(text="第3件"), 1),
        (DeskFilter(text="SL-2026"), 9),
        (DeskFilter(text="不存在"), 0),
        (DeskFilter(kind="tests.supply"), 9),
        (DeskFilter(kind="plans.task"), 0),
        (DeskFilter(holder="post"), 9),
        (DeskFilter(holder="role"), 0),
        (DeskFilter(line="rights"), 0),
    ],
)
def test_a_filter_leaves_what_it_says(city: SmallCity, todos: Sequence[int], wanted: DeskFilter, count: int) -> None:
    assert len(shown(city, wanted)) == count


def test_pages_forward_and_back_show_every_row_once(
    city: SmallCity, todos: Sequence[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "PAGE_SIZE", 4)
    actor = city.county_cadre.actor
    with scoped(actor):
        rows = desk_of(actor, DeskFilter(), today=TODAY, law=LocalLaw())
        first = desk_page(rows)
        second = desk_page(rows, after=first.following)
        third = desk_page(rows, after=second.following)
        back = desk_page(rows, before=third.previous)
        start = desk_page(rows, before=back.previous)

    assert [row.pk for page in (first, second, third) for row in page.rows] == todos
    assert (first.previous, third.following) == (None, None)
    assert [row.pk for row in back.rows] == [row.pk for row in second.rows]
    assert [row.pk for row in start.rows] == [row.pk for row in first.rows]
    assert start.previous is None


@pytest.mark.parametrize(
    ("text", "cursor"),
    [
        ("2026-11-30_42", Cursor(date(2026, 11, 30), 42)),
        ("none_7", Cursor(None, 7)),
        ("", None),
        ("2026-11-30", None),
        ("yesterday_4", None),
        ("2026-11-30_x", None),
    ],
)
def test_a_cursor_is_read_or_left_alone(text: str, cursor: Cursor | None) -> None:
    assert Cursor.read(text) == cursor
    if cursor:
        assert str(cursor) == text


def test_a_todo_answers_to_the_clock_its_act_stops(city: SmallCity, flow: Flow) -> None:
    case = open_supply(city, flow)
    make(case, "submit", city.town_cadre.actor)
    with scoped(BUILDER):
        clock = Clock.objects.get(case=case)
        Awaits.objects.filter(case=case).update(due_on=clock.due_on)
        Clock.objects.create(
            case=case,
            name="another",
            kind="task",
            started_on=TODAY,
            set_on=TODAY,
            promised_on=clock.due_on,
            due_on=clock.due_on,
            due_at=clock.due_at,
        )

    (row,) = shown(city)
    with scoped(BUILDER):
        assert clocks_answered([row]) == {row.pk: clock}
