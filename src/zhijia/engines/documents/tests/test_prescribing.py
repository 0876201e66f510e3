"""Prescribed forms: a .docx of a union becomes the body of its letters and of those of the unions below."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhijia.engines.cases.models import Case
from zhijia.engines.documents.composing.paper import Table, paper_from, words_of
from zhijia.engines.documents.issuing.prescribing import prescribe, withdraw
from zhijia.engines.documents.models import IssuedDocument
from zhijia.engines.documents.tests.letters import issue, registered_letter
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, SmallCity


def made_of(*lines: str, table: tuple[tuple[str, str], ...] = ()) -> SimpleUploadedFile:
    """A .docx with these paragraphs, and a table if there are rows."""
    file = docx.Document()
    for line in lines:
        file.add_paragraph(line)
    if table:
        grid = file.add_table(rows=0, cols=2)
        for row in table:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
    out = BytesIO()
    file.save(out)
    return SimpleUploadedFile("省总格式.docx", out.getvalue())


def body_of(document: IssuedDocument) -> list[str]:
    paper = paper_from(document.model)
    return [
        "｜".join("，".join(row) for row in block.rows) if isinstance(block, Table) else words_of(block.runs)  # type: ignore[union-attr]
        for block in paper.body
    ]


def test_a_form_words_the_letters_of_its_union_and_of_those_below_until_it_is_withdrawn(
    city: SmallCity, case: Case, tmp_path: Path
) -> None:
    leader, cadre = city.leader.actor, city.county_cadre.actor
    file = made_of("经查：{{reason}}", "限{{due_on}}前办结。", table=(("事项", "说明"), ("{{items}}", "")))
    with registered_letter(tmp_path, accepts_forms=True) as template:
        with scoped(leader):
            prescribe(template, file, title="省定格式", actor=leader, now=NOW)
        worded = issue(case, cadre, reason="未答复。")
        with scoped(leader):
            withdraw(template, actor=leader, now=NOW)
        plain = issue(case, cadre)

    assert body_of(worded) == ["经查：未答复。", "限2026年11月20日前办结。", "安全帽，十顶｜手套，二十副"]
    assert worded.number.endswith("1号")
    assert worded.template_version != plain.template_version
    assert body_of(plain)[0] == "事由"


def test_a_form_asks_only_for_what_the_document_has(city: SmallCity, tmp_path: Path) -> None:
    leader = city.leader.actor
    with registered_letter(tmp_path, accepts_forms=True) as template, scoped(leader):
        with pytest.raises(Refused, match="可以使用的字段是"):
            prescribe(template, made_of("{{secret}}"), title="格式", actor=leader, now=NOW)
        with pytest.raises(Refused, match="没有正在使用"):
            withdraw(template, actor=leader, now=NOW)


@pytest.mark.parametrize("who", ["county_cadre", "worker", "stranger"])
def test_a_form_is_prescribed_by_those_who_lead(city: SmallCity, tmp_path: Path, who: str) -> None:
    actor = getattr(city, who).actor
    with (
        registered_letter(tmp_path, accepts_forms=True) as template,
        scoped(actor),
        pytest.raises(Refused, match="由本单位领导"),
    ):
        prescribe(template, made_of("{{reason}}"), title="格式", actor=actor, now=NOW)


def test_a_kind_of_document_that_takes_no_form_stays_as_it_is(city: SmallCity, case: Case, tmp_path: Path) -> None:
    leader = city.leader.actor
    with registered_letter(tmp_path) as template:
        with scoped(leader):
            prescribe(template, made_of("{{reason}}"), title="格式", actor=leader, now=NOW)

        assert body_of(issue(case, city.county_cadre.actor))[0] == "事由"
