"""Local corrections of parameters and calendar."""

from datetime import date
from fractions import Fraction

import pytest
from django.urls import reverse

from zhijia.law.judging import judge_share
from zhijia.law.resolver import parameter
from zhijia.organisation.overrides import parameter_overrides, working_calendar
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity, build_small_city
from zhijia.trail.models import Event

PARAMETER = {
    "key": "union.target.employees",
    "value": "30",
    "from_on": "2026-11-01",
    "reason": "本市从三十人起列为建会对象",
    "source": "江海工发〔2026〕1号",
}
DAY = {"day": "2026-11-21", "is_workday": "1", "source": "江海市人民政府通知"}


@pytest.fixture
def city(db: None) -> SmallCity:
    return build_small_city()


def test_a_leader_of_the_city_corrects_a_parameter_and_the_law_follows(city: SmallCity) -> None:
    page = city.leader.client().post(reverse("organising:correct_parameter"), PARAMETER)

    assert page.status_code == 302
    with scoped(BUILDER):
        law = parameter(
            "union.target.employees", place="CN-3205", on=date(2026, 11, 20), overrides=parameter_overrides()
        )
        assert Event.objects.filter(kind="organisation.parameter_overridden").count() == 1
    assert law.number == 30
    assert "〔2026〕1号" in city.leader.client().get(reverse("organising:law")).content.decode()


def test_an_administrator_corrects_a_day_once(city: SmallCity) -> None:
    client = city.administrator.client()

    first = client.post(reverse("organising:correct_day"), DAY)
    second = client.post(reverse("organising:correct_day"), {**DAY, "is_workday": "0"})

    assert first.status_code == 302
    assert second.status_code == 422
    assert "已经修正过" in second.content.decode()
    with scoped(BUILDER):
        assert working_calendar().is_workday(date(2026, 11, 21))


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
        law = parameter("contract.quorum", place="CN-3205", on=date(2026, 11, 20), overrides=parameter_overrides())
    assert law.share == Fraction(3, 4)
    assert judge_share(law, 44, 60) != ()
    assert judge_share(law, 45, 60) == ()


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("union.target.employees", "2/3", "不是比例"),
        ("bargaining.offer.written", "1", "没有数值"),
        ("contract.quorum", "2/0", "请填整数"),
    ],
)
def test_a_value_of_another_kind_is_refused(city: SmallCity, key: str, value: str, words: str) -> None:
    page = city.leader.client().post(reverse("organising:correct_parameter"), {**PARAMETER, "key": key, "value": value})

    assert page.status_code == 422
    assert words in page.content.decode()
