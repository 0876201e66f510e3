"""PR-05: the register of impact assessments says what is amiss and stops nobody; what was entered stays."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from zhijia.lib.sentences import Refused
from zhijia.organisation.models import ParameterOverride
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, Figure, SmallCity
from zhijia.services.organising.assessments.actions import NewAssessment, enter_assessment
from zhijia.services.organising.assessments.models import ImpactAssessment
from zhijia.trail.models import Event

AID: dict[str, Any] = {
    "title": "金秋助学发放",
    "purpose": "核定助学金，按户发放。",
    "sensitive": ["account", "minor"],
    "effect": "没有账户不能发放；泄露会使孩子受人议论。",
    "consent": "",
    "guardian": "",
    "measures": "",
    "assessed_on": TODAY,
    "begins_on": TODAY - timedelta(days=1),
    "report": "北工保〔2026〕3号，档案室",
}


def entered(figure: Figure, **changes: Any) -> ImpactAssessment:
    with scoped(figure.actor):
        return enter_assessment(figure.actor, NewAssessment(**{**AID, **changes}), now=NOW)


def test_pr_05_what_is_missing_is_pointed_out_and_the_report_is_kept_three_years(city: SmallCity) -> None:
    client = city.county_cadre.client()
    given = {**AID, "begins_on": "", "assessed_on": "2026-11-20"}

    answer = client.post(reverse("organising:enter_assessment"), given, follow=True)
    shown = answer.content.decode()
    late = entered(city.county_cadre)
    page = client.get(reverse("organising:assessment", args=[late.pk])).content.decode()
    right = entered(city.county_cadre, consent="书面同意书", guardian="监护人签字", begins_on=TODAY, title="补助")
    clean = client.get(reverse("organising:assessment", args=[right.pk])).content.decode()

    assert answer.redirect_chain
    assert "2029年11月20日" in shown
    assert "还没有登记是否做到“处理敏感个人信息等活动开始前" in shown
    assert [words in page for words in ("影响评估", "单独同意", "监护人同意")] == [True] * 3
    assert page.count("alert-behind") == 3
    assert clean.count("alert-behind") == 0
    listed = client.get(reverse("organising:assessments")).content.decode()
    assert [listed.count(words) for words in ("金秋助学发放</a>", "3 条", "2 条")] == [2, 2, 0]


def test_how_long_data_is_kept_is_said_and_what_nobody_has_set_is_not_erased(city: SmallCity) -> None:
    client, page = city.chair.client(), reverse("organising:assessments")

    assert city.administrator.post is not None
    before = client.get(page).content.decode()
    with scoped(BUILDER):
        ParameterOverride.objects.create(
            key="retention.particulars", place="CN-3205", value=36, from_on=date(2020, 1, 1), reason="试行", source="档案办法",
            entered_by=city.administrator.post, entered_at=NOW,
        )  # fmt: skip
    after = client.get(page).content.decode()

    assert ("入库后 7 天；没有入库的，上传后 30 天" in before, before.count("还没有规定，不清除")) == (True, 2)
    assert ("36个月" in after, after.count("还没有规定，不清除")) == (True, 1)


def test_an_assessment_is_made_again_once_and_the_former_stays(city: SmallCity) -> None:
    client, first = city.county_cadre.client(), entered(city.county_cadre)
    again = reverse("organising:assess_again", args=[first.pk])

    form = client.get(again).content.decode()
    answers = [client.post(again, {**AID, "consent": "书面同意书"}) for _click in range(2)]

    assert AID["purpose"] in form
    assert [answer.status_code for answer in answers] == [302, 422]
    assert "已经由另一次代替" in answers[1].content.decode()
    assert "已经由后来的一次代替" in client.get(reverse("organising:assessment", args=[first.pk])).content.decode()
    with scoped(BUILDER):
        assert ImpactAssessment.objects.count() == 2
        assert Event.objects.filter(kind="organising.assessment_entered").count() == 2


def test_a_day_ahead_is_refused_and_strangers_neither_enter_here_nor_read(city: SmallCity) -> None:
    kept = entered(city.county_cadre)
    with pytest.raises(Refused, match="不能晚于今天"):
        entered(city.county_cadre, assessed_on=TODAY + timedelta(days=1))
    with pytest.raises(Refused):
        entered(city.supervisor)

    for figure, code in ((city.stranger, 404), (city.county_cadre, 200), (city.city_cadre, 200)):
        answer = figure.client().get(reverse("organising:assessment", args=[kept.pk]))
        assert answer.status_code == code


def test_what_was_entered_cannot_be_removed_by_the_application(city: SmallCity) -> None:
    kept = entered(city.county_cadre)

    with (
        scoped(city.county_cadre.actor),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute("DELETE FROM organising_impactassessment WHERE id = %s", [kept.pk])
