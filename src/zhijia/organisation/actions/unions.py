"""Entering unions and keeping their facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from zhijia.lib.sentences import gettext_noop
from zhijia.organisation import events
from zhijia.organisation.checks import CheckContext, find_union_problems
from zhijia.organisation.entries import UnionEntry, facts_of
from zhijia.organisation.membership_checks import check_nobody_left
from zhijia.organisation.models import Union
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.recording import differences, event_about, plain
from zhijia.organisation.rules import find_place_in_tree
from zhijia.organisation.scopes import Actor
from zhijia.organisation.searching import index_of
from zhijia.organisation.writing import chunks, refuse_blocking, refusing
from zhijia.trail.record import NewEvent, record, record_all

CONSTRAINTS = {
    "union_credit_code_unique": gettext_noop(
        "这个统一社会信用代码已经登记过，请先搜索核对；若不在您的范围内，请联系上级工会。"
    )
}
CHANGEABLE = tuple(UnionEntry.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class PlacedUnion:
    """A union to be entered below `parent`."""

    parent: Union
    entry: UnionEntry


def create_union(actor: Actor, *, parent: Union, entry: UnionEntry, now: datetime) -> Union:
    """Enter one union below `parent`. Raises `Refused`: role, place in the tree, code, division, dates, term."""
    return enter_unions(actor, [PlacedUnion(parent, entry)], now=now)[0]


def enter_unions(actor: Actor, rows: Sequence[PlacedUnion], *, now: datetime) -> list[Union]:
    """Enter many unions, with one event each; they come back in the order given, with their paths.

    All or nothing. Parents must exist already, so a tree is entered level by level.
    """
    for path in {row.parent.path for row in rows}:
        check_administer(actor, path)
    context = CheckContext.at(now)
    for row in rows:
        refuse_blocking(find_union_problems(row.entry, parent_kind=row.parent.kind, context=context))
    return [union for piece in chunks(rows) for union in _enter(actor, piece, now=now)]


def change_union(actor: Actor, union: Union, *, entry: UnionEntry, now: datetime) -> Union:
    """Replace the facts of a union. Nothing is written when nothing differs. Raises `Refused`.

    A union's place in the tree is not a fact of it: moving is a procedure of its own.
    """
    check_administer(actor, union.path)
    kept = Union.objects.select_for_update(of=("self",)).select_related("parent").get(pk=union.pk)
    parent_kind = kept.parent.kind if kept.parent else None
    refuse_blocking(find_union_problems(entry, parent_kind=parent_kind, context=CheckContext.at(now)))
    _check_children(kept, entry)
    if entry.closed_on is not None and kept.closed_on is None:
        check_nobody_left(kept)
    changed = differences(_facts_of(kept), facts_of(entry))
    if changed:
        _write(kept, facts_of(entry))
        record(event_about(kept, events.UNION_CHANGED, actor=actor, now=now, data=changed))
    return kept


def entry_of(union: Union) -> UnionEntry:
    """The facts as they stand, in the shape in which they are changed."""
    return UnionEntry(**_facts_of(union))  # type: ignore[arg-type]


def _check_children(union: Union, entry: UnionEntry) -> None:
    if entry.kind == union.kind:
        return
    kinds = sorted(set(union.children.values_list("kind", flat=True)))
    refuse_blocking(filter(None, (find_place_in_tree(kind, parent_kind=entry.kind) for kind in kinds)))


def _facts_of(union: Union) -> dict[str, object]:
    return {name: getattr(union, name) for name in CHANGEABLE}


def _enter(actor: Actor, rows: Sequence[PlacedUnion], *, now: datetime) -> list[Union]:
    unions = [Union(parent=row.parent, **facts_of(row.entry), **_index(row.entry)) for row in rows]
    with refusing(CONSTRAINTS):
        Union.objects.bulk_create(unions)
    placed = {pk: (path, depth) for pk, path, depth in _places(unions)}
    for union in unions:
        union.path, union.depth = placed[union.pk]
    record_all(_entered(actor, union, now=now) for union in unions)
    return unions


def _places(unions: Sequence[Union]) -> Sequence[tuple[int, str, int]]:
    return list(Union.objects.filter(pk__in=[union.pk for union in unions]).values_list("pk", "path", "depth"))


def _entered(actor: Actor, union: Union, *, now: datetime) -> NewEvent:
    data = {"parent": union.parent_id, **plain(_facts_of(union))}
    return event_about(union, events.UNION_FOUNDED, actor=actor, now=now, data=data)


def _index(entry: UnionEntry) -> Mapping[str, str]:
    return index_of(entry.name, entry.short_name, code=entry.credit_code)


def _write(union: Union, facts: Mapping[str, object]) -> None:
    for name, value in facts.items():
        setattr(union, name, value)
    index = index_of(union.name, union.short_name, code=union.credit_code)
    union.sort_key, union.search_tokens = index["sort_key"], index["search_tokens"]
    with refusing(CONSTRAINTS):
        union.save(update_fields=[*facts, *index])
