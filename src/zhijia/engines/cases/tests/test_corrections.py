"""Correcting a date: two people, two posts; the old value stays; everybody concerned is told."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from zhijia.engines.cases.clocks import replay
from zhijia.engines.cases.corrections import confirm_correction, propose_correction
from zhijia.engines.cases.models import Case, Clock, Correction
from zhijia.engines.cases.queries import get_correction, timeline_of
from zhijia.engines.cases.tests.supply import make, post_of
from zhijia.engines.messages.queries import messages_of
from zhijia.law.calendar import national_calendar
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import ParameterOverride
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity

RECEIVED_ON = date(2026, 11, 18)


@pytest.fixture
def clock(city: SmallCity, case: Case) -> Clock:
    make(case, "submit", city.town_cadre.actor)
    with scoped(BUILDER):
        return Clock.objects.select_related("case").get(case=case)


def propose(clock: Clock, actor: Actor, *, new_on: date = RECEIVED_ON, reason: str = "签收单上是18日") -> Correction:
    with scoped(actor):
        return propose_correction(clock, new_on=new_on, reason=reason, actor=actor, now=NOW)


def confirm(correction: Correction, actor: Actor) -> Correction:
    with scoped(actor):
        return confirm_correction(get_correction(actor, correction.pk), actor=actor, now=NOW)


def stored(clock: Clock) -> Clock:
    with scoped(BUILDER):
        return Clock.objects.get(pk=clock.pk)


def test_a_second_post_confirms_and_the_clock_replays(city: SmallCity, clock: Clock) -> None:
    correction = confirm(propose(clock, city.town_cadre.actor), city.county_cadre.actor)

    changed = stored(clock)
    assert (changed.started_on, changed.due_on) == (RECEIVED_ON, date(2026, 11, 23))
    assert replay(changed, calendar=national_calendar()) == changed.due_on
    assert (correction.old_on, correction.new_on) == (date(2026, 11, 20), RECEIVED_ON)


def test_the_case_is_locked_first_so_that_a_move_made_meanwhile_keeps_its_awaits(city: SmallCity, clock: Clock) -> None:
    correction = propose(clock, city.town_cadre.actor)

    with CaptureQueriesContext(connection) as asked:
        confirm(correction, city.county_cadre.actor)

    locking = [query["sql"] for query in asked.captured_queries if "FOR UPDATE" in query["sql"]]
    locked = [sql.partition(' FROM "')[2].partition('"')[0] for sql in locking]
    assert locked == ["cases_case", "cases_correction", "cases_clock"]


def test_nothing_changes_before_it_is_confirmed(city: SmallCity, clock: Clock) -> None:
    propose(clock, city.town_cadre.actor)

    assert stored(clock).started_on == date(2026, 11, 20)


def test_the_same_person_may_not_confirm(city: SmallCity, clock: Clock) -> None:
    correction = propose(clock, city.town_cadre.actor)

    with pytest.raises(Refused, match="另一人通过另一个岗位"):
        confirm(correction, city.town_cadre.actor)
    assert stored(clock).started_on == date(2026, 11, 20)


def test_the_database_itself_asks_for_two_people(city: SmallCity, clock: Clock) -> None:
    correction = propose(clock, city.town_cadre.actor)

    with pytest.raises(IntegrityError, match="correction_two_people"), scoped(city.county_cadre.actor):
        Correction.objects.filter(pk=correction.pk).update(confirmed_by=city.town_cadre.person, confirmed_at=NOW)


def test_proposal_and_confirmation_each_leave_an_event_with_both_dates(
    city: SmallCity, case: Case, clock: Clock
) -> None:
    confirm(propose(clock, city.town_cadre.actor), city.county_cadre.actor)

    with scoped(BUILDER):
        confirmed, proposed = timeline_of(case)[:2]
    assert (proposed.kind, confirmed.kind) == ("cases.correction_proposed", "cases.correction_confirmed")
    assert confirmed.data["old_on"] == "2026-11-20"
    assert confirmed.data["new_on"] == "2026-11-18"
    assert confirmed.data["reason"] == "签收单上是18日"


def test_whoever_is_awaited_is_told_of_the_new_date(city: SmallCity, clock: Clock) -> None:
    confirm(propose(clock, city.county_cadre.actor), city.town_cadre.actor)

    with scoped(city.county_cadre.actor):
        newest = messages_of(city.county_cadre.actor)[0]
    assert newest.text == f"{clock.case.title} · 2026-11-23"


def test_a_stranger_does_not_find_a_correction(city: SmallCity, clock: Clock) -> None:
    from django.http import Http404

    correction = propose(clock, city.town_cadre.actor)

    with pytest.raises(Http404):
        confirm(correction, city.stranger.actor)


def test_the_rule_of_the_corrected_day_counts(city: SmallCity, clock: Clock) -> None:
    with scoped(BUILDER):
        ParameterOverride.objects.create(
            key=clock.parameter,
            place="CN-3205",
            value=3,
            from_on=date(2026, 1, 1),
            to_on=date(2026, 11, 19),
            reason="上半年规定",
            source="江海市督查办法（试行）",
            entered_by=post_of(city.administrator),
            entered_at=NOW,
        )

    confirm(propose(clock, city.town_cadre.actor), city.county_cadre.actor)

    changed = stored(clock)
    assert (changed.amount, changed.due_on) == (3, date(2026, 11, 23))
    assert changed.parameter_version != clock.parameter_version


@pytest.mark.parametrize(
    ("new_on", "reason", "words", "field"),
    [
        (RECEIVED_ON, "  ", "写明更正的理由", "reason"),
        (date(2026, 11, 21), "写错", "不能晚于今天", "new_on"),
        (date(2026, 11, 20), "写错", "和原来的一样", "new_on"),
    ],
)
def test_a_faulty_proposal_is_refused_at_its_field(
    city: SmallCity, clock: Clock, new_on: date, reason: str, words: str, field: str
) -> None:
    with pytest.raises(Refused, match=words) as caught:
        propose(clock, city.town_cadre.actor, new_on=new_on, reason=reason)

    assert caught.value.field == field


def test_only_one_correction_of_a_clock_is_open_at_a_time(city: SmallCity, clock: Clock) -> None:
    propose(clock, city.town_cadre.actor)

    with pytest.raises(Refused, match="已有一项更正等待确认"):
        propose(clock, city.county_cadre.actor, new_on=date(2026, 11, 17))


def test_a_correction_is_confirmed_once(city: SmallCity, clock: Clock) -> None:
    correction = confirm(propose(clock, city.town_cadre.actor), city.county_cadre.actor)

    with pytest.raises(Refused, match="已经确认过"):
        confirm(correction, city.county_cadre.actor)


def test_a_worker_without_a_post_corrects_nothing(city: SmallCity, clock: Clock) -> None:
    with pytest.raises(Refused, match="须通过岗位"), transaction.atomic():
        propose_correction(clock, new_on=RECEIVED_ON, reason="写错", actor=city.worker.actor, now=NOW)


def test_a_promised_day_is_not_corrected_but_extended(city: SmallCity, case: Case, clock: Clock) -> None:
    make(case, "approve", city.county_cadre.actor)
    with scoped(BUILDER):
        promised = Clock.objects.select_related("case").get(case=case, name="delivery")

    with pytest.raises(Refused, match="请申请延期"):
        propose(promised, city.town_cadre.actor)
