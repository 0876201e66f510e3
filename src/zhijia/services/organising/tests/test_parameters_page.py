"""The public page of every law parameter: open to anybody, filtered by topic, rule and words, true to the files."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhijia.law.resolver import all_parameters
from zhijia.organisation.actions.law import NewOverride, override_parameter
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, SmallCity


def page(client: Client, **query: str) -> str:
    response = client.get(reverse("organising:parameters"), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
def test_somebody_without_a_login_reads_every_parameter_with_its_source(client: Client) -> None:
    text = page(client)

    assert all(f'id="{key}"' in text for key in all_parameters())
    assert "《集体合同规定》第三十二条第二款（2004年）" in text
    assert "劳动和社会保障部令第22号" in text


def test_each_value_says_where_since_when_how_known_and_how_hard(city: SmallCity, client: Client) -> None:
    text = page(client, q="CB-043")

    assert "不少于1/2" in text
    assert "超过1/2" in text
    assert "2012年2月13日" in text
    assert "已核对原文" in text
    assert "不符合的不能办理" in text
    assert "几种规定不一致的，从严" in text
    assert "江苏省" in text
    assert "未知" in text
    assert text.count("现行</span>") == 2
    assert "书面答复协商要求的期限" not in text


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ({"topic": "supervision"}, "supervision.opinion.reply", "bargaining.reply"),
        ({"q": "ls-02"}, "supervision.opinion.reply", "supervision.fine"),
        ({"q": "劳动法 加班"}, "", "bargaining.reply"),
        ({"q": "工资集体协商试行办法 第十八条"}, "bargaining.data", "bargaining.reply"),
        ({"q": "bargaining.reply"}, "bargaining.reply", "bargaining.data"),
        ({"topic": "supervision", "q": "CB-003"}, "", "bargaining.reply"),
        ({"topic": "nonsense"}, "", "bargaining.reply"),
    ],
)
def test_the_page_is_filtered(city: SmallCity, client: Client, query: dict[str, str], shown: str, hidden: str) -> None:
    text = page(client, **query)

    assert f'id="{shown}"' in text if shown else "没有符合条件的参数" in text
    assert f'id="{hidden}"' not in text


def test_what_the_city_entered_stands_first_and_is_what_holds(city: SmallCity, client: Client) -> None:
    with scoped(city.leader.actor):
        override_parameter(
            city.leader.actor,
            NewOverride(
                key="wage.minimum",
                value=249_000,
                from_on=date(2026, 1, 1),
                to_on=None,
                reason="公布的标准",
                source="关于调整最低工资标准的通知",
            ),
            now=NOW,
        )

    text = page(client, q="wage.minimum")

    assert "不少于¥2,490.00" in text
    assert "本市录入" in text
    assert text.count("现行</span>") == 1
    assert "关于调整最低工资标准的通知" in text


def test_the_page_speaks_english(city: SmallCity, client: Client) -> None:
    client.cookies["zhijia_language"] = "en"
    text = client.get(
        reverse("organising:parameters"), {"q": "CB-010"}, headers={"accept-language": "en"}
    ).content.decode()

    assert "Negotiators on each side" in text
    assert "at least 3 people" in text


def test_the_whole_page_costs_few_queries(city: SmallCity, client: Client) -> None:
    page(client)
    with CaptureQueriesContext(connection) as captured:
        page(client)

    asked = [q for q in captured.captured_queries if q["sql"].startswith("SELECT") and "set_config" not in q["sql"]]
    assert len(asked) <= 2


def test_what_a_reader_types_is_never_markup(client: Client, city: SmallCity) -> None:
    assert "<script>alert" not in page(client, q="<script>alert(1)</script>")


def test_what_the_product_does_not_look_up_is_said_to_be_not_yet_in_use_cb_072(city: SmallCity, client: Client) -> None:
    """The page reads the code: what computes, what the course of a case keeps, and what nothing uses yet."""
    assert "尚未启用</span>" in page(client, q="supervision.fine")
    assert "由办理流程保证</span>" in page(client, q="contract.draft.initialled")
    for key in (
        "layoff.people",
        "layoff.share",
        "maternity.nursing.months",
        "reminder.statutory.before",
        "bargaining.paid_time",
    ):
        assert "尚未启用</span>" not in page(client, q=key)
    assert reverse("organising:parameters") in client.get(reverse("account_login")).content.decode()
