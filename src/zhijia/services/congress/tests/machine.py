"""Any sequence of acts, people and days over the cases of a congress: no illegal state, no lost and no double event."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from zhijia.engines.cases.advance import InvalidInput, advance
from zhijia.engines.cases.clocks import counts_from
from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.models import OPEN_CLOCKS, Case
from zhijia.engines.cases.queries import timeline_of
from zhijia.engines.cases.sweep import sweep
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import SYSTEM, Actor, load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.tests.story import PNG
from zhijia.services.congress.proposals.opening import herself
from zhijia.services.congress.tests.story import Story
from zhijia.site.testing.effort import examples

STRANGERS = ("stranger", "south_chair", "bureau_officer")
DELEGATES = ("d0", "d1", "d2")
FIGURES = ("chair", "town_cadre", "county_cadre", "worker", *STRANGERS, *DELEGATES)


def _changes(flow: Flow) -> set[tuple[str, str]]:
    return {(state, target) for move in flow.moves for state in move.from_states for target in move.targets(state)}


class CongressMachine(RuleBasedStateMachine):
    """Anybody tries anything on any day, twice with one key now and then; the usual course is tried as well."""

    city: SmallCity
    flow: ClassVar[Flow]
    story: Story
    people: Mapping[str, int]

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.set_up()

    def set_up(self) -> None:
        raise NotImplementedError

    def cases(self) -> list[int]:
        raise NotImplementedError

    def actor_of(self, name: str) -> Actor:
        """A figure of the city with her post, or a delegate, who has none."""
        if name in DELEGATES:
            return herself(Actor(user_id=0, person_id=self.people[name], name=name))
        return load_actor(getattr(self.city, name).user, today=self.story.today)

    def attempt(self, case_id: int, verb: str, name: str, answers: Mapping[str, Any], *, twice: bool = False) -> bool:
        """Whether it was done. What is refused leaves nothing, what comes twice is done once."""
        actor, key, done = self.actor_of(name), uuid4(), []
        before = self.events(case_id)
        for _again in range(2 if twice else 1):
            files = MultiValueDict({"scan": [SimpleUploadedFile("扫描.png", PNG)]})
            try:
                with transaction.atomic(), scoped(SYSTEM if name in DELEGATES else actor):
                    step = advance(case_id, verb, actor=actor, key=key, now=self.story.now, data=answers, files=files)
                    done.append((step.is_repeat, self.events(case_id)))
            except (Refused, InvalidInput, Case.DoesNotExist):
                assert not done, "what was done once was refused the second time"
                assert self.events(case_id) == before, "a refused move left something behind"
                return False
        assert [is_repeat for is_repeat, _events in done] == [False, True][: len(done)]
        assert len({events for _is_repeat, events in done}) == 1
        assert done[0][1] > before
        assert name not in STRANGERS
        return True

    def events(self, case_id: int) -> int:
        with scoped(BUILDER):
            return len(timeline_of(Case.objects.get(pk=case_id)))

    @rule(days=st.integers(1, 40))
    def days_pass(self, days: int) -> None:
        """The scheduler runs, and again: the second time it finds nothing to do."""
        self.story.now += timedelta(days=days)
        with scoped(SYSTEM):
            sweep(now=self.story.now)
            before = [self.events(case_id) for case_id in self.cases()]
            sweep(now=self.story.now)
        assert [self.events(case_id) for case_id in self.cases()] == before

    @invariant()
    def the_log_leads_to_the_present_state(self) -> None:
        for case_id in self.cases():
            with scoped(BUILDER):
                case = Case.objects.get(pk=case_id)
                events = [event for event in timeline_of(case)[::-1] if event.to_state]
            steps = [(event.from_state, event.to_state) for event in events]
            assert steps[0] == ("", self.flow.initial)
            assert [to for _, to in steps[:-1]] == [since for since, _ in steps[1:]]
            assert steps[-1][1] == case.state
            assert set(steps[1:]) <= _changes(self.flow) | {(state.code, state.code) for state in self.flow.states}

    @invariant()
    def a_closed_case_awaits_nobody_and_clocks_say_what_the_facts_say(self) -> None:
        with scoped(BUILDER):
            for case in Case.objects.filter(pk__in=self.cases()):
                is_final = self.flow.state(case.state).is_final
                assert (case.closed_at is not None) is is_final
                facts, open_ones = self.flow.record_of(case), list(case.clocks.filter(state__in=OPEN_CLOCKS))
                assert not (is_final and (case.awaits.exists() or open_ones)), case.state
                for clock in open_ones:
                    start = self.flow.clock(clock.name)
                    if start and start.since:
                        assert counts_from(start, facts) == clock.started_on, clock.name

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)


def few_histories() -> settings:
    """Some histories before every change, ten times as many with `--all`."""
    return settings(
        max_examples=examples(3),
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
