"""What the letters of a bargaining share: their series, and the names of both sides."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.issuing.registry import NumberSeries
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.bargaining.models.bargainings import ContractType

FOLDER = Path(__file__).parents[1] / "documents"
OFFERS = NumberSeries("bargaining.offers", _("集体协商要约"), "要")
PAPERS = NumberSeries("bargaining.papers", _("集体协商文书"), "协")

OF_WAGE_TALKS = frozenset({"WAGE-2000"})
"""Laws on wage talks, which no paper on another contract cites."""


def laws_left_out(turn: Turn) -> frozenset[str]:
    """The laws that do not concern this kind of contract."""
    return frozenset() if turn.record.contract_type == ContractType.WAGE else OF_WAGE_TALKS


def enterprise_of(turn: Turn) -> Enterprise | None:
    """The enterprise on the case; None where several are to be bound."""
    return turn.ask(_enterprises)


def employer_of(turn: Turn) -> str:
    """The other side by name: the enterprise, or the employers of an area or industry."""
    enterprise = enterprise_of(turn)
    return enterprise.name if enterprise else f"{turn.record.scope_label}各用人单位"


def union_of(turn: Turn) -> str:
    """The bargaining union by name."""
    return turn.ask(_unions).name


def _enterprises(turns: Sequence[Turn]) -> Mapping[int, Enterprise | None]:
    with _in_sight(turns[0]):
        found = Enterprise.objects.in_bulk([turn.case.enterprise_id for turn in turns if turn.case.enterprise_id])
    return {turn.case.pk: found[turn.case.enterprise_id] if turn.case.enterprise_id else None for turn in turns}


def _unions(turns: Sequence[Turn]) -> Mapping[int, Union]:
    with _in_sight(turns[0]):
        found = Union.objects.only("name").in_bulk([turn.case.union_id for turn in turns])
    return {turn.case.pk: found[turn.case.union_id] for turn in turns}


def _in_sight(turn: Turn) -> AbstractContextManager[None]:
    """An outside party writes to those whose names stand on its letters, though it does not see their rows."""
    return nullcontext() if turn.actor.post is not None else scoped(SYSTEM)
