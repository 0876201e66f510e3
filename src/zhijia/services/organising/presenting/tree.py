"""The union tree as the tree component shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.queries import children_of
from zhijia.organisation.scopes import Actor
from zhijia.ui.components import Crumb, TreeNode, url_with


def level_nodes(actor: Actor, union: Union, *, after: int = 0, current: int = 0) -> tuple[TreeNode, ...]:
    """The children of a union as closed nodes; a last node fetches those that a long level leaves out."""
    children, rest = children_of(actor, union, after=after)
    words = _Words.now()
    nodes = tuple(_node(child, words, children=(), current=current) for child in children)
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
        is_leaf = not rest and not step.has_children
        node = _node(step, _Words.now(), children=(), current=current) if is_leaf else None
        children = _with(children, node or _opened(actor, step, rest, current=current))
    return _node(union, _Words.now(), children=children, current=current)


def _with(nodes: Sequence[TreeNode], shown: TreeNode) -> tuple[TreeNode, ...]:
    """The level with this node as it is shown; one that a long level leaves out is put in front."""
    if shown.key not in {node.key for node in nodes}:
        return (shown, *nodes)
    return tuple(shown if node.key == shown.key else node for node in nodes)


@dataclass(frozen=True)
class _Words:
    """What every node of a level says in the same way, worked out once: a level may hold hundreds."""

    page: str
    branch: str
    tree: str
    kinds: dict[str, str]

    @classmethod
    def now(cls) -> "_Words":
        return cls(
            page=reverse("organising:union", args=[0]),
            branch=reverse("organising:branch", args=[0]),
            tree=reverse("organising:unions"),
            kinds={kind.value: str(kind.label) for kind in UnionKind},
        )


def _node(union: Union, words: _Words, *, children: tuple[TreeNode, ...], current: int) -> TreeNode:
    here = f"/{union.pk}/"
    return TreeNode(
        key=str(union.pk),
        label=union.name,
        url=words.page.replace("/0/", here),
        note=words.kinds[union.kind],
        has_children=union.has_children,
        children_url=words.branch.replace("/0/", here),
        open_url=f"{words.tree}?at={union.pk}",
        children=children,
        is_open=bool(children),
        is_current=union.pk == current,
        initials=_initials_of(union),
    )


def _initials_of(union: Union) -> str:
    """The initials of the usual reading, out of the sort key that holds it."""
    return "".join(syllable[0] for syllable in union.sort_key.partition("\t")[0].split())


def _more(union: Union, *, after: int) -> TreeNode:
    return TreeNode(
        key=f"{union.pk}-{after}",
        label=_("显示后面的"),
        url=url_with(reverse("organising:union_list"), {"under": union.pk}),
        has_children=True,
        children_url=url_with(reverse("organising:branch", args=[union.pk]), {"after": after}),
        open_url=url_with(reverse("organising:union_list"), {"under": union.pk}),
    )
