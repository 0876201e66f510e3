"""The leader's pages: what they say, to whom, and how they lead from a goal to a record."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from zhijia.engines.indicators.day import on_day
from zhijia.engines.indicators.declaring import Definition, Report, declare, report
from zhijia.engines.indicators.definitions import as_indicator
from zhijia.engines.indicators.models import Declared
from zhijia.lib.spreadsheets import read_spreadsheet
from zhijia.organisation.models import Enterprise
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, TODAY, Figure, SmallCity, build_small_city
from zhijia.services.plans.models import PlanDocument, Target
from zhijia.services.plans.tests.tasks.story import PNG, assign_to_county, make_plan, make_tasks

COVERAGE = "organising.coverage"
DAY = TODAY.isoformat()
MOST_QUERIES = 12


@pytest.fixture
def city(db: None) -> SmallCity:
    with on_day(TODAY - timedelta(days=400)):
        return build_small_city()


@pytest.fixture
def plan(city: SmallCity) -> PlanDocument:
    return make_plan(city)


@pytest.fixture
def drills(city: SmallCity) -> Declared:
    definition = Definition(name="参练职工", definition="参加岗位练兵的职工人次。", unit="人")
    with scoped(city.leader.actor):
        return declare(city.leader.actor, union=city.root, definition=definition, now=NOW)


def promise(city: SmallCity, plan: PlanDocument, code: str, value: int, **more: Any) -> Target:
    with scoped(city.research.actor):
        return Target.objects.create(
            plan=plan,
            union=city.root,
            goal=more.pop("goal", "harmony"),
            name=more.pop("name", "建会率"),
            indicator=code,
            value=Decimal(value),
            unit=more.pop("unit", "%"),
            period_from=more.pop("period_from", date(2026, 1, 1)),
            period_to=more.pop("period_to", date(2026, 12, 31)),
            **more,
        )


def page(figure: Figure, address: str, *, status: int = 200) -> str:
    response = figure.client().get(address)
    assert response.status_code == status, address
    return response.content.decode()


def plain(markup: str) -> str:
    """The words of a page without tags, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def report_drills(city: SmallCity, drills: Declared, value: int) -> None:
    entry = Report(
        union=city.north,
        period_from=date(2026, 1, 1),
        period_to=date(2026, 12, 31),
        as_of_on=TODAY,
        value=value,
        evidence_name="通知.pdf",
        evidence_sha256="cd" * 32,
    )
    with scoped(city.county_cadre.actor):
        report(city.county_cadre.actor, declared=drills, report=entry, now=NOW)


def test_a_target_shows_value_promise_light_and_who(city: SmallCity, plan: PlanDocument) -> None:
    promise(city, plan, COVERAGE, 60)

    words = plain(page(city.leader, f"/cockpit/?on={DAY}"))

    assert "建设和谐 1 / 1 按期" in words
    assert "建会率 66.7 / 60 %" in words
    assert "尚未交办" in words


def test_a_target_behind_time_asks_for_attention(city: SmallCity, plan: PlanDocument) -> None:
    promise(city, plan, COVERAGE, 100)

    words = plain(page(city.leader, f"/cockpit/?on={DAY}"))

    assert "滞后" in words
    assert "时间已过88%，完成66%" in words


def test_silence_is_grey_with_its_date_and_zero_is_a_number(
    city: SmallCity, plan: PlanDocument, drills: Declared
) -> None:
    promise(city, plan, as_indicator(drills).code, 1000, name="参练职工", unit="人")

    assert "从2026年1月1日起没有报送" in plain(page(city.leader, f"/cockpit/?on={DAY}"))

    report_drills(city, drills, 0)

    words = plain(page(city.leader, f"/cockpit/?on={DAY}"))
    assert "没有报送" not in words
    assert "参练职工 0 / 1,000 人" in words


def test_a_target_keeps_the_value_of_its_last_day(city: SmallCity, plan: PlanDocument) -> None:
    promise(city, plan, COVERAGE, 90, period_to=date(2026, 9, 30))
    with on_day(date(2026, 10, 15)), scoped(city.administrator.actor):
        Enterprise.objects.filter(pk=city.lone.pk).update(headcount=1)

    words = plain(page(city.leader, f"/cockpit/?on={DAY}"))

    assert "建会率 66.7 / 90 %" in words
    assert "逾期" in words
    assert "考核期已于2026年9月30日结束" in words


def test_a_county_sees_its_part_of_the_citys_count_without_a_light(city: SmallCity, plan: PlanDocument) -> None:
    promise(city, plan, "organising.enterprises", 100, name="用人单位", unit="家")

    words = plain(page(city.county_leader, f"/cockpit/?on={DAY}"))

    assert "用人单位 2 家" in words
    assert "上级目标 100 家，这里是本辖区的部分" in words


