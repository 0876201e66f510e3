"""A session under any sequence of acts, people and days: quorum, majority and the order of its days hold."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from zhijia.engines.ballots.models import Poll, PollState
from zhijia.engines.cases.models import OPEN_CLOCKS
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Employment
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.congress.attending.acts import come
from zhijia.services.congress.attending.codes import HallCode
from zhijia.services.congress.sessions.flow import SESSION_FLOW
from zhijia.services.congress.sessions.models import (
    AgendaItem,
    Attendance,
    CongressSession,
    DelegationOpinion,
    Sitting,
    SittingMember,
    Speech,
    TopicSuggestion,
)
from zhijia.services.congress.tests.machine import DELEGATES, FIGURES, CongressMachine, few_histories
from zhijia.services.congress.tests.story import open_story
from zhijia.services.congress.tests.test_sessions import call_session

STAFF = 4


class SessionMachine(CongressMachine):
    """A general meeting of four with a session."""

    flow = SESSION_FLOW

    def set_up(self) -> None:
        self.story = open_story(self.city, form="general").make("plan", {"headcount": STAFF})
        self.story.make("constitute_general", {"from_on": self.story.today, "years": 3})
        self.story.workers(STAFF - 1)
        call_session(self.story, "2026-11-18")
        with scoped(BUILDER):
            people = (
                Employment.objects.filter(enterprise=self.city.mill).order_by("-pk").values_list("person", flat=True)
            )
            self.people = dict(zip(DELEGATES, people, strict=False))

    def cases(self) -> list[int]:
        return [self.story.case_id]

    def session(self) -> CongressSession:
        with scoped(BUILDER):
            return CongressSession.objects.select_related("case").get(case=self.story.case_id)

    def answers(self, *, yes: int, mode: str) -> dict[str, Any]:
        """Whatever the form of any step could ask, from what is there."""
        today, later = self.story.today, self.story.today + timedelta(days=2)
        with scoped(BUILDER):
            session = self.session()
            items = AgendaItem.objects.filter(session=session, struck_on=None).order_by("decided_on", "-mode", "pk")
            member = SittingMember.objects.filter(sitting__session=session).order_by("-sitting", "attendance", "pk")
            polls = Poll.objects.filter(about=session.case_id).exclude(state=PollState.VOID).order_by("-pk")
            waits = Speech.objects.filter(session=session, began_at=None, withdrawn_at=None).order_by("pk")
            opinion = DelegationOpinion.objects.filter(item__session=session, answered_on=None).order_by("pk")
            first = {
                "item": items.filter(decided_on=None).first() or items.first(),
                "poll": polls.first(),
                "speech": waits.first(),
                "opinion": opinion.first(),
                "suggestion": TopicSuggestion.objects.filter(session=session, item=None, answered_on=None).first(),
            }
            rows = {name: row.pk for name, row in first.items() if row}
            free = member.filter(attendance=None)
            members = list(free.values_list("pk", flat=True)[:2])
            scrutineers = list(member.values_list("pk", flat=True)[:3])
        said = dict.fromkeys(("text", "reason", "answer", "resolution", "minutes", "signers", "channel"), "试一试")
        counts = {"issued": 3, "returned": 3, "invalid": 0, "yes": yes, "no": 3 - yes, "abstain": 0}
        matter = "contract" if mode in ("paper", "ordinary") else "plan"
        return {
            **said,
            **counts,
            **rows,
            "title": "议题",
            "matter": matter,
            "mode": mode,
            "day": today.isoformat(),
            "planned_on": later.isoformat(),
            "closes_at": f"{later.isoformat()}T18:00",
            "until": f"{(later + timedelta(days=3)).isoformat()}T18:00",
            "topics_until": later.isoformat(),
            "members": members,
            "scrutineers": "监甲、监乙" if mode == "paper" and yes == 3 else scrutineers,
            "is_agreed": "on",
            "is_passed": "1" if yes > 1 else "0",
            "level": "own",
        }

    @rule(
        verb=st.sampled_from([move.verb for move in SESSION_FLOW.moves]),
        name=st.sampled_from(FIGURES),
        twice=st.booleans(),
        yes=st.integers(0, 4),
        mode=st.sampled_from(("", "paper", "ordinary", "named", "hands", "verifiable")),
    )
    def somebody_tries_a_step(self, verb: str, name: str, twice: bool, yes: int, mode: str) -> None:
        self.attempt(self.story.case_id, verb, name, self.answers(yes=yes, mode=mode), twice=twice)

    @rule(yes=st.integers(0, 3), mode=st.sampled_from(("", "paper")), times=st.integers(1, 4))
    def the_next_steps_are_taken(self, yes: int, mode: str, times: int) -> None:
        """What people who do everything right would do next; where a day is to come, it comes."""
        for _step in range(times):
            self._go_on(yes, mode)

    def _go_on(self, yes: int, mode: str) -> None:
        answers, session = self.answers(yes=yes, mode=mode), self.session()
        state = session.case.state
        usual = {
            "preparing": ["add_item", "agree"],
            "agreed": ["deliver"],
            "delivered": ["prepare"],
            "discussing": ["answer_opinion", "prepare"],
            "prepared": ["gather"],
            "gathering": ["check_in", "call_to_order"],
            "sitting": ["start_voting"],
            "voting": ["decide", "resolve"],
            "resolved": ["publish"],
            "published": ["report", "give_task"],
        }
        if state == "prepared" and self.story.today < session.planned_on:
            self.story.now += session.planned_on - self.story.today
        for verb in usual.get(state, ()):
            self.attempt(self.story.case_id, verb, "chair", answers | {"scrutineers": "监甲、监乙"})
            answers = self.answers(yes=yes, mode=mode)

    @rule(name=st.sampled_from(DELEGATES))
    def a_delegate_comes_by_the_code(self, name: str) -> None:
        with scoped(BUILDER):
            sitting = Sitting.objects.filter(session=self.session()).order_by("-pk").first()
        code = str(HallCode.of(sitting.pk if sitting else 0, self.story.now))
        try:
            come(self.actor_of(name), self.story.case_id, code, now=self.story.now)
        except (Refused, Http404):
            return
        assert self.session().case.state in {"gathering", "sitting", "voting"}

    @invariant()
    def nothing_is_opened_without_its_quorum_on_the_frozen_roll(self) -> None:
        """WC-018, WC-044."""
        session = self.session()
        with scoped(BUILDER):
            for sitting in Sitting.objects.filter(session=session):
                came = Attendance.objects.filter(member__sitting=sitting).count()
                assert sitting.size == sitting.members.count() == STAFF
                assert came <= sitting.size
                if session.opened_on and sitting.day == session.opened_on:
                    assert came * 3 >= sitting.size * 2

    @invariant()
    def what_is_decided_was_voted_on_by_those_who_came(self) -> None:
        """WC-019, WC-020, WC-023: exactly half of all is not passed, whatever was tried."""
        session = self.session()
        with scoped(BUILDER):
            items = list(AgendaItem.objects.filter(session=session).exclude(decided_on=None))
            polls = list(Poll.objects.filter(about=session.case_id, follows=None).exclude(state=PollState.VOID))
            came = Attendance.objects.filter(member__sitting__session=session).count()
        assert len({poll.subject for poll in polls}) == len(polls), "an item is put to the vote twice"
        for item in items:
            assert item.mode
            assert item.issued is not None
            assert item.issued <= came
            assert item.matter != "contract" or item.mode in {"paper", "ordinary", "verifiable"}
            if item.mode != "ordinary":
                assert item.is_passed is ((item.yes or 0) * 2 > STAFF)

    @invariant()
    def a_resolution_stands_on_decisions_and_dates_stand_in_their_order(self) -> None:
        """WC-025: nothing that asks for a vote goes without one."""
        session = self.session()
        days: list[date | None] = [session.opened_on, session.resolved_on, session.published_on, session.reported_on]
        known = [day for day in days if day]
        assert days[: len(known)] == known == sorted(known)
        if session.resolved_on:
            with scoped(BUILDER):
                left = AgendaItem.objects.filter(session=session, struck_on=None, decided_on=None)
                assert not left.exclude(mode="").exists()
                open_ones = set(session.case.clocks.filter(state__in=OPEN_CLOCKS).values_list("name", flat=True))
            late = session.published_on is None, session.reported_on is None
            assert ("publication" in open_ones, "report" in open_ones) == late


def test_a_session_keeps_its_order_whatever_anybody_tries(city: SmallCity) -> None:
    SessionMachine.city = city

    run_state_machine_as_test(SessionMachine, settings=few_histories())
