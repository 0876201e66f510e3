"""A move that names a document has it issued in the same transaction, by whoever fills the port."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from unittest.mock import patch

import pytest

from zhijia.engines.cases import papers
from zhijia.engines.cases.flow import Flow, Paper, Turn
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.papers import Issuer
from zhijia.engines.cases.queries import timeline_of
from zhijia.engines.cases.tests.supply import make, open_supply, registered, supply_of
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity

PAPER = Paper("tests.receipt", lambda turn: {"state": turn.case.state})


def with_receipt(flow: Flow) -> Flow:
    """Submitting an application issues a receipt."""
    moves = (replace(move, document=PAPER) if move.verb == "submit" else move for move in flow.moves)
    return replace(flow, moves=tuple(moves))


@contextmanager
def issuing(issuer: Issuer) -> Iterator[None]:
    with patch.object(papers, "_issuers", [issuer]):
        yield


def test_the_document_is_asked_for_once_with_the_new_state(city: SmallCity) -> None:
    issued: list[tuple[str, object]] = []

    def issuer(paper: Paper, turns: Sequence[Turn]) -> None:
        issued.extend((paper.template, paper.data_of(turn)) for turn in turns)

    with registered(supply_of(city), change=with_receipt) as flow, issuing(issuer):
        case = open_supply(city, flow)
        make(case, "submit", city.town_cadre.actor)

    assert issued == [("tests.receipt", {"state": "review"})]


def test_a_document_that_cannot_be_issued_undoes_the_move(city: SmallCity) -> None:
    def issuer(_paper: Paper, _turns: Sequence[Turn]) -> None:
        raise Refused("发文代字还没有登记。")

    with registered(supply_of(city), change=with_receipt) as flow, issuing(issuer):
        case = open_supply(city, flow)
        with pytest.raises(Refused, match="发文代字"):
            make(case, "submit", city.town_cadre.actor)

    with scoped(BUILDER):
        assert Case.objects.get(pk=case.pk).state == "draft"
        assert len(timeline_of(case)) == 1


def test_the_port_is_filled_once() -> None:
    with issuing(lambda _paper, _turns: None), pytest.raises(ValueError, match="one engine"):
        papers.fill_port(lambda _paper, _turns: None)
