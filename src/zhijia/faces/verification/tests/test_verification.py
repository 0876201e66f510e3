"""What a stranger with a paper in hand is told."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from zhijia.engines.cases.models import Case
from zhijia.engines.documents.issuing import verifying
from zhijia.engines.documents.issuing.issue import annul_document
from zhijia.engines.documents.issuing.registry import DocumentTemplate
from zhijia.engines.documents.issuing.verifying import MOST_A_MINUTE, may_ask, verify
from zhijia.engines.documents.models import IssuedDocument, Lookup
from zhijia.engines.documents.rendering.delivering import open_rendering
from zhijia.engines.documents.tests.letters import issue
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity


@pytest.fixture
def document(city: SmallCity, case: Case, letter: DocumentTemplate) -> IssuedDocument:
    return issue(case, city.county_cadre.actor, receiver="柳湾镇王小明", reason="申领人王小明的材料不全")


def visit(token: str) -> tuple[int, str]:
    response = Client(headers={"accept-language": "zh-CN"}).get(f"/verify/{token}")
    return response.status_code, response.content.decode()


def bring(document: IssuedDocument, content: bytes) -> str:
    client = Client(headers={"accept-language": "zh-CN"})
    response = client.post(f"/verify/{document.token}", {"file": SimpleUploadedFile("收到的.pdf", content)})
    return response.content.decode()


def pdf_of(document: IssuedDocument, city: SmallCity) -> bytes:
    with scoped(city.county_cadre.actor), open_rendering(document, "pdf", now=NOW) as content:
        return content.read()


def test_a_genuine_document_is_called_so_with_what_can_be_compared(document: IssuedDocument) -> None:
    status, text = visit(document.token)

    assert status == 200
    for words in ("真实", document.number, document.title, "北塘区总工会", "2026年11月20日", document.sha256):
        assert words in text


def test_nothing_of_the_text_or_of_people_is_shown(city: SmallCity, document: IssuedDocument) -> None:
    _status, text = visit(document.token)

    for words in ("王小明", "申领人", "北干事", "第一段", str(document.case)):
        assert words not in text


def test_an_unknown_code_is_not_taken_for_genuine(document: IssuedDocument) -> None:
    for token in ("x" * 22, document.token[:-1], document.token.swapcase()):
        status, text = visit(token)

        assert status == 404
        assert "没有印发过" in text


def test_a_void_document_says_by_what(city: SmallCity, document: IssuedDocument) -> None:
    actor = city.county_cadre.actor
    with scoped(actor):
        notice = annul_document(document, reason="有误。", actor=actor, now=NOW)

    assert f"作废，见{notice.number}" in visit(document.token)[1]
    assert document.number in visit(notice.token)[1]


def test_the_file_that_was_given_out_is_recognised(city: SmallCity, document: IssuedDocument) -> None:
    assert "完全一致" in bring(document, pdf_of(document, city))
    assert "定稿原文" in bring(document, document.model.encode())


def test_any_other_file_is_told_apart_without_accusing(city: SmallCity, document: IssuedDocument) -> None:
    text = bring(document, pdf_of(document, city) + b" ")

    assert "不一定是假的" in text
    assert "完全一致" not in text


def test_an_empty_comparison_asks_for_the_file(document: IssuedDocument) -> None:
    response = Client(headers={"accept-language": "zh-CN"}).post(f"/verify/{document.token}", {})

    assert response.status_code == 422


def test_a_text_changed_behind_the_systems_back_is_found(document: IssuedDocument) -> None:
    found = verify(document.token)
    assert found is not None
    assert found.is_whole

    with patch("zhijia.faces.verification.views.verify", return_value=replace(found, is_whole=False)):
        assert "与印发时的摘要不符" in visit(document.token)[1]


def test_too_many_questions_in_a_minute_wait(document: IssuedDocument) -> None:
    answers = [may_ask("192.0.2.7", now=NOW) for _ in range(MOST_A_MINUTE + 1)]

    assert answers.count(False) == 1
    assert may_ask("192.0.2.8", now=NOW)
    assert may_ask("192.0.2.7", now=NOW + timedelta(minutes=1))


def test_a_visitor_who_asks_too_often_reads_why(document: IssuedDocument) -> None:
    with patch.object(verifying, "MOST_A_MINUTE", 1):
        assert visit(document.token)[0] == 200
        status, text = visit(document.token)

    assert status == 429
    assert "一分钟后再试" in text


def test_of_a_visitor_no_address_is_kept_and_nothing_for_long(document: IssuedDocument) -> None:
    may_ask("192.0.2.7", now=NOW)
    may_ask("192.0.2.7", now=NOW + timedelta(hours=2))

    with scoped(BUILDER):
        assert not Lookup.objects.exists()  # hidden from the application; its owner counts
    with connection.cursor() as cursor:
        cursor.execute("SELECT documents_count_lookup('nobody', %s)", [NOW + timedelta(hours=2)])
        assert cursor.fetchone() == (1,)
