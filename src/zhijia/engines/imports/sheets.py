"""Uploads as tables, templates, and the sheet of errors in the layout of the upload."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from zhijia.engines.imports.columns import SheetColumn, SheetKind
from zhijia.engines.imports.values import LOST_MARK
from zhijia.lib.normalise import tidy_text
from zhijia.lib.sentences import Refused, Sentence
from zhijia.lib.spreadsheets import Limits, SheetToWrite, SpreadsheetError, read_spreadsheet, write_workbook

LIMITS = Limits()
MOST_HEADING_ROWS = 10
REASON_HEAD = "退回原因"
KEEPS = ["全部", "已有的资料：空着的格和没有的列不改动，要清空请在页面上变更"]


@dataclass(frozen=True, slots=True)
class Table:
    """An upload: its head as written, and its rows with their numbers in the sheet (from 1)."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def read_table(content: bytes, kind: SheetKind) -> Table:
    """The first sheet that has the columns of this kind. Raises `Refused` with what is wrong with the file."""
    try:
        sheets = read_spreadsheet(content, LIMITS)
    except SpreadsheetError as error:
        raise Refused(error.sentence) from error
    for sheet in sheets:
        at = _header_row(sheet.rows, kind)
        if at is not None:
            return _table(sheet.rows, at, sheet.lost_digits)
    wanted = "、".join(column.label for column in kind.columns if column.is_required)
    raise Refused(Sentence("没有找到表头。第一行应有这些列：{columns}。请用模板填写。", {"columns": wanted}))


def read_values(
    kind: SheetKind, header: Sequence[str], cells: Sequence[str]
) -> tuple[dict[str, object], list[Sentence]]:
    """The values of a row by column key, and every cell that cannot be read."""
    texts = dict(zip(map(tidy_text, header), cells, strict=False))
    values: dict[str, object] = {}
    wrong: list[Sentence] = []
    for column in kind.columns:
        text = next((texts[head] for head in column.heads if head in texts), "")
        try:
            values[column.key] = column.read(text)
        except Refused as refusal:
            wrong.append(_at(column, refusal.sentence))
            continue
        if column.is_required and values[column.key] in ("", None):
            wrong.append(Sentence("“{column}”没有填。", {"column": column.label}))
    return values, wrong


def template_of(kind: SheetKind) -> bytes:
    """A workbook with the head and one example row."""
    header = [column.label for column in kind.columns]
    example = [column.example for column in kind.columns]
    notes = [[column.label, _rule_of(column)] for column in kind.columns]
    sheets = [SheetToWrite(kind.label, header, [example]), SheetToWrite("填写说明", ["列", "要求"], [*notes, KEEPS])]
    return write_workbook(sheets)


def _rule_of(column: SheetColumn) -> str:
    rule = "必填" if column.is_required else "选填"
    heads = f"表头也可以写{'、'.join(column.also)}" if column.also else ""
    return "；".join(part for part in (rule, column.note, heads) if part)


def error_sheet(kind: SheetKind, header: Sequence[str], rows: Iterable[tuple[Sequence[str], str]]) -> bytes:
    """The refused rows in the layout of the upload, with a last column that says why."""
    body = ([*cells, reason] for cells, reason in rows)
    return write_workbook([SheetToWrite(kind.label, [*header, REASON_HEAD], body)])


def _header_row(rows: Sequence[Sequence[str]], kind: SheetKind) -> int | None:
    wanted = [column for column in kind.columns if column.is_required]
    for at, row in enumerate(rows[:MOST_HEADING_ROWS]):
        found = set(map(tidy_text, row))
        if all(found.intersection(column.heads) for column in wanted):
            return at
    return None


def _table(rows: Sequence[Sequence[str]], at: int, lost: Container[tuple[int, int]]) -> Table:
    """Rows below the head that hold anything; the column of reasons of an earlier error sheet is left out."""
    kept = [place for place, label in enumerate(rows[at]) if tidy_text(label) != REASON_HEAD]
    found = []
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        cells = [row[place] + (LOST_MARK if (number, place + 1) in lost else "") for place in kept]
        if any(cell.strip() for cell in cells):
            found.append((number, cells))
    if not found:
        raise Refused("表头下面没有数据。")
    return Table([rows[at][place] for place in kept], found)


def _at(column: SheetColumn, sentence: Sentence) -> Sentence:
    return Sentence("“{column}”：{reason}", {"column": column.label, "reason": sentence})
