"""Plain text read by the column gives what it gives row by row, or is left to that."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhijia.lib.spreadsheets import Limits, SpreadsheetError
from zhijia.lib.spreadsheets import plain as module
from zhijia.lib.spreadsheets.plain import plain_text
from zhijia.lib.spreadsheets.streaming import stream_spreadsheet

LIMITS = Limits(rows=30, columns=8)
SIGNS = st.sampled_from([*"甲乙a1 '=-", "\u3000", "\x1c", "\x85", "\u2028", "\x0b", "，", ";", "\t", "🙂", "\ufeff"])
CELL = st.text(SIGNS, max_size=4)
ROWS = st.lists(st.lists(CELL, max_size=9), min_size=1, max_size=33)
ENDS = st.sampled_from(["\n", "\r\n"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "gb18030"])
Told = list[tuple[int, list[str]]] | str


@given(rows=ROWS, end=ENDS, closed=st.booleans(), encoding=ENCODINGS, delimiter=st.sampled_from(",\t;，"))
@example(
    rows=[["甲"], [], ["", " "], ["乙", "丙", "丁", "戊"]], end="\r\n", closed=True, encoding="gb18030", delimiter=","
)
@example(rows=[["甲"]] * 31, end="\n", closed=False, encoding="utf-8", delimiter=",")
@example(rows=[["甲"] * 9], end="\n", closed=False, encoding="utf-8", delimiter=",")
def test_plain_text_says_what_its_rows_say(
    rows: list[list[str]], end: str, closed: bool, encoding: str, delimiter: str
) -> None:
    content = (end.join(delimiter.join(row) for row in rows) + end * closed).encode(encoding)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", 16)
        assert _told(lambda: _by_column(content)) == _told(lambda: _by_row(content))


@pytest.mark.parametrize("text", ['姓名,号码\n"甲",1', "姓名,号码\r甲,1", "姓名\n甲\n\r乙\n"])
def test_quotes_and_odd_ends_of_lines_are_left_to_the_reader_of_rows(text: str) -> None:
    assert plain_text(text.encode(), LIMITS) is None
    assert plain_text(text.encode("utf-16"), LIMITS) is None


def test_a_cell_that_is_too_long_is_refused_with_its_line() -> None:
    content = f"甲,乙\n{'丙' * 131_072},1\n{'丁' * 131_073},1".encode()

    assert _told(lambda: _by_column(content)) == _told(lambda: _by_row(content))
    assert "第3行" in str(_told(lambda: _by_column(content)))


def _by_column(content: bytes) -> list[tuple[int, list[str]]]:
    plain = plain_text(content, LIMITS)
    assert plain is not None
    return [(row[0], list(row[1:])) for frame in plain.frames("row", [0, 2]) for row in frame.iter_rows()]


def _by_row(content: bytes) -> list[tuple[int, list[str]]]:
    (rows,) = stream_spreadsheet(content, LIMITS)
    numbered = list(enumerate(rows, start=1))
    return [(n, [*row, "", "", ""][0:3:2]) for n, row in numbered if any(map(str.strip, row))]


def _told(read: Callable[[], list[tuple[int, list[str]]]]) -> Told:
    try:
        return read()
    except SpreadsheetError as error:
        return str(error.sentence)


def test_lines_longer_than_a_block_stay_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCK", 4)
    content = "甲乙丙丁,戊\n己,庚\n\n辛,壬".encode()

    plain = plain_text(content, LIMITS)

    assert plain is not None
    rows = [row for frame in plain.frames("row", [1]) for row in frame.rows()]
    assert rows == [(1, "戊"), (2, "庚"), (4, "壬")]
