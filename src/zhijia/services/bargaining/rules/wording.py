"""The text of a clause: words, names filled from the bargaining, promised values, and what is still open. Pure.

A body holds {placeholders}: terms (`rules/terms`), and names that every contract has.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining.rules.comparing import BLANK
from zhijia.services.bargaining.rules.terms import TERMS, Term

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
NAMES: Mapping[str, str] = {
    "employer": _("用人单位"),
    "union": _("工会"),
    "term_from": _("期限起"),
    "term_to": _("期限止"),
}
"""Placeholders that nobody fills in: the parties, and the term of the draft."""
LABELS: Mapping[str, str] = {**NAMES, **{field: term.label for field, term in TERMS.items()}}
FIELDS: Mapping[str, str] = {label: field for field, label in LABELS.items()}
WIDE_BRACES = str.maketrans("｛｝", "{}")


class PartKind(StrEnum):
    """What a piece of a clause is."""

    PLAIN = "plain"
    NAME = "name"
    TERM = "term"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a clause. Of a gap, `text` is the label of the term that is still open, a message id."""

    text: str
    kind: PartKind = PartKind.PLAIN
    field: str = ""


def in_words(body: str) -> str:
    """A body as people edit it: {本单位最低工资（每月）} for {minimum_wage}."""
    return PLACEHOLDER.sub(lambda found: f"{{{LABELS.get(found[1], found[1])}}}", body)


def from_words(typed: str) -> str:
    """What people typed, with the placeholders as they are kept; one that nobody knows stays as it is."""
    return PLACEHOLDER.sub(lambda found: f"{{{FIELDS.get(found[1].strip(), found[1])}}}", typed.translate(WIDE_BRACES))


def read_body(body: str, *, names: Mapping[str, str], values: Mapping[str, int]) -> list[Part]:
    """The pieces of a body in order, with names and values put in."""
    parts: list[Part] = []
    at = 0
    for found in PLACEHOLDER.finditer(body):
        if found.start() > at:
            parts.append(Part(body[at : found.start()]))
        parts.append(_part(found[1], found[0], names, values))
        at = found.end()
    return [*parts, Part(body[at:])] if at < len(body) else parts


def say_body(body: str, *, names: Mapping[str, str], values: Mapping[str, int]) -> str:
    """A body as it stands in the contract; what is open is a line to write on."""
    parts = read_body(body, names=names, values=values)
    return "".join(BLANK if part.kind is PartKind.GAP else part.text for part in parts)


def terms_of(body: str) -> list[Term]:
    """The terms that a body asks for, in order, each once."""
    return [TERMS[field] for field in dict.fromkeys(PLACEHOLDER.findall(body)) if field in TERMS]


def gaps_of(body: str, values: Mapping[str, int]) -> list[Term]:
    """The terms that a body asks for and that nobody has filled in."""
    return [term for term in terms_of(body) if term.field not in values]


def strangers_in(body: str) -> Sequence[str]:
    """Placeholders that are neither a term nor a name: nobody could ever fill them."""
    return [field for field in PLACEHOLDER.findall(body) if field not in TERMS and field not in NAMES]


def _part(field: str, written: str, names: Mapping[str, str], values: Mapping[str, int]) -> Part:
    if field in NAMES:
        return Part(names.get(field, BLANK), PartKind.NAME, field)
    if field not in TERMS:
        return Part(written)
    if field in values:
        return Part(TERMS[field].said(values[field]), PartKind.TERM, field)
    return Part(TERMS[field].label, PartKind.GAP, field)