def test_late_tasks_are_listed_with_the_days(city: SmallCity, monkeypatch: pytest.MonkeyPatch) -> None:
    task = make_tasks(city)[0]
    assign_to_county(city, task)
    monkeypatch.setattr(timezone, "localdate", lambda: date(2027, 1, 3))

    words = plain(page(city.leader, "/cockpit/"))

    assert "走访企业" in words
    assert "逾期 3 日" in words


def test_one_click_leads_from_the_goal_to_the_county_to_the_list_to_the_record(
    city: SmallCity, plan: PlanDocument
) -> None:
    promise(city, plan, COVERAGE, 60)
    home = page(city.leader, f"/cockpit/?on={DAY}")
    number = next(link for link in hrefs(home) if f"/numbers/{COVERAGE}/" in link)
    county = next(link for link in hrefs(page(city.leader, number)) if f"at={city.north.path}" in link)
    town = next(link for link in hrefs(page(city.leader, county)) if f"at={city.north_town.path}" in link)
    listing = next(link for link in hrefs(page(city.leader, town)) if "/list/" in link and "part=gap" in link)

    rows = page(city.leader, listing)

    assert f"on={DAY}" in listing
    assert f"/enterprises/{city.lone.pk}/" in hrefs(rows)
    assert f"/enterprises/{city.mill.pk}/" not in hrefs(rows)


def hrefs(markup: str) -> list[str]:
    return [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', markup)]


def test_the_breakdown_adds_up_to_the_whole(city: SmallCity) -> None:
    words = plain(page(city.leader, f"/cockpit/numbers/{COVERAGE}/?on={DAY}"))

    assert "分子 2 分母 3 尚缺 1" in words
    assert "北塘区总工会 1 2 1 50.0" in words
    assert "南汀区总工会 1 1 0 100.0" in words


@pytest.mark.parametrize(("part", "total"), [("n", 2), ("d", 3), ("gap", 1)])
def test_each_list_is_as_long_as_its_number(city: SmallCity, part: str, total: int) -> None:
    markup = page(city.leader, f"/cockpit/numbers/{COVERAGE}/list/?on={DAY}&part={part}")

    assert f"合计 {total}" in plain(markup)
    assert markup.count("data-open") == total


def test_the_sheet_holds_the_list_and_its_definition(city: SmallCity) -> None:
    response = city.leader.client().get(f"/cockpit/numbers/{COVERAGE}/list.xlsx?on={DAY}&part=d")

    sheets = read_spreadsheet(response.content)

    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    names = {row[0] for row in sheets[0].rows}
    assert {"江海青禾纺织有限公司", "江海独木食品有限公司", "江海长堤船务有限公司"} <= names


def test_a_recount_says_what_the_records_give(city: SmallCity) -> None:
    client = city.leader.client()
    address = f"/cockpit/numbers/{COVERAGE}/recount/?on={DAY}"

    fragment = client.post(address, headers={"HX-Request": "true"})
    whole_page = client.post(address)

    for response in (fragment, whole_page):
        assert "一致" in response.content.decode()
        assert "显示 2，重算 2" in plain(response.content.decode())
    assert b"<html" not in fragment.content
    assert client.get(address).status_code == 405


def test_an_earlier_day_shows_what_was_then(city: SmallCity) -> None:
    with on_day(TODAY), scoped(city.administrator.actor):
        Enterprise.objects.filter(pk=city.lone.pk).update(headcount=1)

    then, now = (plain(page(city.leader, f"/cockpit/numbers/{COVERAGE}/?on={day}")) for day in ("2026-10-31", DAY))

    assert "分母 3" in then
    assert "分母 2" in now


ADDRESSES = [
    "/cockpit/",
    "/cockpit/wall/",
    "/cockpit/indicators/",
    f"/cockpit/numbers/{COVERAGE}/",
    f"/cockpit/numbers/{COVERAGE}/tiles/",
    f"/cockpit/numbers/{COVERAGE}/list/",
    f"/cockpit/numbers/{COVERAGE}/list.xlsx",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_stranger_is_not_let_into_another_county(city: SmallCity, address: str) -> None:
    page(city.stranger, f"{address}?at={city.north.path}", status=404)
    page(city.stranger, f"{address}?at={city.root.path}", status=404)

    client = city.stranger.client()
    own = client.get(f"{address}?on={DAY}")

    assert own.status_code == 200
    assert "青禾".encode() not in own.content
    assert "独木".encode() not in own.content


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_holds_no_post_or_is_not_logged_in_is_turned_away(city: SmallCity, client: Any, address: str) -> None:
    page(city.worker, address, status=403)

    assert client.get(address).status_code == 302


@pytest.mark.parametrize("query", ["on=yesterday", "at=x", "at=0000~", "at=zzzz"])
def test_an_address_that_names_nothing_is_not_found(city: SmallCity, query: str) -> None:
    assert page(city.leader, f"/cockpit/numbers/{COVERAGE}/?{query}", status=404)


@pytest.mark.parametrize("query", ["part=x", "after=1", "after=0000-x", "after=00~0-1"])
def test_a_list_that_is_none_is_not_found(city: SmallCity, query: str) -> None:
    assert page(city.leader, f"/cockpit/numbers/{COVERAGE}/list/?{query}", status=404)


@pytest.mark.parametrize("code", ["organising.nothing", "declared.0", "declared.x", "x"])
def test_an_indicator_that_nobody_publishes_is_not_found(city: SmallCity, code: str) -> None:
    assert page(city.leader, f"/cockpit/numbers/{code}/", status=404)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_asks_the_database_more_than_it_may(
    city: SmallCity, plan: PlanDocument, drills: Declared, address: str
) -> None:
    report_drills(city, drills, 5)
    for code in (COVERAGE, as_indicator(drills).code, "plans.completion"):
        promise(city, plan, code, 60)
    client = city.leader.client()
    client.get(address)

    with CaptureQueriesContext(connection) as asked:
        client.get(f"{address}?on={DAY}")

    questions = [
        query["sql"] for query in asked.captured_queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))
    ]
    assert len(questions) <= MOST_QUERIES, questions


