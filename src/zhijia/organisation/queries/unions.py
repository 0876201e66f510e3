"""Unions in the actor's scope: the tree, the list, the search."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from zhijia.organisation.models import OtherParent, Union, UnionMove
from zhijia.organisation.models.unions import TERRITORIAL_KINDS
from zhijia.organisation.queries.searches import search_ids
from zhijia.organisation.scopes import Actor

LEVEL = 200
"""How many children of a node are shown at once."""
TREE_FIELDS = ("name", "kind", "path", "has_children", "sort_key", "parent")


def unions_visible_to(actor: Actor) -> QuerySet[Union]:
    """Unions of the actor's subtree and line. The names above are seen in the tree, but are not her unions."""
    return Union.objects.filter(actor.reach() | actor.reach("line_path"))


def places_below(actor: Actor, *, chosen: Union | None = None) -> list[Union]:
    """The territorial unions right below the acting post's own, and those below and beside a chosen one, in tree order."""
    if actor.post is None:
        return []
    parents = {actor.post.union_id} | ({chosen.pk, chosen.parent_id} if chosen else set())
    return list(unions_visible_to(actor).filter(parent__in=parents, kind__in=TERRITORIAL_KINDS).order_by("path"))


def get_union(actor: Actor, pk: int) -> Union:
    """One union of the actor's scope with its parent and `is_moving` (rows still follow it there), or not found."""
    moves = UnionMove.objects.filter(union=OuterRef("pk"), finished_at=None)
    union = unions_visible_to(actor).select_related("parent").annotate(is_moving=Exists(moves)).filter(pk=pk).first()
    if union is None:
        raise Http404
    return union


def union_of_list(actor: Actor, pk: int) -> Union:
    """One union of the actor's scope, to narrow a list to it and to name it: no more of it is read; or not found."""
    union = unions_visible_to(actor).only("name", "path").filter(pk=pk).first()
    if union is None:
        raise Http404
    return union


def top_of(actor: Actor) -> Union:
    """The union that the actor's tree begins with, or not found for somebody without a post."""
    return get_union(actor, actor.post.union_id if actor.post else 0)


def children_of(actor: Actor, union: Union, *, after: int = 0) -> tuple[Sequence[Union], int]:
    """The next `LEVEL` children in pinyin order, and the id to go on with (0 = these are the last)."""
    children = unions_visible_to(actor).filter(parent=union)
    last = children.filter(pk=after).values_list("sort_key", "pk").first() if after else None
    if last:
        children = children.filter(Q(sort_key__gt=last[0]) | Q(sort_key=last[0], pk__gt=last[1]))
    found = list(children.only(*TREE_FIELDS).order_by("sort_key", "pk")[: LEVEL + 1])
    shown = found[:LEVEL]
    return shown, shown[-1].pk if len(found) > LEVEL else 0


def ancestors_of(union: Union) -> list[Union]:
    """The unions above, from the city down. Their names are no secret to those below."""
    return list(Union.objects.filter(path__in=_prefixes(union.path)).order_by("path"))


def _prefixes(path: str) -> list[str]:
    return [path[:end] for end in range(4, len(path), 4)]


def search_unions(actor: Actor, typed: str, *, most: int = 50) -> list[Union]:
    """Unions in scope found by name, pinyin initials or credit code, highest first; none for an empty query."""
    ids = search_ids("unions", typed, most=most)
    found = unions_visible_to(actor).select_related("parent").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def other_parents_of(union: Union) -> list[OtherParent]:
    """Every other parent, the present ones first."""
    rows = OtherParent.objects.filter(union=union).select_related("parent")
    return sorted(rows, key=lambda row: (row.to_on is not None, row.kind, row.from_on))


def get_other_parent(actor: Actor, pk: int) -> OtherParent:
    """Another parent of a union in the actor's scope, or not found."""
    row = OtherParent.objects.select_related("union").filter(pk=pk, union__in=unions_visible_to(actor)).first()
    if row is None:
        raise Http404
    return row
