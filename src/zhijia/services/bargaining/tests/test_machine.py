"""Any sequence of acts, people and days over a bargaining: no illegal state, no lost and no double event."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from zhijia.engines.cases.advance import InvalidInput, advance
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.queries import timeline_of
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.flow import BARGAINING_FLOW
from zhijia.services.bargaining.flow.states import IN_FORCE
from zhijia.services.bargaining.models import Contract, Vote
from zhijia.services.bargaining.models.bargainings import Side
from zhijia.services.bargaining.models.talks import ChosenBy
from zhijia.services.bargaining.tests.story import OFFER, PNG, VOTE, Story, open_story
from zhijia.site.testing.effort import examples

pytestmark = pytest.mark.database
STRANGERS = ("stranger", "south_chair", "worker", "bureau_officer")
FIGURES = ("chair", "town_cadre", "county_cadre", *STRANGERS)
VERBS = [move.verb for move in BARGAINING_FLOW.moves]
FIRST_DAY = "2026-03-02"
CHANGES = {
    (state, target) for move in BARGAINING_FLOW.moves for state in move.from_states for target in move.targets(state)
}


def _answers(story: Story, day: str) -> dict[str, Any]:
    """Whatever the form of any move could ask, plausible on this day."""
    later = (story.today() + timedelta(days=20)).isoformat()
    days = ("day", "replied_on", "held_on", "minutes_signed_on", "from_on", "filed_on", "given_on", "stopped_on")
    return {
        **OFFER,
        **VOTE,
        **dict.fromkeys(days, day),
        **dict.fromkeys(("workers_initialled_on", "employer_initialled_on", "first_meeting_on"), day),
        **dict.fromkeys(("served_on_workers_on", "served_on_employer_on"), day),
        **dict.fromkeys(("proposed_on", "resumes_on", "planned_on"), later),
        **dict.fromkeys(("by_chiefs", "has_explanation", "is_sealed", "is_confidential", "is_chief"), "on"),
        "decision": "agree",
        "signer": "柯经理",
        "signer_authority": "法定代表人授权",
        "reason": "试一试",
        "side": Side.WORKERS,
        "name": "职工代表",
        "chosen_by": ChosenBy.UNION_CHAIR,
        "place": "公司会议室",
        "chaired_by": Side.WORKERS,
        "recorder": "记录员",
        "present": "52",
        "statements": "双方交换意见。",
        "copies": "3",
        "bureau_name": "北塘区人力资源和社会保障局",
        "opinion": "no_objection",
        "reviewer": "审查员",
        "via": "公告栏",
        "asked": "补正签字页",
        "title": "工资增长",
        "ground": "agreed",
        "note": "双方协商一致",
    }


def _next_step(story: Story, state: str) -> None:
    """What people who do everything right would do next on this day; in other states time goes on."""
    day = story.today()
    today, ready = day.isoformat(), {"drafting": story.send_offer, "drafted": story.table, "tabled": story.vote}
    if state in ready:
        ready[state]()
    elif state == "offered":
        story.serve(today).agree(today)
    elif state == "accepted":
        story.make("prepare")
    elif state == "preparing":
        story.seat_both().make("begin_talks", {"first_meeting_on": today})
    elif state == "negotiating":
        story.meet()
        story.draft(today, (day + timedelta(days=364)).isoformat()).initial()
    elif state == "adopted":
        story.confirm_papers().sign()
    elif state == "signed":
        story.file(today)
    elif state == "effective":
        story.make("publish", {"day": today, "via": "公告栏"})


class BargainingMachine(RuleBasedStateMachine):
    """Anybody tries anything on any day; the law's course is tried as well, so that late states are reached."""

    city: SmallCity

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.story = open_story(self.city, day=FIRST_DAY)

    @rule(verb=st.sampled_from(VERBS), name=st.sampled_from(FIGURES), twice=st.booleans())
    def somebody_tries_a_move(self, verb: str, name: str, twice: bool) -> None:
        actor = load_actor(getattr(self.city, name).user, today=self.story.today())
        before = self._events()
        if not self._try(verb, actor, twice=twice):
            assert self._events() == before, "a refused move left something behind"
            return
        assert name not in STRANGERS
        assert self._events() > before

    @rule()
    def the_next_step_is_taken(self) -> None:
        """What people who do everything right would do next."""
        story, state = self.story, self.story.state
        try:
            _next_step(story, state)
        except (Refused, InvalidInput):
            assert story.state == state or (state, story.state) in CHANGES

    @rule(days=st.integers(1, 45))
    def days_pass(self, days: int) -> None:
        self.story.at(self.story.today() + timedelta(days=days), 9).sweep()

    @rule()
    def the_sweep_runs_again(self) -> None:
        before = self._events()
        self.story.sweep().sweep()
        after = self._events()
        self.story.sweep()

        assert self._events() == after
        assert after >= before

    def _try(self, verb: str, actor: Actor, *, twice: bool) -> bool:
        """Make the move, twice with one key if asked: the second time nothing happens."""
        key, done, answers = uuid4(), [], _answers(self.story, self.story.today().isoformat())
        for _ in range(2 if twice else 1):
            files = MultiValueDict({"scan": [SimpleUploadedFile("扫描.png", PNG)]})
            try:
                with transaction.atomic(), scoped(actor):
                    step = advance(
                        self.story.case_id, verb, actor=actor, key=key, now=self.story.now, data=answers, files=files
                    )
                    done.append(step)
            except (Refused, InvalidInput, Case.DoesNotExist):
                assert not done, "what was done once was refused the second time"
                return False
        assert len({step.event_id for step in done}) == 1
        assert [step.is_repeat for step in done] == [False, True][: len(done)]
        return True

    def _events(self) -> int:
        with scoped(BUILDER):
            return len(timeline_of(self.story.case))

    @invariant()
    def the_log_leads_to_the_present_state(self) -> None:
        with scoped(BUILDER):
            events = [event for event in timeline_of(self.story.case)[::-1] if event.to_state]
        steps = [(event.from_state, event.to_state) for event in events]

        assert steps[0] == ("", "drafting")
        assert [to for _, to in steps[:-1]] == [since for since, _ in steps[1:]]
        assert steps[-1][1] == self.story.state
        assert set(steps[1:]) <= CHANGES
        assert len({event.pk for event in events}) == len(events)

    @invariant()
    def a_contract_in_force_was_signed_after_its_vote_and_took_effect(self) -> None:
        if self.story.state not in IN_FORCE - {"taken_over"}:
            return
        contract = self.story.contract
        with scoped(BUILDER):
            vote = Vote.objects.get(draft=contract.draft, is_passed=True)
        assert contract.signed_on is not None
        assert contract.effective_on is not None
        assert vote.held_on <= contract.signed_on <= contract.effective_on <= self.story.today()

    @invariant()
    def before_that_nothing_is_in_force(self) -> None:
        if self.story.state in IN_FORCE:
            return
        with scoped(BUILDER):
            running = Contract.objects.filter(bargaining__case_id=self.story.case_id, ended_on=None)
            assert not running.exclude(effective_on=None).exists()

    @invariant()
    def a_closed_case_awaits_nobody_and_has_no_clock(self) -> None:
        with scoped(BUILDER):
            case = self.story.case
            if case.closed_at is None:
                return
            assert BARGAINING_FLOW.state(case.state).is_final
            assert not case.awaits.exists()
            assert not case.clocks.filter(state__in=["running", "paused"]).exists()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)


def test_log_clocks_and_contract_agree_after_any_sequence_of_acts(city: SmallCity) -> None:
    BargainingMachine.city = city

    run_state_machine_as_test(
        BargainingMachine,
        settings=settings(
            max_examples=examples(5),
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
    )
