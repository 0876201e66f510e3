"""Numbers of supervision: letters of the year, answered, corrected, taken up; each number is the length of its list."""

from datetime import date

from zhijia.engines.indicators.day import on_day
from zhijia.engines.indicators.reading import Place, read_many
from zhijia.engines.indicators.tests.agreement import (
    ActAs,
    assert_numbers_are_lists,
    assert_rebuilding_changes_nothing,
    codes_of,
)
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import SmallCity
from zhijia.services.supervision.models.supervisions import Matter
from zhijia.services.supervision.tests.story import make_supervisors, open_story


def shown(city: SmallCity, day: date) -> dict[str, tuple[int, int | None]]:
    with scoped(city.leader.actor):
        readings = read_many(codes_of("supervision"), path=city.north.path, on=day)
    return {code.removeprefix("supervision."): (found.numerator, found.denominator) for code, found in readings.items()}


def test_letters_are_counted_in_their_year_and_by_what_became_of_them(city: SmallCity, acting_as: ActAs) -> None:
    supervisors = make_supervisors(city)
    with on_day(date(2026, 4, 1)):
        corrected = open_story(city).to_opinion(supervisors).at("2026-04-20").answer("2026-04-20")
        corrected.at("2026-05-20").recheck()
        failed = open_story(city, matter=Matter.CONTRACT, officer=corrected.officer)
        failed.to_default(supervisors).at("2026-05-06").recommend(by=city.county_cadre.actor).serve("2026-05-06")
        opened = {"ruling": "opened", "ruled_on": "2026-05-08"}
        failed.at("2026-05-08").make("record_ruling", opened, scan=True)

    assert shown(city, date(2026, 6, 1)) == {
        "prompts": (0, None),
        "opinions": (2, None),
        "recommendations": (1, None),
        "answering": (1, 2),
        "rectification": (1, 2),
        "taking_up": (1, 1),
    }
    assert shown(city, date(2026, 4, 10))["answering"] == (0, 2)
    assert shown(city, date(2027, 1, 1))["opinions"] == (0, None)
    with scoped(city.leader.actor):
        places, days = [Place(city.root.path), Place(city.north.path)], [date(2026, 4, 10), date(2026, 6, 1)]
        assert_numbers_are_lists(codes_of("supervision"), places=places, days=days)
    assert_rebuilding_changes_nothing(acting_as)
