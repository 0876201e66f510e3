"""What the tables beside the flows say: `services/*/tests/who_may.md`, read as a lawyer reads them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.sources import PACKAGE
from zhijia.organisation.models.posts import Role

FLOW = re.compile(r"^## .+ `(?P<code>[a-z_.]+)`$")
MOVE = re.compile(r"^\| .+ `(?P<verb>[a-z_]+)` \| (?P<who>.+) \|$")
GROUP = re.compile(r"^\| (?P<name>\S+) \| (?P<place>\S+) \|(?P<roles>.*)\|$")
HEADS = {"谁", "---"}
ROLES = {str(role.label): role.value for role in Role}


@dataclass(frozen=True)
class Group:
    """Who: anybody who stands at `place` of a case, if roles are named through a post of one of them."""

    place: str
    roles: frozenset[str]

    def has(self, places: frozenset[str], role: str) -> bool:
        return self.place in places and (not self.roles or role in self.roles)


Table = Mapping[tuple[str, str], tuple[Group, ...]]


def read_tables() -> Table:
    """Flow and verb to the groups that may; KeyError for a group or a role that nobody explained."""
    return dict(row for path in sorted(PACKAGE.glob("services/*/tests/who_may.md")) for row in _rows_of(path))


def _rows_of(path: Path) -> Iterator[tuple[tuple[str, str], tuple[Group, ...]]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    groups, flow = _groups_in(lines), ""
    for line in lines:
        if found := FLOW.match(line):
            flow = found["code"]
        elif found := MOVE.match(line):
            yield (flow, found["verb"]), tuple(groups[name] for name in found["who"].split("、"))


def _groups_in(lines: list[str]) -> dict[str, Group]:
    """The table of a file that stands above its first flow."""
    found = (GROUP.match(line) for line in lines[: next(n for n, line in enumerate(lines) if FLOW.match(line))])
    rows = [row for row in found if row and row["name"] not in HEADS]
    return {row["name"]: Group(row["place"], _roles(row["roles"].strip())) for row in rows}


def _roles(words: str) -> frozenset[str]:
    return frozenset(ROLES[word] for word in words.split("、")) if words else frozenset()
