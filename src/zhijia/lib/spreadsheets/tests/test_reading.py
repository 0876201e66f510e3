"""Reading uploads: honest files in every dress, and hostile ones refused with a sentence."""

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from zhijia.lib.shanghai import SHANGHAI
from zhijia.lib.spreadsheets import (
    Cell,
    EncryptedSpreadsheetError,
    Limits,
    MalformedSpreadsheetError,
    OldSpreadsheetError,
    Sheet,
    SheetToWrite,
    SpreadsheetError,
    SpreadsheetTooLargeError,
    UnknownSpreadsheetError,
    read_spreadsheet,
    write_workbook,
)
from zhijia.lib.spreadsheets.limits import MEBIBYTE
from zhijia.lib.spreadsheets.reach import PlainReach, check_strictly

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = write_workbook([SheetToWrite("单位", ["名称", "职工数"], [["星河机械厂", 120], ["云帆餐饮店", 8]])])


def repacked(content: bytes, **changes: bytes) -> bytes:
    """The same archive with some entries replaced; names without folder and ending."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            stem = entry.filename.rpartition("/")[2].partition(".")[0]
            new.writestr(entry.filename, changes.get(stem, old.read(entry)))
    return target.getvalue()


def with_sheet_data(data: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return repacked(GOOD, sheet1=f'<worksheet xmlns="{namespace}"><sheetData>{data}</sheetData></worksheet>'.encode())


def test_a_workbook_is_read_as_rows_of_strings() -> None:
    (sheet,) = read_spreadsheet(GOOD)

    assert sheet.name == "单位"
    assert sheet.rows == [["名称", "职工数"], ["星河机械厂", "120"], ["云帆餐饮店", "8"]]


def test_values_look_as_the_user_sees_them() -> None:
    moment = datetime(2026, 11, 22, 8, 30, tzinfo=SHANGHAI)
    row: list[Cell] = [date(2026, 11, 22), moment, 0.1 + 0.2, 3.0, True, None, "  空格 "]

    (sheet,) = read_spreadsheet(write_workbook([SheetToWrite("值", [], [row])]))

    assert sheet.rows[1] == ["2026-11-22", "2026-11-22 08:30:00", "0.3", "3", "TRUE", "", "  空格 "]


def test_rows_keep_the_numbers_that_the_user_sees_and_empty_ends_are_cut() -> None:
    rows: list[list[str]] = [[], [], ["第四行"], ["", " "], []]

    (sheet,) = read_spreadsheet(write_workbook([SheetToWrite("行", [], rows)]))

    assert sheet.rows[3][0] == "第四行"
    assert len(sheet.rows) == 4


def test_a_long_number_is_reported_because_its_last_digits_are_lost() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as workbook:
        worksheet = workbook.add_worksheet("号码")
        worksheet.write_string(0, 0, "320599199001010011")
        worksheet.write_number(1, 1, 320599199001010011)

    (sheet,) = read_spreadsheet(target.getvalue())

    assert sheet.rows[0][0] == "320599199001010011"
    assert sheet.lost_digits == {(2, 2)}


def test_hidden_sheets_are_left_out() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as workbook:
        workbook.add_worksheet("可见")
        workbook.add_worksheet("字典").hide()

    assert [sheet.name for sheet in read_spreadsheet(target.getvalue())] == ["可见"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
def test_a_csv_is_read_in_every_usual_encoding_and_separator(encoding: str, delimiter: str) -> None:
    text = f"名称{delimiter}职工数\r\n“星河”机械厂{delimiter}120\r\n\r\n{delimiter}\r\n"

    (sheet,) = read_spreadsheet(text.encode(encoding))

    assert sheet.rows == [["名称", "职工数"], ["“星河”机械厂", "120"]]


def test_a_quoted_cell_keeps_its_commas_and_line_breaks() -> None:
    (sheet,) = read_spreadsheet('名称,地址\n甲,"一号楼,\n二层"\n'.encode())

    assert sheet.rows == [["名称", "地址"], ["甲", "一号楼,\n二层"]]


def test_an_empty_file_has_no_rows() -> None:
    assert read_spreadsheet(b"")[0].rows == []


@pytest.mark.parametrize(
    ("content", "error", "sentence"),
    [
        (OLE + b"\0" * 600, OldSpreadsheetError, "另存为.xlsx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedSpreadsheetError, "取消密码"),
        (b"PK\x03\x04" + b"\0" * 100, MalformedSpreadsheetError, "已损坏"),
        (GOOD[: len(GOOD) // 2], MalformedSpreadsheetError, "已损坏"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", UnknownSpreadsheetError, "不是Excel表格"),
        (b"name,\xff\xff", MalformedSpreadsheetError, "文字编码"),
        ('名称\n"星河\n'.encode(), MalformedSpreadsheetError, "引号不成对"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    content: bytes, error: type[SpreadsheetError], sentence: str
) -> None:
    with pytest.raises(error) as refused:
        read_spreadsheet(content)

    assert sentence in str(refused.value.sentence)


def test_another_zip_is_not_a_spreadsheet() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")

    with pytest.raises(UnknownSpreadsheetError):
        read_spreadsheet(target.getvalue())


def test_a_bomb_is_refused_before_it_is_loaded() -> None:
    bomb = repacked(GOOD, styles=b" " * 30_000_000)
    assert len(bomb) < 100_000

    with pytest.raises(SpreadsheetTooLargeError, match="解压后过大"):
        read_spreadsheet(bomb, Limits(unpacked_bytes=10_000_000))


def test_a_bomb_that_lies_about_its_size_is_refused_too() -> None:
    honest = repacked(GOOD, styles=b" " * 30_000_000)
    lying = honest.replace((30_000_000).to_bytes(4, "little"), (30).to_bytes(4, "little"))
    assert lying != honest

    with pytest.raises(SpreadsheetTooLargeError, match="解压后过大"):
        read_spreadsheet(lying, Limits(unpacked_bytes=10_000_000))


@pytest.mark.parametrize(
    "data",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1'><c r='XFD1'><v>1</v></c></row>",
        '<row r="1"><c s=">" r="XFD1"><v>1</v></c></row>',
        '<row r="900000"><c><v>1</v></c></row>',
        "<row>" + "<c><v>1</v></c>" * 300 + "</row>",
        '<x:row r="1"><x:c r="XFD1"/></x:row>',
        '<é:row r="1"><é:c r="XFD1"/></é:row>',
        '<row r="1"><c r="A1" x="&gt;"/><c s=" r=\'A1\'" r="XFD1"/></row>',
        '<row r="1"><!-- <c b=\' --><c r="XFD1"/><!-- \' --></row>',
        '<row r="1"><![CDATA[<c b=\']]><c r="XFD1"/><![CDATA[\']]></row>',
        '<row r="1"><c r="&#88;FD1"/></row>',
        '<row r="1"><c r="A00000000000000900000"/></row>',
    ],
)
def test_a_cell_far_out_is_refused_before_its_rectangle_is_built(data: str) -> None:
    with pytest.raises(SpreadsheetTooLargeError):
        read_spreadsheet(with_sheet_data(data))


@pytest.mark.parametrize(
    "data",
    [
        '<row r="1"><c r="A1" r="XFD1"/></row>',
        '<row r="1"><c s="1"r="XFD1"/></row>',
        """<row r="1"><s a="<c b='"/><c r="XFD1"/><s a="'"/></row>""",
        '<row r="1"><c r="$XFD$1"/></row>',
        "<row><c></row>",
    ],
)
def test_a_sheet_that_the_loader_forgives_and_nobody_can_measure_is_refused(data: str) -> None:
    with pytest.raises(MalformedSpreadsheetError, match="已损坏"):
        read_spreadsheet(with_sheet_data(data))


def test_a_sheet_that_declares_its_own_entities_is_refused() -> None:
    declared = b'<!DOCTYPE w [<!ENTITY far "XFD1">]><worksheet><sheetData><x:row><c r="&far;"/></x:row></sheetData></worksheet>'

    with pytest.raises(MalformedSpreadsheetError, match="已损坏"):
        read_spreadsheet(repacked(GOOD, sheet1=declared))


@pytest.mark.parametrize("tag", ['<c x=">" r="XFD1">', "<row x='>' r=\"900000\">", '<x:c r="XFD1">', '<c r="XFD1">'])
def test_a_tag_is_measured_wherever_the_parts_of_its_sheet_are_cut(tag: str) -> None:
    """The sheet is unpacked in parts of a mebibyte: the cut is tried at each place of the tag, by hand."""
    sheet = f'<worksheet><sheetData><row r="1">{tag}'.encode()
    closing = b"</c>" if tag[1] == "c" else b"</x:c>" if ":" in tag else b"</row>"
    sheet += closing + b"</row></sheetData></worksheet>"

    for cut in range(1, len(sheet)):
        with pytest.raises(SpreadsheetTooLargeError):
            measure(sheet[:cut], sheet[cut:])


def measure(*parts: bytes) -> None:
    reach = PlainReach()
    for part in parts:
        reach.read(part)
    assert reach.is_sheet
    if reach.is_plain:
        reach.check(Limits())
    else:
        check_strictly(parts, Limits())


def test_a_far_cell_behind_a_tag_cut_by_the_end_of_a_part_is_refused() -> None:
    """Read as a whole: the `>` within the attribute is the last one of its part of a mebibyte."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    opening = f'<worksheet xmlns="{namespace}"><sheetData><row r="1">'
    cell = f'<c x=">{"x" * 40}" r="XFD1"/>'
    padding = " " * (MEBIBYTE - len(opening) - len('<c x=">') - 20)
    content = f"{opening}{padding}{cell}</row></sheetData></worksheet>"

    with pytest.raises(SpreadsheetTooLargeError):
        read_spreadsheet(repacked(GOOD, sheet1=content.encode()))


