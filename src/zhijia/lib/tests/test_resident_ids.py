"""Resident numbers: rules ID-01 to ID-04, in the never-allocated county 320599."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.lib.findings import Severity
from zhijia.lib.resident_ids import ResidentFacts, Sex, check_resident_id, read_resident_id, resident_check_digit

TODAY = date(2026, 11, 22)
bodies = st.builds(
    lambda birth_on, number: f"320599{birth_on:%Y%m%d}{number:03d}",
    st.dates(date(1930, 1, 1), TODAY),
    st.integers(0, 999),
)


def made(body: str) -> str:
    return body + resident_check_digit(body)


def rules(number: str, *, sex: Sex | None = None, allow_synthetic: bool = True) -> list[tuple[str, Severity]]:
    findings = check_resident_id(number, today=TODAY, age_limit=120, sex=sex, allow_synthetic=allow_synthetic)
    return [(finding.rule, finding.severity) for finding in findings]


def test_the_example_printed_in_the_standard_holds() -> None:
    assert resident_check_digit("11010519491231002") == "X"


@given(bodies)
def test_a_made_number_is_valid_in_a_demo_city_and_refused_elsewhere(body: str) -> None:
    assert rules(made(body)) == []
    assert rules(made(body), allow_synthetic=False) == [("ID-03", Severity.BLOCK)]


@given(bodies, st.integers(0, 17), st.sampled_from("0123456789"))
def test_any_single_wrong_digit_is_caught(body: str, place: int, digit: str) -> None:  # ID-01
    number = made(body)
    mutated = number[:place] + digit + number[place + 1 :]

    assert (("ID-01", Severity.BLOCK) in rules(mutated)) is (mutated != number)


@pytest.mark.parametrize(
    "number", ["", "320599900101001", "32059919900101001x", "３20599199001010011", "3205991990010100112"]
)
def test_other_forms_are_refused(number: str) -> None:  # ID-01
    assert rules(number) == [("ID-01", Severity.BLOCK)]
    assert read_resident_id(number) is None


@pytest.mark.parametrize("digits", ["20250229", "20261123", "19051122", "20261301"])
def test_a_birth_date_exists_lies_behind_and_is_not_too_old(digits: str) -> None:  # ID-02
    assert rules(made(f"320599{digits}001")) == [("ID-02", Severity.BLOCK)]


@pytest.mark.parametrize("digits", ["20240229", "20261122", "19051123"])
def test_leap_days_newborns_and_the_very_old_are_let_in(digits: str) -> None:  # ID-02
    assert rules(made(f"320599{digits}001")) == []


@pytest.mark.parametrize(
    ("area", "findings"), [("320502", []), ("320586", []), ("320588", ["ID-03"]), ("990101", ["ID-03"])]
)
def test_an_area_need_only_have_existed_at_some_time(area: str, findings: list[str]) -> None:  # ID-03
    assert [rule for rule, _ in rules(made(f"{area}19900101001"))] == findings


def test_sex_is_the_parity_of_the_17th_digit() -> None:  # ID-04
    man, woman = made("32059919900101001"), made("32059919900101002")

    assert rules(man, sex=Sex.MALE) == rules(woman, sex=Sex.FEMALE) == []
    assert rules(man, sex=Sex.FEMALE) == [("ID-04", Severity.WARN)]
    assert read_resident_id(woman) == ResidentFacts(date(1990, 1, 1), Sex.FEMALE, "320599")
