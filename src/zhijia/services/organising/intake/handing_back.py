"""The template, and the rows that went back: in the layout of the upload, with a last column that says why."""

from collections.abc import Callable, Iterator

import polars as pl

from zhijia.lib.phrases import clauses
from zhijia.lib.spreadsheets import SheetToWrite, write_workbook
from zhijia.organisation.models import Roster, RosterRow
from zhijia.organisation.models.rosters import Decision, RosterVerdict
from zhijia.organisation.rosters.findings import sentences_of
from zhijia.services.organising.intake.columns import COLUMNS, REQUIRED
from zhijia.services.organising.intake.pieces import frames_of
from zhijia.services.organising.intake.reading import REASON_HEAD, ROW, as_csv

MOST_IN_WORKBOOK = 20_000
"""More rows than that are handed back as .csv: a workbook of a million takes minutes to write."""


def template() -> bytes:
    """A workbook with every head, an example row, and what other heads are understood."""
    notes = [[column.label, "必填" if column.key in REQUIRED else "选填", "、".join(column.also)] for column in COLUMNS]
    head, example = [column.label for column in COLUMNS], [column.example for column in COLUMNS]
    return write_workbook(
        [SheetToWrite("会员名册", head, [example]), SheetToWrite("填写说明", ["列", "要求", "表头也可以写"], notes)]
    )


def handed_back(roster: Roster, translate: Callable[[str], str]) -> tuple[bytes, str]:
    """The sheet of what went back and what is not decided, and the suffix of its kind."""
    rows = _rows(roster, translate)
    header = [*roster.header, REASON_HEAD]
    if roster.rows.filter(verdict__in=(RosterVerdict.REFUSED, RosterVerdict.CONFLICT)).count() <= MOST_IN_WORKBOOK:
        return write_workbook([SheetToWrite("退回的行", header, rows)]), "xlsx"
    return as_csv([header, *rows]), "csv"


def _rows(roster: Roster, translate: Callable[[str], str]) -> Iterator[list[str]]:
    back = RosterRow.objects.filter(roster=roster, verdict__in=(RosterVerdict.REFUSED, RosterVerdict.CONFLICT))
    told = back.exclude(decision=Decision.TAKE, is_done=True).values_list("row_no", "findings", "twin", "is_done")
    reasons = {
        number: clauses([s.said_in(translate) for s in sentences_of(findings, twin=twin, is_done=done)], translate)
        for number, findings, twin, done in told.order_by("row_no").iterator()
    }
    for frame in frames_of(roster):
        cells = [f"c{at}" for at in range(len(roster.header))]
        found = frame.filter(pl.col(ROW).is_in(list(reasons))).select(ROW, *cells)
        for number, *row in found.iter_rows():
            yield [*map(str, row), reasons[number]]
