"""Chains with how their stores are covered, and what the page of an industry federation shows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.indicators.definitions import Indicator, Kind, publish
from zhijia.engines.indicators.reading import read_many
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.organisation.permissions import can_administer
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.chains.models import ChainGroup, ChainStore, FederationCoverage
from zhijia.services.organising.chains.queries import chains_visible_to, modes_of, stores_of
from zhijia.services.organising.chains.rules import MODE_WORDS, Mode
from zhijia.services.organising.indicators.unions import GOAL
from zhijia.ui.components import Column, Fact
from zhijia.ui.reader import day_read

COVERAGE, STORE = "organising.chain_coverage", "organising.chainstore"
MOST_STORES = 500
publish(
    Indicator(
        code=COVERAGE,
        name=gettext_noop("连锁门店覆盖率"),
        definition=gettext_noop(
            "分母：当日登记在册、没有关闭的连锁门店。分子：其中用人单位被工会覆盖，或者设有工会分会的。"
        ),
        unit="%",
        family="organising_chains",
        subject=STORE,
        kind=Kind.RATIO,
        goal=GOAL,
    )
)


def describe_stores(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    rows = ChainStore.objects.filter(pk__in=ids).select_related("chain", "territory").order_by("pk")
    return {
        row.pk: SubjectRow(
            label=row.name,
            url=reverse("organising:chain", args=[row.chain_id]),
            cells=(row.chain.brand, row.territory.name),
        )
        for row in rows
    }


show_subjects(
    SubjectList(STORE, gettext_noop("连锁门店"), (gettext_noop("品牌"), gettext_noop("属地工会")), describe_stores)
)


@dataclass(frozen=True, slots=True)
class StoreRow:
    store: ChainStore
    mode: str
    light: str


@dataclass(frozen=True, slots=True)
class ChainPage:
    """One chain: its stores in sight, and how many of them are covered in which way."""

    chain: ChainGroup
    rows: Sequence[StoreRow]
    modes: Sequence[Fact]
    covered: int
    known: int
    columns: Sequence[Column]
    may_enter: bool


@dataclass(frozen=True, slots=True)
class ChainList:
    chains: Sequence[ChainGroup]
    columns: Sequence[Column]
    share: str
    may_enter: bool


def read_chains(actor: Actor, *, today: date) -> ChainList:
    """Chains in sight, with the share of stores that are covered in the reader's own subtree (A11)."""
    value = read_many([COVERAGE], path=actor.path, on=today)[COVERAGE].value
    heads = [Column(_("品牌"), "long"), Column(_("总部名称"), "long"), Column(_("门店"), "short", is_number=True)]
    share = "" if value is None else f"{round(float(value), 1):g}%"
    return ChainList(list(chains_visible_to(actor)), heads, share, can_administer(actor, actor.path))


def read_chain(actor: Actor, chain: ChainGroup, *, today: date) -> ChainPage:
    stores = list(stores_of(actor, chain)[:MOST_STORES])
    modes = modes_of(stores, chain, today=today)
    is_open = [store for store in stores if store.closed_on is None]
    counted = Counter(modes[store.pk] for store in is_open)
    return ChainPage(
        chain=chain,
        rows=[_row(store, modes[store.pk]) for store in stores],
        modes=[Fact(_(MODE_WORDS[mode]), _("%(n)s 家") % {"n": counted[mode]}) for mode in Mode if counted[mode]],
        covered=sum(n for mode, n in counted.items() if mode is not Mode.NONE),
        known=len(is_open),
        columns=[
            Column(_("门店")),
            Column(_("属地工会"), "long"),
            Column(_("覆盖方式"), "long"),
            Column(_("办理"), "short"),
        ],
        may_enter=can_administer(actor, actor.path),
    )


def _row(store: ChainStore, mode: Mode) -> StoreRow:
    if store.closed_on is not None:
        return StoreRow(store, _("%(day)s 关闭") % {"day": day_read(store.closed_on)}, "none")
    return StoreRow(store, _(MODE_WORDS[mode]), "behind" if mode is Mode.NONE else "ok")


def read_federation(question: PanelQuestion) -> Mapping[str, object] | None:
    """The trade, the association, and which employers an industry federation covers, from when."""
    row = question.row
    if not isinstance(row, Union) or row.kind != UnionKind.INDUSTRY_FEDERATION:
        return None
    rows = FederationCoverage.objects.filter(federation__union=row).select_related("federation", "enterprise")
    coverages = list(rows.order_by("to_on", "-from_on", "pk")[:50])
    federation = coverages[0].federation if coverages else None
    facts = []
    if federation is not None:
        known = ((_("行业小类代码"), federation.trade_code), (_("行业协会（协商对方）"), federation.association))
        facts = [Fact(name, words) for name, words in known if words]
    may_record = can_administer(question.actor, row.path)
    return {
        "facts": facts,
        "lines": [_line(coverage, may_end=may_record) for coverage in coverages],
        "union": row,
        "may_record": may_record,
    }


def _line(coverage: FederationCoverage, *, may_end: bool) -> Fact:
    """An employer with its days, leading to where it is taken out."""
    until = _("至 %(day)s") % {"day": day_read(coverage.to_on)} if coverage.to_on else ""
    words = " ".join(filter(None, (_("自 %(day)s") % {"day": day_read(coverage.from_on)}, until)))
    may_end = may_end and coverage.to_on is None
    url = reverse("organising:end_federation_coverage", args=[coverage.pk]) if may_end else ""
    note = _("职工直接加入") if coverage.is_direct else ""
    return Fact(coverage.enterprise.name, words, note=note, url=url)


register_panel(
    place="union",
    code="organising.federation",
    title=gettext_noop("行业覆盖"),
    template="organising/chains/_federation.html",
    read=read_federation,
    order=16,
)
