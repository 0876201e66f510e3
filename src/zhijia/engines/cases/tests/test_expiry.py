"""What the passing of a term does by itself: exactly once, whoever comes first."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta

import pytest

from zhijia.engines.cases import sweep as sweeping
from zhijia.engines.cases.flow import ClockStart, Flow, Move, Turn, leave_to_system
from zhijia.engines.cases.models import Case, Clock, ClockState
from zhijia.engines.cases.queries import timeline_of
from zhijia.engines.cases.settling import get_settled_case
from zhijia.engines.cases.sweep import sweep
from zhijia.engines.cases.tests.rules import SILENCE, rules_of_tests
from zhijia.engines.cases.tests.supply import EVENTS, make, open_supply, registered, supply_of, with_clock
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity

pytestmark = pytest.mark.database
ActingAs = Callable[[str], AbstractContextManager[None]]

SILENT = ClockStart("review", "审核期限", "statutory", parameter=SILENCE, on_expiry="take_as_approved")
TAKEN = Move(
    "take_as_approved",
    "视为同意",
    frozenset({"review"}),
    "approved",
    EVENTS["approved"],
    may=leave_to_system,
    by_system=True,
    stops=("review",),
)


def submitted(city: SmallCity, flow: Flow) -> tuple[Case, Clock]:
    case = open_supply(city, flow)
    make(case, "submit", city.town_cadre.actor)
    with scoped(BUILDER):
        return case, Clock.objects.get(case=case, name="review")


@pytest.fixture
def flow(city: SmallCity) -> Iterator[Flow]:
    with rules_of_tests(), registered(supply_of(city), change=with_clock(SILENT, TAKEN)) as flow:
        yield flow


def state_of(case: Case) -> str:
    with scoped(BUILDER):
        return Case.objects.get(pk=case.pk).state


def clock_state(clock: Clock) -> str:
    with scoped(BUILDER):
        return Clock.objects.get(pk=clock.pk).state


def approvals(case: Case) -> list[tuple[str, str]]:
    with scoped(BUILDER):
        return [(e.actor_label, e.data["due_on"]) for e in timeline_of(case) if e.kind == EVENTS["approved"].code]


def test_silence_takes_effect_with_the_first_moment_after_the_rolled_last_day(
    city: SmallCity, flow: Flow, acting_as: ActingAs
) -> None:
    # 15 days from 20 November end on Saturday 5 December and roll to Monday the 7th.
    case, clock = submitted(city, flow)
    assert clock.due_on == date(2026, 12, 7)

    with acting_as("batch"):
        assert sweep(now=clock.due_at) == 0
        assert sweep(now=clock.due_at + timedelta(microseconds=1)) == 1
        assert sweep(now=clock.due_at + timedelta(days=1)) == 0

    assert (state_of(case), clock_state(clock)) == ("approved", ClockState.LAPSED)
    assert approvals(case) == [("系统", "2026-12-07")]


def test_a_move_at_235959_of_the_last_day_counts_and_at_000000_it_comes_too_late(city: SmallCity, flow: Flow) -> None:
    in_time, clock = submitted(city, flow)
    too_late, _ = submitted(city, flow)

    make(in_time, "reject", city.county_cadre.actor, now=clock.due_at - timedelta(seconds=1), reason="不合要求")
    with pytest.raises(Refused, match="已批准"):
        make(too_late, "reject", city.county_cadre.actor, now=clock.due_at + timedelta(seconds=1), reason="不合要求")

    assert (state_of(in_time), clock_state(clock)) == ("rejected", ClockState.MET)


def test_a_later_move_finds_the_state_that_time_has_made(city: SmallCity, flow: Flow) -> None:
    case, clock = submitted(city, flow)

    make(case, "hand_over", city.town_cadre.actor, now=clock.due_at + timedelta(days=1))

    assert state_of(case) == "delivered"
    assert len(approvals(case)) == 1


def test_whoever_reads_sees_what_time_has_done_and_it_is_done_once(
    city: SmallCity, flow: Flow, acting_as: ActingAs
) -> None:
    case, clock = submitted(city, flow)
    later = clock.due_at + timedelta(minutes=1)

    with scoped(city.county_cadre.actor):
        actor = city.county_cadre.actor
        assert [get_settled_case(actor, case.pk, now=later).state for _ in range(2)] == ["approved", "approved"]
    with acting_as("batch"):
        assert sweep(now=later) == 0

    assert len(approvals(case)) == 1


def test_a_reader_settles_nothing_before_the_time(city: SmallCity, flow: Flow) -> None:
    case, clock = submitted(city, flow)

    with scoped(city.county_cadre.actor):
        assert get_settled_case(city.county_cadre.actor, case.pk, now=clock.due_at).state == "review"


def test_nobody_makes_the_move_of_the_system(city: SmallCity, flow: Flow) -> None:
    case, _clock = submitted(city, flow)

    for figure in (city.town_cadre, city.county_cadre, city.leader, city.administrator):
        with pytest.raises(Refused):
            make(case, "take_as_approved", figure.actor)


def test_the_system_makes_no_move_of_people(city: SmallCity, flow: Flow) -> None:
    case, _clock = submitted(city, flow)

    with pytest.raises(Refused):
        make(case, "approve", SYSTEM)


def test_a_term_that_its_move_does_not_stop_is_overdue_and_runs_on(city: SmallCity, acting_as: ActingAs) -> None:
    overdue = replace(TAKEN, stops=())
    with rules_of_tests(), registered(supply_of(city), change=with_clock(SILENT, overdue)) as flow:
        case, clock = submitted(city, flow)
        late = clock.due_at + timedelta(days=1)

        with acting_as("batch"):
            assert [sweep(now=late) for _ in range(2)] == [1, 0]

    assert (state_of(case), clock_state(clock)) == ("approved", ClockState.RUNNING)
    with scoped(BUILDER):
        assert [e.kind for e in timeline_of(case)].count("cases.clock_overdue") == 1


def test_what_a_guard_refuses_is_said_once_and_holds_nothing_up(city: SmallCity, acting_as: ActingAs) -> None:
    def refuse(_turn: Turn) -> None:
        raise Refused("缺少备案材料。")

    with (
        rules_of_tests(),
        registered(supply_of(city), change=with_clock(SILENT, replace(TAKEN, guards=(refuse,)))) as flow,
    ):
        case, clock = submitted(city, flow)
        late = clock.due_at + timedelta(days=1)

        with acting_as("batch"):
            assert [sweep(now=late) for _ in range(2)] == [1, 0]

    assert state_of(case) == "review"
    with scoped(BUILDER):
        (event,) = [e for e in timeline_of(case) if e.kind == "cases.expiry_refused"]
    assert event.data["reason"] == "缺少备案材料。"


def test_a_sweep_that_dies_in_the_middle_goes_on_where_it_was(
    city: SmallCity, flow: Flow, acting_as: ActingAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [submitted(city, flow) for _ in range(4)]
    late = cases[0][1].due_at + timedelta(days=1)
    whole, calls = sweeping.pass_clock, iter(range(10))

    def dies_at_the_third(clock_id: int, case_id: int, **when: object) -> int:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return whole(clock_id, case_id, **when)  # type: ignore[arg-type]

    with acting_as("batch"):
        monkeypatch.setattr(sweeping, "pass_clock", dies_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            sweep(now=late)
        monkeypatch.setattr(sweeping, "pass_clock", whole)
        assert sweep(now=late) == 2

    assert [len(approvals(case)) for case, _ in cases] == [1, 1, 1, 1]


def test_one_that_fails_does_not_stop_the_others(city: SmallCity, acting_as: ActingAs) -> None:
    def explode(turn: Turn) -> None:
        if turn.case.title == "坏的":
            raise RuntimeError("broken record")

    change = with_clock(SILENT, replace(TAKEN, guards=(explode,)))
    with rules_of_tests(), registered(supply_of(city), change=change) as flow:
        bad = open_supply(city, flow, title="坏的")
        make(bad, "submit", city.town_cadre.actor)
        good, clock = submitted(city, flow)

        with acting_as("batch"), pytest.raises(ExceptionGroup, match="could not be dealt with"):
            sweep(now=clock.due_at + timedelta(days=1))

    assert (state_of(good), state_of(bad)) == ("approved", "review")


def test_a_clock_that_jumps_back_does_nothing_twice(city: SmallCity, flow: Flow, acting_as: ActingAs) -> None:
    case, clock = submitted(city, flow)
    moments = [clock.due_at + timedelta(days=2), NOW, clock.due_at + timedelta(days=1), clock.due_at]

    with acting_as("batch"):
        assert [sweep(now=moment) for moment in moments] == [1, 0, 0, 0]

    assert len(approvals(case)) == 1


def test_a_declaration_whose_system_move_belongs_to_no_clock_is_refused(city: SmallCity) -> None:
    plain = replace(SILENT, on_expiry="")

    with (
        pytest.raises(ValueError, match="take_as_approved"),
        registered(supply_of(city), change=with_clock(plain, TAKEN)),
    ):
        pass
