"""Every rule of people, membership, privacy and issues is proven, or stands in `table_people.md` with the reason why not."""

from pathlib import Path

from tests.architecture.test_table_c import ROW, names_rule, written_tests

TABLE = Path(__file__).with_name("table_people.md")
SECTION_J = {"ID": 9, "ME": 11, "PR": 5, "IS": 3}
"""How many rules of each family services §J holds."""


def rows() -> list[tuple[str, list[str]]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [
        (found["rule"], [cell.strip() for cell in found["rest"].split("|")])
        for line in lines
        if (found := ROW.match(line))
    ]


def test_every_rule_of_the_four_families_stands_in_the_table_once() -> None:
    expected = [f"{family}-{number:02d}" for family, most in SECTION_J.items() for number in range(1, most + 1)]

    assert sorted(rule for rule, _cells in rows()) == sorted(expected)
    assert all(all(cells) for _rule, cells in rows())


def test_each_proof_is_one_test_that_names_its_rule() -> None:
    tests = written_tests()
    named = [(rule, name) for rule, cells in rows() if len(cells) == 3 for name in cells[1:]]

    assert [(rule, name) for rule, name in named if len(tests.get(name, [])) != 1] == []
    assert [(rule, name) for rule, name in named if not names_rule(tests[name][0], rule)] == []
