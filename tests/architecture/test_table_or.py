"""Every rule of founding and elections stands in `table_or.md` with tests that exist and name it."""

import re
from pathlib import Path

from tests.architecture.test_table_c import written_tests

TABLE = Path(__file__).with_name("table_or.md")
ROW = re.compile(r"^\| (?P<rule>OR-\d{2}) \| (?P<bites>\S+) \| (?P<kept>\S+) \| (?P<broken>\S+) \|$", re.MULTILINE)
LIFE = "test_a_union_is_founded_with_its_posts_its_members_its_term_and_its_papers"
RULES = {f"OR-{number:02d}" for number in (*range(1, 25), 35)}


def test_each_rule_is_proven_by_tests_that_exist_and_name_it() -> None:
    rows = [found.groupdict() for found in ROW.finditer(TABLE.read_text(encoding="utf-8"))]
    written = written_tests()

    assert {row["rule"] for row in rows} == RULES
    assert [row for row in rows if row["kept"].replace("life", LIFE) not in written] == []
    unnamed = [row["rule"] for row in rows if not _names(row["rule"], row["broken"], written)]
    assert unnamed == []


def _names(rule: str, test: str, written: object) -> bool:
    """By its name, or in its words."""
    texts = written.get(test, [])  # type: ignore[attr-defined]
    return rule.replace("-", "_").lower() in test or any(rule in text for text in texts)
