"""What the letters of a bargaining share: their series, and the names of both sides."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from django.db.models import Q

from zhijia.engines.cases.flow import NamedParty, Turn
from zhijia.engines.cases.sharing import employer_party
from zhijia.engines.documents.issuing.registry import NumberSeries
from zhijia.engines.documents.wording import known
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models import Enterprise, PostHolding, Union
from zhijia.organisation.models.posts import HoldingKind, Role
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.bargaining.drafting.texts import workers_side
from zhijia.services.bargaining.models.bargainings import ContractType

FOLDER = Path(__file__).parents[1] / "documents"
OFFERS = NumberSeries("bargaining.offers", _("集体协商要约"), "要")
PAPERS = NumberSeries("bargaining.papers", _("集体协商文书"), "协")
TEXTS = NumberSeries("bargaining.texts", _("集体合同文本"), "集合")
FILINGS = NumberSeries("bargaining.filings", _("集体合同报送"), "集报")
REPLIES = NumberSeries("bargaining.replies", _("应约答复"), "集复", is_of_parties=True)
REVIEWS = NumberSeries("bargaining.reviews", _("集体合同审查"), "集审", is_of_parties=True)
SETTLEMENTS = NumberSeries("bargaining.settlements", _("集体协商争议协调处理"), "集协", is_of_parties=True)

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


def sign_as_employer(turn: Turn) -> NamedParty | None:
    """The enterprise signs its own paper, whoever prepares it; of an area or industry the union does (§A5)."""
    enterprise = enterprise_of(turn)
    return NamedParty(employer_party(enterprise.pk), enterprise.name) if enterprise else None


def employer_facts(turn: Turn) -> list[tuple[str, str]]:
    """Who the other side is, as far as its register says so."""
    enterprise = enterprise_of(turn)
    if enterprise is None:
        return [("用人单位方", employer_of(turn))]
    return [
        ("用人单位方", enterprise.name),
        ("统一社会信用代码", known(enterprise.credit_code)),
        ("住所", known(enterprise.address)),
        ("法定代表人", known(enterprise.legal_representative)),
    ]


def union_of(turn: Turn) -> str:
    """The bargaining union by name."""
    return turn.ask(_unions).name


def union_code_of(turn: Turn) -> str:
    """The number under which the bargaining union is registered; empty while it has none."""
    return turn.ask(_unions).credit_code


def union_chair_of(turn: Turn) -> str:
    """Who chairs the bargaining union on this day; empty while nobody does."""
    return turn.ask(_chairs)


def workers_of(turn: Turn) -> str:
    """The workers' side by name."""
    return workers_side(turn.record, union_of(turn))


def _enterprises(turns: Sequence[Turn]) -> Mapping[int, Enterprise | None]:
    with in_sight(turns[0]):
        found = Enterprise.objects.in_bulk([turn.case.enterprise_id for turn in turns if turn.case.enterprise_id])
    return {turn.case.pk: found[turn.case.enterprise_id] if turn.case.enterprise_id else None for turn in turns}


def _unions(turns: Sequence[Turn]) -> Mapping[int, Union]:
    with in_sight(turns[0]):
        found = Union.objects.only("name", "credit_code").in_bulk([turn.case.union_id for turn in turns])
    return {turn.case.pk: found[turn.case.union_id] for turn in turns}


def _chairs(turns: Sequence[Turn]) -> Mapping[int, str]:
    today = turns[0].today
    with in_sight(turns[0]):
        held = PostHolding.objects.filter(
            Q(to_on=None) | Q(to_on__gt=today),
            post__role=Role.CHAIR,
            post__union__in=[turn.case.union_id for turn in turns],
            kind=HoldingKind.HOLDER,
            from_on__lte=today,
        )
        names = dict(held.order_by("-pk").values_list("post__union", "person__name"))
    return {turn.case.pk: names.get(turn.case.union_id, "") for turn in turns}


def in_sight(turn: Turn) -> AbstractContextManager[None]:
    """An outside party writes to those whose names stand on its letters, though it does not see their rows."""
    return nullcontext() if turn.actor.post is not None else scoped(SYSTEM)
