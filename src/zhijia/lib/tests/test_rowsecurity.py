import pytest

from zhijia.lib.rowsecurity import of_visible


def test_a_probe_names_the_table_of_its_column() -> None:
    probe = of_visible("bargaining_offer", "bargaining_reply.offer_id")
    assert probe == "EXISTS (SELECT FROM bargaining_offer seen WHERE seen.id = bargaining_reply.offer_id OFFSET 0)"
    with pytest.raises(ValueError, match="with its table"):
        of_visible("bargaining_offer", "bargaining_id")
