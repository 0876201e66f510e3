"""Entering and changing what the organisation consists of."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from zhijia.lib.identifiers import synthetic_credit_code
from zhijia.lib.sentences import Refused
from zhijia.organisation.actions import (
    Appointment,
    PlacedUnion,
    StaffEntry,
    appoint,
    change_enterprise,
    change_union,
    choose_post,
    close_post,
    cover_enterprise,
    create_post,
    create_union,
    end_holding,
    end_other_parent,
    enter_enterprise,
    enter_people_posts,
    enter_person,
    enter_unions,
    name_deputy,
    set_other_parent,
    uncover_enterprise,
)
from zhijia.organisation.actions.enterprises import entry_of as entry_of_enterprise
from zhijia.organisation.actions.unions import entry_of as entry_of_union
from zhijia.organisation.entries import EnterpriseEntry, PostEntry, UnionEntry
from zhijia.organisation.models import Enterprise, Post, Union, User
from zhijia.organisation.models.posts import Role
from zhijia.organisation.models.unions import ParentKind, UnionKind
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import (
    BUILDER,
    LONG_AGO,
    NOW,
    TODAY,
    SmallCity,
    build_small_city,
    make_union,
)
from zhijia.trail.models import Event

TOWN = UnionEntry(kind=UnionKind.TOWN, name="芦渡镇总工会", place="320505", founded_on=LONG_AGO)
SHOP = EnterpriseEntry(
    credit_code=synthetic_credit_code(9001),
    name="江海小满面馆",
    place="320505",
    industry_section="H",
    ownership="170",
    headcount=30,
    women=12,
)


def kinds_about(subject_type: str, pk: int) -> list[str]:
    with scoped(BUILDER):
        rows = Event.objects.filter(subject_type=subject_type, subject_id=pk).order_by("id")
        return [event.kind.removeprefix("organisation.") for event in rows]


def test_a_union_is_entered_below_its_parent_with_one_event(city: SmallCity) -> None:
    with scoped(city.county_cadre.actor):
        town = create_union(city.county_cadre.actor, parent=city.north, entry=TOWN, now=NOW)

    assert town.path.startswith(city.north.path)
    assert town.depth == city.north.depth + 1
    assert kinds_about("organisation.union", town.pk) == ["union_entered"]


def test_many_unions_come_back_in_order_with_their_paths(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    rows = [PlacedUnion(city.north, replace(TOWN, name=f"第{n}镇总工会")) for n in range(1200)]

    with scoped(actor):
        entered = enter_unions(actor, rows, now=NOW)

    assert [union.name for union in entered] == [row.entry.name for row in rows]
    assert len({union.path for union in entered}) == len(rows)
    with scoped(actor):
        assert Union.objects.get(pk=entered[-1].pk).path == entered[-1].path


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": UnionKind.CITY}, "不能设在"),
        ({"kind": UnionKind.BRANCH}, "不能设在"),
        ({"kind": "club"}, "没有"),
        ({"name": "镇"}, "两个字"),
        ({"place": "320599x"}, "行政区划"),
        ({"place": "320503"}, "姑苏区"),
        ({"credit_code": "81320500MC00000128"}, "校验位"),
        ({"founded_on": TODAY + timedelta(days=1)}, "还没有到"),
        ({"term_from": date(2024, 3, 1)}, "都填"),
        ({"term_from": date(2024, 3, 1), "term_to": date(2024, 3, 1)}, "晚于"),
        ({"term_from": date(2024, 3, 1), "term_to": date(2028, 3, 1)}, "3、5 年"),
    ],
)
def test_an_entry_that_breaks_a_rule_is_refused_with_its_sentence(
    city: SmallCity, change: dict[str, object], words: str
) -> None:
    actor = city.county_cadre.actor

    with scoped(actor), pytest.raises(Refused, match=words):
        create_union(actor, parent=city.north, entry=replace(TOWN, **change), now=NOW)  # type: ignore[arg-type]


def test_a_federation_has_a_term_of_five_years_only(city: SmallCity) -> None:
    actor = city.city_cadre.actor
    county = UnionEntry(kind=UnionKind.COUNTY, name="西畈区总工会", place="320507", term_from=date(2024, 3, 1))

    with scoped(actor), pytest.raises(Refused, match="5 年"):
        create_union(actor, parent=city.root, entry=replace(county, term_to=date(2027, 3, 1)), now=NOW)
    with scoped(actor):
        assert create_union(actor, parent=city.root, entry=replace(county, term_to=date(2029, 2, 28)), now=NOW).pk


def test_synthetic_codes_are_refused_outside_a_demo_city(db: None) -> None:
    city = build_small_city(is_demo=False)
    actor = city.county_cadre.actor

    with scoped(actor), pytest.raises(Refused, match="演示"):
        enter_enterprise(actor, territory=city.north_town, entry=SHOP, now=NOW)


def test_only_what_differs_is_written_down(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    with scoped(actor):
        entry = entry_of_union(city.mill_union)
        change_union(actor, city.mill_union, entry=entry, now=NOW)
        change_union(actor, city.mill_union, entry=replace(entry, short_name="青禾工会"), now=NOW)
        events = list(Event.objects.filter(subject_type="organisation.union", subject_id=city.mill_union.pk))

    assert [event.data for event in events] == [{"short_name": ["", "青禾工会"]}]


def test_a_kind_is_not_changed_to_one_that_its_children_cannot_stand_under(city: SmallCity) -> None:
    actor = city.city_cadre.actor

    with scoped(actor), pytest.raises(Refused, match="不能设在"):
        change_union(
            actor, city.north_town, entry=replace(entry_of_union(city.north_town), kind=UnionKind.BRANCH), now=NOW
        )


def test_an_enterprise_is_entered_and_found_by_its_code(city: SmallCity) -> None:
    actor = city.town_cadre.actor
    with scoped(actor):
        shop = enter_enterprise(actor, territory=city.north_town, entry=SHOP, now=NOW)
        with pytest.raises(Refused, match="已经登记"):
            enter_enterprise(actor, territory=city.north_town, entry=SHOP, now=NOW)

    with scoped(city.stranger.actor), pytest.raises(Refused, match="其他工会") as refused:
        enter_enterprise(city.stranger.actor, territory=city.south_town, entry=SHOP, now=NOW)
    assert "北塘" not in str(refused.value)
    assert kinds_about("organisation.enterprise", shop.pk) == ["enterprise_entered"]


def test_the_parts_of_a_head_count_stay_within_the_whole(city: SmallCity) -> None:
    actor = city.town_cadre.actor

    with scoped(actor), pytest.raises(Refused, match="超过职工总数"):
        enter_enterprise(actor, territory=city.north_town, entry=replace(SHOP, women=31), now=NOW)


def test_a_credit_code_is_an_identity_and_does_not_change(city: SmallCity) -> None:
    actor = city.town_cadre.actor
    with scoped(actor):
        shop = enter_enterprise(actor, territory=city.north_town, entry=SHOP, now=NOW)
        changed = change_enterprise(actor, shop, entry=replace(entry_of_enterprise(shop), headcount=31), now=NOW)
        with pytest.raises(Refused, match="不能变更"):
            change_enterprise(
                actor, shop, entry=replace(entry_of_enterprise(shop), credit_code=synthetic_credit_code(9002)), now=NOW
            )

    assert changed.headcount == 31
    assert kinds_about("organisation.enterprise", shop.pk) == ["enterprise_entered", "enterprise_changed"]


def test_a_coverage_does_not_overlap_itself(city: SmallCity) -> None:
    actor = city.town_cadre.actor
    with scoped(actor):
        coverage = cover_enterprise(actor, union=city.mill_union, enterprise=city.lone, from_on=TODAY, now=NOW)
        with pytest.raises(Refused, match="已经覆盖"):
            cover_enterprise(actor, union=city.mill_union, enterprise=city.lone, from_on=TODAY, now=NOW)
        with pytest.raises(Refused, match="晚于起始日期"):
            uncover_enterprise(actor, coverage, to_on=TODAY, now=NOW)
        later = NOW + timedelta(days=3)
        uncover_enterprise(actor, coverage, to_on=TODAY + timedelta(days=2), now=later)
        with pytest.raises(Refused, match="已经结束"):
            uncover_enterprise(actor, coverage, to_on=TODAY + timedelta(days=2), now=later)


def test_an_industry_parent_puts_union_and_enterprise_on_its_line(city: SmallCity) -> None:
    actor = city.city_cadre.actor
    with scoped(BUILDER):
        federation = make_union("江海市餐饮行业工会联合会", parent=city.root, kind=UnionKind.INDUSTRY_FEDERATION)
    with scoped(actor):
        row = set_other_parent(
            actor, city.mill_union, kind=ParentKind.INDUSTRY, parent=federation, from_on=TODAY, now=NOW
        )
        lines = (Union.objects.get(pk=city.mill_union.pk).line_path, Enterprise.objects.get(pk=city.mill.pk).line_path)
        end_other_parent(actor, row, to_on=TODAY + timedelta(days=1), now=NOW + timedelta(days=1))

        assert lines == (federation.path, federation.path)
        assert Union.objects.get(pk=city.mill_union.pk).line_path is None
        assert Enterprise.objects.get(pk=city.mill.pk).line_path is None


def test_a_second_parent_for_one_purpose_ends_the_first(city: SmallCity) -> None:
    actor = city.city_cadre.actor
    with scoped(actor):
        first = set_other_parent(
            actor, city.mill_union, kind=ParentKind.FUNDS, parent=city.north, from_on=LONG_AGO, now=NOW
        )
        set_other_parent(actor, city.mill_union, kind=ParentKind.FUNDS, parent=city.root, from_on=TODAY, now=NOW)
        first.refresh_from_db()

    assert first.to_on == TODAY


def test_a_union_is_not_its_own_other_parent(city: SmallCity) -> None:
    actor = city.city_cadre.actor

    with scoped(actor), pytest.raises(Refused, match="自己"):
        set_other_parent(actor, city.north, kind=ParentKind.FUNDS, parent=city.north_town, from_on=TODAY, now=NOW)


def test_a_post_is_filled_and_left(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    with scoped(actor):
        post = create_post(actor, union=city.north_town, entry=PostEntry(role=Role.CADRE, title="组织干事"), now=NOW)
        person = enter_person(actor, home=city.north_town, name="柳新人", now=NOW)
        holding = appoint(actor, Appointment(post, person, TODAY), now=NOW)
        with pytest.raises(Refused, match="还有人任职"):
            close_post(actor, post, closed_on=TODAY, now=NOW)
        end_holding(actor, holding, to_on=TODAY + timedelta(days=10), now=NOW)
        close_post(actor, post, closed_on=TODAY + timedelta(days=10), now=NOW)

    kinds = kinds_about("organisation.post", post.pk)
    assert kinds == ["post_created", "post_taken", "post_left", "post_closed"]


def test_a_held_post_is_refused_with_the_holder_and_the_dates(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    post = city.town_cadre.post
    assert post is not None

    with scoped(actor), pytest.raises(Refused, match="2020年1月1日 至今由柳干事任职"):
        appoint(actor, Appointment(Post.objects.get(pk=post.pk), city.chair.person, TODAY), now=NOW)


def test_nobody_appoints_herself(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    with scoped(actor):
        post = create_post(actor, union=city.north_town, entry=PostEntry(role=Role.CADRE, title="干事"), now=NOW)
        with pytest.raises(Refused, match="自己"):
            appoint(actor, Appointment(post, city.county_cadre.person, TODAY), now=NOW)


def test_a_holder_names_her_deputy_and_the_deputy_names_nobody(city: SmallCity) -> None:
    holder = city.city_cadre.actor
    assert holder.post is not None
    with scoped(holder):
        post = Post.objects.get(pk=holder.post.id)
        until = TODAY + timedelta(days=14)
        name_deputy(holder, post=post, person=city.research.person, from_on=TODAY, to_on=until, now=NOW)

    deputy = load_actor(city.research.user, today=TODAY)
    as_deputy = next(p for p in deputy.posts if p.id == post.pk)
    acting = replace(deputy, post=as_deputy)
    with scoped(acting), pytest.raises(Refused):
        name_deputy(acting, post=post, person=city.leader.person, from_on=TODAY, to_on=until, now=NOW)
    assert as_deputy.is_deputy
    assert as_deputy.until == until


def test_one_chooses_among_the_posts_one_holds(city: SmallCity) -> None:
    actor = city.city_cadre.actor
    assert actor.post is not None
    with scoped(actor):
        choose_post(actor, actor.post.id, now=NOW)
        with pytest.raises(Refused, match="不担任"):
            choose_post(actor, city.leader.actor.posts[0].id, now=NOW)

    assert User.objects.get(pk=city.city_cadre.user.pk).acting_post_id == actor.post.id


def test_staff_come_with_person_account_post_and_holding(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    rows = [
        StaffEntry(city.north_town, "柳甲", PostEntry(role=Role.CADRE, title="甲岗"), TODAY, "liu.jia"),
        StaffEntry(city.north_town, "柳乙", PostEntry(role=Role.FINANCE, title="乙岗"), TODAY),
    ]

    with scoped(actor):
        first, second = enter_people_posts(actor, rows, now=NOW)

    assert first.user.username == "liu.jia"
    assert second.user.username == f"zg{second.person.pk:06d}"
    assert not first.user.has_usable_password()
    assert load_actor(first.user, today=TODAY).path == city.north_town.path


def test_an_account_name_is_given_once(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    entry = StaffEntry(city.north_town, "柳甲", PostEntry(role=Role.CADRE, title="甲岗"), TODAY, "liu.jia")
    with scoped(actor):
        enter_people_posts(actor, [entry], now=NOW)
        with pytest.raises(Refused, match="已有人使用"):
            enter_people_posts(actor, [replace(entry, post=PostEntry(role=Role.CADRE, title="乙岗"))], now=NOW)


def test_an_event_is_read_by_those_who_see_its_subject(city: SmallCity) -> None:
    actor = city.town_cadre.actor
    with scoped(actor):
        enter_enterprise(actor, territory=city.north_town, entry=SHOP, now=NOW)

    def count(of: str) -> int:
        with scoped(getattr(city, of).actor):
            return Event.objects.filter(kind="organisation.enterprise_entered").count()

    assert [count(of) for of in ("leader", "county_cadre", "chair", "stranger", "bureau_officer", "worker")] == [
        1,
        1,
        0,
        0,
        0,
        0,
    ]
