"""The desk: what awaits me, by when, why, and what to do."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from django.utils import timezone

from zhijia.engines.cases import desk as engine
from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.models import Awaits, Case, SavedFilter
from zhijia.engines.cases.tests.supply import make, open_supply
from zhijia.faces.workbench.tests.asking import ask, ask_counted
from zhijia.lib.spreadsheets import read_spreadsheet
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.trail.models import Event

MOST_QUERIES = 12


@pytest.fixture
def cases(city: SmallCity, flow: Flow) -> Sequence[Case]:
    """Five cases that await the county's cadre: late, today, soon, later, undated."""
    today = timezone.localdate()
    found = []
    for n, due_on in enumerate([today + timedelta(days=days) for days in (-2, 0, 3, 20)] + [None]):
        case = open_supply(city, flow, title=f"第{n}件")
        make(case, "submit", city.town_cadre.actor)
        with scoped(BUILDER):
            Awaits.objects.filter(case=case).update(due_on=due_on)
        found.append(case)
    return found


def test_each_row_says_when_why_where_and_what_next(city: SmallCity, cases: Sequence[Case]) -> None:
    page = ask(city.county_cadre, "/desk/")

    assert page.status_code == 200
    text = page.content.decode()
    positions = [text.index(case.number) for case in cases]
    assert positions == sorted(positions)
    for words in ("逾期 2 天", "今天到期", "还有 3 天", "按期", "未定期限", "柳湾镇总工会", "约定日期", "批准"):
        assert words in text
    assert f'href="/cases/{cases[0].pk}/approve/"' in text


def test_a_clock_of_law_is_named_as_the_reason(city: SmallCity, case: Case) -> None:
    make(case, "submit", city.town_cadre.actor)
    with scoped(BUILDER):
        Awaits.objects.filter(case=case).update(due_on=case.clocks.get().due_on)

    assert "审核期限 · 5个自然日内" in ask(city.county_cadre, "/desk/").content.decode()


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {0, 1, 2, 3, 4}),
        ("light=late", {0}),
        ("light=near", {1, 2}),
        ("light=ok", {3}),
        ("light=none", {4}),
        ("text=第3件", {3}),
        ("text=没有", set()),
        ("kind=tests.supply&holder=post", {0, 1, 2, 3, 4}),
        ("kind=plans.task", set()),
        ("line=rights", set()),
        ("after=not-a-cursor", {0, 1, 2, 3, 4}),
    ],
)
def test_a_filter_in_the_link_leaves_those_rows_on_page_and_sheet(
    city: SmallCity, cases: Sequence[Case], query: str, shown: set[int]
) -> None:
    page = ask(city.county_cadre, f"/desk/?{query}").content.decode()
    sheet = read_spreadsheet(ask(city.county_cadre, f"/desk/todos.xlsx?{query}").content)[0]

    assert {n for n, case in enumerate(cases) if case.number in page} == shown
    assert {row[2] for row in sheet.rows[1:]} == {cases[n].number for n in shown}


def test_an_empty_desk_says_what_will_come(city: SmallCity, case: Case) -> None:
    assert "现在没有需要您办理的事" in ask(city.county_cadre, "/desk/").content.decode()


def test_pages_are_linked_by_key_and_keep_the_filter(
    city: SmallCity, cases: Sequence[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PAGE_SIZE", 2)

    first = ask(city.county_cadre, "/desk/?kind=tests.supply")
    follow = first.context["page"].next_url
    second = ask(city.county_cadre, follow)
    back = ask(city.county_cadre, second.context["page"].previous_url)

    assert "kind=tests.supply" in follow
    assert [row.number for row in second.context["rows"]] == [cases[2].number, cases[3].number]
    assert [row.number for row in back.context["rows"]] == [cases[0].number, cases[1].number]
    assert first.context["page"].previous_url == ""


def test_the_desk_asks_no_more_questions_for_more_rows(city: SmallCity, flow: Flow, cases: Sequence[Case]) -> None:
    _, few = ask_counted(city.county_cadre, "/desk/")
    for n in range(6):
        make(open_supply(city, flow, title=f"又{n}件"), "submit", city.town_cadre.actor)
    _, many = ask_counted(city.county_cadre, "/desk/")

    assert many == few
    assert many <= MOST_QUERIES


def test_a_worker_without_a_post_starts_from_the_portal(city: SmallCity) -> None:
    assert ask(city.worker, "/desk/").headers["Location"] == "/"
    assert ask(city.worker, "/").headers["Location"] == "/me/"


def test_the_desk_holds_nothing_of_others(city: SmallCity, cases: Sequence[Case]) -> None:
    for figure in (city.stranger, city.county_leader, city.leader, city.south_chair):
        page = ask(figure, "/desk/").content.decode()
        sheet = read_spreadsheet(ask(figure, "/desk/todos.xlsx").content)[0]

        assert "SL-2026" not in page
        assert len(sheet.rows) == 1


def test_dates_in_the_sheet_are_dates(city: SmallCity, cases: Sequence[Case]) -> None:
    sheet = read_spreadsheet(ask(city.county_cadre, "/desk/todos.xlsx").content)[0]

    assert date.fromisoformat(str(sheet.rows[1][0])[:10]) == timezone.localdate() - timedelta(days=2)


def test_the_desk_is_narrowed_to_a_union_and_what_lies_under_it(city: SmallCity, cases: Sequence[Case]) -> None:
    inside = ask(city.county_cadre, "/desk/?union=柳湾镇总工会").content.decode()
    nowhere = ask(city.county_cadre, "/desk/?union=石埠镇总工会").content.decode()

    assert all(case.number in inside for case in cases)
    assert not any(case.number in nowhere for case in cases)


def test_a_person_keeps_her_own_filters_and_forgets_them(city: SmallCity, cases: Sequence[Case]) -> None:
    mine, other = city.county_cadre.client(), city.town_cadre.client()

    for _again in range(2):
        mine.post("/desk/filters/", {"name": "快到期的", "query": "light=near&page=9&kind="})

    page = mine.get("/desk/").content.decode()
    assert page.count("快到期的</a>") == 1
    assert "/desk/?light=near" in page
    assert "快到期的" not in other.get("/desk/").content.decode()
    with scoped(city.county_cadre.actor):
        kept = SavedFilter.objects.get()
    assert other.post(f"/desk/filters/{kept.pk}/drop/").status_code == 404
    with scoped(city.town_cadre.actor):
        assert not SavedFilter.objects.exists()
    mine.post(f"/desk/filters/{kept.pk}/drop/")
    assert "快到期的" not in mine.get("/desk/").content.decode()


def test_a_filter_without_a_name_or_without_conditions_is_refused(city: SmallCity) -> None:
    client = city.county_cadre.client()

    client.post("/desk/filters/", {"name": " ", "query": "light=near"})
    client.post("/desk/filters/", {"name": "全部", "query": "after=3"})

    with scoped(city.county_cadre.actor):
        assert not SavedFilter.objects.exists()


def test_a_list_that_is_taken_out_says_by_whom_and_the_log_keeps_it(city: SmallCity, cases: Sequence[Case]) -> None:
    sheet = read_spreadsheet(ask(city.county_cadre, "/desk/todos.xlsx?kind=tests.supply").content)[1]

    words = [str(cell) for row in sheet.rows for cell in row]
    assert any("北干事" in word for word in words)
    with scoped(BUILDER):
        event = Event.objects.get(kind="cases.desk_exported")
    assert (event.actor_label, event.data["query"]) == ("北干事", "kind=tests.supply")
