"""Numbers of open affairs: whatever happens, each is the sum of its list, and computing them from nothing changes nothing."""

from datetime import date, timedelta
from typing import cast

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijia.engines.indicators.day import on_day
from zhijia.engines.indicators.models import Threshold
from zhijia.engines.indicators.reading import Place, read_many
from zhijia.engines.indicators.rollup import drain, strike
from zhijia.engines.indicators.tests.agreement import (
    ActAs,
    assert_numbers_are_lists,
    assert_rebuilding_changes_nothing,
    codes_of,
)
from zhijia.organisation.models import Enterprise, UnionCoverage
from zhijia.organisation.panels import PanelQuestion
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, LONG_AGO, SmallCity, build_small_city, make_worker
from zhijia.services.openness.asking.marking import mark_read
from zhijia.services.openness.asking.opening import ask
from zhijia.services.openness.models import Disclosure, DisclosureQuestion, OpennessPlan
from zhijia.services.openness.panels.beside import read_of_enterprise
from zhijia.services.openness.tests.story import open_story
from zhijia.site.testing.effort import examples
from zhijia.ui.components import Fact as Line

CODES = ["answered", "established", "in_time", "late", "read", "satisfied", "transparency"]


def shown(city: SmallCity, day: date) -> dict[str, tuple[int, int | None]]:
    with scoped(city.leader.actor):
        found = read_many([f"openness.{code}" for code in CODES], path=city.north.path, on=day)
    return {code.removeprefix("openness."): (one.numerator, one.denominator) for code, one in found.items()}


def test_what_is_shown_late_read_and_answered_is_counted_day_by_day(city: SmallCity, acting_as: ActAs) -> None:
    with on_day(date(2026, 6, 22)):
        story = open_story(city, "2026-06-22").adopted().published("basic")
        case = story.one("basic").case_id
        asked = ask(city.worker.actor, case, text="为什么没有增长？", is_named=False, now=story.now)
        with scoped(BUILDER):
            readers = [make_worker(f"同事{n}", union=city.mill_union, enterprise=city.mill) for n in range(6)]
        for n, reader in enumerate(readers):
            grade = "satisfied" if n < 3 else "dissatisfied" if n < 5 else ""
            mark_read(reader.actor, case, grade=grade, now=story.now)
        story.make("answer", {"answer": "订单推迟"}, case_id=asked.case_id)
    before, after = shown(city, date(2026, 6, 22)), shown(city, date(2026, 7, 1))

    assert before == {
        "answered": (1, 1),
        "established": (1, 1),
        "in_time": (1, 1),
        "late": (0, None),
        "read": (6, 120),
        "satisfied": (3, 5),
        "transparency": (60 + 1 + 12 + 10, 110),
    }
    assert after["late"] == (6, None)  # seven matters were due on the last day of June, one of them was shown
    assert after["in_time"] == (1, 7)
    assert after["established"] == (0, 1)
    assert after["transparency"] == (83, 110 + 6 * 60)
    assert shown(city, date(2027, 6, 22))["in_time"] == (0, 6)
    with scoped(city.chair.actor):
        panels = [
            read_of_enterprise(PanelQuestion(city.chair.actor, city.mill, date(2026, *day)))
            for day in ((6, 22), (7, 1))
        ]
    notes = [line.note for panel in panels if panel for line in cast("list[Line]", panel["facts"])]
    assert notes == ["透明度 75.5%", "透明度 17.7% · 逾期 6 项"]  # 83 of 110 points, then of 470
    with scoped(city.leader.actor):
        assert_numbers_are_lists(
            codes_of("openness"),
            places=[Place(city.root.path), Place(city.north.path)],
            days=[date(2026, 6, 22), date(2026, 7, 1), date(2027, 6, 22), date(2027, 7, 2)],
        )
    assert [code for code in codes_of("openness") if code.removeprefix("openness.") in CODES] == [
        f"openness.{code}" for code in CODES
    ]
    assert_rebuilding_changes_nothing(acting_as)


