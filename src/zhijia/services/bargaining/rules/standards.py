"""The standard texts that the product brings (`standards/*.yaml`), as data (bargaining-congress §A7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from zhijia.lib.reading_yaml import read_yaml

EDITIONS = ("general", "wage", "women", "safety")
"""Contract types with a standard text of their own; the others begin with the general one."""


@dataclass(frozen=True, slots=True)
class StandardClause:
    """A clause of a standard text. `is_mandatory`: a contract without it is incomplete."""

    code: str
    chapter: str
    title: str
    body: str
    is_mandatory: bool


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard text: its title and its clauses in order."""

    title: str
    clauses: Sequence[StandardClause]


@cache
def standard_of(contract_type: str) -> Standard:
    """The standard text of a contract type."""
    name = contract_type if contract_type in EDITIONS else EDITIONS[0]
    source = files("zhijia.services.bargaining") / "standards" / f"{name}.yaml"
    written = read_yaml(source.read_text(encoding="utf-8"))
    clauses = [
        StandardClause(
            clause["code"], chapter["title"], clause.get("title", ""), clause["body"], clause.get("mandatory", False)
        )
        for chapter in written["chapters"]
        for clause in chapter["clauses"]
    ]
    return Standard(written["title"], clauses)


def mandatory_of(contract_type: str) -> frozenset[str]:
    """Codes of the clauses that a contract of this type is incomplete without; none for types without a text of their own."""
    if contract_type not in EDITIONS:
        return frozenset()
    return frozenset(clause.code for clause in standard_of(contract_type).clauses if clause.is_mandatory)
