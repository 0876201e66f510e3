"""What head and tail say about the document: title, number, issuer, issue date, bulletin issue, distribution, plan year."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhijia.lib.numerals import read_number, read_year
from zhijia.services.plans.parsing.actors.distribution import read_distribution
from zhijia.services.plans.parsing.doubts import DoubtCode
from zhijia.services.plans.parsing.model import DocumentData, Half, Heading
from zhijia.services.plans.parsing.outline.tables import column_named
from zhijia.services.plans.parsing.source import Source, Span
from zhijia.services.plans.parsing.wording import DAY, any_of

_NUMBER: Final = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,16} ?[〔\[【（〈] ?(?P<year>(?:19|20)\d{2}) ?[〕\]】）〉] ?第?\d{1,5} ?号"
)
_DAY: Final = re.compile(DAY)
_ISSUE: Final = re.compile(r"(?:^|[（ ])(?<!总)第 ?(?P<n>\d{1,4}|[一二三四五六七八九十百]{1,5}) ?期")
_NO_TITLE: Final = re.compile(
    r".*[。：；，、？！]|（.*）|【.*】|附件.*|.*(?:〔|\[)\d{4}.*号|.*\d{4}年\d{1,2}月\d{1,2}日.*|—{1,2}.*|.*(?:印发|签发人?)：?.*人?|第.{1,5}期.*|\d+|内部资料.*|目录|编者按.*"
)
_HEADS: Final = re.compile(r"(?:工作)?(?:简报|情况交流|快报|动态|信息|通讯|专报)")
_AUTHOR: Final = re.compile(r"（(?P<unit>[^（），。]{2,24}(?:室|部|处|科|局|会|办|委|中心|供稿|组))(?:供稿)?）")
_ORGAN: Final = re.compile(
    r"[^，。：；]{2,60}(?:委员会|总工会|工会|政府|办公厅|办公室|局|委|部|厅|院|会|中心|公司|集团)"
)
_ORGAN_AND_DAY: Final = re.compile(rf"(?P<organ>{_ORGAN.pattern}) {{2,}}{DAY}")
_TITLE_ORGAN: Final = re.compile(
    r"(?P<organ>[\u4e00-\u9fff、 （）]{2,40}?"
    + any_of("委员会 总工会 工会 人民政府 政府 国务院办公厅 国务院 办公厅 办公室 局 委 部 厅 联合会")
    + ")(?="
    + any_of(r"关于 [“《] \d{4}年 [一二][〇○零] 工作要点 年度 上半年 下半年 第[一二三四]季度 深化 推进 印发")
    + ")"
)
_TITLE_YEAR: Final = re.compile(
    r"(?P<year>(?:19|20)\d{2}|[一二][〇○零][〇○零一二三四五六七八九]{2}) ?(?:年|—|-|－|~|至)"
)
_BODY_YEAR: Final = re.compile(r"(?<!\d)(?P<year>20\d{2}) ?年")
_HALF: Final = re.compile(r"(?P<half>[上下])半年")
_SUBTITLE: Final = re.compile(r"—{1,2}(?P<words>.+)")


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller knows better than the text."""

    year: int | None
    issued_on: date | None


def read_document_data(source: Source, headings: tuple[Heading, ...], given: Given) -> DocumentData:
    """Title, number, issuer and dates; year and half are guesses with a doubt unless the title or the caller says them."""
    body_start = headings[0].marker_start if headings else len(source.text)
    lines = [line for line in source.lines if line.start < body_start and not _is_table_head(source, line)]
    title = _title(source, lines)
    issued_on = given.issued_on or _issue_date(source, title)
    words = source.text[title.start : title.end].replace("\n", "")
    year, year_doubts = _year(source, words, given=given, issued_on=issued_on)
    half, half_doubts = _half(words, headings)
    return DocumentData(
        title=re.sub(r"\s+", " ", words).strip(),
        title_start=title.start,
        title_end=title.end,
        subtitle=_subtitle(source, title),
        issuer=_issuer(source, words),
        number=_document_number(source),
        bulletin_issue=_bulletin_issue(source, lines),
        issued_on=issued_on,
        year=year,
        half=half,
        distribution=read_distribution(source, head_end=body_start),
        doubts=(*year_doubts, *half_doubts),
    )


def _is_table_head(source: Source, line: Span) -> bool:
    words = source.face[line.start : line.end]
    return "\t" in words or "|" in words or column_named(words) is not None


def _title(source: Source, lines: list[Span]) -> Span:
    """The first run of title-like lines after the cover letter (its date), else of all, else the name of the bulletin."""
    cover_end = 0
    for line in lines:
        if _DAY.fullmatch(source.face[line.start : line.end]):
            cover_end = line.end
    for start in (cover_end, 0):
        run = _first_run(source, [line for line in lines if line.start >= start])
        if run:
            return run
    mastheads = (line for line in lines[:6] if _HEADS.search(source.face, max(line.start, line.end - 6), line.end))
    return next(mastheads, Span(0, 0))


