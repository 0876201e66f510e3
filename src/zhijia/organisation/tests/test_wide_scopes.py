"""A policy for a wide table says in fewer words what every other policy says."""

from itertools import product

import pytest
from django.db import connection, transaction

from zhijia.lib.rowsecurity import SLOTS, in_counted_scope, in_indexed_scope, in_scope, in_wide_scope

PLACES = ("", "0000", "00000007", "000000070001", "00000008", "0001", None)
RANGES = (("~", "~"), ("", ""), ("", "~"), ("0000", "0000~"), ("00000007", "00000007~"), ("00000008", "00000008~"))


@pytest.mark.database
def test_a_wide_table_shows_the_same_whichever_ranges_are_announced() -> None:
    """Also a range announced in a later slot only, and the empty ends that are left after a transaction."""
    ends = [f"app.{end}{n}" for n in range(1, SLOTS + 1) for end in ("lo", "hi")]
    told = f"SELECT array_agg(place), array_agg(place) FILTER (WHERE {in_scope('place')} OR {in_scope('line')}),"
    told += f" array_agg(place) FILTER (WHERE {in_wide_scope('place', 'line')}),"
    told += f" array_agg(place) FILTER (WHERE {in_indexed_scope('place', 'line')}),"
    told += f" array_agg(place) FILTER (WHERE {in_counted_scope('place')} OR {in_counted_scope('line')})"
    told += " FROM unnest(%s::text[]) place, unnest(%s::text[]) line"
    shown = set()
    with transaction.atomic(), connection.cursor() as cursor:
        for first, second, last in product(RANGES, repeat=3):
            values = [*first, *second, "~", "~", *last]
            announced = ", ".join(["set_config(%s, %s, true)"] * len(ends))
            cursor.execute(f"SELECT {announced}", [part for pair in zip(ends, values, strict=True) for part in pair])
            cursor.execute(told, [list(PLACES), list(PLACES)])
            _every, plain, wide, indexed, counted = cursor.fetchone()
            assert wide == indexed == counted == plain, values
            shown.add(len(plain or ()))
    assert {0} < shown
