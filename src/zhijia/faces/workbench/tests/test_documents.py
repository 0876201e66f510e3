"""Issued documents on screen: what is shown, what is handed out, what may be done with them."""

from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhijia.engines.cases.models import Case
from zhijia.engines.documents.issuing.issue import annul_document
from zhijia.engines.documents.issuing.registry import DocumentTemplate
from zhijia.engines.documents.models import Attachment, IssuedDocument, Rendering, SignedCopy
from zhijia.engines.documents.rendering import delivering, pdf
from zhijia.engines.documents.rendering.fonts import choose_fonts
from zhijia.engines.documents.store import path_of
from zhijia.engines.documents.tests import samples
from zhijia.engines.documents.tests.letters import issue
from zhijia.engines.documents.tests.measuring import text_of as words_in
from zhijia.faces.workbench.tests.asking import ask, send
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, Figure, SmallCity

HOSTILE = "<script>alert(1)</script>{{issuer}}"


@pytest.fixture
def document(city: SmallCity, case: Case, letter: DocumentTemplate) -> IssuedDocument:
    return issue(case, city.county_cadre.actor)


def page(figure: Figure, document: IssuedDocument, part: str = "") -> str:
    return ask(figure, f"/documents/{document.pk}/{part}").content.decode()  # type: ignore[no-any-return]


def file_of(figure: Figure, document: IssuedDocument, form: str) -> bytes:
    response = ask(figure, f"/documents/{document.pk}/{form}/file/")
    assert response.status_code == 200
    return b"".join(response)


def annulled(document: IssuedDocument, figure: Figure) -> IssuedDocument:
    with scoped(figure.actor):
        return annul_document(document, reason="有误。", actor=figure.actor, now=NOW)


def test_the_documents_of_a_case_are_listed_with_their_files(
    city: SmallCity, case: Case, document: IssuedDocument
) -> None:
    text = ask(city.town_cadre, f"/cases/{case.pk}/?tab=documents").content.decode()

    for words in (document.title, document.number, f"/documents/{document.pk}/pdf/file/", "/docx/file/"):
        assert words in text


def test_the_page_shows_what_the_document_says(city: SmallCity, document: IssuedDocument) -> None:
    text = page(city.town_cadre, document)

    for words in ("柳湾镇总工会：", "一、事由", "第二段。", "<strong>2026年11月20日</strong>", document.sha256):
        assert words in text
    assert f"/verify/{document.token}" in text


def test_values_are_escaped_on_the_page_and_in_the_office_file(
    city: SmallCity, case: Case, letter: DocumentTemplate
) -> None:
    document = issue(case, city.county_cadre.actor, receiver=HOSTILE)

    assert "<script>alert" not in page(city.county_cadre, document)
    written = docx.Document(BytesIO(file_of(city.county_cadre, document, "docx")))
    assert f"{HOSTILE}：" in [line.text for line in written.paragraphs]


def test_the_office_file_names_the_fonts_of_the_standard(city: SmallCity, document: IssuedDocument) -> None:
    content = file_of(city.county_cadre, document, "docx")
    written = docx.Document(BytesIO(content))
    section = written.sections[0]

    assert [line.text for line in written.paragraphs if line.text][:4] == [
        "北塘区总工会",
        document.number,
        document.title,
        "柳湾镇总工会：",
    ]
    assert [cell.text for cell in written.tables[0].rows[1].cells] == ["安全帽", "十顶"]
    assert [round(side.mm) for side in (section.top_margin, section.bottom_margin)] == [37, 35]  # type: ignore[union-attr]
    assert [round(side.mm) for side in (section.left_margin, section.right_margin)] == [28, 26]  # type: ignore[union-attr]
    for font in ("仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"):
        assert font in written.element.xml
    assert 'w:linePitch="580"' in written.element.xml


def test_the_printed_file_holds_text_hash_and_address(city: SmallCity, document: IssuedDocument) -> None:
    words = words_in(file_of(city.county_cadre, document, "pdf"))

    for part in (document.number, document.title, document.sha256, f"/verify/{document.token}", "第二段。"):
        assert part in words


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_everybody_gets_the_same_bytes_for_ever(city: SmallCity, document: IssuedDocument, form: str) -> None:
    first = file_of(city.county_cadre, document, form)
    with patch.object(delivering, "_render", side_effect=AssertionError("made twice")):
        assert file_of(city.town_cadre, document, form) == first

    with scoped(BUILDER):
        rendering = Rendering.objects.get(document=document, format=form)
    assert path_of(rendering.sha256).read_bytes() == first


def test_a_file_is_a_download_that_cannot_run(city: SmallCity, document: IssuedDocument) -> None:
    response = ask(city.county_cadre, f"/documents/{document.pk}/pdf/file/")
    response.close()

    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_without_chinese_fonts_the_reader_is_told_and_offered_the_office_file(
    city: SmallCity, document: IssuedDocument
) -> None:
    with patch.object(pdf, "fonts_here", side_effect=lambda _folder: choose_fonts(["DejaVu Sans"])):
        response = ask(city.county_cadre, f"/documents/{document.pk}/pdf/file/")

    text = response.content.decode()
    assert response.status_code == 410
    assert "请下载docx" in text
    assert f"/documents/{document.pk}/docx/file/" in text
    with scoped(BUILDER):
        assert not Rendering.objects.exists()


