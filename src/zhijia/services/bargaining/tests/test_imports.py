"""Existing contracts by sheet: what counts from the first day, what goes back, what is undone."""

from collections.abc import Sequence
from datetime import date

import pytest

from zhijia.engines.cases.models import Case, Clock
from zhijia.engines.imports.applying import apply_piece, counts_of, undo_piece
from zhijia.engines.imports.batches import check_batch
from zhijia.engines.imports.sheets import template_of
from zhijia.engines.imports.uploading import upload_sheet
from zhijia.lib.spreadsheets import SheetToWrite, write_workbook
from zhijia.lib.stored_sentences import as_sentences
from zhijia.organisation.models import ImportBatch
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, SmallCity
from zhijia.services.bargaining.imports.columns import CONTRACTS
from zhijia.services.bargaining.models import Contract, CoverageLink, Offer, PerformanceInspection
from zhijia.services.bargaining.queries import contracts_covering
from zhijia.services.bargaining.tests.story import open_story
from zhijia.trail.models import Event

HEAD = [column.label for column in CONTRACTS.columns]
MILL_UNION = "青禾纺织工会委员会"


def row(city: SmallCity, **changes: str) -> list[str]:
    cells = {
        "合同编号": "青禾集合〔2025〕1号",
        "合同类型": "综合集体合同",
        "签约工会": MILL_UNION,
        "用人单位信用代码": city.mill.credit_code,
        "签订日期": "2025-03-10",
        "期限起": "2025-04-01",
        "期限止": "2028-03-31",
        "生效日期": "2025年4月1日",
        "覆盖职工": "120",
        "其中女职工": "70",
        "含女职工专章": "是",
    } | changes
    return [cells.get(label, "") for label in HEAD]


def uploaded(actor: Actor, rows: Sequence[Sequence[str]]) -> ImportBatch:
    content = write_workbook([SheetToWrite("合同", HEAD, rows)])
    with scoped(actor):
        batch = upload_sheet(actor, kind="contracts", filename="合同.xlsx", content=content, now=NOW)
    check_batch(batch.pk, actor, now=NOW)
    return batch


def reasons(batch: ImportBatch) -> list[str]:
    with scoped(BUILDER):
        rows = batch.rows.order_by("row_no")
        return ["；".join(str(s) for s in as_sentences(found.reasons)) for found in rows]


def verdicts(batch: ImportBatch) -> dict[str, int]:
    with scoped(BUILDER):
        return counts_of(batch)


def test_contracts_taken_over_count_from_their_own_day_and_bring_no_history(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    batch = uploaded(actor, [row(city)])
    assert verdicts(batch) == {"new": 1}

    while apply_piece(batch.pk, actor, now=NOW):
        continue

    with scoped(city.chair.actor):
        contract = contracts_covering(city.mill.pk, today=TODAY).get()
        case = contract.bargaining.case
        link = contract.coverage.get()
        assert (case.state, link.headcount, link.women, link.from_on) == ("taken_over", 120, 70, date(2025, 4, 1))
        assert (contract.effect_basis, contract.has_women_chapter, contract.has_wage_chapter) == (
            "taken_over",
            True,
            False,
        )
        kinds = list(Event.objects.filter(subject_type="cases.case").order_by("id").values_list("kind", flat=True))
        assert kinds == ["bargaining.opened", "bargaining.taken_over"]
        assert not Offer.objects.exists()
        assert Clock.objects.get(case=case, name="expiry").due_on == date(2028, 3, 31)


def test_the_same_rows_again_change_nothing_and_a_number_with_other_content_goes_back(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    batch = uploaded(actor, [row(city)])
    while apply_piece(batch.pk, actor, now=NOW):
        continue

    same = uploaded(actor, [row(city)])
    other = uploaded(actor, [row(city, 期限止="2027-03-31"), row(city, 合同编号="另一份", 备注="")])

    assert same.pk == batch.pk
    assert verdicts(other) == {"refused": 2}
    assert "内容和这一行不同" in reasons(other)[0]
    assert "已有同类有效合同" in reasons(other)[1]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"用人单位信用代码": "91320505MA1NNNNN00"}, "没有信用代码"),
        ({"用人单位信用代码": ""}, "请填“用人单位信用代码”"),
        ({"签约工会": "长堤船务工会委员会"}, "没有找到工会"),
        ({"期限止": "2025-03-31"}, "必须晚于"),
        ({"期限止": "2026-03-31"}, "已经期满"),
        ({"生效日期": "2025-03-01"}, "不能早于“签订日期”"),
        ({"生效日期": "2026-12-01"}, "也不能晚于今天"),
        ({"其中女职工": "121"}, "不能超过"),
        ({"合同类型": "合同"}, "不在可填的范围"),
        ({"合同类型": "区域性集体合同"}, "填“区域或行业”"),
    ],
)
def test_a_row_that_cannot_be_true_goes_back_with_its_reason(
    city: SmallCity, changes: dict[str, str], said: str
) -> None:
    batch = uploaded(city.county_cadre.actor, [row(city, **changes)])

    assert verdicts(batch) == {"refused": 1}
    assert said in reasons(batch)[0]


