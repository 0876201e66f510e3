"""What the check of a roster read in its cells: used when it is entered, unless what it was measured by has changed since."""

import polars as pl
import pytest
from django.db import connection

from zhijia.organisation.models import Membership, RosterPiece, Union
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity
from zhijia.services.organising.intake import examining
from zhijia.services.organising.intake.tidying import read_frame
from zhijia.services.organising.intake.working import enter
from zhijia.services.organising.tests.intakes import checked, number, person_row, sheet, verdicts


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows were read anew, each time."""
    counts: list[int] = []

    def reading(texts: pl.DataFrame) -> pl.DataFrame:
        counts.append(texts.height)
        return read_frame(texts)

    monkeypatch.setattr(examining, "read_frame", reading)
    return counts


def test_cells_are_read_once_and_what_was_read_is_sealed_and_goes_with_the_entry(
    city: SmallCity, examined: list[int]
) -> None:
    roster = checked(city.county_cadre, sheet([person_row(1), person_row(2)]))
    with scoped(BUILDER):
        held = bytes(RosterPiece.objects.get(roster=roster).examined or b"")
    assert held
    assert number(1).encode() not in held

    enter(roster.pk, city.county_cadre.actor, now=NOW)

    assert examined == [2]
    assert verdicts(roster) == ["new", "new"]
    with scoped(BUILDER):
        assert RosterPiece.objects.get(roster=roster).examined is None
        assert Membership.objects.filter(union=city.mill_union, person__card_number__gt="").count() == 2


def test_a_union_closed_after_the_check_takes_nobody(city: SmallCity, examined: list[int]) -> None:
    roster = checked(city.county_cadre, sheet([person_row(1)]))
    with scoped(BUILDER):
        Union.objects.filter(pk=city.mill_union.pk).update(closed_on=NOW.date())

    enter(roster.pk, city.county_cadre.actor, now=NOW)

    assert examined == [1]
    assert verdicts(roster) == ["refused"]


def test_rows_are_read_anew_where_they_would_be_measured_by_something_else(
    city: SmallCity, examined: list[int]
) -> None:
    """Another day or another law, and what an older program read: here the note of what it was measured by is another."""
    roster = checked(city.county_cadre, sheet([person_row(1)]))
    with scoped(BUILDER), connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_rosterpiece SET yardstick = '2020-01-01 130 16 True'")

    enter(roster.pk, city.county_cadre.actor, now=NOW)

    assert examined == [1, 1]
    assert verdicts(roster) == ["new"]
