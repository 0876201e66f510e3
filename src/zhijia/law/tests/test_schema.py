"""What a parameter file may not say."""

from typing import Any

import pytest
import yaml

from zhijia.law.schema import ParameterFileError, read_topic
from zhijia.law.versions import Confidence
from zhijia.lib.findings import Severity

GOOD = """
topic: {zh: 集体协商, en: Collective bargaining, order: 1}
parameters:
  - key: bargaining.reply
    label: {zh: 应约期限, en: Time to answer}
    unit: natural_day
    rules: [CB-01]
    severity: block
    values:
      - place: CN
        from: 2004-05-01
        value: 20
        source: {title: 集体合同规定, article: 第三十二条, year: 2004}
        confidence: verified
"""


def document() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(GOOD)
    return loaded


def test_a_good_file_is_read() -> None:
    (parameter,) = read_topic("bargaining", document())

    (version,) = parameter.versions
    assert parameter.label["zh"] == "应约期限"
    assert (version.value, version.severity, version.id) == (20, Severity.BLOCK, "bargaining.reply@CN#2004-05-01")
    assert version.source.article == "第三十二条"


@pytest.mark.parametrize("confidence", [Confidence.MEMORY, Confidence.OTHER_REGION])
def test_what_is_known_from_memory_or_from_elsewhere_may_warn_but_never_block(confidence: Confidence) -> None:
    doubtful = document()
    doubtful["parameters"][0]["values"][0]["confidence"] = confidence.value

    with pytest.raises(ParameterFileError, match=f"bargaining.reply in CN: {confidence} may warn, never block"):
        read_topic("bargaining", doubtful)

    doubtful["parameters"][0]["values"][0]["severity"] = "warn"
    assert read_topic("bargaining", doubtful)[0].versions[0].severity is Severity.WARN


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("unit", "fortnight", "unknown unit 'fortnight'"),
        ("key", "Bargaining", "lower-case words"),
        ("rules", ["OR-1"], "OR-1 is not a rule id"),
        ("severity", "fatal", "severity is block, warn or info"),
        ("label", {"zh": "应约期限"}, r"missing fields \['en'\]"),
        ("label", "应约期限", "expected named fields"),
        ("values", 20, "expected a list"),
        ("colour", "red", r"unknown fields \['colour'\]"),
    ],
)
def test_a_parameter_with_a_wrong_field_is_refused(field: str, value: object, message: str) -> None:
    wrong = document()
    wrong["parameters"][0][field] = value

    with pytest.raises(ParameterFileError, match=message):
        read_topic("bargaining", wrong)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("place", "Suzhou", "a place is CN"),
        ("place", "CN-320", "a place is CN"),
        ("confidence", "sure", "unknown confidence 'sure'"),
        ("from", "spring", "not a day"),
        ("to", 2004, "not a day"),
        ("value", "twenty", "whole number"),
        ("value", 20.5, "whole number"),
        ("value", True, "whole number"),
        ("value", [], "whole number"),
        ("value", [3, "5"], "more than whole numbers"),
        ("value", None, "what is not known cannot block"),
        ("source", {"article": "第一条"}, r"missing fields \['title'\]"),
        ("source", {"title": "集体合同规定", "year": "2004年"}, "year of a source"),
    ],
)
def test_a_version_with_a_wrong_field_is_refused(field: str, value: object, message: str) -> None:
    wrong = document()
    wrong["parameters"][0]["values"][0][field] = value

    with pytest.raises(ParameterFileError, match=message):
        read_topic("bargaining", wrong)


def test_two_values_may_not_hold_in_one_place_on_one_day() -> None:
    wrong = document()
    earlier = wrong["parameters"][0]["values"][0] | {"to": yaml.safe_load("2004-05-01")}
    earlier["from"] = None
    wrong["parameters"][0]["values"].append(earlier)

    with pytest.raises(ParameterFileError, match="two values hold in CN on 2004-05-01"):
        read_topic("bargaining", wrong)


def test_a_value_may_not_end_before_it_begins() -> None:
    wrong = document()
    wrong["parameters"][0]["values"][0]["to"] = yaml.safe_load("2004-04-30")

    with pytest.raises(ParameterFileError, match="ends before it begins"):
        read_topic("bargaining", wrong)


def test_a_key_may_not_be_declared_twice() -> None:
    wrong = document()
    wrong["parameters"].append(wrong["parameters"][0])

    with pytest.raises(ParameterFileError, match="declared twice"):
        read_topic("bargaining", wrong)
