"""Rows that name their text by code; shares, duties and bounds; texts that nobody read; other regions."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
import yaml

from zhijia.law.bounds import Bound
from zhijia.law.resolver import all_parameters, parameter
from zhijia.law.schema import ParameterFileError, read_topic
from zhijia.law.versions import Confidence
from zhijia.lib.findings import Severity

GOOD = """
topic: {zh: 集体协商, en: Collective bargaining, order: 1}
parameters:
  - key: contract.half
    label: {zh: 同意比例, en: In favour}
    unit: share
    bound: at_least
    rules: [CB-043]
    severity: block
    values:
      - {law: CC-2004, article: 第三十六条, value: 1/2, confidence: verified}
    unread: [JS-CB-2023]
    variants:
      - {law: SH-CC, value: 2/3}
"""


def document(**changes: object) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(GOOD)
    loaded["parameters"][0] |= changes
    return loaded


def row(**changes: object) -> list[dict[str, object]]:
    return [{"law": "CC-2004", "value": "1/2", "confidence": "verified"} | changes]


def test_a_row_takes_place_days_and_source_from_its_text() -> None:
    (found,) = read_topic("contracts", document())
    read, unread, elsewhere = found.versions

    assert (read.place, read.valid_from, read.value, read.bound) == (
        "CN",
        date(2004, 5, 1),
        Fraction(1, 2),
        Bound.AT_LEAST,
    )
    assert read.id == "contract.half@CN/CC-2004#2004-05-01"
    assert (unread.place, unread.value, unread.severity) == ("CN-32", None, Severity.WARN)
    assert (elsewhere.place, elsewhere.confidence, elsewhere.severity) == (
        "CN-31",
        Confidence.OTHER_REGION,
        Severity.WARN,
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"values": row(law="CC-1994")}, "no text 'CC-1994'"),
        ({"values": row(value="half")}, "a share is written 2/3"),
        ({"values": row(value="1/0")}, "a share is written 2/3"),
        ({"values": row(value=0.5)}, "a share is written 2/3"),
        ({"values": row(value=True)}, "a share is written 2/3"),
        ({"values": row(**{"from": date(2004, 4, 30)})}, "CC-2004 is not in force then"),
        ({"values": row(bound="about")}, "a bound is at_least"),
        ({"values": row(article=36)}, "an article is written"),
        ({"unit": "duty"}, "a duty is true, false or null"),
        ({"unread": ["JS-CB-1999"]}, "no text 'JS-CB-1999'"),
        ({"variants": [{"law": "CC-2004", "value": "1/2"}]}, "a variant is of a region"),
        ({"values": [], "unread": [], "variants": []}, "no value, unread text or variant"),
        ({"stricter_blocks": "yes"}, "stricter_blocks is true or false"),
        ({"values": row(confidence="memory")}, "memory may warn, never block"),
    ],
)
def test_a_wrong_row_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ParameterFileError, match=message):
        read_topic("contracts", document(**changes))


def test_two_texts_of_one_place_must_be_comparable() -> None:
    other_side = [*row(), *row(law="DM-2012", bound="at_most", value="2/3")]
    other_unit = [*row(), *row(law="DM-2012", unit="rate", value="3/2")]
    for rows in (other_side, other_unit):
        with pytest.raises(ParameterFileError, match="cannot be told lax from strict"):
            read_topic("contracts", document(values=rows))
    with pytest.raises(ParameterFileError, match="two values hold in CN"):
        read_topic("contracts", document(values=[*row(), *row(value="2/3")]))
    agreeing = [*row(), *row(law="DM-2012")]
    assert len(read_topic("contracts", document(values=agreeing))[0].versions) == 4


@pytest.mark.parametrize("place", ["CN-3205", "CN-31", "CN-3301", "CN-44"])
def test_the_numbers_for_comparison_bind_nowhere_not_even_at_home(place: str) -> None:
    """CB-003, CB-010: in Hangzhou the nation's three negotiators block, until the city enters its own text."""
    on = date(2026, 11, 26)
    reply, least = (parameter(key, place=place, on=on) for key in ("bargaining.reply", "bargaining.negotiators.least"))

    assert (reply.number, reply.term.unit, reply.confidence) == (20, "natural_day", Confidence.VERIFIED)
    assert (least.number, least.severity) == (3, Severity.BLOCK)


def test_no_shipped_number_of_another_region_blocks_or_lies_in_jiangsu() -> None:
    """The national rows from elsewhere (a practice of other cities) say so by their place: they are no variants."""
    elsewhere = [
        version
        for declared in all_parameters().values()
        for version in declared.versions
        if version.confidence is Confidence.OTHER_REGION and version.law
    ]

    assert len(elsewhere) > 60
    assert not any(version.place.startswith("CN-32") or version.place == "CN" for version in elsewhere)
    assert all(version.severity is not Severity.BLOCK for version in elsewhere)
