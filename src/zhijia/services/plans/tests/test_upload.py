"""Bringing a plan in: two steps, clear sentences, nothing typed lost, nothing kept twice."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, Figure, SmallCity
from zhijia.services.plans.actions import PlanFacts, upload_plan
from zhijia.services.plans.models import PlanDocument, PlanNode
from zhijia.services.plans.tests.review.trees import TEXT
from zhijia.trail.models import Event

URL = "/plans/upload/"
FACTS = {
    "title": "下半年工作安排",
    "year": "2026",
    "half": "h2",
    "issuer": "江海市总工会",
    "source": TEXT,
    "filename": "a.txt",
}


def count_plans(city: SmallCity) -> int:
    with scoped(city.leader.actor):
        return PlanDocument.objects.count()


def test_pasted_text_prefills_what_stands_about_the_plan(city: SmallCity) -> None:
    page = city.research.client().post(URL, {"text": TEXT})

    form = page.context["form"]
    assert page.status_code == 200
    assert form["year"].value() == 2026
    assert form["half"].value() == "h2"
    assert form["source"].value() == TEXT
    assert count_plans(city) == 0, "nothing is kept before the facts are confirmed"


def test_confirming_the_facts_keeps_plan_tree_and_event_together(city: SmallCity) -> None:
    answer = city.research.client().post(URL, FACTS)

    with scoped(city.research.actor):
        plan = PlanDocument.objects.get()
        event = Event.objects.get(kind="plans.plan_uploaded")
        tasks = PlanNode.objects.filter(plan=plan, kind="task").count()
    assert answer.headers["Location"] == f"/plans/{plan.pk}/review/"
    assert (plan.title, plan.half, plan.text) == ("下半年工作安排", "h2", TEXT)
    assert event.subject_id == plan.pk
    assert tasks > 10


def test_line_ends_of_browsers_do_not_shift_the_spans(city: SmallCity) -> None:
    city.research.client().post(URL, FACTS | {"source": TEXT.replace("\n", "\r\n")})

    with scoped(city.research.actor):
        plan = PlanDocument.objects.get()
        nodes = list(PlanNode.objects.filter(plan=plan, kind="target"))
    assert plan.text == TEXT
    assert all(plan.text[node.start : node.end] == node.text for node in nodes)


def test_the_same_text_again_leads_to_the_plan_under_review(city: SmallCity, plan: PlanDocument) -> None:
    by_file = city.leader.client().post(URL, {"file": SimpleUploadedFile("b.txt", TEXT.encode())})
    by_facts = city.leader.client().post(URL, FACTS)

    assert by_file.headers["Location"] == by_facts.headers["Location"] == f"/plans/{plan.pk}/review/"
    assert count_plans(city) == 1


def test_another_union_may_bring_in_the_same_text(city: SmallCity, plan: PlanDocument) -> None:
    city.county_cadre.client().post(URL, FACTS)

    with scoped(city.county_cadre.actor):
        own = PlanDocument.objects.get(union=city.north)
    assert own.pk != plan.pk


def make_docx() -> bytes:
    document = Document()
    document.add_heading("江海市总工会2026年工作要点", 0)
    document.add_paragraph("一、做好基层工作")
    document.add_paragraph("年底前新建预警联系点100个。")
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def test_a_word_file_is_read(city: SmallCity) -> None:
    page = city.research.client().post(URL, {"file": SimpleUploadedFile("要点.docx", make_docx())})

    assert page.context["form"]["title"].value() == "江海市总工会2026年工作要点"
    assert "新建预警联系点100个" in page.context["form"]["source"].value()


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("a.docx", b"MZ\x90\x00" * 20), "docx"),
        (SimpleUploadedFile("a.txt", make_docx()), "扩展名"),
        (SimpleUploadedFile("a.pdf", b"%PDF-1.7"), "只能读取"),
        (SimpleUploadedFile("a.doc", b"\xd0\xcf\x11\xe0" * 9), "旧版"),
        (SimpleUploadedFile("a.txt", b""), "空的"),
        (SimpleUploadedFile("a.txt", b" \n \n"), "没有文字"),
        (SimpleUploadedFile("a.txt", b"0" * (20 * 1024 * 1024 + 1)), "20MB"),
    ],
    ids=["disguised", "zip as text", "pdf", "old word", "empty", "blank", "too large"],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_field(
    city: SmallCity, upload: SimpleUploadedFile, words: str
) -> None:
    upload.seek(0)

    page = city.research.client().post(URL, {"file": upload, "text": ""})

    assert page.status_code == 422
    assert words in " ".join(page.context["form"].errors["file"])
    assert count_plans(city) == 0


def test_a_wrong_year_keeps_everything_that_was_typed(city: SmallCity) -> None:
    page = city.research.client().post(URL, FACTS | {"year": "26", "issuer": "自己写的单位"})

    form = page.context["form"]
    assert page.status_code == 422
    assert set(form.errors) == {"year"}
    assert (form["issuer"].value(), form["source"].value()) == ("自己写的单位", TEXT)
    assert "自己写的单位" in page.content.decode()


def test_neither_file_nor_text_is_said_at_the_field(city: SmallCity) -> None:
    page = city.research.client().post(URL, {"text": "  "})

    assert "请选择一个文件" in page.context["form"].errors["file"][0]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("research", 200),
        ("leader", 200),
        ("dept_head", 200),
        ("city_cadre", 200),
        ("administrator", 403),
        ("county_cadre", 200),
        ("stranger", 200),
        ("supervisor", 403),
        ("bureau_officer", 403),
        ("chair", 403),
        ("worker", 403),
    ],
)
def test_cadres_upload_for_their_own_union(city: SmallCity, name: str, status: int) -> None:
    figure: Figure = getattr(city, name)

    assert figure.client().get(URL).status_code == status
    assert (figure.client().post(URL, FACTS).status_code == 403) == (status == 403)


def test_facts_are_corrected_with_an_event(city: SmallCity, plan: PlanDocument) -> None:
    url = f"/plans/{plan.pk}/facts/"

    city.research.client().post(
        url, {"title": "改过的标题", "year": "2026", "half": "", "issuer": "", "doc_number": "总工〔2026〕8号"}
    )

    with scoped(city.research.actor):
        event = Event.objects.get(kind="plans.plan_facts_changed")
        stored = PlanDocument.objects.get()
    assert (stored.title, stored.half, stored.doc_number) == ("改过的标题", "", "总工〔2026〕8号")
    assert event.data["half"] == ["h2", ""]


def test_a_wrong_upload_is_taken_back_and_the_event_stays(city: SmallCity, plan: PlanDocument) -> None:
    answer = city.research.client().post(f"/plans/{plan.pk}/discard/")

    assert answer.headers["Location"] == "/plans/"
    assert count_plans(city) == 0


def test_a_classified_text_is_refused_at_both_steps_and_by_the_action_do_06(city: SmallCity) -> None:
    secret, client = f"机密★1年\n{TEXT}", city.research.client()

    first, second = client.post(URL, {"text": secret}), client.post(URL, FACTS | {"source": secret})
    facts = PlanFacts(title="安排", year=2026)
    with scoped(city.research.actor), pytest.raises(Refused, match="机密"):
        upload_plan(secret, facts, filename="", actor=city.research.actor, now=NOW)

    assert (first.status_code, second.status_code) == (422, 422)
    assert "涉密文件不能上传" in first.content.decode()
    assert "涉密文件不能上传" in second.content.decode()
    assert count_plans(city) == 0
