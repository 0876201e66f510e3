"""The tables of who may (`services/*/tests/who_may.md`) hold every move that is declared, and no other."""

from tests.permissions.written import read_tables
from zhijia.engines.cases.flow import list_flows


def test_every_move_stands_in_a_table_and_no_other() -> None:
    declared = {(flow.code, move.verb) for flow in list_flows() for move in flow.moves}
    written = {*read_tables()}

    assert declared - written == set()
    assert written - declared == set()