def test_the_list_of_a_declared_number_names_person_and_evidence(city: SmallCity, drills: Declared) -> None:
    report_drills(city, drills, 5)

    words = plain(page(city.leader, f"/cockpit/numbers/{as_indicator(drills).code}/list/?on={DAY}"))

    assert "北塘区总工会 2026年11月20日 北干事" in words
    assert "通知.pdf" in words


def test_the_catalogue_explains_every_number(city: SmallCity, drills: Declared) -> None:
    words = plain(page(city.leader, "/cockpit/indicators/"))

    for expected in (
        "规模以上用人单位建会率",
        "union.target.employees",
        "参练职工",
        "各级工会填报",
        "分子 ÷ 分母 × 100",
    ):
        assert expected in words


def test_without_a_plan_the_board_says_what_to_do(city: SmallCity) -> None:
    assert "还没有发布的计划" in page(city.leader, "/cockpit/")


def sent(city: SmallCity, drills: Declared, **changes: Any) -> Any:
    """What a county cadre's browser sends for its own county."""
    form = {
        "period_from": "2026-01-01",
        "period_to": "2026-12-31",
        "as_of_on": DAY,
        "value": "120",
        "reason": "",
        "evidence": SimpleUploadedFile("现场.png", PNG),
        **changes,
    }
    return city.county_cadre.client().post(f"/cockpit/numbers/{as_indicator(drills).code}/report/?on={DAY}", form)


def test_a_county_reports_its_number_and_the_board_shows_it(city: SmallCity, drills: Declared) -> None:
    number = f"/cockpit/numbers/{as_indicator(drills).code}/"
    assert f"{number}report/?on={DAY}" in hrefs(page(city.county_cadre, f"{number}?on={DAY}"))
    assert "本级和下级都还没有报过" in page(city.county_cadre, f"{number}report/?on={DAY}")

    answer = sent(city, drills)

    assert answer.status_code == 302
    assert "120 人" in plain(page(city.leader, f"{number}?on={DAY}"))


def test_evidence_is_handed_out_in_scope_only(city: SmallCity, drills: Declared) -> None:
    sent(city, drills)
    listing = page(city.leader, f"/cockpit/numbers/{as_indicator(drills).code}/list/?on={DAY}")
    address = next(link for link in hrefs(listing) if "/evidence/" in link)

    answer = city.leader.client().get(address)

    assert answer.getvalue() == PNG
    assert answer["Content-Disposition"].startswith("attachment")
    page(city.stranger, address, status=404)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"evidence": ""}, "请上传佐证材料"),
        ({"as_of_on": "2098-02-01", "period_to": "2098-12-31"}, "不能晚于今天"),
        ({"as_of_on": "2025-12-31"}, "必须在期间之内"),
        ({"value": "-1"}, "大于或等于"),
    ],
)
def test_a_wrong_report_keeps_what_was_typed(
    city: SmallCity, drills: Declared, changes: dict[str, str], words: str
) -> None:
    answer = sent(city, drills, **changes)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="2026-01-01"' in answer.content.decode()


def test_only_its_own_people_report_for_a_union(city: SmallCity, drills: Declared) -> None:
    address = f"/cockpit/numbers/{as_indicator(drills).code}/report/"

    assert "不能为这个工会填报" in page(city.bureau_officer, address, status=403)
    page(city.stranger, f"{address}?at={city.north.path}", status=404)
    page(city.leader, f"/cockpit/numbers/{COVERAGE}/report/", status=404)
