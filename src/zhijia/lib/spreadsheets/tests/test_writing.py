"""Writing workbooks: safe to open, the same every time."""

import io
import time
import zipfile
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhijia.lib.spreadsheets import Cell, SheetToWrite, read_spreadsheet, write_workbook

texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=40
)


def xml_of(content: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize("text", ["=1+1", "+86 512", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    content = write_workbook([SheetToWrite("表", ["列"], [[text]])])

    assert "<f>" not in xml_of(content)
    assert 'quotePrefix="1"' in xml_of(content, "xl/styles.xml")
    assert read_spreadsheet(content)[0].rows[1] == [text]


def test_the_same_rows_make_the_same_bytes() -> None:
    sheets = [SheetToWrite("表", ["名称"], [["星河机械厂"]]), SheetToWrite("说明", [], [])]

    first = write_workbook(sheets)
    time.sleep(1.1)

    assert write_workbook(sheets) == first


@settings(deadline=None)
@given(st.lists(st.lists(texts, min_size=2, max_size=2), max_size=5))
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    (sheet,) = read_spreadsheet(write_workbook([SheetToWrite("表", ["甲", "乙"], rows)]))

    kept = [row for row in sheet.rows[1:] if any(cell.strip() for cell in row)]
    assert kept == [row for row in rows if any(cell.strip() for cell in row)]


def test_long_numbers_become_text_and_decimals_stay_numbers() -> None:
    (sheet,) = read_spreadsheet(
        write_workbook([SheetToWrite("表", ["号码"], [[320599199001010011, Decimal("1234.5")]])])
    )

    assert sheet.rows[1] == ["320599199001010011", "1234.5"]
    assert sheet.lost_digits == frozenset()


def test_text_over_a_cells_capacity_is_cut_visibly() -> None:
    (sheet,) = read_spreadsheet(write_workbook([SheetToWrite("表", ["意见"], [["长" * 40_000]])]))

    assert len(sheet.rows[1][0]) == 32_767
    assert sheet.rows[1][0].endswith("已截断）")


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        write_workbook([SheetToWrite("表", ["时间"], [[datetime(2026, 11, 22)]])])  # noqa: DTZ001


def test_the_header_stays_in_view_and_can_be_filtered() -> None:
    sheet = xml_of(write_workbook([SheetToWrite("表", ["名称", "职工数"], [["星河机械厂", 1]])]))

    assert '<pane ySplit="1"' in sheet
    assert '<autoFilter ref="A1:B2"/>' in sheet


def test_columns_are_as_wide_as_their_content_or_as_told() -> None:
    rows: list[list[Cell]] = [["星河精密机械制造有限公司", 1]]

    measured = xml_of(write_workbook([SheetToWrite("表", ["名称", "数"], rows)]))
    told = xml_of(write_workbook([SheetToWrite("表", ["名称", "数"], rows, widths=[40, 10])]))

    assert 'min="1" max="1" width="26.7' in measured
    assert 'min="1" max="1" width="42.7' in told
