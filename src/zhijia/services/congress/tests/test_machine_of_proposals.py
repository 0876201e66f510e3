"""Proposals under any sequence of acts, people and days: signatures, reasons, answers and merging hold."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from zhijia.engines.cases.models import OPEN_CLOCKS
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.congress.proposals.flow import PROPOSAL_FLOW
from zhijia.services.congress.proposals.models import CoSignature, Proposal, ProposalReply
from zhijia.services.congress.proposals.opening import Text, propose
from zhijia.services.congress.tests.machine import DELEGATES, FIGURES, CongressMachine, few_histories
from zhijia.services.congress.tests.story import open_story, seat_delegates


class ProposalMachine(CongressMachine):
    """Two proposals of three delegates."""

    flow = PROPOSAL_FLOW

    def set_up(self) -> None:
        self.story = open_story(self.city, form="general").make("plan", {"headcount": 60})
        self.story.make("constitute_general", {"from_on": self.story.today, "years": 5})
        self.delegates = seat_delegates(self.story, len(DELEGATES))
        self.people = dict(zip(DELEGATES, [one.person_id for one in self.delegates], strict=True))
        texts = [Text(title=title, reason="理由", measure="措施") for title in ("加装降温设备", "夜班开放食堂")]
        self.proposals = [
            propose(self.actor_of(name), text, key=uuid4(), now=self.story.now).case_id
            for name, text in zip(DELEGATES, texts, strict=False)
        ]

    def cases(self) -> list[int]:
        return self.proposals

    def rows(self) -> list[Proposal]:
        with scoped(BUILDER):
            return list(Proposal.objects.select_related("case", "merged_into__case").order_by("pk"))

    @rule(
        verb=st.sampled_from([move.verb for move in PROPOSAL_FLOW.moves]),
        name=st.sampled_from(FIGURES),
        of=st.integers(0, 1),
        twice=st.booleans(),
        rating=st.sampled_from(("satisfied", "dissatisfied")),
    )
    def somebody_tries_a_step(self, verb: str, name: str, of: int, twice: bool, rating: str) -> None:
        self.attempt(self.proposals[of], verb, name, self.answers(of, rating), twice=twice)

    @rule(of=st.integers(0, 1), rating=st.sampled_from(("satisfied", "dissatisfied")), times=st.integers(1, 3))
    def the_next_steps_are_taken(self, of: int, rating: str, times: int) -> None:
        for _step in range(times):
            self._go_on(of, rating)

    def _go_on(self, of: int, rating: str) -> None:
        author = DELEGATES[of]
        usual = {
            "signing": ("submit", author),
            "submitted": ("file", "chair"),
            "filed": ("assign", "chair"),
            "returned": ("assign", "chair"),
            "assigned": ("reply", "chair"),
            "replied": ("rate", author),
        }
        verb, name = usual.get(self.rows()[of].case.state, ("report", "chair"))
        self.attempt(self.proposals[of], verb, name, self.answers(of, rating))

    def answers(self, of: int, rating: str) -> dict[str, Any]:
        proposal, other = self.rows()[of], self.rows()[1 - of]
        said = dict.fromkeys(("reason", "measure", "text", "lead", "support", "signer", "note", "target"), "试一试")
        today = self.story.today.isoformat()
        return {
            **said,
            **dict.fromkeys(("decided_on", "replied_on", "reported_on"), today),
            "due_on": (self.story.today + timedelta(days=30)).isoformat(),
            "title": proposal.title,
            "version": proposal.version,
            "asks_again": "on" if rating == "dissatisfied" else "",
            "other": other.pk,
            "rank": 1,
            "rating": rating,
        }

    @invariant()
    def signatures_are_of_others_and_of_the_text_as_it_stands(self) -> None:
        for proposal in self.rows():
            with scoped(BUILDER):
                signed = list(CoSignature.objects.filter(proposal=proposal).values_list("delegate", "version"))
            assert len(set(signed)) == len(signed)
            assert all(delegate != proposal.proposer_id and of <= proposal.version for delegate, of in signed)
            assert proposal.version == 1 or {of for _who, of in signed} >= set(range(1, proposal.version))

    @invariant()
    def what_is_merged_follows_one_that_stands(self) -> None:
        for proposal in self.rows():
            assert (proposal.merged_into is not None) is (proposal.case.state == "merged")
            if proposal.merged_into:
                assert proposal.merged_into.case.state not in {"merged", "withdrawn", "refused", "redirected"}

    @invariant()
    def a_decision_has_its_reason_and_an_end_its_answer(self) -> None:
        """WC-041, WC-042: the clock runs while it is with the department, and at no other time."""
        for proposal in self.rows():
            state = proposal.case.state
            with scoped(BUILDER):
                clocks = proposal.case.clocks.filter(state__in=OPEN_CLOCKS)
                replies = list(ProposalReply.objects.filter(proposal=proposal).order_by("number"))
                assert clocks.exists() is (state == "assigned"), state
            assert bool(proposal.decision) is (state not in {"signing", "submitted", "withdrawn"})
            assert len(replies) <= 2
            assert all(reply.rating for reply in replies[:-1])
            if state == "closed":
                assert replies[-1].rating == "satisfied" or len(replies) == 2


def test_proposals_keep_their_order_whatever_anybody_tries(city: SmallCity) -> None:
    ProposalMachine.city = city

    run_state_machine_as_test(ProposalMachine, settings=few_histories())
