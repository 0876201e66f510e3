"""Which number holds where and when; a worked example for what ships."""

from datetime import date

import pytest

from zhijia.law.calendar import national_calendar
from zhijia.law.resolver import (
    Override,
    ResolvedParameter,
    UnknownParameterError,
    UnknownValueError,
    all_parameters,
    declared_parameter,
    parameter,
)
from zhijia.law.terms import Term, Unit, compute_due
from zhijia.law.versions import Confidence, Source, Value
from zhijia.lib.divisions import SYNTHETIC_DIVISION
from zhijia.lib.findings import Severity

TODAY = date(2026, 11, 22)
UNKNOWN_HERE = {
    "bargaining.negotiators.employer_most",
    "bargaining.suspension",
    "bargaining.talks",
    "congress.delegates.frontline",
    "congress.delegates.notice",
    "congress.delegates.protected",
    "congress.evaluation.collective",
    "congress.evaluation.holding",
    "congress.form",
    "congress.joint.reserved",
    "congress.proposals.reported",
    "congress.regional.frontline",
    "congress.regional.leaders",
    "congress.regional.least",
    "congress.term.extension",
    "congress.term.extension.consent",
    "contract.dissolution.notice",
    "contract.filing.supplement",
    "contract.question",
    "contract.tabling",
    "reminder.task.city",
    "reminder.term.city",
    "privacy.correction",
    "retention.import_rows",
    "retention.particulars",
    "statistics.hand_in.grassroots",
    "wage.minimum",
}
"""What only an unread Jiangsu text or the city itself can tell."""


def override(value: Value, **changes: object) -> Override:
    row: dict[str, object] = {
        "key": "union.founding",
        "place": "CN-3205",
        "value": value,
        "valid_from": date(2026, 1, 1),
        "valid_to": None,
        "source": Source("本市建会工作意见", "第二条", 2026),
        "confidence": Confidence.VERIFIED,
        "reference": "17",
    }
    return Override(**(row | changes))  # type: ignore[arg-type]


def founding(place: str = "CN-320583", on: date = TODAY, *rows: Override) -> ResolvedParameter:
    return parameter("union.founding", place=place, on=on, overrides=rows)


def test_every_shipped_parameter_is_named_in_two_languages_and_resolves_today() -> None:
    for key, declared in all_parameters().items():
        assert declared.label_in("zh-hans") == declared.label["zh"] != ""
        assert declared.label_in("en") == declared.label["en"] != ""
        assert (parameter(key, place="CN-3205", on=TODAY).value is None) == (key in UNKNOWN_HERE)


def test_a_county_follows_its_province() -> None:
    found = founding()

    assert (found.number, found.version_id) == (12, "union.founding@CN-32#2021-01-01")
    assert found.source is not None
    assert found.source.article == "第三条"
    assert found.confidence is Confidence.SECOND_HAND
    assert found.term == Term(12, Unit.MONTH)


def test_a_number_that_nobody_read_is_unknown_and_says_what_was_passed_over() -> None:
    found = founding(on=date(2007, 7, 1))

    assert (found.value, found.version, found.version_id, found.source) == (None, None, "", None)
    assert found.passed_over == ("union.founding@CN-32",)
    assert found.severity is Severity.INFO
    with pytest.raises(UnknownValueError):
        _ = found.number
    with pytest.raises(UnknownValueError):
        _ = found.choices


def test_another_province_does_not_hear_of_it() -> None:
    assert founding("CN-33").value is None


def test_a_past_day_is_judged_by_the_text_of_its_time() -> None:
    now = parameter("union.committee.members", place="CN-3205", on=TODAY)
    then = parameter("union.committee.members", place="CN-3205", on=date(2021, 12, 31))

    assert (now.number, now.severity, now.confidence) == (25, Severity.BLOCK, Confidence.VERIFIED)
    assert (then.number, then.severity, then.confidence) == (25, Severity.WARN, Confidence.MEMORY)


def test_the_citys_row_wins_within_its_dates_and_its_place() -> None:
    row = override(6, valid_to=date(2026, 6, 30))

    assert founding("CN-320583", date(2026, 6, 30), row).number == 6
    assert founding("CN-320583", date(2026, 6, 30), row).version_id == "union.founding@CN-3205#2026-01-01!17"
    assert founding("CN-320583", date(2026, 7, 1), row).number == 12
    assert founding("CN-320583", date(2025, 12, 31), row).number == 12
    assert founding("CN-3201", date(2026, 6, 30), row).number == 12


def test_the_newer_row_of_a_city_wins_and_its_county_wins_over_it() -> None:
    old, new = override(6), override(9, valid_from=date(2026, 9, 1), reference="18")
    county = override(3, place="CN-320583", reference="19")

    assert founding("CN-3205", TODAY, old, new).number == 9
    assert founding("CN-320583", TODAY, old, new, county).number == 3
    assert founding("CN-320582", TODAY, old, new, county).number == 9


