"""Every rule of open affairs stands in `table_oa.md` with tests that name it."""

import re
from pathlib import Path

from tests.architecture.test_table_c import written_tests

TABLE = Path(__file__).with_name("table_oa.md")
ROW = re.compile(r"^\| (?P<rule>OA-\d{2}) \| (?P<bites>\S+) \| (?P<kept>\S+) \| (?P<broken>\S+) \|$", re.MULTILINE)
LIVES = {"life": "test_a_disclosure_lives_from_the_plan_to_the_archive"}
RULES = {f"OA-{number:02d}" for number in range(1, 8)}


def test_each_rule_of_open_affairs_is_proven_by_tests_that_exist_and_name_it() -> None:
    rows = [found.groupdict() for found in ROW.finditer(TABLE.read_text(encoding="utf-8"))]
    written = written_tests()

    assert RULES - {row["rule"] for row in rows} == set()
    assert [row for row in rows if LIVES.get(row["kept"], row["kept"]) not in written] == []
    assert [row["rule"] for row in rows if row["rule"].replace("-", "_").lower() not in row["broken"]] == []
