"""Every rule of the drive and of unions' changes (services §J) is proven twice by a test that exists (`table_union_life.md`)."""

from pathlib import Path

from tests.architecture.test_table_c import ROW, TRACES, written_tests

TABLE = Path(__file__).with_name("table_union_life.md")
LATER = tuple(f"OR-{n}" for n in (30, 31, 32, 33, 35))
RULES = (*(f"OG-0{n}" for n in range(1, 5)), *(f"OR-{n}" for n in range(25, 30)), "FU-01", "FU-02", *LATER)
SAME = {"OG-02": "LS-02", "OG-03": "LS-04"}
"""What the law of supervision calls the same rule."""


def _rows() -> dict[str, list[str]]:
    found = (ROW.match(line) for line in TABLE.read_text(encoding="utf-8").splitlines())
    return {row["rule"]: [cell.strip() for cell in row["rest"].split("|")] for row in found if row}


def test_every_rule_of_unions_lives_is_proven() -> None:
    assert tuple(_rows()) == RULES


def test_each_of_these_proofs_is_one_test_that_names_its_rule_and_looks_at_it() -> None:
    tests = written_tests()
    wanting = [
        (rule, name)
        for rule, (_bites, *names) in _rows().items()
        for name in names
        if len(tests.get(name, [])) != 1
        or not any(known in tests[name][0].upper().replace("_", "-") for known in {rule, SAME.get(rule, rule)})
    ]
    blind = [
        rule
        for rule, (bites, _kept, broken) in _rows().items()
        if not any(trace in tests[broken][0] for trace in TRACES[bites])
    ]

    assert (wanting, blind) == ([], [])
