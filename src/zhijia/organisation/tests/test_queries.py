"""Who sees what, through the queries and, with a forgotten filter, through the database alone."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.http import Http404

from zhijia.organisation.models import Enterprise, Person, Post, Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.queries import (
    ancestors_of,
    children_of,
    cut,
    enterprises_in_order_for,
    enterprises_visible_to,
    get_enterprise,
    get_person,
    get_post,
    get_union,
    people_named,
    people_visible_to,
    search_enterprises,
    search_unions,
    unions_visible_to,
)
from zhijia.organisation.scopes import NOBODY, scoped
from zhijia.organisation.tests.factories import (
    BUILDER,
    Figure,
    SmallCity,
    make_enterprise,
    make_person,
    make_union,
)

# Who may open the mill (an enterprise of north town), its union, its worker and the post of its chair.
SEES_THE_MILL = ["administrator", "leader", "dept_head", "city_cadre", "research", "supervisor"]
SEES_THE_MILL += ["county_leader", "county_cadre", "town_cadre", "chair"]
SEES_IT_NOT = ["stranger", "south_chair", "bureau_officer", "worker"]


def figure(city: SmallCity, name: str) -> Figure:
    found = getattr(city, name)
    assert isinstance(found, Figure)
    return found


@pytest.mark.parametrize("name", SEES_THE_MILL)
def test_whoever_stands_above_opens_the_record(city: SmallCity, name: str) -> None:
    actor = figure(city, name).actor

    with scoped(actor):
        assert get_enterprise(actor, city.mill.pk) == city.mill
        assert get_union(actor, city.mill_union.pk) == city.mill_union
        assert get_person(actor, city.worker.person.pk) == city.worker.person
        assert city.chair.post is not None
        assert get_post(actor, city.chair.post.pk) == city.chair.post


@pytest.mark.parametrize("name", SEES_IT_NOT)
def test_a_stranger_does_not_find_the_record(city: SmallCity, name: str) -> None:
    actor = figure(city, name).actor
    assert city.chair.post is not None

    with scoped(actor):
        for get, row in (
            (get_enterprise, city.mill),
            (get_union, city.mill_union),
            (get_person, city.chair.person),
            (get_post, city.chair.post),
        ):
            with pytest.raises(Http404):
                get(actor, row.pk)


@pytest.mark.parametrize("name", ["stranger", "south_chair", "bureau_officer"])
def test_a_forgotten_filter_shows_a_stranger_nothing(city: SmallCity, name: str) -> None:
    actor = figure(city, name).actor

    with scoped(actor), connection.cursor() as cursor:
        for table, pk in (
            ("organisation_enterprise", city.mill.pk),
            ("organisation_union", city.mill_union.pk),
            ("organisation_person", city.chair.person.pk),
            ("organisation_post", city.chair.post.pk if city.chair.post else 0),
        ):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE id = %s", [pk])
            assert cursor.fetchone() == (0,), table


def test_a_stranger_changes_nothing_by_raw_sql(city: SmallCity) -> None:
    with scoped(city.stranger.actor), connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_enterprise SET headcount = 1 WHERE id = %s", [city.mill.pk])
        changed = cursor.rowcount

    assert changed == 0


def test_a_row_is_not_written_outside_the_scope(city: SmallCity) -> None:
    with scoped(city.stranger.actor), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Post.objects.create(union=city.north_town, role="cadre", title="混入")


def test_nobody_sees_nothing(city: SmallCity) -> None:
    with scoped(NOBODY):
        assert not Union.objects.exists()
        assert not Enterprise.objects.exists()
        assert not Person.objects.exists()


def test_a_worker_sees_herself_only(city: SmallCity) -> None:
    with scoped(city.worker.actor):
        assert list(people_visible_to(city.worker.actor)) == [city.worker.person]


def test_the_way_up_is_told_by_name(city: SmallCity) -> None:
    with scoped(city.chair.actor):
        names = [union.name for union in ancestors_of(city.mill_union)]

    assert names == ["江海市总工会", "北塘区总工会", "柳湾镇总工会"]


def test_an_industry_federation_sees_the_members_of_its_line(city: SmallCity) -> None:
    with scoped(BUILDER):
        federation = make_union("纺织行业工会联合会", parent=city.root, kind=UnionKind.INDUSTRY_FEDERATION)
        Union.objects.filter(pk=city.mill_union.pk).update(line_path=federation.path)
    with scoped(city.leader.actor):
        assert city.mill_union in unions_visible_to(city.leader.actor)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("重庆", "重庆小面馆"),
        ("cq", "重庆小面馆"),
        ("zq", "重庆小面馆"),
        ("长江", "长江轮渡公司"),
        ("cj", "长江轮渡公司"),
        ("zj", "长江轮渡公司"),
        ("CJLD", "长江轮渡公司"),
        ("轮渡", "长江轮渡公司"),
    ],
)
def test_a_name_is_found_in_chinese_and_by_initials_under_every_reading(
    city: SmallCity, typed: str, found: str
) -> None:
    with scoped(BUILDER):
        make_enterprise("重庆小面馆", territory=city.north_town)
        make_enterprise("长江轮渡公司", territory=city.north_town)

    with scoped(city.county_cadre.actor):
        names = [row.name for row in search_enterprises(city.county_cadre.actor, typed)]

    assert names == [found]


@pytest.mark.parametrize("length", [6, 12, 18])
def test_a_credit_code_is_found_by_its_beginning(city: SmallCity, length: int) -> None:
    with scoped(city.chair.actor):
        assert search_enterprises(city.chair.actor, city.mill.credit_code[:length]) in ([city.mill], [])
    with scoped(city.town_cadre.actor):
        assert city.mill in search_enterprises(city.town_cadre.actor, city.mill.credit_code[:length].lower())


@pytest.mark.parametrize("typed", ["", " ", "'", "' | 'a", "\\", "!!", "%", "&"])
def test_a_strange_query_finds_nothing_and_breaks_nothing(city: SmallCity, typed: str) -> None:
    with scoped(city.leader.actor):
        assert search_unions(city.leader.actor, typed) == []


def test_a_search_stays_in_the_scope(city: SmallCity) -> None:
    with scoped(city.stranger.actor):
        assert search_unions(city.stranger.actor, "青禾") == []
        assert search_enterprises(city.stranger.actor, city.mill.credit_code) == []


def test_children_come_in_pinyin_order_and_in_pieces(city: SmallCity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhijia.organisation.queries.unions.LEVEL", 2)
    with scoped(BUILDER):
        for name in ("周庄村联合工会", "安桥村联合工会", "芦墟村联合工会"):
            make_union(name, parent=city.north_town, kind=UnionKind.JOINT)

    with scoped(city.town_cadre.actor):
        first, after = children_of(city.town_cadre.actor, city.north_town)
        second, end = children_of(city.town_cadre.actor, city.north_town, after=after)

    assert [union.name[:2] for union in first] == ["安桥", "芦墟"]
    assert [union.name[:2] for union in second] == ["青禾", "周庄"]
    assert end == 0


@pytest.mark.parametrize("keys", [("path", "sort_key", "pk"), ("-path", "-sort_key", "-pk")])
def test_pages_cut_by_key_lose_and_repeat_nothing(city: SmallCity, keys: tuple[str, ...]) -> None:
    actor = city.leader.actor
    with scoped(BUILDER):
        for number in range(7):
            make_enterprise(f"第{number}布庄", territory=city.north_town)
    with scoped(actor):
        rows = enterprises_visible_to(actor)
        pages = [cut(rows, keys=keys, size=4)]
        while pages[-1].after:
            pages.append(cut(rows, keys=keys, after=pages[-1].after, size=4))
        back = cut(rows, keys=keys, before=pages[-1].before, size=4)

        assert [row.pk for page in pages for row in page.rows] == list(
            rows.order_by(*keys).values_list("pk", flat=True)
        )
        assert back.rows == pages[-2].rows
        assert pages[0].before == 0
        with pytest.raises(ValueError, match="one direction"):
            cut(rows, keys=("-path", "pk"))


@pytest.mark.parametrize("name", [*SEES_THE_MILL, "stranger", "south_chair", "bureau_officer", "worker"])
@pytest.mark.parametrize("reaches_beyond", [False, True])
def test_the_list_in_order_holds_whatever_may_be_seen(city: SmallCity, name: str, reaches_beyond: bool) -> None:
    """Also an enterprise of another county that a union of this one covers."""
    with scoped(BUILDER):
        if reaches_beyond:
            make_union("青埠联合工会", kind=UnionKind.JOINT, parent=city.north_town, covers=city.pier)
    actor = getattr(city, name).actor

    with scoped(actor):
        listed = set(enterprises_in_order_for(actor))
        assert listed == set(enterprises_visible_to(actor))
        if name == "county_cadre":
            assert (city.pier in listed) is reaches_beyond


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("沈", ["沈雨桐"]),
        ("沈雨", ["沈雨桐"]),
        ("雨", []),
        ("syt", ["沈雨桐"]),
        ("ShenYu", ["沈雨桐"]),
        ("shen yu tong", ["沈雨桐"]),
        ("fangang", ["范钢", "方昂"]),
        ("xian", ["西安"]),
        ("zz", []),
        (" ", []),
        ("%", []),
    ],
)
def test_people_are_found_by_the_beginning_of_their_name_by_pinyin_and_by_initials(
    city: SmallCity, typed: str, found: list[str]
) -> None:
    with scoped(BUILDER):
        for name in ("沈雨桐", "范钢", "方昂", "西安"):
            make_person(name, home=city.mill_union)
        make_person("沈雨桐", home=city.pier_union)

    with scoped(city.chair.actor):
        assert [person.name for person in people_named(city.chair.actor, typed)] == found
