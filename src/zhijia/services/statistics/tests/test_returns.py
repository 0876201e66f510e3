"""The annual return through the real acts: computed as of its day, changed in the open, summed upward, sealed."""

import json
from datetime import date
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.models import CaseFinding
from zhijia.engines.indicators.day import on_day
from zhijia.engines.indicators.reading import read
from zhijia.lib.sentences import NotYours, Refused
from zhijia.organisation.models import Enterprise, Membership, Union, UnionCoverage
from zhijia.organisation.models.posts import Role
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import (
    BUILDER,
    SmallCity,
    make_enterprise,
    make_figure,
    make_person,
    make_union,
)
from zhijia.services.statistics.assembling import stand
from zhijia.services.statistics.models import Return
from zhijia.services.statistics.tests.story import Story
from zhijia.trail.models import Event


def own(story: Story, union: Union) -> dict[str, int | None]:
    with scoped(BUILDER):
        return dict(stand(story.of(union)).own)


def join(city: SmallCity, name: str, *, sex: str, on: date) -> None:
    with scoped(BUILDER):
        person, _user = make_person(name, home=city.mill_union)
        type(person).objects.filter(pk=person.pk).update(sex=sex)
        Membership.objects.create(
            person=person, union=city.mill_union, name=name, standing="active", joined_on=on, approved_on=on, from_on=on
        )


def test_each_level_asks_its_own_and_is_due_by_the_parameters(story: Story, city: SmallCity) -> None:
    with scoped(BUILDER):
        asked = {row.union_id: row.due_on for row in Return.objects.filter(survey=story.survey)}

    assert asked == {
        city.root.pk: date(2026, 10, 30),
        city.north.pk: date(2026, 10, 22),
        city.south.pk: date(2026, 10, 22),
        city.bureau.pk: date(2026, 10, 22),
    }
    assert story.awaited(city.north) == {"hand_out"}

    story.handed_out()

    assert story.of(city.mill_union).superior_id == city.north_town.pk
    assert story.awaited(city.mill_union) == {"fill"}
    with pytest.raises(Refused, match="都已经布置"):
        story.make("hand_out", city.north, {"due_on": "2026-10-20"}, by=city.county_cadre)
    with pytest.raises(InvalidInput):
        story.make("hand_out", city.south, {"due_on": "2026-10-23"}, by=city.stranger)


def test_a_town_without_unions_goes_on_to_its_own_return(story: Story, city: SmallCity) -> None:
    with scoped(BUILDER):
        town = make_union("新滩镇总工会", parent=city.south, kind=UnionKind.TOWN)
        cadre = make_figure("滩干事", union=town, role=Role.CADRE)
    story.make("hand_out", city.south, {"due_on": "2026-10-20"}, by=city.stranger)
    assert story.awaited(town) == {"hand_out"}

    story.make("hand_out", town, {"due_on": "2026-10-16"}, by=cadre)

    assert story.awaited(town) == {"compile"}
    story.fill(town, by=cadre).make("compile", town, by=cadre).sign(town, by=cadre)
    assert story.of(town).case.state == "signed", "a town's cadre heads it and signs"


def test_cells_are_as_of_the_last_day_whatever_the_register_says_later(story: Story, city: SmallCity) -> None:
    mill = Enterprise.objects.filter(pk=city.mill.pk)
    join(city, "甲", sex="2", on=date(2026, 9, 30))
    join(city, "乙", sex="1", on=date(2026, 10, 1))
    story.handed_out()
    with scoped(BUILDER):
        mill.update(women=50)
        with on_day(date(2026, 10, 5)):
            mill.update(headcount=300, women=299, ownership="300")
        late = make_enterprise("江海迟到印刷有限公司", territory=city.north_town, headcount=7)
        UnionCoverage.objects.create(union=city.mill_union, enterprise=late, from_on=date(2026, 10, 1))

    found = own(story, city.mill_union)

    assert {code: found[code] for code in ("unions", "unions_domestic", "unions_foreign", "units", "units_joint")} == {
        "unions": 1, "unions_domestic": 1, "unions_foreign": 0, "units": 1, "units_joint": 0,
    }  # fmt: skip
    assert (found["employees"], found["employees_women"]) == (120, 50)
    assert (found["members"], found["members_women"], found["audit_bodies"]) == (1, 1, None)
    with scoped(BUILDER):
        assert read("statistics.employees", path=city.root.path, on=date(2026, 10, 6)).numerator == 367
        assert read("statistics.unions.foreign", path=city.root.path, on=date(2026, 10, 6)).numerator == 1


def test_a_changed_cell_names_its_reason_and_stands_beside_the_systems(story: Story, city: SmallCity) -> None:
    mill, chair = city.mill_union, city.chair
    story.handed_out().fill(mill, by=chair, congress=1)
    with pytest.raises(InvalidInput):
        story.override(mill, "members", 118, by=chair, reason="")
    with pytest.raises(InvalidInput) as nothing:
        story.override(mill, "members", None, by=chair)
    assert {*nothing.value.form.errors} == {"value"}, "there is nothing to go back from"
    story.override(mill, "members", 118, by=chair, reason="纸质名册")

    with scoped(BUILDER):
        (row,) = stand(story.of(mill)).edited
    assert (row.cell, row.value, row.system, row.reason, row.label) == (
        "members",
        118,
        0,
        "纸质名册",
        chair.actor.signature,
    )
    with pytest.raises(Refused, match="说明") as refused:
        story.sign(mill, by=chair)
    assert refused.value.field == "note"

    story.sign(mill, by=chair, note="名册正在录入")

    assert story.of(mill).edited == 1
    with scoped(BUILDER):
        assert read("statistics.edited", path=city.north.path, on=date(2026, 10, 8)).numerator == 1
        assert read("statistics.hand_in", path=city.north_town.path, on=date(2026, 10, 8)).numerator == 1
        assert any("改填" in one.text for one in CaseFinding.objects.filter(case=story.of(mill).case_id))


