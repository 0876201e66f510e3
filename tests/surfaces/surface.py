"""What the table says of one surface: its kind, how to reach it, who finds its record, and whom of them it lets in."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from tests.surfaces.records import Side
from tests.surfaces.world import ACTORS


class Kind(StrEnum):
    """Through which side of the product a row can come out (engines.md §8)."""

    LIST = "list"
    DETAIL = "detail"
    COUNT = "count"
    SEARCH = "search"
    AUTOCOMPLETE = "autocomplete"
    TREE = "tree"
    BULK = "bulk action"
    EXPORT = "export"
    ATTACHMENT = "attachment"
    DRILL_DOWN = "drill-down"
    HISTORY = "history"
    FORM = "form"
    ACT = "act"
    ENTRANCE = "entrance"
    """A page of one's own account or of nobody: no record."""


PARTIES = frozenset({"contact"})
"""Those who act for an outside party: they find their own face, their account, and nothing of the unions."""
EVERYBODY = frozenset(ACTORS) - PARTIES
CITY = frozenset({"administrator", "leader", "city_cadre", "research", "supervisor"})
COUNTY = CITY | {"county_leader", "county_cadre"}
TOWN = COUNTY | {"town_cadre"}
MILL = TOWN | {"chair"}
WITH_POST = EVERYBODY - {"worker"}
KEEPERS = frozenset({"administrator", "leader", "city_cadre", "county_leader", "county_cadre", "town_cadre", "chair"})
"""Roles that keep the facts of a union: leaders, heads, cadres, chairs, administrators."""
SOUTHERN = {"county_cadre": "stranger"}
"""Who stands at South's records where the North's person stands at North's. The others of North find nothing there."""
NORTH_ONLY = frozenset({"county_leader", "county_cadre", "town_cadre", "chair", "worker", "contact"})

OF_WORKERS = ("portal:", "polling:", "partner:", "entrance:", "account_", "mfa_", "ui:")
FOR_WORKERS = frozenset(
    {
        "home",
        "workbench:home",
        "workbench:desk",
        "bargaining:demand_talks",
        "congress:mine",
        "congress:own_sessions",
        "congress:proposals",
        "congress:write_proposal",
        "openness:mine",
        "organising:law_scan",
    }
)
"""What answers somebody without a post by itself of all that names no record: opened, led on, or not found.

The rest is refused: lists and tools of the offices."""
CODES = frozenset({"declared"})
"""Fields of a side that are codes of the whole city, no ids of records."""

Query = Callable[[Side], str]


NARROWED: tuple[Query, ...] = (
    lambda side: f"text={side.mark}&due=dated",
    lambda side: f"place={side.county}&due=overdue",
)
"""What narrows a list of cases: a text, a place, a term."""


@dataclass(frozen=True)
class Arguments:
    """The arguments of an address: ids of a side's records by their names in `Side`, then what is always the same."""

    fields: tuple[str, ...] = ()
    constant: tuple[object, ...] = ()

    def of(self, side: Side) -> tuple[object, ...]:
        return (*(getattr(side, field) for field in self.fields), *self.constant)


def of(*fields: str, then: tuple[object, ...] = ()) -> Arguments:
    """An address that names records of a side."""
    return Arguments(fields, then)


def always(*constant: object) -> Arguments:
    """An address that names no record."""
    return Arguments((), constant)


@dataclass(frozen=True)
class Surface:
    """One named URL. `sees`: who finds North's record (all others: 404); `may`: whom of them the surface lets in.

    `probes` are queries that name a record of a side in another way than by the address: a search, a filter, a place.
    """

    name: str
    kind: Kind
    arguments: Arguments = Arguments()
    sees: frozenset[str] = EVERYBODY
    may: frozenset[str] | None = None
    probes: tuple[Query, ...] = ()
    is_post: bool = False
    is_open: bool = False
    """Answers also without a login."""
    is_for_holders: bool = False
    """Answers whoever holds its address, which cannot be guessed, with what may be public of the record."""

    @property
    def has_record(self) -> bool:
        return bool(self.arguments.fields) and not self.is_for_holders

    def address(self, side: Side) -> str:
        return reverse(self.name, args=self.arguments.of(side))

    def finders(self, *, of_north: bool) -> frozenset[str]:
        """Who finds the record."""
        sees = self._sees
        found = sees if of_north or not self.has_record else _mirrored(sees)
        return found | {"worker"} if self.is_of_offices else found

    def admitted(self, *, of_north: bool) -> frozenset[str]:
        """Who is let in."""
        sees = self._sees
        may = sees if self.may is None else sees & self.may
        admitted = may if of_north or not self.has_record else _mirrored(may)
        return admitted - {"worker"} if self.is_of_offices else admitted

    @property
    def is_of_offices(self) -> bool:
        """Names no record and is not for workers: whoever has no post is refused, whatever lies behind it."""
        is_for_workers = self.is_open or self.name in FOR_WORKERS or self.name.startswith(OF_WORKERS)
        return not is_for_workers and set(self.arguments.fields) <= CODES

    @property
    def _sees(self) -> frozenset[str]:
        """What is open without a login, and pages of one's own account, is there for outside parties, too."""
        is_for_all = self.sees == EVERYBODY and (self.kind is Kind.ENTRANCE or self.is_open)
        return self.sees | PARTIES if is_for_all else self.sees


def _mirrored(names: frozenset[str]) -> frozenset[str]:
    southern = {SOUTHERN[name] for name in names & SOUTHERN.keys()}
    return (names - NORTH_ONLY - {"stranger"}) | southern
