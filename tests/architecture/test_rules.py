"""Rules of the catalogue (services §J) on identifiers and organisation: no code cites one that does not exist, and each
that code encodes is named by the test that proves it.
"""

import re
from pathlib import Path

from tests.architecture.sources import PACKAGE

CITED = re.compile(r"\b(?:ID|OR)-\d{2}\b")
CATALOGUE = {f"ID-{n:02d}" for n in range(1, 10)} | {f"OR-{n:02d}" for n in range(1, 36)}
ROOMS = (PACKAGE / "lib", PACKAGE / "organisation")


def _cited_in(files: list[Path]) -> set[str]:
    return {rule for file in files for rule in CITED.findall(file.read_text(encoding="utf-8"))}


def _code(*, of_tests: bool) -> list[Path]:
    files = [file for room in ROOMS for file in sorted(room.rglob("*.py"))]
    return [file for file in files if ("tests" in file.parts) is of_tests]


def test_no_rule_is_cited_that_the_catalogue_does_not_have() -> None:
    parameters = sorted((PACKAGE / "law" / "parameters").glob("*.yaml"))

    assert _cited_in([*_code(of_tests=False), *_code(of_tests=True), *parameters]) <= CATALOGUE


def test_every_rule_that_is_encoded_is_named_by_a_test() -> None:
    encoded = _cited_in(_code(of_tests=False))

    assert {f"ID-{n:02d}" for n in range(1, 9)} <= encoded
    assert encoded - _cited_in(_code(of_tests=True)) == set()