def test_what_cannot_be_true_is_not_signed(story: Story, city: SmallCity) -> None:
    mill, chair = city.mill_union, city.chair
    story.handed_out()
    with pytest.raises(Refused, match="还有17项没有填"):
        story.sign(mill, by=chair, note="急")
    story.fill(mill, by=chair, delegates=5, delegates_women=6)
    with pytest.raises(Refused, match=r"女代表.*大于.*职代会代表"):
        story.sign(mill, by=chair, note="急")
    story.fill(mill, by=chair, delegates=6, delegates_women=6)
    story.at("2026-09-30")
    with pytest.raises(Refused, match="统计截止日"):
        story.sign(mill, by=chair, note="急")


def test_more_members_than_employees_is_explained_me_09(story: Story, city: SmallCity) -> None:
    """ME-09."""
    mill, chair = city.mill_union, city.chair
    story.handed_out().fill(mill, by=chair).override(mill, "members", 121, by=chair)

    with pytest.raises(Refused, match="写明原因"):
        story.sign(mill, by=chair)
    story.sign(mill, by=chair, note="含退休前保留的")

    with scoped(BUILDER):
        assert "ME-09" in CaseFinding.objects.filter(case=story.of(mill).case_id).values_list("rule", flat=True)


def test_returns_are_summed_upward_and_the_missing_are_named(story: Story, city: SmallCity) -> None:
    root = city.root
    story.handed_out().of_mill(officers_part=3).of_town().of_county()
    story.fill(root, by=city.city_cadre).make("compile", root, by=city.research)
    with pytest.raises(Refused, match="写明原因"):
        story.sign(root, by=city.leader)
    story.make("reopen", root, {"reason": "再等一天"}, by=city.research).make("compile", root, by=city.research)
    story.sign(root, by=city.leader, note="缺南汀和人社局")

    top = story.of(root)
    assert top.case.state == "accepted"
    assert top.sheet is not None
    assert (top.sheet["returns"], top.sheet["missing"]) == ({"grassroots": 1, "above": 3}, 2)
    assert top.sheet["totals"]["grassroots"]["officers_part"] == 3
    assert top.sheet["totals"]["grassroots"]["employees"] == 120
    assert top.sheet["totals"]["above"]["officers_full"] == 11
    assert "employees_all" not in top.sheet["totals"]["above"]
    assert top.sheet["own"]["employees_all"] == 220, "all units, beside and never in the density of unionised ones"


def test_what_is_signed_stays_as_it_was_and_can_be_proven(story: Story, city: SmallCity) -> None:
    mill = city.mill_union
    story.handed_out().fill(mill, by=city.chair).sign(mill, by=city.chair, note="如数")
    before = story.of(mill)
    with scoped(BUILDER), on_day(date(2026, 9, 1)):
        Enterprise.objects.filter(pk=city.mill.pk).update(headcount=999)

    after = story.of(mill)
    text = json.dumps(after.sheet, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    with scoped(BUILDER):
        event = Event.objects.get(kind="statistics.signed", subject_id=after.case_id)
    assert (after.sheet, after.digest) == (before.sheet, before.digest)
    assert after.digest == sha256(text.encode()).hexdigest() == event.data["digest"]
    assert event.data["sheet"] == after.sheet
    with pytest.raises(Refused, match="已上报"):
        story.fill(mill, by=city.chair, congress=1)
    for change in ({"note": "改过"}, {"sheet": {}, "digest": "0" * 64}):
        with scoped(BUILDER), pytest.raises(IntegrityError), transaction.atomic():
            Return.objects.filter(pk=after.pk).update(**change)


def test_a_return_goes_back_with_a_reason_until_it_is_added_up(story: Story, city: SmallCity) -> None:
    mill, town = city.mill_union, city.north_town
    story.handed_out().fill(mill, by=city.chair).sign(mill, by=city.chair, note="如数")
    with pytest.raises(NotYours):
        story.make("send_back", mill, {"reason": "漏报"}, by=city.county_cadre)
    story.make("send_back", mill, {"reason": "漏报"}, by=city.town_cadre)

    assert (story.of(mill).digest, story.of(mill).handed_in_on, story.awaited(mill)) == ("", None, {"sign"})
    story.sign(mill, by=city.chair, note="补齐")
    story.fill(town, by=city.town_cadre).make("compile", town, by=city.town_cadre).sign(
        town, by=story.town_chair, note="缺"
    )
    with pytest.raises(Refused, match="上一级的汇总表已经签发"):
        story.make("accept", mill, by=city.town_cadre)


def test_strangers_and_the_wrong_hands_change_nothing(story: Story, city: SmallCity) -> None:
    story.handed_out()
    mill, north = city.mill_union, city.north
    for figure in (city.town_cadre, city.county_cadre, city.leader):
        with pytest.raises(NotYours):
            story.make("fill", mill, {"congress": 1}, by=figure)
    with pytest.raises(Refused, match="提请签发"):
        story.fill(north, by=city.county_cadre).sign(north, by=city.county_leader)
    with pytest.raises(NotYours):
        story.sign(north, by=city.county_cadre)
    with scoped(city.south_chair.actor):
        assert not Return.objects.filter(union__in=[mill.pk, north.pk, city.root.pk]).exists()
