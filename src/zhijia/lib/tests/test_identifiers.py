"""Credit codes: rules ID-05 to ID-08. No code of a real firm: all lie in the never-allocated county 320599."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.lib.findings import Severity, blocks
from zhijia.lib.identifiers import (
    CREDIT_ALPHABET,
    check_credit_code,
    credit_check_digit,
    organisation_check_digit,
    synthetic_credit_code,
)

seeds = st.integers(0, 31**6 - 1)


def with_check_digit(body: str) -> str:
    return body + credit_check_digit(body)


def rules(code: str, *, of_union: bool = False, allow_synthetic: bool = True) -> list[tuple[str, Severity]]:
    findings = check_credit_code(code, of_union=of_union, allow_synthetic=allow_synthetic)
    return [(finding.rule, finding.severity) for finding in findings]


def test_the_worked_example_of_the_standards_arithmetic_holds() -> None:
    assert credit_check_digit("81320500MC0000012") == "9"
    assert organisation_check_digit("MC000001") == "2"


@given(seeds)
def test_every_synthetic_code_is_valid_in_a_demo_city_and_refused_elsewhere(seed: int) -> None:  # ID-08
    code = synthetic_credit_code(seed)

    assert rules(code) == []
    assert rules(code, allow_synthetic=False) == [("ID-08", Severity.BLOCK)]


@given(seeds, seeds)
def test_another_seed_gives_another_code(one: int, other: int) -> None:
    assert (synthetic_credit_code(one) == synthetic_credit_code(other)) is (one == other)


def test_a_seed_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="a seed is from 0"):
        synthetic_credit_code(31**6)


@given(seeds, st.integers(0, 17), st.sampled_from(CREDIT_ALPHABET))
def test_any_single_wrong_character_is_caught(seed: int, place: int, character: str) -> None:  # ID-05
    code = synthetic_credit_code(seed)
    mutated = code[:place] + character + code[place + 1 :]

    assert (("ID-05", Severity.BLOCK) in rules(mutated)) is (mutated != code)


@given(seeds, st.integers(0, 16))
def test_two_neighbours_swapped_are_caught(seed: int, place: int) -> None:  # ID-05
    code = synthetic_credit_code(seed)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert (("ID-05", Severity.BLOCK) in rules(swapped)) is (swapped != code)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("9132059", "统一社会信用代码应为18位，现在是7位"),
        ("", "统一社会信用代码应为18位，现在是0位"),
        ("9132059OMD00000000", "第8位“O”不能用在统一社会信用代码里（没有字母I、O、S、V、Z）"),
        ("91320599md00000000", "第9位“m”不能用在统一社会信用代码里（没有字母I、O、S、V、Z）"),
        ("９1320599MD00000000", "第1位“９”不能用在统一社会信用代码里（没有字母I、O、S、V、Z）"),
    ],
)
def test_a_malformed_code_is_refused_with_the_place_of_the_fault(code: str, sentence: str) -> None:  # ID-05
    (finding,) = check_credit_code(code)

    assert (finding.rule, str(finding.sentence)) == ("ID-05", sentence)
    assert blocks([finding])


def test_a_union_code_begins_with_81_or_89() -> None:  # ID-06
    assert rules(synthetic_credit_code(7, registrar="8"), of_union=True) == []
    assert rules(synthetic_credit_code(7, registrar="8", kind="9"), of_union=True) == []
    assert rules(synthetic_credit_code(7), of_union=True) == [("ID-06", Severity.WARN)]


def test_a_wrong_organisation_code_inside_only_warns() -> None:  # ID-07
    code = with_check_digit("91320599MD0000001")

    assert organisation_check_digit("MD000000") != "1"
    assert rules(code) == [("ID-07", Severity.WARN)]


@pytest.mark.parametrize(
    ("division", "findings"),
    [
        ("320508", []),
        ("320594", []),  # registrars use area codes of their own
        ("100000", []),  # the national registrar
        ("990000", [("§I2", Severity.WARN)]),
        ("3205AB", [("§I2", Severity.WARN)]),
    ],
)
def test_the_province_in_a_code_must_exist(division: str, findings: list[tuple[str, Severity]]) -> None:  # §I2
    assert rules(with_check_digit(f"91{division}MD000000{organisation_check_digit('MD000000')}")) == findings


@pytest.mark.parametrize("registrar", ["A", "N", "Y"])
def test_codes_of_the_army_villages_and_others_are_read(registrar: str) -> None:
    assert rules(synthetic_credit_code(3, registrar=registrar)) == []


def test_an_unknown_registrar_only_warns() -> None:
    assert rules(synthetic_credit_code(3, registrar="B")) == [("§I2", Severity.WARN)]
