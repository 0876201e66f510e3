"""Which parameters the product looks up, read from its own code: nobody keeps a list that could be wrong.

A parameter is in use when the code or a standard text names its key, also as part of a pattern such as
`reminder.{kind}.before`. A duty that nothing looks up may still be kept: by the course of the cases, whose code names the
rule. What is neither is shown as not yet in use.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import zhijia
from zhijia.law.versions import DUTY, Parameter
from zhijia.lib.sentences import gettext_noop

IN_CODE = re.compile(r"""["']([a-z_]+(?:\.(?:[a-z_]+|\{\w+\}))+)["']""")
IN_TEXTS = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")
RULES = re.compile(r"(?:[A-Z]{2})-(?:[A-Z]\d{2}|\d{2,3})")
NAME = r"[a-z_]+"


class Usage(StrEnum):
    """What the product does with a parameter."""

    COMPUTED = "computed"
    BY_COURSE = "by_course"
    NOT_YET = "not_yet"

    @property
    def word(self) -> str:
        """The Chinese words, a message id; empty for the usual case."""
        return WORDS[self]


WORDS = {
    Usage.COMPUTED: "",
    Usage.BY_COURSE: gettext_noop("由办理流程保证"),
    Usage.NOT_YET: gettext_noop("尚未启用"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """What the code names: keys, patterns of keys, rules."""

    keys: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]
    rules: frozenset[str]


def usage_of(declared: Parameter) -> Usage:
    """What becomes of a parameter."""
    named = _named()
    if declared.key in named.keys or any(pattern.fullmatch(declared.key) for pattern in named.patterns):
        return Usage.COMPUTED
    is_kept = declared.unit == DUTY and not named.rules.isdisjoint(declared.rules)
    return Usage.BY_COURSE if is_kept else Usage.NOT_YET


@lru_cache(maxsize=1)
def _named() -> Named:
    keys: set[str] = set()
    rules: set[str] = set()
    for path in _sources():
        text = path.read_text(encoding="utf-8")
        keys.update(_keys_in(path, text))
        rules.update(RULES.findall(text))
    patterns = (_pattern(key) for key in keys if "{" in key)
    return Named(frozenset(keys), tuple(patterns), frozenset(rules))


def _keys_in(path: Path, text: str) -> Iterator[str]:
    """Patterns in the rooms of indicators make codes of numbers, not keys of parameters."""
    makes_codes = "indicators" in (path.stem, path.parent.name)
    found = (IN_CODE if path.suffix == ".py" else IN_TEXTS).findall(text)
    return (key for key in found if not (makes_codes and "{" in key))


def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(r"\.".join(NAME if part.startswith("{") else part for part in key.split(".")))


def _sources() -> Iterator[Path]:
    """The code and the standard texts; not the parameters themselves, and nothing that only tests or translates."""
    root = Path(zhijia.__file__).parent
    for path in root.rglob("*"):
        inside = path.relative_to(root)
        is_source = path.suffix in (".py", ".yaml") and inside.parts[0] != "law"
        if is_source and not {"tests", "migrations", "locale"} & set(inside.parts):
            yield path
