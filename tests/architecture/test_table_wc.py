"""Every rule of terms, delegates, sessions, directors and joint meetings stands in `table_wc.md` with tests that name it."""

import re
from pathlib import Path

from tests.architecture.test_table_c import written_tests

TABLE = Path(__file__).with_name("table_wc.md")
ROW = re.compile(r"^\| (?P<rule>WC-\d{3}) \| (?P<bites>\S+) \| (?P<kept>\S+) \| (?P<broken>\S+) \|$", re.MULTILINE)
LIVES = {
    "life": "test_a_congress_lives_from_its_plan_to_its_end",
    "session": "test_a_session_lives_from_its_topics_to_the_report_at_the_next_one",
    "director": "test_a_director_is_nominated_elected_reports_and_leaves",
}
RULES = {f"WC-{number:03d}" for number in range(1, 46)}


def test_each_rule_is_proven_by_tests_that_exist_and_name_it() -> None:
    rows = [found.groupdict() for found in ROW.finditer(TABLE.read_text(encoding="utf-8"))]
    written = written_tests()

    assert RULES - {row["rule"] for row in rows} == set()
    assert [row for row in rows if LIVES.get(row["kept"], row["kept"]) not in written] == []
    assert [row["rule"] for row in rows if row["rule"].replace("-", "_").lower() not in row["broken"]] == []
