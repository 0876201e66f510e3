"""Chains and industry federations: how each store is covered, and which employers a federation has (§A6, A11)."""

from datetime import date
from typing import Any

import pytest

from zhijia.engines.indicators.reading import read_many
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, SmallCity, make_union
from zhijia.services.organising.chains.actions import (
    FederationFacts,
    add_site,
    add_stores,
    close_store,
    cover_by_federation,
    end_federation_coverage,
    enter_chain,
    record_federation,
)
from zhijia.services.organising.chains.models import ChainStore
from zhijia.services.organising.chains.presenting import COVERAGE, read_chain
from zhijia.services.organising.chains.queries import chains_visible_to, stores_of


def share(city: SmallCity, path: str, on: date = TODAY) -> object:
    with scoped(BUILDER):
        return read_many([COVERAGE], path=path, on=on)[COVERAGE].value


def test_each_store_is_covered_in_its_own_way_and_the_share_follows(city: SmallCity) -> None:
    actor = city.city_cadre.actor
    with scoped(BUILDER):
        joint = make_union("石埠镇联合工会", parent=city.south_town, kind=UnionKind.JOINT, covers=city.pier)
        branch = make_union("青禾一店分会", parent=city.mill_union, kind=UnionKind.BRANCH)
    with scoped(actor):
        chain = enter_chain(actor, brand="青禾布艺", headquarters=None, name="青禾集团", now=NOW)
        lines = [city.mill.name, city.lone.credit_code, city.pier.name, "没有这家"]
        added = add_stores(actor, chain, lines, now=NOW)
        add_site(actor, chain, name="青禾一店", territory=city.north_town, branch=branch, now=NOW)
        page = read_chain(actor, chain, today=TODAY)

    assert (added.count, added.unknown) == (3, ["没有这家"])
    assert {row.store.name: row.mode for row in page.rows} == {
        city.mill.name: "单独建会",
        city.lone.name: "没有覆盖",
        city.pier.name: "单独建会",
        "青禾一店": "总部工会的分会",
    }
    assert (page.covered, page.known, share(city, city.root.path), joint.kind) == (3, 4, 75, "joint")
    with scoped(BUILDER):
        make_union("独木食品工会委员会", parent=city.north_town, kind=UnionKind.ENTERPRISE, covers=city.lone)
    assert share(city, city.north.path) == 100
    with scoped(city.county_cadre.actor):
        (seen,) = chains_visible_to(city.county_cadre.actor)
        assert stores_of(city.county_cadre.actor, seen).count() == 3


def test_a_store_that_is_closed_counts_no_more_from_its_day(city: SmallCity) -> None:
    actor = city.city_cadre.actor
    with scoped(actor):
        chain = enter_chain(actor, brand="独木食品", headquarters=city.lone, name="", now=NOW)
        add_stores(actor, chain, [city.lone.name], now=NOW)
        with pytest.raises(Refused, match="已经登记"):
            enter_chain(actor, brand="独木食品", headquarters=city.lone, name="", now=NOW)
        assert add_stores(actor, chain, [city.lone.name], now=NOW).count == 0
        store = ChainStore.objects.get(chain=chain)
        close_store(actor, store, on=TODAY, now=NOW)
        with pytest.raises(Refused, match="已经登记关闭"):
            close_store(actor, store, on=TODAY, now=NOW)

    assert share(city, city.root.path) is None


def test_an_industry_federation_covers_employers_with_dates_and_at_least_one_or_33(city: SmallCity) -> None:
    with scoped(BUILDER):
        union = make_union("北塘区餐饮行业工会联合会", parent=city.north, kind=UnionKind.INDUSTRY_FEDERATION)
    actor = city.county_cadre.actor
    with scoped(actor):
        with pytest.raises(Refused, match="只有行业工会联合会"):
            record_federation(
                actor, Union.objects.get(pk=city.mill_union.pk), FederationFacts(trade_code="6210"), now=NOW
            )
        facts = FederationFacts(trade_code="6210", association="北塘区餐饮协会", congress_on=date(2026, 6, 1))
        federation = record_federation(actor, union, facts, now=NOW)
        known: dict[str, Any] = {"from_on": date(2026, 6, 1), "is_direct": False, "now": NOW}
        first = cover_by_federation(actor, federation, city.mill, **known)
        second = cover_by_federation(actor, federation, city.lone, **known)
        with pytest.raises(Refused, match="已经在覆盖范围内"):
            cover_by_federation(actor, federation, city.lone, **known)
        end_federation_coverage(actor, first, on=TODAY, now=NOW)

        with pytest.raises(Refused, match="至少覆盖一家单位"):
            end_federation_coverage(actor, second, on=TODAY, now=NOW)