def test_a_tag_longer_than_what_is_kept_of_a_part_is_measured_too() -> None:
    data = f'<row r="1"><c{" " * (3 * MEBIBYTE)}r="XFD1"/></row>'

    with pytest.raises(SpreadsheetTooLargeError):
        read_spreadsheet(with_sheet_data(data))


def test_cells_without_references_are_read_in_order() -> None:
    rows = read_spreadsheet(with_sheet_data("<row><c><v>1</v></c><c><v>2</v></c></row>"))[0].rows

    assert rows == [["1", "2"]]


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(file_bytes=100), "文件超过0MB"),
        (Limits(rows=2), "最后一行是第3行，一次最多2行"),
        (Limits(columns=1), "有2列，一次最多1列"),
    ],
)
def test_caps_are_kept_for_workbooks_and_csv_alike(limits: Limits, sentence: str) -> None:
    text = "名称,职工数\n" + "星河机械厂,120\n" * 2 + " " * 100

    for content in (GOOD, text.encode()):
        with pytest.raises(SpreadsheetTooLargeError, match=sentence):
            read_spreadsheet(content, limits)


def read_or_refused(content: bytes) -> list[Sheet]:
    """The sheets, or none if the file was refused with a sentence; any other exception fails the test."""
    try:
        return read_spreadsheet(content)
    except SpreadsheetError as refused:
        return [] if str(refused.sentence) else [Sheet("refused without a sentence", [["a"], []])]