def test_bytes_that_the_store_lost_are_not_quietly_made_again(city: SmallCity, document: IssuedDocument) -> None:
    file_of(city.county_cadre, document, "docx")
    with scoped(BUILDER):
        path_of(Rendering.objects.get(document=document).sha256).unlink()

    response = ask(city.county_cadre, f"/documents/{document.pk}/docx/file/")
    assert response.status_code == 410
    assert "从备份恢复" in response.content.decode()


@pytest.mark.parametrize("form", ["odt", "../pdf", "html"])
def test_other_formats_do_not_exist(city: SmallCity, document: IssuedDocument, form: str) -> None:
    assert ask(city.county_cadre, f"/documents/{document.pk}/{form}/file/").status_code == 404


@pytest.mark.parametrize("who", ["stranger", "worker", "chair", "bureau_officer"])
@pytest.mark.parametrize("part", ["", "pdf/file/", "docx/file/", "sign/", "annul/"])
def test_strangers_find_no_document(city: SmallCity, document: IssuedDocument, who: str, part: str) -> None:
    assert ask(getattr(city, who), f"/documents/{document.pk}/{part}").status_code == 404


def sign(figure: Figure, document: IssuedDocument, day: str, content: bytes = samples.PDF) -> object:
    scan = SimpleUploadedFile("盖章件.pdf", content)
    return send(figure, f"/documents/{document.pk}/sign/", {"signed_on": day, "scan": scan})


def test_a_signed_copy_is_scan_date_and_who_entered_it(city: SmallCity, document: IssuedDocument) -> None:
    sign(city.county_cadre, document, "2026-11-21")

    text = page(city.town_cadre, document)
    for words in ("盖章件.pdf", "2026年11月21日", "北干事"):
        assert words in text
    with scoped(BUILDER):
        assert Attachment.objects.get().case_id == document.case_id


def test_the_same_scan_twice_is_one_copy(city: SmallCity, document: IssuedDocument) -> None:
    for _ in range(2):
        sign(city.county_cadre, document, "2026-11-21")

    with scoped(BUILDER):
        assert SignedCopy.objects.count() == 1


@pytest.mark.parametrize(("day", "words"), [("2026-11-19", "不能早于成文日期"), ("2099-01-01", "不能晚于今天")])
def test_a_day_before_the_document_or_after_today_is_refused(
    city: SmallCity, document: IssuedDocument, day: str, words: str
) -> None:
    response = sign(city.county_cadre, document, day)

    assert response.status_code == 409  # type: ignore[attr-defined]
    assert words in response.content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("who", ["county_cadre", "leader", "town_cadre"])
def test_issuer_unions_above_and_the_union_of_the_case_enter_signed_copies(
    city: SmallCity, document: IssuedDocument, who: str
) -> None:
    response = sign(getattr(city, who), document, "2026-11-21")

    assert response.status_code == 302  # type: ignore[attr-defined]


def test_an_annulled_document_says_so_and_leads_to_the_notice(city: SmallCity, document: IssuedDocument) -> None:
    response = send(city.county_cadre, f"/documents/{document.pk}/annul/", {"reason": "数量有误"})

    assert response.status_code == 302
    text = page(city.town_cadre, document)
    assert "已作废" in text
    assert "北塘区总工会函〔2026〕2号" in text


def test_a_second_annulment_gets_the_sentence(city: SmallCity, document: IssuedDocument) -> None:
    annulled(document, city.county_cadre)

    response = send(city.county_cadre, f"/documents/{document.pk}/annul/", {"reason": "数量有误"})
    assert response.status_code == 409
    assert "已经作废" in response.content.decode()


def test_the_case_page_marks_what_is_void(city: SmallCity, case: Case, document: IssuedDocument) -> None:
    annulled(document, city.county_cadre)

    text = ask(city.town_cadre, f"/cases/{case.pk}/?tab=documents").content.decode()
    assert text.count("已作废") == 1
    assert "文书作废通知" in text


def test_a_leader_sets_the_word_that_numbers_begin_with(city: SmallCity, letter: DocumentTemplate) -> None:
    response = send(city.county_leader, "/documents/series/tests.letters/", {"word": "北工函"})

    assert response.status_code == 302
    assert "北工函〔____〕__号" in ask(city.county_leader, "/documents/series/").content.decode()


def test_a_word_with_a_year_stays_in_the_form(city: SmallCity, letter: DocumentTemplate) -> None:
    response = send(city.county_leader, "/documents/series/tests.letters/", {"word": "北工函2026"})

    assert response.status_code == 409
    assert 'value="北工函2026"' in response.content.decode()


def test_whoever_does_not_set_words_reads_them(city: SmallCity, letter: DocumentTemplate) -> None:
    text = ask(city.county_cadre, "/documents/series/").content.decode()

    assert "北塘区总工会函〔____〕__号" in text
    assert "/documents/series/tests.letters/" not in text
    assert ask(city.county_cadre, "/documents/series/tests.letters/").status_code == 409


def test_an_unknown_series_is_not_found(city: SmallCity) -> None:
    assert ask(city.county_leader, "/documents/series/nothing/").status_code == 404


def test_many_documents_are_printed_in_one_run(
    city: SmallCity, case: Case, letter: DocumentTemplate, tmp_path: Path
) -> None:
    documents = [issue(case, city.county_cadre.actor) for _ in range(3)]

    words = words_in(delivering.render_many(documents))
    assert all(document.number in words and document.sha256 in words for document in documents)
