"""The six-haves rating: from the baseline to the grade, automatic items from facts, vetoes (SC-01, SC-02)."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.indicators.definitions import get_indicator
from zhijia.engines.indicators.reading import Reading, read_many
from zhijia.engines.scorecards.jobs import note_differences
from zhijia.engines.scorecards.metrics import measure
from zhijia.engines.scorecards.models import Score, Sheet
from zhijia.engines.scorecards.sampling import choose, draw_sample
from zhijia.lib.sentences import NotYours, Refused
from zhijia.organisation.models import Union
from zhijia.organisation.models.posts import FunctionLine, Role
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity, make_figure
from zhijia.services.contacts import rating
from zhijia.services.contacts.rating import SIX_HAVES
from zhijia.services.contacts.tests.story import Story, open_story
from zhijia.trail.models import Event


def points(part: int = 1, **changes: Any) -> dict[str, Any]:
    """Every item by hand with a part of its points, and what proves it."""
    asked = [item for item in SIX_HAVES.items if not item.is_auto]
    given = {f"points_{item.code}": item.most // part for item in asked}
    return {**given, **{f"note_{item.code}": "查看了台账" for item in asked}, **changes}


def sheet_of(story: Story, purpose: str) -> Sheet:
    with scoped(BUILDER):
        return Sheet.objects.select_related("case").get(about=story.case_id, purpose=purpose)


@pytest.fixture
def story(city: SmallCity) -> Story:
    """The first visit was made, and the term of the union is recorded."""
    with scoped(BUILDER):
        Union.objects.filter(pk=city.mill_union.pk).update(term_from=date(2024, 1, 1), term_to=date(2027, 1, 1))
    return open_story(city).begun().at("2026-11-20").visit()


def rated(story: Story, city: SmallCity) -> Sheet:
    """The baseline with half of the points, the rating reviewed with all of them."""
    story.make("check", points(2), by=city.county_cadre, case_id=sheet_of(story, "baseline").case_id)
    rating = sheet_of(story.make("rate", by=city.county_cadre), "rating")
    story.make("self_score", points(), by=city.chair, case_id=rating.case_id)
    story.make("check", points(), by=city.county_cadre, case_id=rating.case_id)
    story.make("review", points(), by=city.county_leader, case_id=rating.case_id)
    return rating


def test_the_year_is_measured_against_the_first_visit(city: SmallCity, story: Story) -> None:
    rating = rated(story, city)

    story.make("grade", by=city.county_leader, case_id=rating.case_id)

    base, after = sheet_of(story, "baseline"), sheet_of(story, "rating")
    assert base.total is not None
    assert after.total is not None
    assert (after.gain, after.is_reached, after.grade) == (after.total - base.total, True, "one")
    with scoped(BUILDER):
        found = read_many(("scorecards.reaching", "scorecards.gain"), path=city.north.path, on=story.today)
    assert (found["scorecards.reaching"].value, found["scorecards.gain"].value) == (100, after.gain)
    page = city.county_cadre.client().get(reverse("contacts:programme")).content.decode()
    headline = page.index(reverse("indicators:records", args=["scorecards.gain"]))
    assert headline < page.index(reverse("contacts:pairs") + "?level=city")
    assert f"+{after.gain}" in page


def test_sc_01_a_veto_forces_the_lowest_grade(city: SmallCity, story: Story) -> None:
    rating = rated(story, city)
    story.make("spot_check", points(vetoes=["arrears"]), by=city.leader, case_id=rating.case_id)

    story.make("grade", by=city.county_leader, case_id=rating.case_id)

    after = sheet_of(story, "rating")
    assert (after.grade, after.is_reached) == ("none", False)


def test_the_form_says_to_which_of_the_six_an_item_belongs(city: SmallCity, story: Story) -> None:
    url = reverse("cases:move", args=[sheet_of(story, "baseline").case_id, "check"])
    page = city.county_cadre.client().get(url).content.decode()

    assert [page.count(dimension.name.zh) for dimension in SIX_HAVES.dimensions] == [1] * 6


def test_sc_01_no_item_gets_more_than_its_maximum(city: SmallCity, story: Story) -> None:
    base = sheet_of(story, "baseline")

    with pytest.raises(InvalidInput):
        story.make("check", points(points_training=5), by=city.county_cadre, case_id=base.case_id)
    with pytest.raises(InvalidInput):
        story.make("check", points(note_training=""), by=city.county_cadre, case_id=base.case_id)

    story.make("check", points(), by=city.county_cadre, case_id=base.case_id)
    with scoped(BUILDER), pytest.raises(IntegrityError, match="score_within_most"), transaction.atomic():
        Score.objects.filter(sheet=base, item="training").update(points=5)


def test_sc_02_automatic_points_are_found_again_from_the_facts(city: SmallCity, story: Story) -> None:
    base = sheet_of(story, "baseline")
    story.make("check", points(), by=city.county_cadre, case_id=base.case_id)
    with scoped(BUILDER):
        stored = dict(Score.objects.filter(sheet=base, is_auto=True).values_list("item", "points"))
        agreed = note_differences(since=date(2026, 1, 1), now=story.now)
        Union.objects.filter(pk=city.mill_union.pk).update(term_to=date(2026, 11, 1))

        found = [note_differences(since=date(2026, 1, 1), now=story.now) for _night in range(2)]

        told = Event.objects.get(kind="scorecards.recounted", subject_id=base.case_id).data
        Union.objects.filter(pk=city.mill_union.pk).update(term_to=date(2027, 1, 1))
        cleared = note_differences(since=date(2026, 1, 1), now=story.now)
    nothing = dict.fromkeys(("bodies", "density", "legal_person", "congress", "affairs", "contract", "wages"), 0)
    assert stored == {"chair_held": 6, "term": 5, "issues": 8, **nothing}
    assert (agreed, found, told) == (0, [1, 0], {"items": {"check.term": [5, 0]}})
    assert cleared == 1


def test_bodies_are_the_posts_that_are_held_and_a_code_without_certificate_is_not_known(city: SmallCity) -> None:
    union, on = city.mill_union, date(2026, 11, 20)
    with scoped(BUILDER):
        make_figure("审计员", union=union, role=Role.AUDIT)
        half = measure("contacts.bodies", union, on)
        make_figure("女工委", union=union, role=Role.OFFICER, line=FunctionLine.WOMEN)
        both, before = measure("contacts.bodies", union, on), measure("contacts.bodies", union, date(1900, 1, 1))
        union.credit_code = "81320500MC00000001"
        certificate = measure("contacts.certificate", union, on)

    assert [half.share, both.share, before.share] == [Fraction(1, 2), 1, 0]
    assert (certificate.share, [ground.text for ground in certificate.grounds]) == (None, [union.credit_code])


@pytest.mark.parametrize(
    ("metric", "code", "shares"),
    [
        ("certificate", "organising.legal_persons", (0, 1, 1)),
        ("congress", "congress.sessions", (0, 1, 1)),
        ("affairs", "openness.in_time", (0, Fraction(1, 2), 1)),
        ("wage_contract", "bargaining.contracts.wage", (0, 1, 1)),
    ],
)
def test_what_other_services_count_earns_points(
    monkeypatch: pytest.MonkeyPatch, metric: str, code: str, shares: tuple[Fraction, ...]
) -> None:
    found = []
    for counted in range(3):
        told = Reading(get_indicator(code), date(2026, 11, 20), counted)
        monkeypatch.setattr(rating, "read", lambda asked, told=told, **_place: told if asked == code else None)
        found.append(measure(f"contacts.{metric}", Union(path="0001"), date(2026, 11, 20)).share)

    assert tuple(found) == shares


def test_a_rating_goes_by_the_version_of_its_baseline(city: SmallCity, story: Story) -> None:
    with scoped(BUILDER):
        Sheet.objects.filter(about=story.case_id).update(version=1)

    after = sheet_of(story.make("rate", by=city.county_cadre), "rating")

    assert (after.version, SIX_HAVES.version) == (1, 2)


def test_the_system_draws_what_the_city_checks_and_anybody_draws_it_again(city: SmallCity, story: Story) -> None:
    rating, actor = rated(story, city), city.city_cadre.actor
    year = story.today.year
    assert choose(range(1, 31), Fraction(1, 10), seed=7) == choose(range(30, 0, -1), Fraction(1, 10), seed=7)
    assert len(choose(range(31), Fraction(1, 10), seed=7)) == 4
    with scoped(actor):
        sample = draw_sample(city.root, SIX_HAVES.code, year, seed=11, actor=actor, now=story.now)
        with pytest.raises(Refused, match="没有可以抽取"):
            draw_sample(city.root, SIX_HAVES.code, year, seed=12, actor=actor, now=story.now)

    assert (sample.seed, sample.share, sample.pool) == (11, "1/10", [rating.pk])
    assert story.awaited(rating.case_id) == {"spot_check"}
    with pytest.raises(Refused, match="已被抽中"):
        story.make("grade", by=city.county_leader, case_id=rating.case_id)
    story.make("spot_check", points(), by=city.city_cadre, case_id=rating.case_id)
    assert story.awaited(rating.case_id) == {"grade"}
    story.make("grade", by=city.county_leader, case_id=rating.case_id)
    assert sheet_of(story, "rating").grade


def test_whoever_takes_a_pair_over_checks_what_nobody_has_checked(city: SmallCity, story: Story) -> None:
    with scoped(BUILDER):
        successor = make_figure("北组织", union=city.north, role=Role.CADRE)
    assert successor.post
    rating = sheet_of(story.make("rate", by=city.county_cadre), "rating")
    base = sheet_of(story, "baseline")
    story.make("check", points(2), by=city.county_cadre, case_id=base.case_id)
    story.make("self_score", points(), by=city.chair, case_id=rating.case_id)

    handed = {"cadre": successor.post.pk, "reason": "工作调动", "note": "年度评分还没有核查"}
    story.make("hand_over", handed, by=city.county_leader).make("take_over", by=successor)

    with scoped(BUILDER):
        assert set(rating.case.awaits.values_list("verb", "post")) == {("check", successor.post.pk)}
    with pytest.raises(NotYours):
        story.make("check", points(), by=city.county_cadre, case_id=rating.case_id)
    story.make("check", points(), by=successor, case_id=rating.case_id)
    assert sheet_of(story, "rating").checked_by_id == successor.person.pk
    assert sheet_of(story, "baseline").checker_id != successor.post.pk, "what was checked keeps its checker"


def test_nobody_reviews_what_he_checked_nor_checks_for_another(city: SmallCity, story: Story) -> None:
    base = sheet_of(story, "baseline")
    with pytest.raises(NotYours):
        story.make("check", points(), by=city.county_leader, case_id=base.case_id)
    rating = sheet_of(story.make("rate", by=city.county_cadre), "rating")
    with pytest.raises(Refused, match="先由企业工会自评"):
        story.make("check", points(), by=city.county_cadre, case_id=rating.case_id)
    story.make("self_score", points(), by=city.chair, case_id=rating.case_id)
    story.make("check", points(), by=city.county_cadre, case_id=rating.case_id)

    with pytest.raises(Refused, match="不能复核自己"):
        story.make("review", points(), by=city.county_cadre, case_id=rating.case_id)
