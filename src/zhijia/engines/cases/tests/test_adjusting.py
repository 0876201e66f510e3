"""Pauses, resumptions, extensions: allowed by the flow, limited by the law, only added, proven by replay."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from zhijia.engines.cases.adjusting import Decision, extend_clock, pause_clock, resume_clock
from zhijia.engines.cases.clocks import LocalLaw, light_of, replay, why
from zhijia.engines.cases.flow import Adjusting, ClockStart
from zhijia.engines.cases.models import Case, Clock, ClockEntry, ClockState
from zhijia.engines.cases.queries import timeline_of
from zhijia.engines.cases.sweep import sweep
from zhijia.engines.cases.tests.rules import MOST_EXTENSION, MOST_PAUSE, SILENCE, rules_of_tests
from zhijia.engines.cases.tests.supply import CADRES, make, open_supply, registered, supply_of, with_clock
from zhijia.engines.messages.queries import messages_of
from zhijia.law.calendar import national_calendar
from zhijia.law.lights import Light
from zhijia.law.terms import Pause, Term, Unit, compute_due
from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity

ActingAs = Callable[[str], AbstractContextManager[None]]

START = ClockStart(
    "review",
    "审核期限",
    "statutory",
    parameter=SILENCE,
    pausing=Adjusting(CADRES, MOST_PAUSE),
    extending=Adjusting(CADRES, MOST_EXTENSION),
)


@pytest.fixture
def case(city: SmallCity) -> Iterator[Case]:
    """Submitted on Friday 20 November 2026: 15 days end on Saturday 5 December, so on Monday the 7th."""
    with rules_of_tests(), registered(supply_of(city), change=with_clock(START)) as flow:
        case = open_supply(city, flow)
        make(case, "submit", city.town_cadre.actor)
        yield case


def clock_of(case: Case) -> Clock:
    with scoped(BUILDER):
        return Clock.objects.select_related("case").prefetch_related("entries").get(case=case, name="review")


def pause(case: Case, actor: Actor, *, now: datetime, reason: str = "双方商定中止", on: date | None = None) -> None:
    with scoped(actor):
        pause_clock(clock_of(case), Decision(reason, on or local_day(now)), actor=actor, now=now)


def resume(case: Case, actor: Actor, *, now: datetime) -> None:
    with scoped(actor):
        resume_clock(clock_of(case), Decision("条件具备，恢复", local_day(now)), actor=actor, now=now)


def extend(case: Case, actor: Actor, amount: int, *, now: datetime = NOW) -> None:
    with scoped(actor):
        extend_clock(clock_of(case), Decision("案情复杂", local_day(now)), amount, actor=actor, now=now)


def test_what_was_left_goes_on_after_a_pause(city: SmallCity, case: Case) -> None:
    actor = city.county_cadre.actor

    pause(case, actor, now=NOW + timedelta(days=5))  # ten of the fifteen days are left on the 25th
    resume(case, actor, now=NOW + timedelta(days=12))  # Wednesday 2 December

    clock = clock_of(case)
    assert clock.state == ClockState.RUNNING
    assert clock.due_on == date(2026, 12, 14)  # Saturday the 12th rolls to Monday
    assert replay(clock, calendar=national_calendar()) == clock.due_on


def test_a_paused_clock_is_grey_says_what_is_left_and_never_runs_out(
    city: SmallCity, case: Case, acting_as: ActingAs
) -> None:
    pause(case, city.county_cadre.actor, now=NOW + timedelta(days=5))
    later = NOW + timedelta(days=30)

    with acting_as("batch"):
        assert sweep(now=later) == 0
    clock = clock_of(case)
    assert light_of(clock, now=later, near_days=5).light is Light.GREY
    assert str(why(clock, LocalLaw()).left) == "12个自然日"  # until the due day as rolled


def test_a_pause_and_a_resumption_on_one_day_change_nothing(city: SmallCity, case: Case) -> None:
    before = clock_of(case).due_on

    pause(case, city.county_cadre.actor, now=NOW + timedelta(days=3))
    resume(case, city.county_cadre.actor, now=NOW + timedelta(days=3))

    assert clock_of(case).due_on == before


def test_a_pause_beyond_the_longest_is_resumed_by_the_sweep_and_counts_no_longer(
    city: SmallCity, case: Case, acting_as: ActingAs
) -> None:
    pause(case, city.county_cadre.actor, now=NOW)
    longest = clock_of(case).paused_until
    assert longest == date(2027, 1, 19)  # sixty days

    with acting_as("batch"):
        assert [sweep(now=NOW + timedelta(days=n)) for n in (60, 61, 61)] == [0, 1, 0]

    clock = clock_of(case)
    assert (clock.state, clock.due_on) == (ClockState.RUNNING, date(2027, 2, 3))
    assert replay(clock, calendar=national_calendar()) == clock.due_on


def test_a_late_resumption_counts_from_the_longest_pause(city: SmallCity, case: Case) -> None:
    pause(case, city.county_cadre.actor, now=NOW)
    resume(case, city.county_cadre.actor, now=NOW + timedelta(days=90))

    with scoped(BUILDER):
        assert ClockEntry.objects.get(kind="resume").on == date(2027, 1, 19)


def test_an_extension_lengthens_the_term_up_to_the_most_in_all(city: SmallCity, case: Case) -> None:
    actor = city.county_cadre.actor

    extend(case, actor, 10)
    assert clock_of(case).due_on == date(2026, 12, 15)  # 25 days from 20 November

    with pytest.raises(Refused, match="超过最长15个自然日") as refused:
        extend(case, actor, 6)
    assert refused.value.field == "amount"
    extend(case, actor, 5)
    assert clock_of(case).due_on == date(2026, 12, 21)  # day 30 is Sunday the 20th


def test_an_extension_comes_before_the_end_or_not_at_all(city: SmallCity, case: Case) -> None:
    clock = clock_of(case)

    with pytest.raises(Refused, match="已经届满"):
        extend(case, city.county_cadre.actor, 5, now=clock.due_at + timedelta(microseconds=1))
    extend(case, city.county_cadre.actor, 5, now=clock.due_at)


@pytest.mark.parametrize("who", ["county_leader", "town_cadre", "stranger", "worker"])
def test_others_are_told_that_it_is_not_theirs(city: SmallCity, case: Case, who: str) -> None:
    actor = getattr(city, who).actor
    clock = clock_of(case)
    expected = {"town_cadre": "", "county_leader": "有权批准"}.get(who, "")

    if who == "town_cadre":  # the union that keeps the case, with the role that the flow names
        pause(case, actor, now=NOW)
    elif who == "county_leader":
        with pytest.raises(Refused, match=expected):
            pause(case, actor, now=NOW)
    else:
        with pytest.raises(Case.DoesNotExist), scoped(actor):
            pause_clock(clock, Decision("无关", local_day(NOW)), actor=actor, now=NOW)


@pytest.mark.parametrize(
    ("days", "reason", "field"),
    [(-1, "早于起算", "on"), (1, "晚于今天", "on"), (0, "  ", "reason")],
)
def test_a_faulty_pause_is_refused_at_its_field(
    city: SmallCity, case: Case, days: int, reason: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        pause(case, city.county_cadre.actor, now=NOW, reason=reason, on=local_day(NOW) + timedelta(days=days))

    assert refused.value.field == field
    assert clock_of(case).state == ClockState.RUNNING


def test_nothing_is_paused_twice_or_resumed_unpaused(city: SmallCity, case: Case) -> None:
    actor = city.county_cadre.actor

    with pytest.raises(Refused, match="没有暂停"):
        resume(case, actor, now=NOW)
    pause(case, actor, now=NOW)
    with pytest.raises(Refused, match="没有在计时"):
        pause(case, actor, now=NOW)
    with pytest.raises(Refused, match="没有在计时"):
        extend(case, actor, 1)


def test_a_clock_that_its_flow_does_not_let_rest_runs_on(city: SmallCity) -> None:
    plain = ClockStart("review", "审核期限", "statutory", parameter=SILENCE)
    with rules_of_tests(), registered(supply_of(city), change=with_clock(plain)) as flow:
        case = open_supply(city, flow)
        make(case, "submit", city.town_cadre.actor)

        with pytest.raises(Refused, match="不能暂停"):
            pause(case, city.county_cadre.actor, now=NOW)
        with pytest.raises(Refused, match="不能延长"):
            extend(case, city.county_cadre.actor, 1)


def test_a_paused_clock_is_met_like_a_running_one(city: SmallCity, case: Case) -> None:
    pause(case, city.county_cadre.actor, now=NOW)
    make(case, "approve", city.county_cadre.actor)

    assert clock_of(case).state == ClockState.MET


def test_each_decision_leaves_an_event_and_tells_whoever_is_awaited(city: SmallCity, case: Case) -> None:
    pause(case, city.town_cadre.actor, now=NOW)
    resume(case, city.town_cadre.actor, now=NOW + timedelta(days=2))
    extend(case, city.town_cadre.actor, 3, now=NOW + timedelta(days=2))

    with scoped(BUILDER):
        events = {event.kind: event.data for event in timeline_of(case)}
    assert events["cases.clock_paused"]["reason"] == "双方商定中止"
    assert events["cases.clock_extended"] | {"amount": 3, "unit": "natural_day"} == events["cases.clock_extended"]
    assert events["cases.clock_extended"]["from_due_on"] == "2026-12-07"
    with scoped(city.county_cadre.actor):
        kinds = {message.kind for message in messages_of(city.county_cadre.actor)}
    assert kinds >= {"cases.clock_paused", "cases.clock_resumed", "cases.clock_extended"}


@pytest.mark.parametrize("statement", ["UPDATE cases_clockentry SET reason = 'x'", "DELETE FROM cases_clockentry"])
def test_a_decision_is_never_changed(city: SmallCity, case: Case, statement: str) -> None:
    pause(case, city.county_cadre.actor, now=NOW)

    with (
        scoped(city.county_cadre.actor),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        connection.cursor().execute(statement)


def test_a_stranger_sees_no_decision_of_another_county(city: SmallCity, case: Case) -> None:
    pause(case, city.county_cadre.actor, now=NOW)

    with scoped(city.stranger.actor):
        assert not ClockEntry.objects.exists()
    with scoped(city.leader.actor):
        assert ClockEntry.objects.count() == 1


@given(st.integers(1, 14), st.integers(0, 30))
def test_a_pause_moves_the_end_by_its_own_length_before_rolling(after: int, length: int) -> None:
    start, calendar = date(2026, 3, 2), national_calendar()
    paused = start + timedelta(days=after)

    due = compute_due(
        start,
        Term(15, Unit.NATURAL_DAY),
        calendar=calendar,
        pauses=[Pause(paused, paused + timedelta(days=length), "中止")],
    )

    assert due.explanation.raw_due == start + timedelta(days=15 + length)
