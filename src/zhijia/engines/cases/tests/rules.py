"""Parameters that exist only in tests: terms of every kind, with and without a number."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from unittest.mock import patch

from zhijia.law import resolver
from zhijia.law.schema import read_topic
from zhijia.law.versions import Parameter

HOURS, BEFORE, SILENCE = "tests.hours", "tests.before", "tests.silence"
MOST_PAUSE, MOST_EXTENSION, UNKNOWN = "tests.most_pause", "tests.most_extension", "tests.unknown"
TERMS: Mapping[str, tuple[str, int | None, bool]] = {
    HOURS: ("hour", 48, False),
    BEFORE: ("natural_day", 7, True),
    SILENCE: ("natural_day", 15, False),
    MOST_PAUSE: ("natural_day", 60, False),
    MOST_EXTENSION: ("natural_day", 15, False),
    UNKNOWN: ("natural_day", None, False),
}


@contextmanager
def rules_of_tests() -> Iterator[None]:
    """The shipped parameters and these."""
    document = {"topic": {"zh": "测试", "en": "Tests", "order": 99}, "parameters": [_row(key) for key in TERMS]}
    ours = {declared.key: declared for declared in read_topic("tests", document)}
    known: Mapping[str, Parameter] = MappingProxyType({**resolver.all_parameters(), **ours})
    with patch.object(resolver, "all_parameters", lambda: known):
        yield


def _row(key: str) -> dict[str, object]:
    unit, value, is_backward = TERMS[key]
    return {
        "key": key,
        "label": {"zh": "测试时限", "en": "Term of a test"},
        "unit": unit,
        "rules": ["TA-07"],
        "severity": "info" if value is None else "block",
        "is_backward": is_backward,
        "values": [
            {
                "place": "CN",
                "value": value,
                "source": {"title": "测试规定", "article": "第一条", "year": 2020},
                "confidence": "verified",
            }
        ],
    }