def test_of_two_rows_from_one_day_the_one_entered_later_wins() -> None:
    mistaken, corrected = override(60), override(6, reference="18")

    assert founding("CN-3205", TODAY, mistaken, corrected).number == 6


def test_a_parameter_says_whether_it_leaves_a_choice_of_numbers() -> None:
    assert declared_parameter("union.term.basic").has_choices
    assert not declared_parameter("task.acceptance").has_choices


def test_a_row_without_a_number_falls_back_and_is_remembered() -> None:
    found = founding("CN-3205", TODAY, override(None))

    assert found.number == 12
    assert found.passed_over == ("union.founding@CN-3205#2026-01-01!17",)


def test_a_row_known_from_memory_stands_beside_what_was_read_and_never_blocks() -> None:
    row = override(20, key="union.committee.members", confidence=Confidence.MEMORY)

    found = parameter("union.committee.members", place="CN-3205", on=TODAY, overrides=[row])

    assert (found.number, found.severity) == (25, Severity.BLOCK)
    assert [(text.value, text.severity) for text in found.beside] == [(20, Severity.WARN)]


def test_a_number_that_each_place_publishes_replaces_the_wider_one() -> None:
    """FL-01: a county with a lower minimum wage is not measured by its city's."""
    of_city = override(249_000, key="wage.minimum")
    of_county = override(226_000, key="wage.minimum", place="CN-320583", reference="18")

    found = parameter("wage.minimum", place="CN-320583", on=TODAY, overrides=[of_city, of_county])

    assert (found.number, found.beside) == (226_000, ())


def test_a_default_of_this_system_gives_way_to_what_the_city_entered() -> None:
    row = override(3, key="task.acceptance", confidence=Confidence.OWN)

    found = parameter("task.acceptance", place="CN-3205", on=TODAY, overrides=[row])

    assert (found.number, found.beside, found.severity) == (3, (), Severity.WARN)


def test_a_rule_may_leave_a_choice_of_numbers() -> None:
    basic = parameter("union.term.basic", place="CN-3205", on=TODAY)  # OR-16

    assert basic.choices == (3, 5)
    assert parameter("union.term.federation", place="CN", on=TODAY).choices == (5,)
    with pytest.raises(UnknownValueError):
        _ = basic.number


def test_an_unknown_key_and_a_malformed_place_are_refused() -> None:
    with pytest.raises(UnknownParameterError):
        parameter("union.coffee", place="CN", on=TODAY)
    with pytest.raises(ValueError, match="is not a place"):
        founding("Suzhou")


def test_a_task_assigned_before_the_golden_week_is_to_be_accepted_after_it() -> None:
    acceptance = parameter("task.acceptance", place="CN-3205", on=date(2026, 9, 30))

    due = compute_due(date(2026, 9, 30), acceptance.term, calendar=national_calendar())

    assert due.due_on == date(2026, 10, 8)


@pytest.mark.parametrize(  # TA-07, assigned on Monday 2 November 2026
    ("source", "due_on"),
    [
        ("document", "2026-12-02"),
        ("minutes", "2026-11-23"),  # the 22nd is a Sunday
        ("urgent_note", "2026-11-09"),  # the 7th is a Saturday
        ("note", "2026-11-17"),
        ("difficult_note", "2026-12-02"),
    ],
)
def test_supervision_is_answered_in_the_time_of_its_source(source: str, due_on: str) -> None:
    reply = parameter(f"supervise.reply.{source}", place="CN-3205", on=date(2026, 11, 2))

    due = compute_due(date(2026, 11, 2), reply.term, calendar=national_calendar())

    assert due.due_on == date.fromisoformat(due_on)
    assert reply.severity is Severity.WARN


def test_a_term_of_office_ends_on_its_day_even_on_a_saturday() -> None:
    years = max(parameter("union.term.basic", place="CN-3205", on=date(2022, 3, 6)).choices)
    term = Term(years, Unit.YEAR, rolls=all_parameters()["union.term.basic"].rolls)

    assert compute_due(date(2022, 3, 6), term, calendar=national_calendar()).due_on == date(2027, 3, 6)
    assert date(2027, 3, 6).weekday() == 5


@pytest.mark.parametrize(
    ("key", "number"),
    [
        ("light.task.near", 7),
        ("light.task.behind", 15),
        ("light.statutory.near", 5),
        ("light.union_term.near", 90),
        ("union.target.employees", 25),
        ("union.reelection.grace", 0),
        ("identifier.age_limit", 120),
        ("identifier.demo_division", int(SYNTHETIC_DIVISION)),
        ("document.area.lines", 22),
    ],
)
def test_the_numbers_that_this_house_counts_on(key: str, number: int) -> None:
    assert parameter(key, place="CN-3205", on=TODAY).number == number


def test_what_was_read_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        all_parameters()["union.founding"].label["zh"] = "别的"  # type: ignore[index]
