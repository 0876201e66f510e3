"""What unions say of their cadre: once, by the union, and never to be led back to it (E05)."""

import pytest

from zhijia.engines.indicators.reading import Place, read
from zhijia.engines.indicators.tests.agreement import ActAs, assert_numbers_are_lists
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, TODAY, SmallCity
from zhijia.services.contacts.actions.opinions import give_opinion, opinions_of
from zhijia.services.contacts.models import Opinion, OpinionGiven
from zhijia.services.contacts.tests.story import open_story


def test_an_opinion_is_given_once_and_by_the_union_itself(city: SmallCity) -> None:
    story = open_story(city).begun()
    pair, chair = story.pair, city.chair.actor

    with scoped(chair):
        give_opinion(pair, 4, actor=chair)
        with pytest.raises(Refused, match="已经评价过"):
            give_opinion(pair, 1, actor=chair)
    with scoped(city.county_cadre.actor), pytest.raises(Refused, match="由企业工会"):
        give_opinion(pair, 5, actor=city.county_cadre.actor)

    with scoped(BUILDER):
        assert OpinionGiven.objects.count() == 1


def test_five_opinions_are_a_number_of_the_year_and_four_are_none_e05(city: SmallCity, acting_as: ActAs) -> None:
    """E05."""
    pair = open_story(city).begun().pair
    found = []
    for points in (5, 4, 3, 5, 4):
        with acting_as("owner"):
            Opinion.objects.create(
                programme=pair.programme, federation_id=pair.federation_id, cadre_id=pair.cadre_id, points=points
            )
        with scoped(BUILDER):
            reading = read("contacts.opinion", path=city.root.path, on=TODAY)
            found.append((reading.numerator, reading.denominator))

    assert found == [(0, 0)] * 4 + [(21, 25)]
    with scoped(BUILDER):
        assert_numbers_are_lists(["contacts.opinion"], places=[Place(city.north.path)], days=[TODAY])


def test_fewer_than_five_opinions_are_not_shown_and_no_row_is_read(city: SmallCity) -> None:
    story = open_story(city).begun()
    with scoped(city.chair.actor):
        give_opinion(story.pair, 4, actor=city.chair.actor)

    with scoped(city.county_leader.actor):
        shown = opinions_of(story.pair.programme, on=story.today)
        rows = list(Opinion.objects.order_by("pk"))

    assert (shown, rows) == ([], [])
