"""The screens of organising: people of every role against pages and acts."""

import io
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from zhijia.lib.identifiers import synthetic_credit_code
from zhijia.organisation.actions import change_union
from zhijia.organisation.actions.unions import entry_of
from zhijia.organisation.models import ActivationSlip, Enterprise, PasswordReset, Person, Post, Union, User
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import (
    BUILDER,
    NOW,
    PASSWORD,
    Figure,
    SmallCity,
    make_enterprise,
    make_union,
)

LISTS = ["unions", "union_list", "enterprises", "people", "posts"]
EXPORTS = ["export_unions", "export_enterprises", "export_people", "export_posts"]
ROLES = [
    "administrator",
    "leader",
    "dept_head",
    "city_cadre",
    "research",
    "supervisor",
    "county_leader",
    "county_cadre",
    "town_cadre",
    "chair",
    "bureau_officer",
    "stranger",
]
MAY_CHANGE_THE_MILL_UNION = ["administrator", "leader", "dept_head", "city_cadre", "county_leader", "county_cadre"]
MAY_CHANGE_THE_MILL_UNION += ["town_cadre", "chair"]
SEE_IT_ONLY = ["research", "supervisor"]
FIND_IT_NOT = ["stranger", "south_chair", "bureau_officer", "worker"]


def figure(city: SmallCity, name: str) -> Figure:
    found = getattr(city, name)
    assert isinstance(found, Figure)
    return found


def pages_of_the_mill(city: SmallCity) -> list[str]:
    """Every page and form about the records of north town."""
    assert city.chair.post is not None
    union: tuple[str, ...] = (
        "union",
        "branch",
        "create_union",
        "change_union",
        "set_parent",
        "cover",
        "enter_enterprise",
    )
    union += ("enter_person", "create_post", "print_slips")
    person = ("person", "open_account", "ask_reset")
    post = ("post", "appoint", "name_deputy", "close_post")
    holding = city.chair.post.holdings
    with scoped(BUILDER):
        holding_pk = holding.get().pk
        coverage_pk = city.mill.coverages.get().pk
    return [
        *(reverse(f"organising:{name}", args=[city.mill_union.pk]) for name in union),
        *(reverse(f"organising:{name}", args=[city.chair.person.pk]) for name in person),
        *(reverse(f"organising:{name}", args=[city.chair.post.pk]) for name in post),
        reverse("organising:enterprise", args=[city.mill.pk]),
        reverse("organising:change_enterprise", args=[city.mill.pk]),
        reverse("organising:leave", args=[holding_pk]),
        reverse("organising:uncover", args=[coverage_pk]),
    ]


@pytest.mark.parametrize("role", ROLES)
def test_everybody_with_a_post_opens_the_lists(city: SmallCity, role: str) -> None:
    client = figure(city, role).client()

    assert {name: client.get(reverse(f"organising:{name}")).status_code for name in LISTS} == dict.fromkeys(LISTS, 200)


@pytest.mark.parametrize("role", FIND_IT_NOT)
def test_a_stranger_finds_no_page_of_the_mill(city: SmallCity, role: str) -> None:
    client = figure(city, role).client()

    answers = {url: client.get(url).status_code for url in pages_of_the_mill(city)}

    assert answers == dict.fromkeys(answers, 404)


@pytest.mark.parametrize("role", FIND_IT_NOT)
def test_a_stranger_s_posts_find_nothing_either(city: SmallCity, role: str) -> None:
    client = figure(city, role).client()
    urls = [*pages_of_the_mill(city), reverse("organising:print_slip", args=[city.chair.person.pk])]

    answers = {url: client.post(url, {"name": "占位", "to_on": "2026-11-20"}).status_code for url in urls}

    assert set(answers.values()) <= {404, 405}


