"""A draft as plain data: its clauses in order, and what an edit changed in them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class ClauseText:
    """A clause without its place, which is its order in the sheet. `revision` is the edit that last changed it."""

    code: str
    chapter: str
    title: str
    body: str
    values: Mapping[str, int] = field(default_factory=dict)
    revision: int = 0

    @property
    def content(self) -> dict[str, Any]:
        """Everything that a person wrote, as the record of an edit keeps it."""
        return {"chapter": self.chapter, "title": self.title, "body": self.body, "values": dict(self.values)}

    @classmethod
    def of_content(cls, code: str, content: Mapping[str, Any]) -> "ClauseText":
        return cls(code, content["chapter"], content["title"], content["body"], content["values"])


Sheet = Sequence[ClauseText]
"""Clauses in order. Those of a chapter stand together."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit makes of a sheet. `moved` are clauses whose place, not text, it is about."""

    sheet: Sheet
    moved: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """A clause before and after an edit; None where it was not there. `at` is where it stood before, counted from 0."""

    code: str
    before: ClauseText | None
    after: ClauseText | None
    at: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "before": self.before.content if self.before else None,
            "after": self.after.content if self.after else None,
            "at": self.at,
        }


def changes_between(before: Sheet, edited: Edited) -> list[Change]:
    """The clauses that an edit touches: new, gone, rewritten, moved."""
    old = {clause.code: clause for clause in before}
    new = {clause.code: clause for clause in edited.sheet}
    at = {clause.code: n for n, clause in enumerate(before)}
    return [
        Change(code, old.get(code), new.get(code), at.get(code))
        for code in dict.fromkeys([*old, *new])
        if code in edited.moved or _content(old.get(code)) != _content(new.get(code))
    ]


def places_of(sheet: Sheet) -> dict[str, tuple[int, int]]:
    """Chapter and place in it of each clause, both counted from 1."""
    places: dict[str, tuple[int, int]] = {}
    chapter, position, title = 0, 0, None
    for clause in sheet:
        if clause.chapter != title:
            chapter, position, title = chapter + 1, 0, clause.chapter
        position += 1
        places[clause.code] = (chapter, position)
    return places


def chapters_in(sheet: Iterable[ClauseText]) -> list[str]:
    """The titles of the chapters, in order."""
    return list(dict.fromkeys(clause.chapter for clause in sheet))


def _content(clause: ClauseText | None) -> dict[str, Any] | None:
    return clause.content if clause else None
