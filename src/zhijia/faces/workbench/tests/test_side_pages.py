"""Inbox, search, permissions, and the shell around every page."""

import re
from typing import Any

import pytest

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.tests.supply import make
from zhijia.faces.navigation import entries_of, landing_of
from zhijia.faces.workbench.tests.asking import ask, ask_counted, client_of
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import NOBODY, Actor
from zhijia.organisation.tests.factories import Figure, SmallCity
from zhijia.ui.shell import MOST_NAV_ENTRIES

FIGURES = (
    "administrator",
    "leader",
    "dept_head",
    "city_cadre",
    "research",
    "supervisor",
    "bureau_officer",
    "county_cadre",
    "chair",
)
PAGES_OF_WORKERS = ("/desk/", "/me/", "/me/cases/", "/me/union/", "/me/inbox/")
PAGES = ("/inbox/", "/search/", "/permissions/", *PAGES_OF_WORKERS)


def test_messages_are_counted_read_and_lead_to_their_case(city: SmallCity, case: Case) -> None:
    make(case, "submit", city.town_cadre.actor)
    client = client_of(city.county_cadre)

    before = client.get("/inbox/")
    after = client.post("/inbox/read/", follow=True)

    assert before.context["shell"].inbox_count == 1
    assert f'href="/cases/{case.pk}/"' in before.content.decode()
    assert "1 条消息已标为已读" in after.content.decode()
    assert after.context["shell"].inbox_count == 0


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("SL-2026-000001", "申领十顶安全帽"),
        ("安全帽", "申领十顶安全帽"),
        ("没有这样的", "没有找到"),
        ("安", "要找什么"),
        ("", "要找什么"),
    ],
)
def test_the_search_finds_cases_by_number_and_title(city: SmallCity, case: Case, typed: str, finds: str) -> None:
    response = ask(city.county_cadre, f"/search/?q={typed}")

    assert finds in response.content.decode()
    assert response.context["shell"].search_query == typed


def test_the_search_of_a_stranger_finds_nothing_of_another_county(city: SmallCity, case: Case) -> None:
    text = ask(city.stranger, "/search/?q=安全帽").content.decode()

    assert "申领十顶" not in text
    assert "没有找到" in text


def rows_of_supply(figure: Figure) -> dict[str, Any]:
    """What the page of permissions says of the one flow that hands in and approves."""
    flows = ask(figure, "/permissions/").context["flows"]
    tables = [{row.label: row for row in flow.moves} for flow in flows]
    return next(rows for rows in tables if {"提交", "批准"} <= rows.keys())


def test_permissions_say_who_may_and_whether_i_may(city: SmallCity, case: Case) -> None:
    rows, none = (rows_of_supply(figure) for figure in (city.town_cadre, city.county_leader))

    assert (rows["提交"].can, rows["提交"].waiting) == ("ok", 1)
    assert rows["提交"].who == "申领岗位（工会干部）"
    assert rows["批准"].can == "near"
    assert none["批准"].can == "none"


@pytest.mark.parametrize("figure", [*FIGURES, "worker"])
def test_every_page_opens_for_every_role_with_a_short_navigation(city: SmallCity, figure: str) -> None:
    client = client_of(getattr(city, figure))

    for address in PAGES_OF_WORKERS if figure == "worker" else PAGES:
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        assert len(response.context["shell"].nav) <= MOST_NAV_ENTRIES
        assert response.content.decode().count("<h1>") == 1


@pytest.mark.parametrize("role", Role.values)
def test_no_role_has_more_entries_than_a_navigation_holds(city: SmallCity, role: str) -> None:
    from dataclasses import replace

    post = city.city_cadre.actor.post
    assert post is not None

    entries = entries_of(Actor(post=replace(post, role=role)), "workbench")

    assert 0 < len(entries) <= MOST_NAV_ENTRIES
    assert len({entry.url_name for entry in entries}) == len(entries)


def test_everyone_lands_where_her_work_begins(city: SmallCity) -> None:
    assert landing_of(NOBODY) == "portal:home"
    assert landing_of(city.chair.actor) == "portal:home"
    assert landing_of(city.leader.actor) == "cockpit:home"
    assert landing_of(city.county_cadre.actor) == "workbench:desk"


def test_the_entry_of_the_present_page_is_marked(city: SmallCity) -> None:
    nav = ask(city.county_cadre, "/people/").context["shell"].nav

    assert [entry.url for entry in nav if entry.is_current] == ["/people/"]


@pytest.mark.parametrize("address", ["/inbox/", "/permissions/", "/search/?q=安全"])
def test_side_pages_keep_to_their_budget(city: SmallCity, case: Case, address: str) -> None:
    _, questions = ask_counted(city.county_cadre, address)

    assert questions <= 12


def test_every_form_that_is_posted_carries_its_token(city: SmallCity, case: Case) -> None:
    make(case, "submit", city.town_cadre.actor)
    for address in ("/desk/", "/inbox/", f"/cases/{case.pk}/", f"/cases/{case.pk}/send_back/"):
        text = ask(city.county_cadre, address).content.decode()
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.DOTALL):
            assert "csrfmiddlewaretoken" in form, (address, form[:200])
