"""Unions and enterprises of the demo city, through the same bulk actions that an import uses."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from random import Random
from typing import Any

from zhijia.demo.names import (
    BUREAUS,
    COUNTIES,
    County,
    Trade,
    enterprise_names,
    person_name,
    street_address,
    town_names,
)
from zhijia.demo.timeline import Timeline
from zhijia.lib.identifiers import synthetic_credit_code
from zhijia.organisation.actions.cities import found_city
from zhijia.organisation.actions.coverage import NewCoverage, cover_enterprises
from zhijia.organisation.actions.enterprises import PlacedEnterprise, enter_enterprises
from zhijia.organisation.actions.parents import set_other_parent
from zhijia.organisation.actions.unions import PlacedUnion, enter_unions
from zhijia.organisation.entries import EnterpriseEntry, UnionEntry
from zhijia.organisation.models import City, Enterprise, Union
from zhijia.organisation.models.unions import ParentKind, UnionKind
from zhijia.organisation.scopes import Actor

SHARE_WITH_UNION = 0.78
SHARE_JOINT = 0.06
ENTERPRISES_PER_TOWN = 45
FEWEST_TOWNS, MOST_TOWNS = 3, 24
OWNERSHIPS = ("170", "170", "170", "159", "159", "300", "200", "169")
TERM_YEARS = 5
ENTERED = 210  # days before the day of the city on which its registers were loaded
WAVES = (180, 165, 150, 135, 120, 105, 90, 75, 60, 45, 30, 15)
SHARE_OF_WAVE = 0.008
UNADDRESSED = 9
"""Of every so many enterprises one has no address and no legal representative entered yet."""


@dataclass
class DemoStructure:
    """What stands after this step."""

    city: City
    counties: list[Union]
    towns: list[Union]
    bureaus: list[Union]
    federations: list[Union] = field(default_factory=list)
    enterprises: list[Enterprise] = field(default_factory=list)
    trades: dict[int, Trade] = field(default_factory=dict)
    unions: list[Union] = field(default_factory=list)


def build_federations(rng: Random, timeline: Timeline, *, actor: Actor, city: City, enterprises: int) -> DemoStructure:
    """City, counties, bureaus and towns, level by level."""
    now = timeline.ago(ENTERED)
    counties = enter_unions(
        actor,
        [
            PlacedUnion(
                city.root,
                UnionEntry(
                    kind=UnionKind.ZONE if county.is_zone else UnionKind.COUNTY,
                    name=county.union_name,
                    short_name=county.name,
                    place=county.place,
                    reporting_group="市（县）、区",
                    **_term(rng, timeline),
                ),
            )
            for county in COUNTIES
        ],
        now=now,
    )
    bureaus = enter_unions(
        actor,
        [
            PlacedUnion(
                city.root,
                UnionEntry(
                    kind=UnionKind.BUREAU,
                    name=name,
                    place=city.place,
                    reporting_group="产业局（公司）",
                    **_term(rng, timeline),
                ),
            )
            for name in BUREAUS
        ],
        now=now,
    )
    per_county = max(FEWEST_TOWNS, min(MOST_TOWNS, enterprises // (len(COUNTIES) * ENTERPRISES_PER_TOWN) + 2))
    towns = enter_unions(
        actor,
        [
            PlacedUnion(union, _town_entry(rng, timeline, county, name))
            for union, county in zip(counties, COUNTIES, strict=True)
            for name in town_names(rng, county, per_county)
        ],
        now=now,
    )
    return DemoStructure(city=city, counties=counties, towns=towns, bureaus=bureaus)


def add_enterprises(rng: Random, timeline: Timeline, structure: DemoStructure, *, actor: Actor, count: int) -> None:
    """Enterprises in every town, most with a union of their own, some under a joint union, some with none."""
    now = timeline.ago(ENTERED)
    firms = list(islice(enterprise_names(rng), count))
    placed = []
    for n, (name, trade) in enumerate(firms):
        town = structure.towns[rng.randrange(len(structure.towns))]
        placed.append(PlacedEnterprise(town, _enterprise_entry(rng, timeline, n, name, trade, town=town)))
    structure.enterprises = enter_enterprises(actor, placed, now=now)
    structure.trades = {e.pk: trade for e, (_, trade) in zip(structure.enterprises, firms, strict=True)}
    towns = {town.pk: town for town in structure.towns}
    _found_own_unions(rng, timeline, structure, actor=actor, towns=towns)
    _found_joint_unions(rng, timeline, structure, actor=actor, towns=towns)


def _found_own_unions(
    rng: Random, timeline: Timeline, structure: DemoStructure, *, actor: Actor, towns: dict[int, Union]
) -> None:
    """Most unions were loaded with the registers; a few more were founded every fortnight since."""
    first: list[tuple[Enterprise, date]] = []
    waves: dict[int, list[tuple[Enterprise, date]]] = {ago: [] for ago in WAVES}
    for enterprise in structure.enterprises:
        draw = rng.random()
        if draw < SHARE_WITH_UNION - SHARE_OF_WAVE * len(WAVES):
            first.append((enterprise, timeline.day(rng.randrange(ENTERED, 2500))))
        elif draw < SHARE_WITH_UNION:
            ago = WAVES[int((SHARE_WITH_UNION - draw) / SHARE_OF_WAVE) % len(WAVES)]
            waves[ago].append((enterprise, timeline.day(ago)))
    _found(rng, timeline, structure, first, actor=actor, towns=towns, ago=ENTERED)
    for ago, pairs in waves.items():
        _found(rng, timeline, structure, pairs, actor=actor, towns=towns, ago=ago)


def _found(
    rng: Random,
    timeline: Timeline,
    structure: DemoStructure,
    pairs: list[tuple[Enterprise, date]],
    *,
    actor: Actor,
    towns: dict[int, Union],
    ago: int,
) -> None:
    begun = len(structure.unions)
    entries = [
        PlacedUnion(
            towns[enterprise.territory_id],
            UnionEntry(
                kind=UnionKind.ENTERPRISE,
                name=f"{enterprise.name}工会委员会",
                place=enterprise.place,
                credit_code=synthetic_credit_code(begun + n, registrar="8"),
                founded_on=founded_on,
                **_term(rng, timeline, founded_on),
            ),
        )
        for n, (enterprise, founded_on) in enumerate(pairs)
    ]
    unions = enter_unions(actor, entries, now=timeline.ago(ago))
    rows = [NewCoverage(u, enterprise, day) for u, (enterprise, day) in zip(unions, pairs, strict=True)]
    cover_enterprises(actor, rows, now=timeline.ago(ago, hour=11))
    structure.unions += unions


def _found_joint_unions(
    rng: Random, timeline: Timeline, structure: DemoStructure, *, actor: Actor, towns: dict[int, Union]
) -> None:
    covered = {union.name.removesuffix("工会委员会") for union in structure.unions}
    rest = [e for e in structure.enterprises if e.name not in covered and rng.random() < SHARE_JOINT / 0.22]
    by_town: dict[int, list[Enterprise]] = {}
    for enterprise in rest:
        by_town.setdefault(enterprise.territory_id, []).append(enterprise)
    entries = [
        PlacedUnion(
            towns[pk],
            UnionEntry(
                kind=UnionKind.JOINT,
                name=f"{towns[pk].short_name}联合工会",
                place=towns[pk].place,
                founded_on=timeline.day(400),
                **_term(rng, timeline),
            ),
        )
        for pk in by_town
    ]
    joints = enter_unions(actor, entries, now=timeline.ago(ENTERED))
    rows = [
        NewCoverage(joint, enterprise, timeline.day(380))
        for joint, members in zip(joints, by_town.values(), strict=True)
        for enterprise in members
    ]
    cover_enterprises(actor, rows, now=timeline.ago(ENTERED))
    structure.unions += joints


def add_industry_federations(timeline: Timeline, structure: DemoStructure, *, actor: Actor) -> None:
    """The catering federation stands since the first half of the year; a second one was founded since."""
    made = (("市餐饮行业工会联合会", "餐饮", 200), ("市物流行业工会联合会", "物流", 40))
    for name, words, ago in made:
        entry = UnionEntry(
            kind=UnionKind.INDUSTRY_FEDERATION,
            name=name,
            place=structure.city.place,
            founded_on=timeline.day(ago),
            term_from=timeline.day(ago),
            term_to=_years_later(timeline.day(ago)),
        )
        federation = enter_unions(actor, [PlacedUnion(structure.city.root, entry)], now=timeline.ago(ago))[0]
        structure.federations.append(federation)
        for union in islice(_of_trade(structure, words), 30):
            set_other_parent(
                actor,
                union,
                kind=ParentKind.INDUSTRY,
                parent=federation,
                from_on=timeline.day(ago - 5),
                now=timeline.ago(ago - 5),
            )


def _of_trade(structure: DemoStructure, words: str) -> Iterator[Union]:
    return (u for u in structure.unions if u.kind == UnionKind.ENTERPRISE and words in u.name)


def _town_entry(rng: Random, timeline: Timeline, county: County, name: str) -> UnionEntry:
    return UnionEntry(
        kind=UnionKind.TOWN, name=f"{name}总工会", short_name=name, place=county.place, **_term(rng, timeline)
    )


def _enterprise_entry(
    rng: Random, timeline: Timeline, n: int, name: str, trade: Trade, *, town: Union
) -> EnterpriseEntry:
    headcount = max(4, int(rng.lognormvariate(4.0, 1.0)))
    address, legal_representative = _registered(n, town)
    return EnterpriseEntry(
        credit_code=synthetic_credit_code(n),
        name=name,
        place=town.place,
        industry_section=trade.section,
        industry_code=trade.code,
        ownership=rng.choice(OWNERSHIPS),
        headcount=headcount,
        women=int(headcount * rng.uniform(0.2, 0.6)),
        migrants=int(headcount * rng.uniform(0.1, 0.7)),
        dispatched=int(headcount * rng.uniform(0.0, 0.1)),
        address=address,
        legal_representative=legal_representative,
        founded_on=timeline.day(rng.randrange(400, 7000)),
    )


def _registered(n: int, town: Union) -> tuple[str, str]:
    """Where it is registered and for whom; of some nobody has entered it yet. Drawn apart from all that the city draws."""
    rng = Random(n)  # noqa: S311 - an invented city
    if n % UNADDRESSED == 0:
        return "", ""
    return street_address(rng, town.short_name), person_name(rng)


def _term(rng: Random, timeline: Timeline, since: date | None = None) -> Any:
    """A term of office, not older than the union itself. About one in fourteen has run out."""
    oldest = (timeline.as_of - since).days if since else 365 * TERM_YEARS + 150
    begun = timeline.day(rng.randrange(min(ENTERED, oldest), max(oldest, ENTERED) + 1) if oldest > ENTERED else oldest)
    begun = begun.replace(day=min(begun.day, 28)) if since is None else begun
    return {"term_from": begun, "term_to": _years_later(begun)}


def _years_later(day: date) -> date:
    """The anniversary; 29 February has its anniversary on the 28th."""
    return date(day.year + TERM_YEARS, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def found_demo_city(timeline: Timeline) -> City:
    """The federation itself, flagged as a demo so that synthetic codes are taken."""
    return found_city(
        name="演示市", place="320500", union_name="演示市总工会", is_demo=True, now=timeline.ago(ENTERED + 1)
    )