def test_nobody_s_pages_lead_to_the_login(city: SmallCity, client: Client) -> None:
    for url in pages_of_the_mill(city):
        assert client.get(url)["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("role", MAY_CHANGE_THE_MILL_UNION)
def test_those_who_administer_get_the_form(city: SmallCity, role: str) -> None:
    client = figure(city, role).client()

    assert client.get(reverse("organising:change_union", args=[city.mill_union.pk])).status_code == 200


@pytest.mark.parametrize("role", SEE_IT_ONLY)
def test_those_who_only_see_are_told_why_not(city: SmallCity, role: str) -> None:
    page = figure(city, role).client().get(reverse("organising:change_union", args=[city.mill_union.pk]))

    assert page.status_code == 403
    assert "上级工会" in page.content.decode()


def test_the_poison_row_of_a_sister_county_shows_up_nowhere(city: SmallCity) -> None:
    client = city.stranger.client()
    urls = [reverse(f"organising:{name}") for name in [*LISTS, *EXPORTS]]
    urls += [reverse("organising:unions") + "?q=青禾", reverse("organising:find_enterprises") + "?x_text=青禾"]
    urls += [reverse("organising:find_people") + "?x_text=青", reverse("organising:find_unions") + "?x_text=青禾"]
    secret = ["青禾", city.mill.credit_code, "柳湾", "独木"]

    for url in urls:
        shown = text_of(client.get(url))
        assert not [word for word in secret if word in shown.replace("搜索“青禾”", "").replace('value="青禾"', "")], url


def text_of(response: object) -> str:
    content: bytes = response.content  # type: ignore[attr-defined]
    if content[:2] != b"PK":
        return content.decode()
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return str([workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names])


def test_an_export_holds_what_its_list_shows(city: SmallCity) -> None:
    client = city.county_cadre.client()

    exported = text_of(client.get(reverse("organising:export_enterprises")))
    uncovered = text_of(client.get(reverse("organising:export_enterprises") + "?show=target"))

    assert "青禾纺织" in exported
    assert "独木食品" in exported
    assert "长堤船务" not in exported
    assert "独木食品" in uncovered
    assert "青禾纺织" not in uncovered


def test_the_tree_opens_the_way_to_a_node(city: SmallCity) -> None:
    client = city.leader.client()

    closed = client.get(reverse("organising:unions")).content.decode()
    opened = client.get(reverse("organising:unions"), {"at": city.mill_union.pk}).content.decode()
    branch = client.get(reverse("organising:branch", args=[city.north.pk])).content.decode()

    assert "青禾纺织工会委员会" not in closed
    assert "青禾纺织工会委员会" in opened
    assert 'aria-level="3"' in branch
    assert "柳湾镇总工会" in branch


def test_a_node_that_a_long_level_leaves_out_is_shown_all_the_same(
    city: SmallCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhijia.organisation.queries.unions.LEVEL", 1)
    with scoped(BUILDER):
        last = make_union("周庄村联合工会", parent=city.north_town, kind="joint")

    page = city.leader.client().get(reverse("organising:unions"), {"at": last.pk}).content.decode()

    assert "周庄村联合工会" in page
    assert "显示后面的" in page


def test_the_tree_is_searched_by_initials(city: SmallCity) -> None:
    page = city.leader.client().get(reverse("organising:unions"), {"q": "qhfz"}).content.decode()

    assert "青禾纺织工会委员会" in page


@pytest.mark.parametrize("at", ["999999", "x", "-1", "9" * 40])
def test_a_strange_place_in_the_tree_is_not_found_or_the_top(city: SmallCity, at: str) -> None:
    assert city.leader.client().get(reverse("organising:unions"), {"at": at}).status_code in (200, 404)


def test_a_union_is_entered_by_its_form(city: SmallCity) -> None:
    client = city.county_cadre.client()
    url = reverse("organising:create_union", args=[city.north.pk])

    wrong = client.post(url, {"kind": "town", "name": "芦渡镇总工会", "place": "999999"})
    right = client.post(url, {"kind": "town", "name": " 芦渡镇 总工会", "place": "320505"})

    assert wrong.status_code == 422
    assert "行政区划代码" in wrong.content.decode()
    assert "芦渡镇总工会" in wrong.content.decode()
    assert right.status_code == 302
    with scoped(BUILDER):
        assert Union.objects.get(name="芦渡镇总工会").parent_id == city.north.pk


def test_a_history_tells_facts_with_their_year_in_both_languages(city: SmallCity) -> None:
    actor, long_ago = city.county_cadre.actor, NOW.replace(year=NOW.year - 2)
    with scoped(actor):
        change_union(actor, city.north_town, entry=replace(entry_of(city.north_town), short_name="柳湾"), now=long_ago)
    client, url = city.county_cadre.client(), reverse("organising:union", args=[city.north_town.pk])

    chinese = client.get(url).content.decode()
    english = client.get(url, headers={"Accept-Language": "en"}).content.decode()

    assert f"{long_ago.year}年{long_ago.month}月{long_ago.day}日 " in chinese
    assert "变更工会信息" in chinese
    assert f"{long_ago.day} Nov {long_ago.year}" in english
    assert "Union changed" in english
    assert "Change the union" not in english.split('class="timeline"')[1]


def test_a_form_sent_for_another_kind_of_union_is_refused(city: SmallCity) -> None:
    forged = {"kind": "city", "name": "另一个市总工会", "place": "320500"}

    page = city.county_cadre.client().post(reverse("organising:create_union", args=[city.north.pk]), forged)

    assert page.status_code == 422


def test_an_enterprise_is_entered_and_changed_by_its_forms(city: SmallCity) -> None:
    client = city.town_cadre.client()
    facts = {
        "credit_code": synthetic_credit_code(7001).lower(),
        "name": "江海小满面馆",
        "place": "320505",
        "industry": "2002H",
        "ownership": "170",
        "headcount": "30",
    }
    client.post(reverse("organising:enter_enterprise", args=[city.north_town.pk]), facts)
    with scoped(BUILDER):
        shop = Enterprise.objects.get(name="江海小满面馆")

    forged = {**facts, "credit_code": synthetic_credit_code(7002), "women": "12"}
    page = client.post(reverse("organising:change_enterprise", args=[shop.pk]), forged)

    assert page.status_code == 302
    with scoped(BUILDER):
        shop.refresh_from_db()
    assert (shop.women, shop.credit_code) == (12, synthetic_credit_code(7001))


def test_a_post_is_created_filled_and_left_by_its_forms(city: SmallCity) -> None:
    client = city.county_cadre.client()
    client.post(
        reverse("organising:create_post", args=[city.north_town.pk]), {"role": "cadre", "title": "组织干事", "line": ""}
    )
    with scoped(BUILDER):
        post = Post.objects.get(title="组织干事")
    client.post(reverse("organising:enter_person", args=[city.north_town.pk]), {"name": "柳新人", "has_account": "on"})
    with scoped(BUILDER):
        person = Person.objects.get(name="柳新人")

    filled = client.post(
        reverse("organising:appoint", args=[post.pk]), {"person_text": "柳新人", "from_on": "2026-11-20"}
    )

    assert filled.status_code == 302
    assert "柳新人" in client.get(reverse("organising:post", args=[post.pk])).content.decode()
    assert User.objects.get(person=person).username == f"zg{person.pk:06d}"


def test_an_account_name_that_is_taken_leaves_no_person_behind(city: SmallCity) -> None:
    client = city.county_cadre.client()
    taken = {"name": "柳新人", "has_account": "on", "username": city.chair.user.username}

    page = client.post(reverse("organising:enter_person", args=[city.north_town.pk]), taken)

    assert page.status_code == 422
    with scoped(BUILDER):
        assert not Person.objects.filter(name="柳新人").exists()


def test_a_slip_is_printed_once_and_its_code_is_nowhere_afterwards(city: SmallCity) -> None:
    client = city.town_cadre.client()
    url = reverse("organising:print_slip", args=[city.chair.person.pk])

    printed = client.post(url).content.decode()
    again = client.get(reverse("organising:person", args=[city.chair.person.pk])).content.decode()

    code = printed.split("开通码</dt><dd><code>")[1][:14]
    assert code.count("-") == 2
    assert code not in again
    with scoped(BUILDER):
        assert ActivationSlip.objects.filter(user=city.chair.user, revoked_at=None).count() == 1


def test_the_chair_of_a_union_prints_no_slips_for_her_own(city: SmallCity) -> None:
    assert city.chair.client().get(reverse("organising:print_slips", args=[city.mill_union.pk])).status_code == 403


def test_slips_of_a_whole_union_are_printed_by_the_one_above(city: SmallCity) -> None:
    client = city.town_cadre.client()
    url = reverse("organising:print_slips", args=[city.mill_union.pk])

    asked, printed = client.get(url).content.decode(), client.post(url).content.decode()

    assert city.worker.user.username in asked
    assert printed.count("开通码</dt>") == 2


def test_a_password_is_reset_on_two_pages_by_two_people(city: SmallCity) -> None:
    city.chair.user.set_password(PASSWORD)
    city.chair.user.save()
    city.town_cadre.client().post(
        reverse("organising:ask_reset", args=[city.chair.person.pk]), {"reason": "忘记密码，已当面核实"}
    )
    with scoped(BUILDER):
        reset = PasswordReset.objects.get(user=city.chair.user)
    url = reverse("organising:confirm_reset", args=[reset.pk])

    stranger = city.stranger.client().get(url).status_code
    same = city.town_cadre.client().post(url)
    printed = city.county_cadre.client().post(url).content.decode()

    assert stranger == 404
    assert same.status_code == 302
    assert "开通码" in printed
    city.chair.user.refresh_from_db()
    assert not city.chair.user.has_usable_password()


def test_lists_are_cut_into_pages_that_lead_on_and_back(city: SmallCity) -> None:
    with scoped(BUILDER):
        for number in range(60):
            make_enterprise(f"第{number}布庄", territory=city.north_town)
    client = city.town_cadre.client()

    first = client.get(reverse("organising:enterprises")).content.decode()
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(following).content.decode()

    assert 'rel="prev"' not in first
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second
