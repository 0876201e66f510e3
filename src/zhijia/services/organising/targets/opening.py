"""Putting enterprises on the list: one by hand, many by their names, or those that the rules find without a union."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from zhijia.engines.campaigns.selecting import coverages_on
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Enterprise
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.models.unions import Union, UnionKind
from zhijia.organisation.queries import enterprises_visible_to
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import refusing
from zhijia.services.organising.targets.checks import WHO_LISTS, is_office
from zhijia.services.organising.targets.codes import Source
from zhijia.services.organising.targets.flow import TARGET_FLOW
from zhijia.services.organising.targets.models import OrganisingTarget
from zhijia.services.organising.targets.rules import priority_for, reasons_for

LISTED = gettext_noop("这家单位已在建会对象名单中。")
COVERED = gettext_noop("“{name}”已经有工会覆盖，不用再列入。")
CONSTRAINTS: dict[str, Sentence | str] = {"target_of_enterprise_once": LISTED}
MOST_AT_ONCE = 500
LARGE, PROXY = "organising.target.large", "union.target.employees"


@dataclass(frozen=True, kw_only=True)
class NewTarget:
    """An enterprise to be organised. Without `priority` the rules say it; `reasons` come besides those of the register."""

    enterprise: Enterprise
    source: str
    priority: str = ""
    reasons: Sequence[str] = ()
    leads_chain: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """What came of many names: how many were put on the list, which are on it or have a union, which nobody knows."""

    count: int
    passed_over: Sequence[str]
    unknown: Sequence[str]


def covered_among(firms: Collection[int], *, today: date) -> frozenset[int]:
    """Which of these enterprises a union covers."""
    return frozenset(coverages_on(today).filter(enterprise__in=firms).values_list("enterprise", flat=True))


def open_targets(entries: Sequence[NewTarget], *, actor: Actor, now: datetime) -> list[OrganisingTarget]:
    """Put them on the list, all or none. Raises `Refused`: whoever is no office of the territory, one that stands there."""
    if not entries:
        return []
    today = local_day(now)
    covered = coverages_on(today).filter(enterprise__in=[entry.enterprise.pk for entry in entries])
    if with_union := covered.select_related("enterprise").order_by("pk").first():
        raise Refused(Sentence(COVERED, {"name": with_union.enterprise.name}), field="enterprise")
    territories = _territories(entries)
    for union in territories.values():
        if not is_office(actor, union.path):
            raise Refused(WHO_LISTS)
    return put_on_the_list(entries, actor=actor, now=now)


def put_on_the_list(entries: Sequence[NewTarget], *, actor: Actor, now: datetime) -> list[OrganisingTarget]:
    """The same for those of whom it was asked already who lists them and whether a union covers them."""
    law, today = LocalLaw(), local_day(now)
    territories = _territories(entries)
    zones = _in_zones([*territories.values()])
    with transaction.atomic(), refusing(CONSTRAINTS):
        new = [_case_of(entry, territories[entry.enterprise.territory_id]) for entry in entries]
        cases = open_cases(TARGET_FLOW, new, actor=actor, now=now)
        rows = []
        for case, entry in zip(cases, entries, strict=True):
            firm = entry.enterprise
            told = reasons_for(
                headcount=firm.headcount,
                ownership=firm.ownership,
                in_zone=firm.territory_id in zones,
                leads_chain=entry.leads_chain,
                large_from=law.rule(LARGE, place=case.place, on=today).number,
            )
            reasons = list(dict.fromkeys([*told, *entry.reasons]))
            rows.append(
                OrganisingTarget(
                    case=case,
                    enterprise=firm,
                    source=entry.source,
                    priority=entry.priority or priority_for(reasons),
                    reasons=reasons,
                    found_on=today,
                    stage_since=today,
                )
            )
        OrganisingTarget.objects.bulk_create(rows, batch_size=1000)
        begin(TARGET_FLOW, zip(cases, rows, strict=True), now=now)
    return rows


def list_by_names(lines: Sequence[str], *, source: Source, actor: Actor, now: datetime) -> Listed:
    """Many by credit code or full name, one a line, as they are copied out of a sheet."""
    names = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if len(names) > MOST_AT_ONCE:
        raise Refused(Sentence("一次最多列入{most}家，请分批办理。", {"most": MOST_AT_ONCE}), field="names")
    seen = enterprises_visible_to(actor)
    found: dict[str, Enterprise] = {row.credit_code: row for row in seen.filter(credit_code__in=names)}
    found |= {row.name: row for row in seen.filter(name__in=names)}
    firms = {row.pk: row for name in names if (row := found.get(name))}
    waiting = without_union(seen.filter(pk__in=firms), today=local_day(now))
    entries = [NewTarget(enterprise=row, source=source) for row in waiting.order_by("pk")]
    open_targets(entries, actor=actor, now=now)
    taken = {entry.enterprise.pk for entry in entries}
    passed = [row.name for pk, row in firms.items() if pk not in taken]
    return Listed(len(entries), passed, [name for name in names if name not in found])


def gap_of(actor: Actor, *, today: date, under: str = "", large_only: bool = False) -> "QuerySet[Enterprise]":
    """The coverage gap: enterprises in the actor's subtree without a union that have enough employees, in tree order.

    Twenty-five counts members (OR-01); the list goes by employees, because who has no union has no members yet.
    """
    place = actor.post.place if actor.post else ""
    least = LocalLaw().rule(LARGE if large_only else PROXY, place=place, on=today).number
    rows = Enterprise.objects.filter(actor.reach(), headcount__gte=least).filter(
        Q(closed_on=None) | Q(closed_on__gt=today)
    )
    if under:
        rows = rows.filter(path__gte=under, path__lt=f"{under}~")
    return without_union(rows, today=today).order_by("path", "sort_key", "pk")


def list_gap(actor: Actor, *, now: datetime, under: str = "", large_only: bool = False) -> list[OrganisingTarget]:
    """Put the first of the gap on the list, at most `MOST_AT_ONCE`."""
    rows = list(gap_of(actor, today=local_day(now), under=under, large_only=large_only)[:MOST_AT_ONCE])
    if not rows:
        raise Refused("没有符合条件的未建会单位，或者都已在名单中。")
    return open_targets([NewTarget(enterprise=row, source=Source.GAP) for row in rows], actor=actor, now=now)


def without_union(rows: "QuerySet[Enterprise]", *, today: date) -> "QuerySet[Enterprise]":
    """Those that no union covers and that are not on the list."""
    covered = coverages_on(today).filter(enterprise=OuterRef("pk"))
    listed = OrganisingTarget.objects.filter(enterprise=OuterRef("pk"), ended_on=None)
    return rows.filter(~Exists(covered), ~Exists(listed))


def _case_of(entry: NewTarget, territory: Union) -> NewCase:
    firm = entry.enterprise
    return NewCase(
        title=Sentence("{name} · 建会", {"name": firm.name}).said_in(str)[:300],
        union_id=territory.pk,
        place=territory.place,
        enterprise_id=firm.pk,
        line=FunctionLine.ORGANISING,
        data={"source": str(entry.source)},
    )


def _territories(entries: Sequence[NewTarget]) -> dict[int, Union]:
    ids = {entry.enterprise.territory_id for entry in entries}
    return {union.pk: union for union in Union.objects.filter(pk__in=ids)}


def _in_zones(unions: Sequence[Union]) -> frozenset[int]:
    """The unions that are a development zone's or lie below one."""
    places = {union.path[: 4 * n] for union in unions for n in range(1, len(union.path) // 4 + 1)}
    zones = tuple(Union.objects.filter(path__in=places, kind=UnionKind.ZONE).values_list("path", flat=True))
    return frozenset(union.pk for union in unions if zones and union.path.startswith(zones))
