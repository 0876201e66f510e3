"""Moves and who may make them, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.flow import Flow, Move, list_flows
from zhijia.engines.cases.reference import who_may
from zhijia.lib.phrases import listed
from zhijia.organisation.scopes import Actor
from zhijia.ui.components import url_with


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One move. `can` is ok when a case awaits it from this post, near when it depends on the case, none when never."""

    label: str
    states: str
    who: str
    can: str
    can_words: str
    waiting: int
    waiting_url: str


@dataclass(frozen=True, slots=True)
class FlowMoves:
    """A kind of case with its moves."""

    label: str
    moves: Sequence[MoveRow]


def present_permissions(actor: Actor, waiting: Mapping[tuple[str, str], int]) -> list[FlowMoves]:
    return [
        FlowMoves(
            _(flow.label),
            [_row(flow, move, actor, waiting.get((flow.code, move.verb), 0)) for move in flow.moves],
        )
        for flow in list_flows()
    ]


def _row(flow: Flow, move: Move, actor: Actor, waiting: int) -> MoveRow:
    can, words = "none", _("您现在的岗位不能")
    if move.admits(actor):
        can, words = "near", _("看具体事项")
    if waiting:
        can, words = "ok", _("可以")
    return MoveRow(
        label=_(move.label),
        states=listed((_(state.label) for state in flow.states if state.code in move.from_states), _),
        who=who_may(move, _),
        can=can,
        can_words=words,
        waiting=waiting,
        waiting_url=url_with(reverse("workbench:desk"), {}, kind=flow.code) if waiting else "",
    )
