"""Local corrections of parameters and calendar."""

import hashlib
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from zhijia.engines.documents.tests.samples import PDF
from zhijia.law.judging import judge_share
from zhijia.law.resolver import parameter
from zhijia.law.versions import Confidence
from zhijia.lib.findings import Severity
from zhijia.organisation.overrides import parameter_overrides, read_corrections, working_calendar
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.trail.models import Event

TOMORROW = timezone.localdate() + timedelta(days=1)
PARAMETER = {
    "kind": "text",
    "key": "union.target.employees",
    "value": "30",
    "from_on": TOMORROW.isoformat(),
    "reason": "本市从三十人起列为建会对象",
    "source": "江海工发〔2026〕1号",
}
DAY = {"day": "2026-11-21", "is_workday": "1", "source": "江海市人民政府通知"}


def test_a_leader_of_the_city_corrects_a_parameter_and_the_law_follows(city: SmallCity) -> None:
    page = city.leader.client().post(reverse("organising:correct_parameter"), PARAMETER)

    assert page.status_code == 302
    with scoped(BUILDER):
        law = parameter("union.target.employees", place="CN-3205", on=TOMORROW, overrides=parameter_overrides())
        assert Event.objects.filter(kind="organisation.parameter_overridden").count() == 1
    assert law.number == 30
    assert "〔2026〕1号" in city.leader.client().get(reverse("organising:law")).content.decode()
    below = city.chair.client().get(reverse("organising:law")).content.decode()
    assert ("〔2026〕1号" in below, "上级工会的岗位" in below) == (True, True), (
        "she sees no post of the city, and the law"
    )


def test_a_mistyped_day_is_mended_by_a_newer_row_and_both_stay_on_record(city: SmallCity) -> None:
    client = city.administrator.client()
    page = reverse("organising:correct_day")

    answers = [client.post(page, {**DAY, "is_workday": works}).status_code for works in ("1", "1", "0")]

    assert answers == [302, 422, 302]
    with scoped(BUILDER):
        assert not working_calendar().is_workday(date(2026, 11, 21))
        assert not read_corrections().calendar.is_workday(date(2026, 11, 21))
    assert client.get(reverse("organising:law")).content.decode().count("已由后来的修正代替") == 1


def test_a_text_of_a_county_is_entered_with_unit_article_and_scan_and_shown_beside_the_law(city: SmallCity) -> None:
    client = city.leader.client()
    form = {
        **PARAMETER,
        "key": "bargaining.reply",
        "value": "15",
        "unit": "working_day",
        "place": "CN-320505",
        "source": "北塘区集体协商办法",
        "article": "第七条",
    }
    page = reverse("organising:correct_parameter")

    assert client.post(page, {**form, "place": "CN-3301"}).status_code == 422
    assert client.post(page, {**form, "unit": "fen"}).status_code == 422
    scan = SimpleUploadedFile("办法.pdf", PDF, "application/pdf")
    assert client.post(page, {**form, "scan": scan}).status_code == 302

    with scoped(BUILDER):
        found = parameter("bargaining.reply", place="CN-320505", on=TOMORROW, overrides=parameter_overrides())
    assert (found.strictest.number, found.strictest.unit) == (20, "natural_day")
    assert [(text.value, text.unit, text.confidence) for text in found.beside if text.reference] == []
    assert (found.number, found.unit, found.confidence) == (15, "working_day", Confidence.VERIFIED)
    shown = client.get(reverse("organising:law")).content.decode()
    assert "不超过15个工作日" in shown
    assert "北塘区集体协商办法" in shown
    sha256 = hashlib.sha256(PDF).hexdigest()
    kept = city.chair.client().get(reverse("organising:law_scan", args=[sha256]))
    assert b"".join(kept.streaming_content) == PDF  # type: ignore[attr-defined]
    assert city.chair.client().get(reverse("organising:law_scan", args=["0" * 64])).status_code == 404


@pytest.mark.parametrize("name", ["city_cadre", "county_leader", "chair", "bureau_officer", "worker"])
@pytest.mark.parametrize("act", ["correct_parameter", "correct_day"])
def test_nobody_else_corrects_the_law(city: SmallCity, name: str, act: str) -> None:
    client = getattr(city, name).client()

    assert client.get(reverse(f"organising:{act}")).status_code == 403
    assert client.post(reverse(f"organising:{act}"), {**PARAMETER, **DAY}).status_code == 403


@pytest.mark.parametrize("value", ["三十", "-1", "3.5", "", "1,x"])
def test_a_value_is_a_whole_number_or_several(city: SmallCity, value: str) -> None:
    page = city.leader.client().post(reverse("organising:correct_parameter"), {**PARAMETER, "value": value})

    assert page.status_code == 422


def test_several_numbers_are_refused_where_the_law_has_one(city: SmallCity) -> None:
    """Whoever reads a term counts on one number: two of them would stop every assignment in the city."""
    form = {**PARAMETER, "key": "task.acceptance", "value": "1、3"}

    page = city.leader.client().post(reverse("organising:correct_parameter"), form)

    assert page.status_code == 422
    assert "只有一个数值" in page.content.decode()
    choice = {**PARAMETER, "key": "union.term.basic", "value": "3、5"}
    assert city.leader.client().post(reverse("organising:correct_parameter"), choice).status_code == 302


def test_a_share_is_entered_as_a_fraction_and_judged_as_one(city: SmallCity) -> None:
    form = {**PARAMETER, "key": "contract.quorum", "value": "3/4"}

    assert city.leader.client().post(reverse("organising:correct_parameter"), form).status_code == 302
    with scoped(BUILDER):
        law = parameter("contract.quorum", place="CN-3205", on=TOMORROW, overrides=parameter_overrides())
    assert (law.share, law.strictest.share) == (Fraction(2, 3), Fraction(3, 4))  # nobody attached the local text
    assert [verdict.severity for verdict in judge_share(law, 44, 60)] == [Severity.WARN]
    assert [verdict.severity for verdict in judge_share(law, 39, 60)] == [Severity.BLOCK]
    assert judge_share(law, 45, 60) == ()


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("union.target.employees", "2/3", "不是比例"),
        ("bargaining.offer.written", "1", "是”或者“否"),
        ("contract.quorum", "2/0", "请填整数"),
        ("contract.quorum", "5/3", "不可能成立"),
        ("contract.review", "0", "不可能成立"),
    ],
)
def test_a_value_of_another_kind_is_refused(city: SmallCity, key: str, value: str, words: str) -> None:
    page = city.leader.client().post(reverse("organising:correct_parameter"), {**PARAMETER, "key": key, "value": value})

    assert page.status_code == 422
    assert words in page.content.decode()
