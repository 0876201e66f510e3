"""Chains, stores and industry federations in the actor's scope; how each store is covered on a day."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from zhijia.engines.campaigns.selecting import coverages_on
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.chains.models import ChainGroup, ChainStore, Federation, FederationCoverage
from zhijia.services.organising.chains.rules import Mode, mode_of


def chains_visible_to(actor: Actor) -> "QuerySet[ChainGroup]":
    """Chains kept by the actor's union, by one below it, or by one above it."""
    rows = ChainGroup.objects.all() if actor.post else ChainGroup.objects.none()
    return rows.annotate(known=Count("stores", filter=Q(stores__closed_on=None))).order_by("brand", "pk")


def get_chain(actor: Actor, pk: int) -> ChainGroup:
    found = chains_visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def stores_of(actor: Actor, chain: ChainGroup) -> "QuerySet[ChainStore]":
    """The stores of a chain that lie in the actor's scope, those that are open first."""
    rows = ChainStore.objects.filter(actor.reach(), chain=chain).select_related("territory", "enterprise", "branch")
    return rows.order_by("closed_on", "path", "name", "pk")


def get_store(actor: Actor, pk: int) -> ChainStore:
    found = ChainStore.objects.filter(actor.reach(), pk=pk).select_related("chain", "territory").first()
    if found is None:
        raise Http404
    return found


def modes_of(stores: Sequence[ChainStore], chain: ChainGroup, *, today: date) -> dict[int, Mode]:
    """How each store is covered today, from who covers its employer."""
    firms = [store.enterprise_id for store in stores if store.enterprise_id]
    covering = coverages_on(today).filter(enterprise__in=[*firms, chain.headquarters_id])
    unions: dict[int | None, set[tuple[int, str]]] = defaultdict(set)
    for enterprise, union, kind in covering.values_list("enterprise", "union", "union__kind"):
        unions[enterprise].add((union, kind))
    top = unions[chain.headquarters_id] if chain.headquarters_id else set()
    found = {}
    for store in stores:
        own = unions[store.enterprise_id] if store.enterprise_id else set()
        is_top = bool(own & top) and store.enterprise_id != chain.headquarters_id
        kinds = frozenset(kind for _union, kind in own)
        has_branch = store.branch is not None and store.branch.closed_on is None
        found[store.pk] = mode_of(has_branch=has_branch, kinds=kinds, is_of_headquarters=is_top)
    return found


def get_federation(actor: Actor, union_id: int) -> Federation:
    """The record of an industry federation in scope, or not found."""
    found = Federation.objects.filter(actor.reach(), union=union_id).select_related("union").first()
    if found is None:
        raise Http404
    return found


def get_federation_coverage(actor: Actor, pk: int) -> FederationCoverage:
    rows = FederationCoverage.objects.filter(actor.reach(), pk=pk)
    found = rows.select_related("federation__union", "enterprise").first()
    if found is None:
        raise Http404
    return found
