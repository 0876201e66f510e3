"""An import is taken back to what was before, but never what others have built on since."""

from dataclasses import replace
from datetime import timedelta

import pytest

from zhijia.engines.imports.applying import undo_piece
from zhijia.lib.identifiers import synthetic_credit_code
from zhijia.lib.sentences import Refused
from zhijia.organisation.actions import change_enterprise
from zhijia.organisation.actions.enterprises import entry_of
from zhijia.organisation.models import Enterprise, ImportRow, Person, Post, Union
from zhijia.organisation.models.imports import ImportState
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity
from zhijia.services.organising.tests.sheets import (
    ENTERPRISE_HEAD,
    STAFF_HEAD,
    UNION_HEAD,
    bring,
    count_events,
    enterprise_row,
    reasons,
    staff_row,
    union_row,
    workbook,
)


def test_an_import_is_undone_to_what_was_before(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    bring(city.county_cadre, "enterprises", workbook(ENTERPRISE_HEAD, [enterprise_row(5001)]))
    batch = bring(
        city.county_cadre,
        "enterprises",
        workbook(ENTERPRISE_HEAD, [enterprise_row(5001, 职工总数="77"), enterprise_row(5002)]),
    )

    while undo_piece(batch.pk, actor, now=NOW):
        continue

    with scoped(actor):
        batch.refresh_from_db()
        left = dict(Enterprise.objects.values_list("credit_code", "headcount"))
    assert batch.state == ImportState.UNDONE
    assert left[synthetic_credit_code(5001)] == 30
    assert synthetic_credit_code(5002) not in left
    assert count_events("import_undone") == 1


def test_an_import_is_undone_within_seven_days_and_not_later_except_to_go_on(city: SmallCity) -> None:
    actor, last, late = city.county_cadre.actor, NOW + timedelta(days=7), NOW + timedelta(days=7, seconds=1)
    batch = bring(city.county_cadre, "enterprises", workbook(ENTERPRISE_HEAD, [enterprise_row(5001)]))
    with pytest.raises(Refused, match="超过 7 天"):
        undo_piece(batch.pk, actor, now=late)

    assert undo_piece(batch.pk, actor, now=last), "the last moment of the week"
    assert not undo_piece(batch.pk, actor, now=late), "what has begun is brought to its end"

    with scoped(actor):
        batch.refresh_from_db()
        assert not Enterprise.objects.filter(credit_code=synthetic_credit_code(5001)).exists()
    assert batch.state == ImportState.UNDONE


def test_a_row_changed_since_is_not_undone(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    batch = bring(
        city.county_cadre, "enterprises", workbook(ENTERPRISE_HEAD, [enterprise_row(5001), enterprise_row(5002)])
    )
    with scoped(actor):
        changed = Enterprise.objects.get(credit_code=synthetic_credit_code(5001))
        change_enterprise(actor, changed, entry=replace(entry_of(changed), headcount=99), now=NOW)

    while undo_piece(batch.pk, actor, now=NOW):
        continue

    with scoped(actor):
        codes = set(Enterprise.objects.values_list("credit_code", flat=True))
        kept = ImportRow.objects.get(batch=batch, is_done=True)
    assert synthetic_credit_code(5001) in codes
    assert synthetic_credit_code(5002) not in codes
    assert "有人变更" in str(kept.reasons)


def test_a_tree_and_its_people_are_undone_from_the_bottom(city: SmallCity) -> None:
    rows = [union_row("芦渡镇总工会"), union_row("豆腐坊工会委员会", parent="芦渡镇总工会", kind="企业工会")]
    unions = bring(city.county_cadre, "unions", workbook(UNION_HEAD, rows))
    staff = bring(city.county_cadre, "staff", workbook(STAFF_HEAD, [staff_row("芦甲", "干事", union="芦渡镇总工会")]))
    actor = city.county_cadre.actor

    while undo_piece(staff.pk, actor, now=NOW):
        continue
    while undo_piece(unions.pk, actor, now=NOW):
        continue

    with scoped(BUILDER):
        assert not Union.objects.filter(name__in=["芦渡镇总工会", "豆腐坊工会委员会"]).exists()
        assert not Person.objects.filter(name="芦甲").exists()
        assert not Post.objects.filter(title="干事").exists()


def test_a_union_with_people_is_not_undone(city: SmallCity) -> None:
    unions = bring(city.county_cadre, "unions", workbook(UNION_HEAD, [union_row("芦渡镇总工会")]))
    bring(city.county_cadre, "staff", workbook(STAFF_HEAD, [staff_row("芦甲", "干事", union="芦渡镇总工会")]))

    while undo_piece(unions.pk, city.county_cadre.actor, now=NOW):
        continue

    with scoped(BUILDER):
        assert Union.objects.filter(name="芦渡镇总工会").exists()
    assert "不能撤回" in reasons(unions)