@settings(deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(place: int, noise: bytes) -> None:
    damaged = GOOD[:place] + noise + GOOD[place + len(noise) :]

    assert all(len({len(row) for row in sheet.rows}) <= 1 for sheet in read_or_refused(damaged))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_and_nothing_else(content: bytes) -> None:
    assert all(len({len(row) for row in sheet.rows}) <= 1 for sheet in read_or_refused(content))


def test_a_cell_far_out_is_found_behind_a_long_sheet_that_is_written_plainly() -> None:
    """The plain part is measured in bulk; cells without a reference go on where it ended."""
    plain = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{"x" * 900}</t></is></c></row>' for n in range(1, 2001)
    )
    beyond = {"row": "<row/>" * 3, "column": f'<row r="2001"><c r="B2001"/>{"<c/>" * 3}</row>'}
    limits = Limits(rows=2002, columns=4)
    assert len(read_spreadsheet(with_sheet_data(plain), limits)[0].rows) == 2000
    for data in beyond.values():
        with pytest.raises(SpreadsheetTooLargeError):
            read_spreadsheet(with_sheet_data(plain + data), limits)
    with pytest.raises(SpreadsheetTooLargeError):
        read_spreadsheet(with_sheet_data(plain + '<row r="2001"><c r="E2001"/></row>'), limits)