def test_an_unusual_term_is_taken_over_with_a_warning(city: SmallCity) -> None:
    """CB-061: one to three years."""
    batch = uploaded(city.county_cadre.actor, [row(city, 期限止="2030-03-31")])

    assert verdicts(batch) == {"new": 1}
    assert reasons(batch)[0] != ""


def test_an_import_is_undone_except_for_contracts_that_were_worked_on_since(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    batch = uploaded(actor, [row(city), row(city, 合同编号="青禾工资1号", 合同类型="工资专项集体合同")])
    while apply_piece(batch.pk, actor, now=NOW):
        continue
    with scoped(BUILDER):
        wage = Contract.objects.get(number="青禾工资1号")
        PerformanceInspection.objects.create(
            contract=wage,
            period_from=date(2026, 1, 1),
            period_to=date(2026, 6, 30),
            inspected_on=date(2026, 7, 1),
            workers_inspectors="双方",
            employer_inspectors="双方",
        )

    while undo_piece(batch.pk, actor, now=NOW):
        continue

    with scoped(BUILDER):
        assert list(Contract.objects.values_list("number", flat=True)) == ["青禾工资1号"]
        assert CoverageLink.objects.count() == 1
        assert list(Case.objects.order_by("pk").values_list("state", flat=True)) == ["taken_back", "taken_over"]
    assert "不能撤销移交" in reasons(batch)[1]
    again = uploaded(actor, [row(city)])
    assert verdicts(again) == {"new": 1}


def test_a_union_below_brings_in_its_own_and_nobody_elses(city: SmallCity) -> None:
    batch = uploaded(city.stranger.actor, [row(city)])

    assert verdicts(batch) == {"refused": 1}
    assert "没有找到工会" in reasons(batch)[0]


def test_a_regional_contract_covers_the_enterprises_of_its_row(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    regional = row(
        city,
        合同类型="区域性集体合同",
        签约工会="柳湾镇总工会",
        用人单位信用代码="",
        区域或行业="柳湾镇",
        覆盖单位信用代码=f"{city.mill.credit_code}；{city.lone.credit_code}",
        覆盖职工="",
        其中女职工="",
    )
    batch = uploaded(actor, [regional])
    while apply_piece(batch.pk, actor, now=NOW):
        continue

    with scoped(actor):
        links = {link.enterprise.name: link.headcount for link in CoverageLink.objects.select_related("enterprise")}
    assert links == {city.mill.name: 120, city.lone.name: 40}


def test_the_template_is_read_as_a_sheet_of_its_kind(city: SmallCity) -> None:
    with scoped(city.county_cadre.actor):
        batch = upload_sheet(
            city.county_cadre.actor, kind="contracts", filename="模板.xlsx", content=template_of(CONTRACTS), now=NOW
        )
    check_batch(batch.pk, city.county_cadre.actor, now=NOW)

    assert verdicts(batch) == {"refused": 1}


def test_a_story_that_runs_is_no_contract_to_take_over(city: SmallCity) -> None:
    story = open_story(city)

    with pytest.raises(Exception, match="没有可以移交"):
        story.make("take_over")
