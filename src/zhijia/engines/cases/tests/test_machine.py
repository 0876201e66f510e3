"""Invariant 2 under any sequence of acts: state changes only through `advance`, each with exactly one event."""

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.queries import timeline_of
from zhijia.engines.cases.tests.supply import make, open_supply
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.site.testing.effort import examples

pytestmark = pytest.mark.database
FIGURES = ("town_cadre", "county_cadre", "county_leader", "city_cadre", "chair")
VERBS = ("submit", "send_back", "approve", "reject", "report", "hand_over")
STATES = ("draft", "review", "approved", "delivered", "rejected")


class CaseMachine(RuleBasedStateMachine):
    """Anybody tries anything; what the log says must always be what the register says."""

    city: SmallCity
    flow: Flow

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.case = open_supply(self.city, self.flow)
        self.changes = 1

    @rule(verb=st.sampled_from(VERBS), name=st.sampled_from(FIGURES))
    def somebody_tries_a_move(self, verb: str, name: str) -> None:
        actor = getattr(self.city, name).actor
        try:
            make(self.case, verb, actor, reason="试一试", text="已完成一半")
        except (Refused, Case.DoesNotExist):
            return
        self.changes += 1

    @rule(state=st.sampled_from(STATES))
    def somebody_writes_the_state_by_hand(self, state: str) -> None:
        try:
            with scoped(self.city.town_cadre.actor), connection.cursor() as cursor:
                cursor.execute("UPDATE cases_case SET state = %s WHERE id = %s", [state, self.case.pk])
        except IntegrityError:
            return
        assert state == self.state, "a state was changed without an event"

    @property
    def state(self) -> str:
        with scoped(BUILDER):
            return Case.objects.get(pk=self.case.pk).state

    @invariant()
    def the_log_leads_to_the_present_state(self) -> None:
        with scoped(BUILDER):
            events = timeline_of(self.case)[::-1]
        assert len(events) == self.changes
        assert events[0].from_state == ""
        assert [event.to_state for event in events[:-1]] == [event.from_state for event in events[1:]]
        assert events[-1].to_state == self.state

    @invariant()
    def only_open_cases_await_somebody(self) -> None:
        with scoped(BUILDER):
            case = Case.objects.get(pk=self.case.pk)
            is_final = self.flow.state(case.state).is_final
            assert case.awaits.exists() is not is_final
            assert (case.closed_at is not None) is is_final

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)


def test_state_and_log_agree_after_any_sequence_of_acts(city: SmallCity, flow: Flow) -> None:
    CaseMachine.city, CaseMachine.flow = city, flow

    run_state_machine_as_test(
        CaseMachine,
        settings=settings(
            max_examples=examples(8), stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
