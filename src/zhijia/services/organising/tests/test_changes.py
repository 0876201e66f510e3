"""Changes of a union: ground, approval, effective day, members and property (§A5, OR-30 … OR-33, OR-35)."""

from datetime import date

import pytest

from zhijia.engines.indicators.reading import read_many
from zhijia.lib.sentences import NotYours, Refused
from zhijia.organisation.models import Union, UnionCoverage, UnionMove
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity, make_union
from zhijia.services.organising.tests.change_story import enrol, propose, where_is

CODES = ("organising.grassroots_unions", "organising.members")


def numbers(city: SmallCity, day: str) -> list[object]:
    with scoped(BUILDER):
        found = read_many(CODES, path=city.north_town.path, on=date.fromisoformat(day))
    return [found[code].value for code in CODES]


def joint_of(city: SmallCity) -> Union:
    with scoped(BUILDER):
        return make_union("柳湾镇联合工会", parent=city.north_town, kind=UnionKind.JOINT, covers=city.lone)


def test_a_union_is_renamed_from_its_day_by_the_superiors_reply(city: SmallCity) -> None:
    story = propose(city, "rename", new_name="青禾集团工会委员会", effective_on=date(2026, 11, 25))
    with pytest.raises(NotYours):
        story.approve(by=city.chair)
    with pytest.raises(Refused):
        story.make("carry_out")
    story.approve()
    with pytest.raises(Refused, match="到时再办理"):
        story.make("carry_out")

    story.at("2026-11-25").make("carry_out")

    assert (story.state, story.union.name) == ("carried_out", "青禾集团工会委员会")


def test_nobody_ends_a_union_at_will_or_30(city: SmallCity) -> None:
    joint = joint_of(city)
    with pytest.raises(Refused, match="会员（代表）大会的决定"):
        propose(city, "merge_into", target=joint, meeting="", decided_on=None)
    with pytest.raises(Refused, match="会员（代表）大会的决定"):
        propose(city, "revoke", meeting="", decided_on=None)

    assert propose(city, "revoke", meeting="", decided_on=None, is_employer_gone=True).state == "proposed"


def test_before_a_union_ends_every_member_has_somewhere_to_go_or_31(city: SmallCity) -> None:
    joint, (one, two, three) = joint_of(city), enrol(city, "甲青", "乙青", "丙青")
    story = propose(city, "merge_into", by=city.county_cadre, target=joint).approve()
    with pytest.raises(Refused, match="3 名会员没有安排"):
        story.make("carry_out")
    story.make("dispose", {"fate": "transfer"}, by=city.chair)
    story.make("dispose", {"fate": "withdraw", "names": one.person.card_number}, by=city.chair)
    with pytest.raises(Refused, match="没有会员证号"):
        story.make("dispose", {"fate": "withdraw", "names": "没有这张"}, by=city.chair)

    story.make("carry_out")

    assert [where_is(row.person) for row in (one, two, three)] == [None, (joint.pk, "active"), (joint.pk, "active")]
    assert story.union.closed_on == date(2026, 11, 20)
    with scoped(BUILDER):
        covered = UnionCoverage.objects.filter(union=joint, to_on=None).values_list("enterprise", flat=True)
        assert set(covered) == {city.lone.pk, city.mill.pk}
    assert (numbers(city, "2026-11-19"), numbers(city, "2026-11-20")) == ([2, 3], [1, 2])


def test_when_the_employer_ends_members_are_kept_at_the_superior(city: SmallCity) -> None:
    (only,) = enrol(city, "甲青")
    story = propose(city, "revoke", meeting="", decided_on=None, is_employer_gone=True)
    story.make("dispose", {"fate": "retain"}, by=city.chair).approve().make("carry_out")

    assert where_is(only.person) == (city.north_town.pk, "retained")
    assert story.union.closed_on == date(2026, 11, 20)


def test_a_union_covers_an_employer_and_a_joint_one_two_or_33_or_35(city: SmallCity) -> None:
    last = propose(city, "coverage_remove", enterprise=city.mill).approve()
    with pytest.raises(Refused, match="最后一个覆盖单位"):
        last.make("carry_out")

    joint = joint_of(city)
    taken = propose(city, "coverage_add", by=city.town_cadre, of=joint, enterprise=city.mill)
    with pytest.raises(Refused, match="变更是您提出的"):
        taken.approve()
    taken = propose(city, "coverage_add", by=city.county_cadre, of=joint, enterprise=city.mill).approve()
    taken.make("carry_out")
    less = propose(city, "coverage_remove", by=city.county_cadre, of=joint, enterprise=city.lone).approve()
    with pytest.raises(Refused, match="两个以上单位"):
        less.make("carry_out")


def test_a_move_is_approved_above_both_parents_and_stands_where_it_may_or_32(city: SmallCity) -> None:
    joint = joint_of(city)
    with pytest.raises(Refused, match="不能设在"):
        propose(city, "move_parent", by=city.city_cadre, target=joint)
    story = propose(city, "move_parent", by=city.city_cadre, target=city.south_town)
    with pytest.raises(NotYours):
        story.approve()

    story.approve(by=city.leader).make("carry_out", by=city.leader)

    assert story.union.parent_id == city.south_town.pk
    with scoped(BUILDER):
        assert UnionMove.objects.filter(union=city.mill_union).exists()


def test_a_split_takes_the_named_members_along(city: SmallCity) -> None:
    one, two = enrol(city, "甲青", "乙青")
    story = propose(city, "split", new_name="青禾纺织二厂工会委员会")
    story.make("dispose", {"fate": "transfer", "names": one.person.card_number}, by=city.chair)

    story.approve().make("carry_out")

    with scoped(BUILDER):
        fresh = Union.objects.get(name="青禾纺织二厂工会委员会")
    assert (where_is(one.person), where_is(two.person)) == ((fresh.pk, "active"), (city.mill_union.pk, "active"))
