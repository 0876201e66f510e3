"""A return that was filled in as a workbook: its numbers, cell by cell, with the reasons beside those that the system counts."""

from collections.abc import Iterator, Mapping, Sequence

from zhijia.lib.sentences import Bilingual, Refused, Sentence, gettext_noop
from zhijia.lib.spreadsheets import Sheet, SpreadsheetError, read_spreadsheet
from zhijia.services.statistics.assembling import Standing
from zhijia.services.statistics.models import Return
from zhijia.services.statistics.rules.forms import FORMS, Block, Cell, in_blocks

Given = Mapping[str, tuple[int | None, str]]
"""By cell its number, and the reason beside it."""
NUMBER, REASON = 2, 5
"""Columns of the table of a block: 填报数 and 理由."""
MOST_DIGITS = 12
OTHERS = gettext_noop("这份报表不是“{name}”{year}年度的。请导入从本页导出的报表。")
NONE_FOUND = gettext_noop("没有找到报表的表格。请导入从本页导出的报表，不要改工作表和指标的名称。")
NO_NUMBER = gettext_noop("“{cell}”的填报数“{text}”不是从0起的整数。请改正以后再导入。")
NO_REASON = gettext_noop(
    "“{cell}”由系统计算（{system}），填了{value}，没有写理由。请在“理由”一列写明，或者改回系统数。"
)


def read_workbook(content: bytes, standing: Standing) -> Given:
    """What it says otherwise than the return as it stands. An empty number changes nothing. Raises `Refused`: whose it is not,
    what is no number, what the system counts and no reason is given for.
    """
    try:
        sheets = read_spreadsheet(content)
    except SpreadsheetError as error:
        raise Refused(error.sentence) from error
    _check_cover(sheets, standing.stat_return)
    told = dict(_cells_of(sheets, standing.stat_return.form))
    if not told:
        raise Refused(NONE_FOUND)
    read = {code: (_number(code, row, standing), row[REASON].strip()[:300]) for code, row in told.items()}
    given = {code: pair for code, pair in read.items() if pair[0] is not None and pair[0] != standing.own[code]}
    for code, (value, reason) in given.items():
        if code in standing.system and not reason:
            words = {"cell": _cell(standing, code).name, "system": standing.system[code], "value": value}
            raise Refused(Sentence(NO_REASON, words))
    return given


def _check_cover(sheets: Sequence[Sheet], stat_return: Return) -> None:
    """The union and the period of the cover are those of this return."""
    survey = stat_return.survey
    said = {cell.strip() for row in sheets[0].rows for cell in row} if sheets else set()
    if not {stat_return.union.name, f"{survey.from_on.isoformat()} – {survey.to_on.isoformat()}"} <= said:
        raise Refused(Sentence(OTHERS, {"name": stat_return.union.name, "year": survey.year}))


def _cells_of(sheets: Sequence[Sheet], form: str) -> Iterator[tuple[str, list[str]]]:
    """The rows of the tables, by the code of their cell; a table is known by its block, in either language."""
    for nth, (block, cells) in enumerate(in_blocks(FORMS.cells[form]), start=1):
        titles = {f"{nth} {name}"[:31] for name in _both(block)}
        names = {name: cell.code for cell in cells for name in _both(cell)}
        for sheet in sheets:
            if sheet.name in titles:
                padded = [row + [""] * (REASON + 1 - len(row)) for row in sheet.rows]
                yield from ((names[row[0].strip()], row) for row in padded if row[0].strip() in names)


def _both(named: Block | Cell) -> tuple[str, str]:
    name: Bilingual = named.name
    return name.zh, name.en


def _number(code: str, row: Sequence[str], standing: Standing) -> int | None:
    text = row[NUMBER].replace(",", "").replace("，", "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise Refused(Sentence(NO_NUMBER, {"cell": _cell(standing, code).name, "text": text[:40]}))
    return int(text)


def _cell(standing: Standing, code: str) -> Cell:
    return FORMS.cell(standing.stat_return.form, code)
