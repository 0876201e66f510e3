"""Reminders: before the end, on the last day, to the next higher union; once each, whoever runs the job how often."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest

from zhijia.engines.cases.models import Case, Clock, Reminder
from zhijia.engines.cases.queries import timeline_of
from zhijia.engines.cases.reminders import remind_all
from zhijia.engines.cases.sharing import employer_party
from zhijia.engines.cases.tests.supply import make, open_supply, post_of
from zhijia.engines.cases.told import told
from zhijia.engines.messages.queries import messages_of
from zhijia.organisation.models import ParameterOverride
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, Figure, SmallCity

ActingAs = Callable[[str], AbstractContextManager[None]]


@pytest.fixture
def clock(city: SmallCity, case: Case) -> Clock:
    """A statutory term of five days from 20 to 25 November, awaiting the county's cadre until 1 December."""
    make(case, "submit", city.town_cadre.actor)
    with scoped(BUILDER):
        return Clock.objects.get(case=case)


def reminders_of(figure: Figure) -> list[str]:
    with scoped(figure.actor):
        return [told(m.kind) for m in messages_of(figure.actor) if m.kind.startswith("cases.reminder")]


def remind(acting_as: ActingAs, *moments: datetime) -> list[int]:
    with acting_as("batch"):
        return [remind_all(now=moment) for moment in moments]


def test_five_days_before_on_the_day_and_above_after_one_ten_and_thirty_days(
    city: SmallCity, case: Case, clock: Clock, acting_as: ActingAs
) -> None:
    days = [NOW + timedelta(days=n) for n in range(-1, 40)]  # due on day 5

    written = remind(acting_as, *days)

    assert [n - 1 for n, count in enumerate(written) if count] == [0, 5, 6, 15, 35]
    assert sorted(reminders_of(city.county_cadre)) == sorted(["时限临近", "今天到期"])
    assert sorted(reminders_of(city.city_cadre)) == sorted(["下级事项逾期，请督促", "下级事项长期逾期"])
    assert sorted(reminders_of(city.leader)) == sorted(["下级事项逾期多日，请领导督促", "下级事项长期逾期"])
    assert reminders_of(city.stranger) == []
    with scoped(BUILDER):
        assert [e.kind for e in timeline_of(case)].count("cases.clock_escalated") == 1


def test_a_job_that_runs_all_day_tells_once(city: SmallCity, clock: Clock, acting_as: ActingAs) -> None:
    remind(acting_as, *[NOW + timedelta(days=3, minutes=10 * n) for n in range(5)])

    assert reminders_of(city.county_cadre) == ["时限临近"]


def test_days_on_which_nothing_ran_are_made_up_for(city: SmallCity, clock: Clock, acting_as: ActingAs) -> None:
    remind(acting_as, NOW + timedelta(days=30))

    with scoped(BUILDER):
        assert list(Reminder.objects.order_by("pk").values_list("level", flat=True)) == ["escalated", "leaders"]


def test_a_clock_that_was_met_is_told_of_no_more(
    city: SmallCity, case: Case, clock: Clock, acting_as: ActingAs
) -> None:
    make(case, "reject", city.county_cadre.actor, reason="超出标准")

    assert remind(acting_as, *[NOW + timedelta(days=n) for n in range(10)]) == [0] * 10


def test_a_new_due_date_is_told_of_again(city: SmallCity, case: Case, clock: Clock, acting_as: ActingAs) -> None:
    remind(acting_as, NOW + timedelta(days=3))
    with scoped(BUILDER):
        clock.due_on += timedelta(days=7)
        clock.due_at += timedelta(days=7)
        clock.save()

    assert remind(acting_as, NOW + timedelta(days=9), NOW + timedelta(days=10)) == [1, 0]


def test_whoever_holds_the_awaited_role_is_told(city: SmallCity, case: Case, clock: Clock, acting_as: ActingAs) -> None:
    make(case, "send_back", city.county_cadre.actor, reason="补充")  # now any cadre of the town is awaited
    with scoped(BUILDER):
        clock = Clock.objects.get(case=case)
        clock.state, clock.ended_on = "running", None
        clock.save()

    remind(acting_as, NOW + timedelta(days=3))

    assert reminders_of(city.town_cadre) == ["时限临近"]


def test_the_city_sets_its_own_offset(city: SmallCity, clock: Clock, acting_as: ActingAs) -> None:
    with scoped(BUILDER):
        ParameterOverride.objects.create(
            key="reminder.statutory.before",
            place="CN-3205",
            value=8,
            from_on=NOW.date() - timedelta(days=30),
            reason="提前提醒",
            source="江海市督查办法",
            entered_by=post_of(city.administrator),
            entered_at=NOW,
        )

    assert remind(acting_as, NOW - timedelta(days=3)) == [1]


def test_an_outside_party_that_is_late_concerns_the_union_of_the_case_and_those_above(
    city: SmallCity, case: Case, clock: Clock, acting_as: ActingAs
) -> None:
    with scoped(BUILDER):
        case.awaits.update(post=None, union=None, role="", party=employer_party(city.mill.pk))

    remind(acting_as, *[NOW + timedelta(days=n) for n in range(10)])

    assert reminders_of(city.town_cadre) == ["今天到期"]
    assert reminders_of(city.county_cadre) == ["下级事项逾期，请督促"]


def test_many_are_told_in_portions(city: SmallCity, flow: object, clock: Clock, acting_as: ActingAs) -> None:
    for n in range(4):
        make(open_supply(city, flow, title=f"第{n}件"), "submit", city.town_cadre.actor)  # type: ignore[arg-type]

    with acting_as("batch"):
        assert remind_all(now=NOW + timedelta(days=3), portion=2) == 5
        assert remind_all(now=NOW + timedelta(days=3), portion=2) == 0
