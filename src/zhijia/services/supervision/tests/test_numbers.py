"""Numbers of supervision: clues and letters of the year, what became of them; each number is the sum of its list."""

from datetime import date

from zhijia.engines.indicators.day import on_day
from zhijia.engines.indicators.definitions import OF_UNION_YEAR
from zhijia.engines.indicators.reading import Place, read_many
from zhijia.engines.indicators.tests.agreement import (
    ActAs,
    assert_numbers_are_lists,
    assert_rebuilding_changes_nothing,
    codes_of,
)
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import SmallCity
from zhijia.services.bargaining.tests.story import moment
from zhijia.services.supervision.actions.noticing import note_clues
from zhijia.services.supervision.models.supervisions import Matter, Source
from zhijia.services.supervision.tests.story import make_supervisors, open_story


def shown(city: SmallCity, day: date, suffix: str = "") -> dict[str, tuple[int, int | None]]:
    """What the numbers of the calendar year are, or with their suffix those of the union's."""
    codes = [code for code in codes_of("supervision") if code.endswith(OF_UNION_YEAR) == bool(suffix)]
    with scoped(city.leader.actor):
        readings = read_many(codes, path=city.north.path, on=day)
    return {
        code.removeprefix("supervision.").removesuffix(suffix): (found.numerator, found.denominator)
        for code, found in readings.items()
    }


def test_clues_and_letters_are_counted_in_either_year_and_by_what_became_of_them(
    city: SmallCity, acting_as: ActAs
) -> None:
    supervisors = make_supervisors(city)
    with on_day(date(2026, 4, 1)):
        corrected = open_story(city).to_opinion(supervisors).at("2026-04-20").answer("2026-04-20")
        corrected.at("2026-05-20").recheck(people="12", recovered="36500")
        failed = open_story(city, matter=Matter.CONTRACT, officer=corrected.officer)
        failed.to_default(supervisors).at("2026-05-06").recommend(by=city.county_cadre.actor).serve("2026-05-06")
        opened = {"ruling": "opened", "ruled_on": "2026-05-08"}
        failed.at("2026-05-08").make("record_ruling", opened, scan=True)
        handled = {"handled_on": "2026-06-10", "result": "责令改正", "told_union_on": "2026-06-11"}
        failed.at("2026-06-11").make("record_handling", handled, scan=True)
        with scoped(city.county_cadre.actor):
            note_clues(
                city.north,
                [city.mill.credit_code, city.lone.credit_code],
                source=Source.TARGET,
                matter=Matter.BARGAINING,
                facts="没有集体合同。",
                actor=city.county_cadre.actor,
                now=moment("2026-04-15"),
            )

    assert shown(city, date(2026, 6, 1)) == {
        "prompts": (0, None),
        "opinions": (2, None),
        "recommendations": (1, None),
        "answering": (1, 2),
        "rectification": (1, 2),
        "taking_up": (1, 1),
        "feedback": (0, 1),
        "clues": (2, None),
        "rectified": (1, None),
        "workers": (12, None),
        "recovered": (36500, None),
    }
    assert shown(city, date(2026, 6, 11))["feedback"] == (1, 1)
    assert shown(city, date(2026, 9, 30), OF_UNION_YEAR) == shown(city, date(2026, 12, 31))
    assert shown(city, date(2026, 10, 1), OF_UNION_YEAR)["recovered"] == (0, None)
    assert shown(city, date(2026, 4, 10))["answering"] == (0, 2)
    assert shown(city, date(2027, 1, 1))["opinions"] == (0, None)
    with scoped(city.leader.actor):
        places, days = [Place(city.root.path), Place(city.north.path)], [date(2026, 4, 10), date(2026, 6, 11)]
        assert_numbers_are_lists(codes_of("supervision"), places=places, days=days)
    assert_rebuilding_changes_nothing(acting_as)