def test_what_is_withdrawn_or_waived_no_longer_counts(city: SmallCity) -> None:
    with on_day(date(2026, 6, 22)):
        story = open_story(city, "2026-06-22").adopted().published("basic")
        story.of("basic", "withdraw", reason="发布有误")
        story.of("training", "waive", by=city.town_cadre, reason="没有计提")

    assert shown(city, date(2026, 6, 22))["in_time"] == (0, 1)
    assert shown(city, date(2026, 7, 1))["late"] == (5, None)


WHAT = ["due", "publish", "withdraw", "waive", "read", "asked", "plan", "cover", "least", "fold", "forget"]
STORIES = st.lists(st.tuples(st.sampled_from(WHAT), st.integers(0, 400)), min_size=4, max_size=16)


@pytest.mark.database
@settings(
    max_examples=examples(4),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STORIES)
def test_whatever_happens_numbers_equal_their_lists_and_the_rebuild(
    db: None, acting_as: ActAs, steps: list[tuple[str, int]]
) -> None:
    """Sources change at random, also in bulk; midnights, drains and strikes come in between."""
    start = date(2026, 6, 22)
    with transaction.atomic():
        city = build_small_city()
        with on_day(start):
            story = open_story(city, "2026-06-22").adopted().published("basic")
            for n in range(2):
                case = story.one("basic").case_id
                ask(city.worker.actor, case, text=f"第{n}个问题？", is_named=False, now=story.now)
        rows = [row.pk for row in story.disclosures()]
        for turn, (what, n) in enumerate(steps):
            today = start + timedelta(days=13 * turn)
            with on_day(today):
                _tell(what, n, rows[n % len(rows)], today, city, acting_as)
        days = [start, start + timedelta(days=60), start + timedelta(days=400)]
        with scoped(BUILDER):
            places = [Place(city.root.path), Place(city.root.path, (city.north.path,)), Place(city.north.path)]
            assert_numbers_are_lists(codes_of("openness"), places=places, days=days)
        assert_rebuilding_changes_nothing(acting_as)
        transaction.set_rollback(True)


def _tell(what: str, n: int, pk: int, today: date, city: SmallCity, act_as: ActAs) -> None:
    """One thing that happens; what the tables refuse leaves nothing behind."""
    try:
        if what in ("fold", "forget", "least"):
            with act_as("batch"):
                _turn(what, n, today)
        else:
            with scoped(BUILDER):
                _change(what, n, pk, today, city)
    except DatabaseError as refused:
        if "violates" not in str(refused):
            raise


def _turn(what: str, n: int, today: date) -> None:
    if what == "fold":
        drain(most=1 + n)
    elif what == "forget":
        strike(today - timedelta(days=n % 90))
    else:
        Threshold.objects.filter(code="openness.least_answers").update(value=1 + n % 9)


def _change(what: str, n: int, pk: int, today: date, city: SmallCity) -> None:
    rows, row, day = Disclosure.objects.all(), Disclosure.objects.filter(pk=pk), today - timedelta(days=n % 90)
    if what == "due":
        row.update(due_on=day if n % 5 else None)
    elif what == "publish":
        row.update(published_on=day, posted_to=day, version=1, audience=n or None, withdrawn_on=None)
    elif what == "withdraw":
        row.filter(published_on__isnull=False).update(withdrawn_on=today)
    elif what == "waive":
        row.filter(published_on=None).update(waived_on=day)
    elif what == "read":
        rows.update(readers=n, raters=n // 2, satisfied=n // 3)
    elif what == "asked":
        questions = DisclosureQuestion.objects.order_by("pk")
        answered = {"answered_on": today, "answer": "答复"} if n % 2 else {"answered_on": None, "answer": ""}
        questions.filter(pk=questions[n % len(questions)].pk).update(due_on=day if n % 7 else None, **answered)
    elif what == "plan":
        OpennessPlan.objects.update(responsible="" if n % 2 else "经理", adopted_on=date(2026, 1 + n % 12, 1))
    else:
        enterprise = Enterprise.objects.get(pk=city.lone.pk)
        UnionCoverage.objects.create(union=city.mill_union, enterprise=enterprise, from_on=LONG_AGO + timedelta(days=n))
