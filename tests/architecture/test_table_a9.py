"""Every statistic of bargaining and supervision that the study names is a number here, and every such number belongs to one."""

from collections.abc import Iterator
from pathlib import Path

from zhijia.engines.indicators.definitions import OF_UNION_YEAR, Indicator, list_indicators
from zhijia.engines.indicators.subjects import get_subject_list

TABLE = Path(__file__).with_name("table_a9.md")
SERVICES = {"b": "bargaining", "s": "supervision"}


def named() -> Iterator[tuple[str, bool]]:
    """The codes of the table, and whether each is counted by year."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[0] not in ("统计", "---"):
            for code in cells[1].split(", "):
                short = code.strip("()")
                yield f"{SERVICES[short[0]]}{short[1:]}", short == code


def published() -> list[Indicator]:
    return [row for row in list_indicators() if row.code.partition(".")[0] in SERVICES.values()]


def test_every_statistic_is_computed_and_no_number_lacks_its_statistic() -> None:
    codes = [code for code, _by_year in named()]

    assert len(codes) == len(set(codes))
    assert set(codes) == {row.code for row in published() if not row.code.endswith(OF_UNION_YEAR)}


def test_what_is_counted_by_year_is_counted_by_the_calendar_and_by_the_union_s_year_st_03() -> None:
    flows = {f"{code}{OF_UNION_YEAR}" for code, by_year in named() if by_year}

    assert flows == {row.code for row in published() if row.code.endswith(OF_UNION_YEAR)}


def test_every_such_number_opens_a_list() -> None:
    assert [row.code for row in published() if not get_subject_list(row.subject).columns] == []
