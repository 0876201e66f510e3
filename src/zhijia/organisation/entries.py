"""What is said about a union, an enterprise, a person or a post when it is entered: plain values, not yet checked."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionEntry:
    """Facts of a union. `kind` is a `UnionKind`, `place` a six-digit division."""

    kind: str
    name: str
    place: str
    short_name: str = ""
    credit_code: str = ""
    reporting_group: str = ""
    founded_on: date | None = None
    closed_on: date | None = None
    term_from: date | None = None
    term_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseEntry:
    """Facts of an employer. `ownership` is a registration type (services §I5); head counts are persons.

    `legal_representative` is the name of whoever is registered as such, or heads a unit that is no legal person.
    """

    credit_code: str
    name: str
    place: str
    industry_section: str
    ownership: str
    industry_code: str = ""
    industry_edition: str = "2017"
    headcount: int | None = None
    women: int | None = None
    migrants: int | None = None
    dispatched: int | None = None
    address: str = ""
    legal_representative: str = ""
    founded_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """Particulars of a person (services §A7); what is not known is empty or None. `repr` leaves out what is sealed."""

    id_kind: str = ""
    id_number: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    sex: str = ""
    born_on: date | None = field(default=None, repr=False)
    ethnicity: str = ""
    political_status: str = ""
    education: str = ""
    household_kind: str = ""
    is_migrant: bool | None = None
    is_dispatched: bool | None = None
    is_new_form: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEntry:
    """A post to be created: `role` is a `Role`, `line` a `FunctionLine` or empty."""

    role: str
    title: str
    line: str = ""


Entry = UnionEntry | EnterpriseEntry | PersonEntry | PostEntry


def facts_of(entry: Entry) -> dict[str, Any]:
    """The facts of an entry by name. They are plain values: the deep copies of `asdict` took a sixth of a large import."""
    return {name: getattr(entry, name) for name in entry.__slots__}
