"""Edits of a sheet: rewrite, fill in, add, take from the standard, remove, move. Pure; each returns what it makes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.services.bargaining.drafting.sheet import ClauseText, Edited, Sheet, chapters_in

GONE = gettext_noop("这一条已被删除，请选择另一条。")


@dataclass(frozen=True, slots=True)
class Written:
    """What a person wrote of a clause."""

    chapter: str
    title: str
    body: str
    values: Mapping[str, int]


def rewrite(sheet: Sheet, code: str, written: Written) -> Edited:
    """Change the words and values of a clause; another chapter moves it to the end of that one."""
    clause = _clause(sheet, code)
    new = replace(clause, chapter=written.chapter, title=written.title, body=written.body, values=written.values)
    kept = [new if one.code == code else one for one in sheet]
    return Edited(kept if new.chapter == clause.chapter else _settled(kept, new, beside=clause.chapter))


def fill(sheet: Sheet, values: Mapping[str, Mapping[str, int]]) -> Edited:
    """Fill in the values of many clauses at once, by code and field."""
    return Edited([replace(one, values=values[one.code]) if one.code in values else one for one in sheet])


def add(sheet: Sheet, after: str, written: Written) -> Edited:
    """A new clause after another one, or at the end of its chapter, or in a chapter of its own."""
    new = ClauseText(_new_code(sheet), written.chapter, written.title, written.body, written.values)
    if after and (clause := _clause(sheet, after)).chapter == new.chapter:
        at = sheet.index(clause) + 1
        return Edited([*sheet[:at], new, *sheet[at:]])
    beside = _clause(sheet, after).chapter if after else ""
    return Edited(_settled([*sheet, new], new, beside=beside))


def take(sheet: Sheet, source: Sheet, code: str) -> Edited:
    """A clause of another text, at the place where it stands there."""
    if any(one.code == code for one in sheet):
        raise Refused("这一条已经在草案里。")
    new = _clause(source, code)
    here = {one.code: one for one in sheet}
    earlier = [here[one.code] for one in source[: source.index(new)] if one.code in here]
    if earlier and earlier[-1].chapter == new.chapter:
        at = sheet.index(earlier[-1]) + 1
        return Edited([*sheet[:at], new, *sheet[at:]])
    if new.chapter in chapters_in(sheet):
        at = next(n for n, one in enumerate(sheet) if one.chapter == new.chapter)
        return Edited([*sheet[:at], new, *sheet[at:]])
    return Edited(_settled([*sheet, new], new, beside=earlier[-1].chapter if earlier else ""))


def remove(sheet: Sheet, code: str) -> Edited:
    """Take a clause out; the record of the edit keeps its words."""
    _clause(sheet, code)
    return Edited([one for one in sheet if one.code != code])


def shift(sheet: Sheet, code: str, by: int) -> Edited:
    """One place up (-1) or down (1); over the edge of its chapter it enters the next one."""
    clause = _clause(sheet, code)
    at = sheet.index(clause)
    if not 0 <= at + by < len(sheet):
        raise Refused("已经在最前或者最后。")
    rest = [one for one in sheet if one.code != code]
    neighbour = sheet[at + by]
    if neighbour.chapter == clause.chapter:
        return Edited([*rest[: at + by], clause, *rest[at + by :]], moved=frozenset({code}))
    entered = replace(clause, chapter=neighbour.chapter)
    return Edited([*rest[:at], entered, *rest[at:]], moved=frozenset({code}))


def take_back(sheet: Sheet, changes: Sequence[Mapping[str, Any]]) -> Edited:
    """What the last edit touched as it was before it, where it stood; `changes` are those that its record keeps."""
    if any(change["before"] and change.get("at") is None for change in changes):
        raise Refused("这次修改的记录里没有条款原来的位置，不能撤销。请直接改条文。")
    touched = {change["code"] for change in changes}
    clauses = [one for one in sheet if one.code not in touched]
    back = [change for change in changes if change["before"]]
    for change in sorted(back, key=itemgetter("at")):
        clauses.insert(change["at"], ClauseText.of_content(change["code"], change["before"]))
    return Edited(clauses, moved=frozenset(change["code"] for change in back))


def _clause(sheet: Sheet, code: str) -> ClauseText:
    for clause in sheet:
        if clause.code == code:
            return clause
    raise Refused(GONE)


def _settled(clauses: Sheet, new: ClauseText, *, beside: str) -> list[ClauseText]:
    """`new` at the end of its chapter; a chapter that is not there yet comes after the chapter `beside`, or last."""
    rest = [one for one in clauses if one.code != new.code]
    for chapter in (new.chapter, beside):
        places = [at for at, one in enumerate(rest) if one.chapter == chapter]
        if places:
            at = places[-1] + 1
            return [*rest[:at], new, *rest[at:]]
    return [*rest, new]


def _new_code(sheet: Sheet) -> str:
    taken = {clause.code for clause in sheet}
    return next(code for n in range(1, len(sheet) + 2) if (code := f"own_{n}") not in taken)
