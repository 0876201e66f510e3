"""How facts and law are worded on paper: lists that somebody typed, terms, texts of law, spans, copies."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.composing.merging import BLANK, BLANK_DAY, full_day
from zhijia.law.calendar import WorkingCalendar
from zhijia.law.resolver import ResolvedParameter
from zhijia.law.spans import Unit
from zhijia.law.terms import compute_due
from zhijia.organisation.models import Union

MARKS = "0123456789０１２３４５６７８９一二三四五六七八九十.．、，,（）()·•-— 　"
"""What people write before the items of a list; the layout numbers them itself."""


def items_of(text: str) -> list[str]:
    """The items of a list as somebody typed it, one a line or parted by semicolons, without their own numbers."""
    lines = text.replace("；", "\n").replace(";", "\n").splitlines()
    return [item for line in lines if (item := _bare(line))]


def _bare(line: str) -> str:
    """Without the number in front: 1. 一、 （一） are left out, 二十元 is text."""
    stripped = line.strip()
    head = stripped[: len(stripped) - len(stripped.lstrip(MARKS))]
    is_numbered = head and not head.strip()[-1:].isalnum() and head.strip()[-1:] not in "一二三四五六七八九十"
    return (stripped[len(head) :] if is_numbered else stripped).strip(" 。")


def term_of(law: ResolvedParameter) -> str:
    """A term as letters write it, the one that clocks run by: 20日, 15个工作日; empty when nobody knows it here."""
    law = law.strictest
    if law.value is None:
        return ""
    count = law.number
    words = {Unit.NATURAL_DAY: f"{count}日", Unit.WORKING_DAY: f"{count}个工作日"}
    return words.get(Unit(law.unit)) or str(Unit(law.unit).amount(count))


def last_day_of(law: ResolvedParameter, received: date, *, calendar: WorkingCalendar) -> date | None:
    """The last day of the term of whoever receives a letter on this day; None when nobody knows the term here."""
    law = law.strictest
    return None if law.value is None else compute_due(received, law.term, calendar=calendar).due_on


def known(fact: str) -> str:
    """A fact as it is, or a blank to be filled in by hand."""
    return fact or BLANK


def known_day(day: date | None) -> str:
    """A day as letters write it, or a blank to be filled in by hand."""
    return full_day(day) if day else BLANK_DAY


NO_TEXT = "国家和本地有关规定"
"""What a paper goes by for which nobody has read a text."""


def basis_of(*laws: ResolvedParameter, without: Collection[str] = ()) -> str:
    """The texts that the rules stand in, each once with its articles: 《集体合同规定》第三十二条、《…》….

    `without` are the codes of laws that do not concern this paper. What this system assumes where no text has a number is no law.
    """
    found: dict[str, list[str]] = {}
    for law in laws:
        for text in (text for text in law.texts if text.law not in without and not text.confidence.is_default):
            articles = found.setdefault(text.source.title, [])
            article = text.source.article or ""
            if not any(known.startswith(article) for known in articles):
                articles[:] = [*(known for known in articles if not article.startswith(known)), article]
    named = "、".join(f"《{title}》{'、'.join(filter(None, articles))}" for title, articles in found.items())
    return named or NO_TEXT


def upper_union_of(turn: Turn) -> str:
    """Who gets a copy: the union above the one that acts, empty for the topmost."""
    return turn.ask(_upper_unions)


def _upper_unions(turns: Sequence[Turn]) -> Mapping[int, str]:
    """The same for all of them: one post acts."""
    post = turns[0].actor.post
    above = Union.objects.filter(children=post.union_id) if post else Union.objects.none()
    name = above.values_list("name", flat=True).first() or ""
    return {turn.case.pk: name for turn in turns}


def in_line(parts: Sequence[str]) -> str:
    """Parts of a sentence one after the other, empty ones left out."""
    return "，".join(part for part in parts if part)


def span_of(first: date | None, last: date | None) -> str:
    """2026年3月1日至2027年2月28日, or 自2026年3月1日起 while there is no end."""
    if first is None:
        return ""
    return f"{full_day(first)}至{full_day(last)}" if last else f"自{full_day(first)}起"
