"""The texts that parameters cite and the rule packs they belong to."""

from datetime import date
from typing import Any

import pytest
import yaml

from zhijia.law.reading import ParameterFileError
from zhijia.law.texts import library, packs_in_force, read_library

GOOD = """
packs:
  - {code: CN-2004, place: CN, from: 2004-05-01, title: 集体合同规定, confidence: verified}
texts:
  - {code: CC, place: CN, pack: CN-2004, title: 集体合同规定, number: 令第22号, year: 2004}
"""


def document() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(GOOD)
    return loaded


def test_a_text_begins_with_its_pack() -> None:
    found = read_library(document())

    assert found.texts["CC"].valid_from == date(2004, 5, 1)
    assert found.texts["CC"].number == "令第22号"


@pytest.mark.parametrize(
    ("part", "field", "value", "message"),
    [
        ("packs", "place", "Suzhou", "a place is CN"),
        ("packs", "from", None, "begins on a day"),
        ("packs", "confidence", "sure", "unknown confidence"),
        ("packs", "colour", "red", "unknown fields"),
        ("texts", "pack", "CN-1999", "no pack CN-1999"),
        ("texts", "place", "CN-32", "pack CN-2004 is of CN"),
        ("texts", "year", "2004年", "year of a text"),
        ("texts", "to", date(2004, 4, 30), "ends before it begins"),
        ("texts", "from", "spring", "not a day"),
    ],
)
def test_a_wrong_field_is_refused(part: str, field: str, value: object, message: str) -> None:
    wrong = document()
    wrong[part][0][field] = value

    with pytest.raises(ParameterFileError, match=message):
        read_library(wrong)


def test_a_code_stands_only_once() -> None:
    twice = document()
    twice["texts"] *= 2

    with pytest.raises(ParameterFileError, match="declared twice"):
        read_library(twice)


@pytest.mark.parametrize(
    ("place", "on", "codes"),
    [
        ("CN-3205", "2004-04-30", []),
        ("CN-3205", "2007-06-18", ["CN-2004", "JS-2005"]),
        ("CN-3205", "2008-01-01", ["CN-2004", "JS-2005", "CN-2008", "JS-DM-2008"]),
        ("CN-33", "2008-01-01", ["CN-2004", "CN-2008"]),
    ],
)
def test_the_packs_of_a_place_and_a_day(place: str, on: str, codes: list[str]) -> None:
    """What governs the bulletin of 2007 does not yet know the Labour Contract Law."""
    assert [pack.code for pack in packs_in_force(place=place, on=date.fromisoformat(on))] == codes


def test_every_pack_has_a_text_that_is_cited_or_waits_to_be_read() -> None:
    used = {text.pack for text in library().texts.values()}

    assert set(library().packs) - used == set()
