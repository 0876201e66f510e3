"""The union tree as the tree component shows it."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.lib.pinyin import initials_variants
from zhijia.organisation.models import Union
from zhijia.organisation.queries import children_of
from zhijia.organisation.scopes import Actor
from zhijia.ui.components import Crumb, TreeNode, url_with


def level_nodes(actor: Actor, union: Union, *, after: int = 0, current: int = 0) -> tuple[TreeNode, ...]:
    """The children of a union as closed nodes; a last node fetches those that a long level leaves out."""
    children, rest = children_of(actor, union, after=after)
    nodes = tuple(_closed(child, current=current) for child in children)
    return (*nodes, _more(union, after=rest)) if rest else nodes


def open_tree(actor: Actor, top: Union, way: Sequence[Union]) -> tuple[TreeNode, ...]:
    """The tree from `top`, opened along `way` (the unions from below `top` down to the one to show)."""
    current = way[-1].pk if way else top.pk
    return (_opened(actor, top, list(way), current=current),)


def crumbs_of(ancestors: Sequence[Union], union: Union) -> list[Crumb]:
    """The way to a union; those above the actor's own are named and not linked."""
    return [*(Crumb(above.short_name or above.name) for above in ancestors), Crumb(union.name)]


def _opened(actor: Actor, union: Union, way: list[Union], *, current: int) -> TreeNode:
    children = level_nodes(actor, union, current=current)
    if way:
        step, rest = way[0], way[1:]
        opened = _opened(actor, step, rest, current=current) if rest or step.has_children else None
        children = _replaced(children, step, opened)
    return _node(union, children=children, current=current)


def _replaced(nodes: Sequence[TreeNode], union: Union, opened: TreeNode | None) -> tuple[TreeNode, ...]:
    """The level with one node opened; one that the level left out is put in front."""
    if opened is None:
        return tuple(nodes)
    if opened.key not in {node.key for node in nodes}:
        return (opened, *nodes)
    return tuple(opened if node.key == str(union.pk) else node for node in nodes)


def _closed(union: Union, *, current: int) -> TreeNode:
    return _node(union, children=(), current=current)


def _node(union: Union, *, children: tuple[TreeNode, ...], current: int) -> TreeNode:
    return TreeNode(
        key=str(union.pk),
        label=union.name,
        url=reverse("organising:union", args=[union.pk]),
        note=union.get_kind_display(),
        has_children=union.has_children,
        children_url=reverse("organising:branch", args=[union.pk]),
        open_url=url_with(reverse("organising:unions"), {"at": union.pk}),
        children=children,
        is_open=bool(children),
        is_current=union.pk == current,
        initials=" ".join(initials_variants(union.name)),
    )


def _more(union: Union, *, after: int) -> TreeNode:
    return TreeNode(
        key=f"{union.pk}-{after}",
        label=_("显示后面的"),
        url=url_with(reverse("organising:union_list"), {"under": union.pk}),
        has_children=True,
        children_url=url_with(reverse("organising:branch", args=[union.pk]), {"after": after}),
        open_url=url_with(reverse("organising:union_list"), {"under": union.pk}),
    )
