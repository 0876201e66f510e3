"""Entering chains and stores, and what industry federations cover."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.queries import enterprises_visible_to
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import refusing
from zhijia.services.organising.chains import events
from zhijia.services.organising.chains.models import ChainGroup, ChainStore, Federation, FederationCoverage
from zhijia.trail.record import record

CONSTRAINTS: dict[str, Sentence | str] = {
    "chain_brand_once": gettext_noop("这个品牌已经登记。"),
    "chainstore_once": gettext_noop("这家门店已经登记。"),
    "federationcoverage_once": gettext_noop("这家单位已经在覆盖范围内。"),
}
MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Added:
    """How many stores were entered, and which lines name no enterprise in sight."""

    count: int
    unknown: Sequence[str]


def enter_chain(actor: Actor, *, brand: str, headquarters: Enterprise | None, name: str, now: datetime) -> ChainGroup:
    """Enter a brand at the acting post's own union. Raises `Refused`: role, a brand that stands."""
    if actor.post is None:
        raise Refused("连锁企业由有岗位的工会干部登记。请切换岗位。")
    union = Union.objects.get(pk=actor.post.union_id)
    check_administer(actor, union.path)
    words = headquarters.name if headquarters else name.strip()
    if not words:
        raise Refused("请选择总部单位，或者写明总部名称。", field="name")
    with transaction.atomic(), refusing(CONSTRAINTS):
        chain = ChainGroup.objects.create(
            union=union, brand=brand.strip(), headquarters=headquarters, headquarters_name=words
        )
        record(event_about(union, events.CHAIN_ENTERED, actor=actor, now=now, data={"chain": chain.pk, "brand": brand}))
    return chain


def add_stores(actor: Actor, chain: ChainGroup, lines: Sequence[str], *, now: datetime) -> Added:
    """Enter the employers named by credit code or full name as stores. Raises `Refused`: role at a store's territory."""
    names = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if len(names) > MOST_AT_ONCE:
        raise Refused(Sentence("一次最多登记{most}家门店，请分批办理。", {"most": MOST_AT_ONCE}), field="names")
    seen = enterprises_visible_to(actor).select_related("territory")
    found: dict[str, Enterprise] = {row.credit_code: row for row in seen.filter(credit_code__in=names)}
    found |= {row.name: row for row in seen.filter(name__in=names)}
    known = set(chain.stores.filter(closed_on=None).values_list("enterprise", flat=True))
    firms = {row.pk: row for name in names if (row := found.get(name)) and row.pk not in known}
    for firm in firms.values():
        check_administer(actor, firm.territory.path)
    with transaction.atomic(), refusing(CONSTRAINTS):
        ChainStore.objects.bulk_create(
            ChainStore(chain=chain, name=firm.name, enterprise=firm, territory=firm.territory, known_on=local_day(now))
            for firm in firms.values()
        )
        data = {"chain": chain.pk, "brand": chain.brand, "count": len(firms)}
        record(event_about(_own_union(actor), events.STORES_ADDED, actor=actor, now=now, data=data))
    return Added(len(firms), [name for name in names if name not in found])


def add_site(
    actor: Actor, chain: ChainGroup, *, name: str, territory: Union, branch: Union | None, now: datetime
) -> ChainStore:
    """Enter a store that is no employer of its own. Raises `Refused`: role, a branch of another kind."""
    check_administer(actor, territory.path)
    if branch is not None and branch.kind not in (UnionKind.BRANCH, UnionKind.GROUP):
        raise Refused("门店的工会分会要选分会或者小组；单独建会的，按用人单位登记门店。", field="branch")
    with transaction.atomic(), refusing(CONSTRAINTS):
        store = ChainStore.objects.create(
            chain=chain, name=name.strip(), territory=territory, branch=branch, known_on=local_day(now)
        )
        data = {"chain": chain.pk, "brand": chain.brand, "count": 1}
        record(event_about(territory, events.STORES_ADDED, actor=actor, now=now, data=data))
    return store


def close_store(actor: Actor, store: ChainStore, *, on: date, now: datetime) -> None:
    """A store is no more. Raises `Refused`: role, days, closed already."""
    check_administer(actor, store.path)
    if store.closed_on is not None:
        raise Refused("这家门店已经登记关闭。")
    if not store.known_on <= on <= local_day(now):
        raise Refused("关闭日期应在登记日期当天或以后，且不晚于今天。", field="on")
    store.closed_on = on
    store.save(update_fields=["closed_on"])
    data = {"chain": store.chain_id, "name": store.name, "on": on}
    record(event_about(store.territory, events.STORE_CLOSED, actor=actor, now=now, data=data))


@dataclass(frozen=True, kw_only=True)
class FederationFacts:
    trade_code: str
    association: str = ""
    congress_on: date | None = None
    delegates: int | None = None


def record_federation(actor: Actor, union: Union, facts: FederationFacts, *, now: datetime) -> Federation:
    """Keep what is known of an industry federation. Raises `Refused`: role, another kind of union, days."""
    check_administer(actor, union.path)
    if union.kind != UnionKind.INDUSTRY_FEDERATION:
        raise Refused("只有行业工会联合会登记这些内容。")
    if facts.congress_on and facts.congress_on > local_day(now):
        raise Refused("日期不能晚于今天。", field="congress_on")
    federation, _new = Federation.objects.update_or_create(union=union, defaults=vars(facts))
    federation.refresh_from_db()
    record(event_about(union, events.FEDERATION_RECORDED, actor=actor, now=now, data=vars(facts)))
    return federation


def cover_by_federation(
    actor: Actor, federation: Federation, enterprise: Enterprise, *, from_on: date, is_direct: bool, now: datetime
) -> FederationCoverage:
    """Let a federation cover an employer from a day on (OR-35). Raises `Refused`: role, a day ahead, covered already."""
    check_administer(actor, federation.path)
    if from_on > local_day(now):
        raise Refused("日期不能晚于今天。", field="from_on")
    with transaction.atomic(), refusing(CONSTRAINTS):
        kept = FederationCoverage.objects.create(
            federation=federation, enterprise=enterprise, from_on=from_on, is_direct=is_direct
        )
        kept.refresh_from_db()
        data = {"federation": federation.union_id, "name": federation.union.name, "from_on": from_on}
        record(event_about(enterprise, events.FEDERATION_COVERED, actor=actor, now=now, data=data))
    return kept


def end_federation_coverage(actor: Actor, coverage: FederationCoverage, *, on: date, now: datetime) -> None:
    """An employer leaves. Raises `Refused`: role, days, the last one (OR-33)."""
    check_administer(actor, coverage.path)
    if coverage.to_on is not None:
        raise Refused("这条覆盖关系已经结束。")
    if not coverage.from_on < on <= local_day(now):
        raise Refused("结束日期应晚于起始日期，且不晚于今天。", field="on")
    if not coverage.federation.coverages.filter(to_on=None).exclude(pk=coverage.pk).exists():
        raise Refused("行业工会联合会至少覆盖一家单位；不再需要的，请办理撤销。", rule="OR-33")
    coverage.to_on = on
    coverage.save(update_fields=["to_on"])
    data = {"federation": coverage.federation.union_id, "to_on": on}
    record(event_about(coverage.enterprise, events.FEDERATION_UNCOVERED, actor=actor, now=now, data=data))


def _own_union(actor: Actor) -> Union:
    assert actor.post is not None
    return Union.objects.get(pk=actor.post.union_id)
