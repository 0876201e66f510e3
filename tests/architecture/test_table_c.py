"""Every rule of table C is proven twice, where it is kept and where it is not, or stands in `table_c.md` with the reason."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from tests.architecture.sources import PACKAGE, ROOT, tree_of
from zhijia.law.resolver import all_parameters
from zhijia.lib.findings import Severity

TABLE = Path(__file__).with_name("table_c.md")
FAMILY = re.compile(r"(CB|FL|LS|ST)-\d+")
ROW = re.compile(r"^\| (?P<rule>[A-Z]{2}-\d+) \| (?P<rest>.+) \|$")
LIFE = "test_a_wage_agreement_lives_from_its_offer_to_its_end"
WEIGHT = {"记录": 0, "提示": 1, "拒绝": 2, "计数": 2, "自动": 2}
SEVERITY = {Severity.INFO: 0, Severity.WARN: 1, Severity.BLOCK: 2}
TRACES = {
    "拒绝": ("pytest.raises", "refused_by"),
    "提示": ("rules()", "findings_at", "overdue_seen_on"),
    "记录": ("rules()",),
    "计数": ("assert",),
    "自动": ("effective_on", ".state"),
}
"""What a test must look at to have seen a rule bite."""


@dataclass(frozen=True)
class Row:
    rule: str
    bites: str
    kept: str
    broken: str


def _lines() -> Iterator[tuple[str, list[str]]]:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if found := ROW.match(line):
            yield found["rule"], [cell.strip() for cell in found["rest"].split("|")]


def proven() -> list[Row]:
    rows = [(rule, cells) for rule, cells in _lines() if len(cells) == 3]
    return [Row(rule, bites, kept.replace("life", LIFE), broken) for rule, (bites, kept, broken) in rows]


def unproven() -> dict[str, str]:
    return {rule: cells[0] for rule, cells in _lines() if len(cells) == 1}


def encoded() -> Mapping[str, int]:
    """Every rule of these families in the law parameters, with the weight of its hardest known value."""
    found: dict[str, int] = {}
    for parameter in all_parameters().values():
        weight = max(SEVERITY[version.severity] for version in parameter.versions)
        for rule in filter(FAMILY.fullmatch, parameter.rules):
            found[rule] = max(weight, found.get(rule, 0))
    return found


@cache
def written_tests() -> Mapping[str, list[str]]:
    """The words of each test function, with those of the constants of its module that it names."""
    found: dict[str, list[str]] = {}
    for path in chain(PACKAGE.rglob("test_*.py"), (ROOT / "tests").rglob("test_*.py")):
        lines, body = path.read_text(encoding="utf-8").splitlines(), tree_of(path).body
        constants = {name: _words(node, lines) for node in body for name in _assigned(node)}
        for node in body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)} & constants.keys()
                words = [_words(node, lines), *(constants[name] for name in sorted(names))]
                found.setdefault(node.name, []).append("\n".join(words))
    return found


def _assigned(node: ast.stmt) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _words(node: ast.stmt, lines: list[str]) -> str:
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
    return "\n".join(lines[first - 1 : node.end_lineno])


def names_rule(words: str, rule: str) -> bool:
    return rule in words or rule.lower().replace("-", "_") in words


def test_every_rule_that_the_law_parameters_hold_is_proven_or_says_why_not() -> None:
    rules = [rule for rule, _ in _lines()]

    assert sorted(rules) == sorted(encoded())
    assert all(unproven().values())


def test_each_proof_is_one_test_that_names_its_rule() -> None:
    tests = written_tests()
    named = [(row.rule, name) for row in proven() for name in (row.kept, row.broken)]

    assert [(rule, name) for rule, name in named if len(tests.get(name, [])) != 1] == []
    assert [(rule, name) for rule, name in named if not names_rule(tests[name][0], rule)] == []


def test_each_rule_bites_as_hard_as_its_text_demands_and_its_test_looks_at_it() -> None:
    tests, weights = written_tests(), encoded()
    soft = [row.rule for row in proven() if WEIGHT[row.bites] < weights[row.rule]]
    blind = [row.rule for row in proven() if not any(trace in tests[row.broken][0] for trace in TRACES[row.bites])]

    assert soft == []
    assert blind == []
