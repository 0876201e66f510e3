"""Automatic numbering of Word paragraphs: 一、 that stands in the list definition and not in the text."""

from collections import defaultdict
from typing import Final

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_DIGITS: Final = "零一二三四五六七八九"
_CHINESE: Final = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "ideographDigital"}
)
_CIRCLED: Final = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})


class Numbering:
    """Counts along the document and says what Word would print before each paragraph."""

    def __init__(self, document: DocxDocument) -> None:
        self._levels = _read_levels(document)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def label(self, paragraph: Paragraph) -> str:
        """The printed number such as （二）, "" without one; advances the count."""
        number_id, level = _position(paragraph)
        definition = self._levels.get(number_id, {}).get(level) if number_id else None
        if definition is None or number_id is None:
            return ""
        kind, pattern, start = definition
        counts = self._counts[number_id]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]
        if kind in ("bullet", "none"):
            return ""
        return self._printed(number_id, pattern)

    def _printed(self, number_id: str, pattern: str) -> str:
        for level, (kind, _, start) in self._levels[number_id].items():
            pattern = pattern.replace(f"%{level + 1}", _written(self._counts[number_id].get(level, start), kind))
        return pattern


def _position(paragraph: Paragraph) -> tuple[str | None, int]:
    """numId and level, from the paragraph or from its style."""
    properties = [paragraph._p.pPr, paragraph.style.element.find(qn("w:pPr")) if paragraph.style else None]
    for found in properties:
        numbered = found.find(qn("w:numPr")) if found is not None else None
        if numbered is not None:
            number, level = numbered.find(qn("w:numId")), numbered.find(qn("w:ilvl"))
            if number is not None:
                return number.get(qn("w:val")), int(level.get(qn("w:val"))) if level is not None else 0
    return None, 0


def _read_levels(document: DocxDocument) -> dict[str, dict[int, tuple[str, str, int]]]:
    """numId → level → (format, pattern such as "%1、", first number)."""
    part = next((rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None)
    if part is None:
        return {}
    root = part.element
    abstract = {found.get(qn("w:abstractNumId")): found for found in root.findall(qn("w:abstractNum"))}
    levels = {}
    for number in root.findall(qn("w:num")):
        reference = number.find(qn("w:abstractNumId"))
        definition = abstract.get(reference.get(qn("w:val"))) if reference is not None else None
        if definition is not None:
            levels[number.get(qn("w:numId"))] = {
                int(level.get(qn("w:ilvl"))): _level(level) for level in definition.findall(qn("w:lvl"))
            }
    return levels


def _level(level: object) -> tuple[str, str, int]:
    def value(name: str, default: str) -> str:
        found = level.find(qn(name))  # type: ignore[attr-defined]
        return str(found.get(qn("w:val"), default)) if found is not None else default

    return value("w:numFmt", "decimal"), value("w:lvlText", ""), int(value("w:start", "1"))


def _written(number: int, kind: str) -> str:
    if kind in _CHINESE:
        return _chinese(number)
    if kind in _CIRCLED and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    return str(number)


def _chinese(number: int) -> str:
    """1 to 99 as headings write them: 十, 十一, 二十."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")
