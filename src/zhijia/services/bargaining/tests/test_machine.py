"""Any sequence of acts, people and days over a bargaining: no illegal state, no lost and no double event."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from zhijia.engines.cases.advance import InvalidInput, advance
from zhijia.engines.cases.clocks import counts_from
from zhijia.engines.cases.models import OPEN_CLOCKS, Case
from zhijia.engines.cases.queries import timeline_of
from zhijia.engines.cases.sharing import employer_party, share_with_party
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import LabourBureau
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity, make_contact
from zhijia.services.bargaining.flow import BARGAINING_FLOW
from zhijia.services.bargaining.flow.filing import UNDER_REVIEW
from zhijia.services.bargaining.flow.states import IN_FORCE
from zhijia.services.bargaining.models import Contract, Vote
from zhijia.services.bargaining.models.bargainings import Side
from zhijia.services.bargaining.models.filings import Opinion
from zhijia.services.bargaining.models.talks import ChosenBy
from zhijia.services.bargaining.tests.story import OFFER, PNG, VOTE, Story, open_story
from zhijia.site.testing.effort import examples

STRANGERS = ("stranger", "south_chair", "worker", "bureau_officer")
PARTIES = ("employer", "reviewer")
FIGURES = ("chair", "officer", "town_cadre", "county_cadre", *PARTIES, *STRANGERS)
CORRECTED = ("reply", "filing_wage", "review", "supplement", "publication_wage", "inspection", "vacancy", "data")
VERBS = [move.verb for move in BARGAINING_FLOW.moves]
BUREAU = "北塘区人力资源和社会保障局"
BUREAU_ACTS = ("acknowledge", "review", "serve_opinion", "record_opinion", "record_opinion_service")
FIRST_DAY = "2026-03-02"
CHANGES = {
    (state, target) for move in BARGAINING_FLOW.moves for state in move.from_states for target in move.targets(state)
}


def _answers(story: Story, day: str, *, opinion: str = "no_objection", back: int = 0) -> dict[str, Any]:
    """Whatever the form of any move could ask, plausible on this day; papers of the bureau may be some days old."""
    earlier = (story.today() - timedelta(days=back)).isoformat()
    later = (story.today() + timedelta(days=20)).isoformat()
    days = ("day", "replied_on", "held_on", "signed_on", "from_on", "filed_on", "stopped_on", "received_on")
    return {
        **OFFER,
        **VOTE,
        **dict.fromkeys(days, day),
        **dict.fromkeys(("workers_initialled_on", "employer_initialled_on", "first_meeting_on"), day),
        **dict.fromkeys(("given_on", "served_on_workers_on", "served_on_employer_on"), earlier),
        **dict.fromkeys(("proposed_on", "resumes_on", "planned_on"), later),
        **dict.fromkeys(("by_chiefs", "has_explanation", "is_sealed", "is_confidential", "is_chief", "by_all"), "on"),
        "meeting": "1",
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
        "bureau_name": BUREAU,
        "opinion": opinion,
        "objected_items": "第五条工资支付周期超过一个月。",
        "reviewer": "审查员",
        "via": "公告栏",
        "asked": "补正签字页",
        "asked_by": Side.WORKERS,
        "item": "上年度人工成本",
        "requested_on": day,
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
        self.people = {name: getattr(self.city, name) for name in FIGURES if hasattr(self.city, name)}
        self.people |= {"officer": self.story.officer} | self._parties()

    def _parties(self) -> dict[str, Figure]:
        """The employer and the labour bureau, with whom the case is shared: somebody acts for each here."""
        city = self.city
        with scoped(BUILDER):
            bureau = LabourBureau.objects.create(name=BUREAU, place=self.story.case.place, keeper=city.north)
            for party in (employer_party(city.mill.pk), bureau.party):
                share_with_party(self.story.case, party)
            employer = make_contact("青代表", of=city.mill, home=city.north_town)
            return {"employer": employer, "reviewer": make_contact("北科长", of=bureau, home=city.north)}

    @rule(
        verb=st.sampled_from(VERBS),
        name=st.sampled_from(FIGURES),
        twice=st.booleans(),
        opinion=st.sampled_from(Opinion.values),
        back=st.integers(0, 10),
    )
    def somebody_tries_a_move(self, verb: str, name: str, twice: bool, opinion: str, back: int) -> None:
        actor = load_actor(self.people[name].user, today=self.story.today())
        answers = _answers(self.story, self.story.today().isoformat(), opinion=opinion, back=back)
        before = self._events()
        if not self._try(verb, actor, answers, twice=twice):
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

    @rule(
        verb=st.sampled_from(BUREAU_ACTS),
        name=st.sampled_from(("reviewer", "chair")),
        opinion=st.sampled_from(Opinion.values),
        back=st.integers(0, 10),
    )
    def the_bureau_or_its_paper_speaks(self, verb: str, name: str, opinion: str, back: int) -> None:
        """Tried oftener than by chance, so that reviews of every kind and age are reached."""
        self.somebody_tries_a_move(verb=verb, name=name, twice=False, opinion=opinion, back=back)

    @rule(clock=st.sampled_from(CORRECTED), back=st.integers(0, 12))
    def a_date_is_corrected(self, clock: str, back: int) -> None:
        """Two posts give what started a clock another day, or are told why not."""
        with scoped(BUILDER):
            if self.story.case.closed_at or not self.story.case.clocks.filter(name=clock).exists():
                return
        before = self._events()
        try:
            with transaction.atomic():
                self.story.redate(clock, (self.story.today() - timedelta(days=back)).isoformat())
        except Refused:
            assert self._events() == before, "a refused correction left something behind"

    @rule()
    def the_sweep_runs_again(self) -> None:
        before = self._events()
        self.story.sweep().sweep()
        after = self._events()
        self.story.sweep()

        assert self._events() == after
        assert after >= before

    def _try(self, verb: str, actor: Actor, answers: dict[str, Any], *, twice: bool) -> bool:
        """Make the move, twice with one key if asked: the second time nothing happens."""
        key, done = uuid4(), []
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
    def silence_to_the_end_of_a_review_has_its_effect(self) -> None:
        """Received and the term over: effective or objected, whatever papers were asked for (CB-057).

        Unless filing or objection came on paper, and nobody has confirmed it yet.
        """
        with scoped(BUILDER):
            rests_on = self.story.case.paper_entries.filter(verb__in=("file", "acknowledge", "review"))
            if self.story.state in UNDER_REVIEW and not rests_on.filter(confirmed_at=None).exists():
                self.story.sweep()
                assert not self.story.case.clocks.filter(name="review", due_at__lt=self.story.now).exists()

    @invariant()
    def clocks_and_facts_say_the_same_day(self) -> None:
        with scoped(BUILDER):
            facts = BARGAINING_FLOW.record_of(self.story.case)
            for clock in self.story.case.clocks.filter(state__in=OPEN_CLOCKS):
                start = BARGAINING_FLOW.clock(clock.name)
                if start and start.since:
                    assert counts_from(start, facts) == clock.started_on, clock.name

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
            max_examples=examples(4),
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
    )
