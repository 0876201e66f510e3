"""Tasks on the pages of the union that leads them and of the enterprises that it covers."""

from datetime import timedelta

from django.urls import reverse

from zhijia.organisation.models import UnionCoverage
from zhijia.organisation.panels import PanelQuestion
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, Figure, SmallCity
from zhijia.services.plans.models import Task
from zhijia.services.plans.panels import MOST_TASKS, show_tasks_of
from zhijia.services.plans.tests.tasks.story import YEAR_END, make_move, make_tasks, post_id


def lead(city: SmallCity, *titles: str) -> list[Task]:
    """Tasks of the city's plan that the town leads."""
    tasks = make_tasks(city, *titles)
    data = {"lead": post_id(city.town_cadre), "due_on": YEAR_END.isoformat(), "standard": "完成"}
    for task in tasks:
        make_move(city.research.actor, task, "assign", data, now=NOW)
    return tasks


def shown(city: SmallCity, figure: Figure, row: object) -> list[str]:
    with scoped(figure.actor):
        panel = show_tasks_of(PanelQuestion(figure.actor, row, TODAY))  # type: ignore[arg-type]
        return [task.case.title for task in panel["tasks"]] if panel else []


def test_a_union_shows_the_open_tasks_that_it_leads(city: SmallCity) -> None:
    lead(city, "走访企业")

    page = city.county_cadre.client().get(reverse("organising:union", args=[city.north_town.pk])).content.decode()

    assert "承担的计划任务" in page
    assert "走访企业" in page
    assert shown(city, city.county_cadre, city.north) == []
    assert shown(city, city.stranger, city.north_town) == []


def test_an_enterprise_shows_the_tasks_of_the_unions_that_cover_it_today(city: SmallCity) -> None:
    lead(city, "建立台账")
    with scoped(BUILDER):
        coverage = UnionCoverage.objects.create(union=city.north_town, enterprise=city.lone, from_on=TODAY)

    covered = shown(city, city.town_cadre, city.lone)
    with scoped(BUILDER):
        UnionCoverage.objects.filter(pk=coverage.pk).update(from_on=TODAY - timedelta(days=9), to_on=TODAY)

    assert covered == ["建立台账"]
    assert shown(city, city.town_cadre, city.lone) == []
    assert shown(city, city.town_cadre, city.mill) == []


def test_what_is_late_comes_first_and_what_is_withdrawn_is_left_out(city: SmallCity) -> None:
    late, gone, *_ = lead(city, *(f"第{n}件" for n in range(MOST_TASKS + 2)))
    make_move(city.research.actor, gone, "withdraw", {"reason": "合并"}, now=NOW)
    with scoped(BUILDER):
        Task.objects.filter(pk=late.pk).update(due_on=TODAY - timedelta(days=1))

    titles = shown(city, city.town_cadre, city.north_town)
    page = city.town_cadre.client().get(reverse("organising:union", args=[city.north_town.pk])).content.decode()

    assert titles[0] == "第0件"
    assert "第1件" not in titles
    assert len(titles) == MOST_TASKS
    assert "只列出最先到期的 5 件" in page
