"""The list of plans, the page of a plan and its sheet: who sees what, and that numbers agree with what stands behind."""

import pytest
from django.test import Client

from zhijia.lib.spreadsheets import read_spreadsheet
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, Figure, SmallCity
from zhijia.services.plans.actions import PlanFacts, upload_plan
from zhijia.services.plans.models import PlanDocument, Task
from zhijia.services.plans.tests.review.trees import TEXT
from zhijia.services.plans.tests.test_publish import make_ready, publish


@pytest.fixture
def published(city: SmallCity, plan: PlanDocument) -> PlanDocument:
    make_ready(city, plan)
    return publish(city, plan)


def titles_on(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/plans/{query}")
    return [row.plan.title for row in page.context["listed"].rows]


def test_the_list_shows_own_plans_and_published_ones_from_above(city: SmallCity, published: PlanDocument) -> None:
    facts = PlanFacts(title="北塘要点", year=2025)
    with scoped(city.county_cadre.actor):
        upload_plan(TEXT, facts, filename="", actor=city.county_cadre.actor, now=NOW)

    assert titles_on(city.county_cadre.client()) == [published.title, "北塘要点"]
    assert titles_on(city.research.client()) == [published.title, "北塘要点"], "the city sees its counties' plans"
    assert titles_on(city.stranger.client()) == [published.title]
    assert titles_on(city.town_cadre.client()) == [published.title], "what the county still reviews is not out"


def test_a_plan_under_review_is_not_seen_below(city: SmallCity, plan: PlanDocument) -> None:
    assert titles_on(city.stranger.client()) == []
    assert city.stranger.client().get(f"/plans/{plan.pk}/").status_code == 404
    assert city.stranger.client().get(f"/plans/{plan.pk}/decomposition.xlsx").status_code == 404


def test_the_list_is_filtered_and_turned_by_key(
    city: SmallCity, plan: PlanDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhijia.services.plans.presenting.listing.PAGE_SIZE", 1)
    with scoped(city.research.actor):
        for year in (2024, 2025):
            facts = PlanFacts(title=f"{year}年要点", year=year)
            upload_plan(f"{TEXT}{year}", facts, filename="", actor=city.research.actor, now=NOW)
    client = city.research.client()

    seen, url = [], "/plans/"
    while url:
        page = client.get(url)
        seen += [row.plan.year for row in page.context["listed"].rows]
        url = page.context["listed"].page.next_url

    assert seen == [2026, 2025, 2024]
    assert titles_on(client, "?year=2025") == ["2025年要点"]
    assert titles_on(client, "?state=published") == []
    assert titles_on(client, "?year=x&state=y&before=z") == [plan.title], "nonsense in the query is ignored"


def test_the_page_shows_goals_measures_and_tasks(city: SmallCity, published: PlanDocument) -> None:
    page = city.research.client().get(f"/plans/{published.pk}/")

    standing = page.context["standing"]
    with scoped(city.research.actor):
        count = Task.objects.filter(plan=published).count()
    assert sum(goal.total for goal in standing.goals) == count
    assert [goal.label for goal in standing.goals] == ["服务发展", "建设和谐", "维护职工"]
    assert "加强职工之家建设" in [measure.measure for measure in standing.goals[1].measures]
    assert "15 个" in [target.quantity for target in standing.targets]


def test_the_frozen_digest_is_recomputed_on_the_spot(city: SmallCity, published: PlanDocument) -> None:
    page = city.research.client().get(f"/plans/{published.pk}/?check=1")

    assert page.context["is_as_frozen"] is True
    assert published.frozen_hash in page.content.decode()


def test_reviewers_are_led_on_to_the_review_and_others_read(city: SmallCity, plan: PlanDocument) -> None:
    url = f"/plans/{plan.pk}/"

    assert city.research.client().get(url).headers["Location"] == f"/plans/{plan.pk}/review/"
    assert "尚未发布" in city.supervisor.client().get(url).content.decode()


def test_the_sheet_has_the_columns_of_the_table_and_a_row_for_each_task(
    city: SmallCity, published: PlanDocument
) -> None:
    answer = city.research.client().get(f"/plans/{published.pk}/decomposition.xlsx")

    sheet = read_spreadsheet(answer.content)[0]
    with scoped(city.research.actor):
        requirements = list(Task.objects.filter(plan=published).order_by("pk").values_list("requirement", flat=True))
    assert list(sheet.rows[0])[:5] == ["序号", "目标", "重点任务（措施）", "具体要求", "量化指标"]
    assert len(sheet.rows[0]) == 20
    assert [row[3] for row in sheet.rows[1:]] == requirements
    assert any("预警联系点 100 个" in row[4] for row in sheet.rows[1:])
    assert any("未报" in row[14] for row in sheet.rows[1:]), "nobody reported: that is not zero"


@pytest.mark.parametrize("name", ["county_cadre", "stranger", "chair", "worker"])
def test_those_who_see_no_task_get_a_sheet_without_rows(city: SmallCity, published: PlanDocument, name: str) -> None:
    figure: Figure = getattr(city, name)

    answer = figure.client().get(f"/plans/{published.pk}/decomposition.xlsx")

    rows = len(read_spreadsheet(answer.content)[0].rows) if answer.status_code == 200 else 1
    assert rows == 1
    assert answer.status_code == (404 if name == "worker" else 200)
