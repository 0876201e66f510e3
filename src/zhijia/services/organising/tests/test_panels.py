"""The panels on the page of an enterprise: what they say, whom they say it to, one query each."""

from dataclasses import replace
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhijia.organisation.actions import change_enterprise, uncover_enterprise
from zhijia.organisation.actions.enterprises import entry_of
from zhijia.organisation.models import Enterprise, UnionCoverage
from zhijia.organisation.panels import PanelQuestion, panels_of
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, TODAY, SmallCity
from zhijia.services.organising.panels import headcounts_of


def page_of(city: SmallCity, enterprise: Enterprise) -> str:
    return city.town_cadre.client().get(reverse("organising:enterprise", args=[enterprise.pk])).content.decode()


def count_heads(city: SmallCity, *counts: int | None) -> None:
    actor = city.town_cadre.actor
    for n, count in enumerate(counts):
        with scoped(actor):
            mill = Enterprise.objects.get(pk=city.mill.pk)
            entry = replace(entry_of(mill), headcount=count, women=None)
            change_enterprise(actor, mill, entry=entry, now=NOW + timedelta(days=n))


def test_every_panel_makes_one_query(city: SmallCity) -> None:
    count_heads(city, 130)
    for panel in panels_of("enterprise"):
        with scoped(city.town_cadre.actor), CaptureQueriesContext(connection) as captured:
            panel.read(PanelQuestion(city.town_cadre.actor, city.mill, TODAY))

        assert len(captured) == 1, panel.code


def test_the_panel_of_coverage_has_one_verdict(city: SmallCity) -> None:
    covered, never = page_of(city, city.mill), page_of(city, city.lone)
    actor = city.town_cadre.actor
    with scoped(actor):
        coverage = UnionCoverage.objects.select_related("union", "enterprise").get(enterprise=city.mill)
        uncover_enterprise(actor, coverage, to_on=TODAY, now=NOW)

    left = page_of(city, city.mill)

    assert "已建会" in covered
    assert city.mill_union.name in covered
    assert "未建会" in never
    assert "现在没有工会覆盖" in left
    assert city.mill_union.name in left


def test_headcounts_come_out_of_the_log_newest_first(city: SmallCity) -> None:
    count_heads(city, 130, None, 90)

    with scoped(city.county_cadre.actor):
        counts = headcounts_of(city.mill)

    assert [(count.value, count.change) for count in counts] == [(90, None), (None, None), (130, 10)]
    assert counts[0].on == TODAY + timedelta(days=2)
    assert "+10" in page_of(city, city.mill)


def test_an_enterprise_whose_headcount_was_never_entered_has_no_such_panel(city: SmallCity) -> None:
    assert "职工人数变化" not in page_of(city, city.lone)


def test_a_stranger_reads_no_headcount(city: SmallCity) -> None:
    count_heads(city, 130)

    with scoped(city.stranger.actor):
        assert headcounts_of(city.mill) == []
