"""A move that names a document nobody registered is found when the server starts."""

from dataclasses import replace

import pytest
from django.core.checks import run_checks

from zhijia.engines.cases import flow as flows
from zhijia.engines.cases.flow import Paper, list_flows
from zhijia.engines.documents.checking import check_papers


def test_every_document_of_every_flow_can_be_issued() -> None:
    assert check_papers() == []
    assert any(move.document for flow in list_flows() for move in flow.moves)


def test_an_unregistered_template_is_named_with_its_move(monkeypatch: pytest.MonkeyPatch) -> None:
    real = list_flows()[0]
    broken = replace(real.moves[0], document=Paper("nobody.knows", lambda _turn: {}))
    monkeypatch.setitem(flows._flows, real.code, replace(real, moves=(broken, *real.moves[1:])))

    (error,) = [found for found in run_checks() if found.id == "documents.E001"]

    assert f"{real.code}.{broken.verb}" in error.msg
    assert "nobody.knows" in error.msg