def _first_run(source: Source, lines: list[Span]) -> Span | None:
    run: Span | None = None
    for line in lines:
        words = source.face[line.start : line.end]
        is_title = len(words) <= 60 and not _NO_TITLE.fullmatch(words) and not _HEADS.search(words[-6:])
        if is_title and run is None:
            run = line
        elif is_title and run and source.face[run.end : line.start].count("\n") == 1 and len(words) <= 40:
            run = Span(run.start, line.end)
        elif run:
            break
    return run


def _subtitle(source: Source, title: Span) -> str | None:
    """—— and what follows it, over as many lines as are title-like."""
    following = [line for line in source.lines if line.start >= title.end][:4]
    parts: list[str] = []
    for line in following:
        words = source.face[line.start : line.end]
        opening = _SUBTITLE.fullmatch(words)
        if opening and not parts:
            parts.append(opening["words"])
        elif parts and len(words) <= 40 and not words.endswith(("。", "：", "；")) and "，" not in words[20:]:
            parts.append(words)
        else:
            break
    return "".join(parts) or None


def _document_number(source: Source) -> str | None:
    """The number that stands alone on a line; numbers inside the text are other papers."""
    for line in source.lines[:40]:
        match = _NUMBER.fullmatch(source.face, line.start, line.end)
        if match:
            return source.text[line.start : line.end]
    return None


def _bulletin_issue(source: Source, lines: list[Span]) -> int | None:
    for line in lines[:8]:
        words = source.face[line.start : line.end]
        match = _ISSUE.search(words)
        if match and len(words) <= 40:
            number = read_number(match["n"])
            return None if number is None else int(number)
    return None


def _issue_date(source: Source, title: Span) -> date | None:
    """The date of a line of its own (signature), or the one that ends a short line; the last before or after the body."""
    found = []
    for line in source.lines:
        words = source.face[line.start : line.end]
        match = _DAY.search(words) if len(words) <= 48 and line.start != title.start else None
        if (
            match
            and re.fullmatch(r"[^。；，]{0,30}", words[: match.start()])
            and re.fullmatch(r" ?(?:印发)?[）)]?", words[match.end() :])
        ):
            found.append(_as_date(match))
    days = [day for day in found if day]
    return days[0] if days else None


def _as_date(match: re.Match[str]) -> date | None:
    year, month, day = read_year(match["year"]), read_number(match["month"]), read_number(match["day"])
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, int(month), int(day))
    except ValueError:  # 2月30日
        return None


def _issuer(source: Source, title: str) -> str | None:
    """Author in brackets at the end of a bulletin, else the organ of the title, else of the signature."""
    for line in source.lines[-8:]:
        match = _AUTHOR.fullmatch(source.face, line.start, line.end)
        if match:
            return match["unit"].removesuffix("供稿")
    organ = _TITLE_ORGAN.match(title)
    return organ["organ"] if organ else _signature(source)


def _signature(source: Source) -> str | None:
    """The organs on the lines directly above the date line, or in the same line before it."""
    every = source.lines
    for index, line in enumerate(every):
        beside = _ORGAN_AND_DAY.fullmatch(source.face, line.start, line.end)
        if beside:
            return beside["organ"]
        if index and _DAY.fullmatch(source.face, line.start, line.end):
            above = every[index - 1]
            words = source.text[above.start : above.end].strip()
            if _ORGAN.fullmatch(words) and len(words) <= 60:
                return words
    return None


def _year(
    source: Source, title: str, *, given: Given, issued_on: date | None
) -> tuple[int | None, tuple[DoubtCode, ...]]:
    if given.year:
        return given.year, ()
    named = _TITLE_YEAR.search(title)
    if named:
        return read_year(named["year"]), ()
    if issued_on:
        return issued_on.year + ("明年" in title), (() if given.issued_on else (DoubtCode.YEAR_GUESSED,))
    number = _NUMBER.search(_document_number(source) or "")
    if number:
        return int(number["year"]), (DoubtCode.YEAR_GUESSED,)
    written = _years_of_the_text(source)
    return (min(written), (DoubtCode.YEAR_GUESSED,)) if written else (None, (DoubtCode.NO_YEAR,))


def _years_of_the_text(source: Source) -> set[int]:
    """Years of the body outside names: the first of them is the best guess there is."""
    found = _BODY_YEAR.finditer(source.face)
    return {int(match["year"]) for match in found if not source.quotes.over(*match.span())}


def _half(title: str, headings: tuple[Heading, ...]) -> tuple[Half | None, tuple[DoubtCode, ...]]:
    """A half only when the title names one; a title that names the year means all of it; else headings make a guess."""
    in_title = {match["half"] for match in _HALF.finditer(title)}
    if len(in_title) == 1:
        return _HALVES[in_title.pop()], ()
    if _TITLE_YEAR.search(title) or re.search(r"年度|全年|今年|明年|规划", title):
        return None, ()
    in_headings = {match["half"] for heading in headings for match in _HALF.finditer(heading.text)}
    if len(in_headings) == 1:
        return _HALVES[in_headings.pop()], (DoubtCode.HALF_GUESSED,)
    return None, (DoubtCode.NO_HALF,)


_HALVES: Final = {"上": Half.FIRST, "下": Half.SECOND}
