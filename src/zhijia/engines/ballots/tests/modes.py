"""Polls for tests in the modes that need no stampers: named, ordinary, hands, paper."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from zhijia.engines.ballots import counting, polls
from zhijia.engines.ballots.casting import cast_named, cast_secret
from zhijia.engines.ballots.content import Ballot
from zhijia.engines.ballots.models import Elector, Mode, Poll
from zhijia.engines.ballots.outcomes import Outcome, result_of
from zhijia.engines.ballots.planning import PollPlan, QuestionPlan, RollEntry
from zhijia.engines.ballots.thresholds import MAJORITY, OFFICE, QUORUM, threshold_of
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.tests.supply import open_supply, registered, supply_of
from zhijia.law.resolver import ResolvedParameter, parameter
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, Figure, SmallCity, make_worker


def rule(key: str) -> ResolvedParameter:
    """The national number on the day of the tests."""
    return parameter(key, place="CN", on=date(2026, 11, 27))


RULES = [
    *threshold_of(rule("congress.quorum"), what=QUORUM, basis=OFFICE),
    *threshold_of(rule("congress.majority"), what=MAJORITY, basis=OFFICE),
]
MOTION = QuestionPlan(kind="motion", title="集体合同草案", options=["集体合同草案"], rules=RULES)
ELECTION = QuestionPlan(
    kind="election", title="选举职工董事", options=["甲志强", "乙建国", "丙秀英"], most=2, write_ins=1, rules=RULES
)
MARKS = {"+": "yes", "-": "no", "0": "abstain"}


@dataclass
class Voting:
    """A poll and who votes in it."""

    poll: Poll
    electors: list[Figure]
    tellers: list[Figure]

    def line(self, elector: Figure) -> Elector:
        return Elector.objects.get(poll=self.poll, person=elector.person)

    def begin(self, *, absent: int = 0) -> None:
        """Freeze, open; all but the last so many are there."""
        with scoped(BUILDER):
            self.poll = polls.start(polls.freeze(self.poll, now=NOW), now=NOW)
            for elector in self.poll.electors.order_by("number")[: len(self.electors) - absent]:
                polls.check_in(elector, now=NOW)

    def cast(self, elector: Figure, *ballots: Ballot, actor: Actor | None = None) -> None:
        """Cast by the mode of the poll; `ballots` are of the questions in order."""
        given = dict(enumerate(ballots, 1))
        by = actor or elector.actor
        with scoped(elector.actor):
            poll, line = Poll.objects.get(pk=self.poll.pk), self.line(elector)
        with scoped(by):
            if self.poll.mode == Mode.NAMED:
                cast_named(poll, line, given, actor=by, now=NOW)
            else:
                cast_secret(poll, given)

    def vote(self, signs: str) -> None:
        """Electors in the order of the roll vote on the first option of the only question."""
        for elector, sign in zip(self.electors, signs, strict=False):
            self.cast(elector, Ballot({"1": MARKS[sign]}))

    def close(self) -> None:
        with scoped(BUILDER):
            self.poll = polls.close(self.poll, now=NOW)

    def count(self) -> Outcome:
        with scoped(BUILDER):
            counting.count(self.poll, actor=BUILDER, now=NOW)
            self.poll.refresh_from_db()
            return result_of(self.poll)


@contextmanager
def voting(
    city: SmallCity,
    mode: Mode,
    *questions: QuestionPlan,
    electors: int = 4,
    absent: int = 0,
    hours: int = 10**5,
    is_changeable: bool = False,
) -> Iterator[Voting]:
    """An open poll of this mode; unless told otherwise it closes long after the clock of the machine that tests run on."""
    with registered(supply_of(city)) as flow:
        case = open_supply(city, flow)
        with scoped(BUILDER):
            voters, tellers = (
                [make_worker(f"{word}{n}", union=city.mill_union, enterprise=city.mill) for n in range(size)]
                for word, size in (("代表", electors), ("计票", 2))
            )
            plan = PollPlan(
                subject="contract",
                title="第三届第二次职工代表大会表决",
                mode=mode,
                questions=questions or (MOTION,),
                roll=[RollEntry(one.person.pk, one.person.name) for one in voters],
                closes_at=NOW + timedelta(hours=hours),
                scrutineers=[RollEntry(one.person.pk, one.person.name) for one in tellers],
                is_changeable=is_changeable,
            )
            poll = polls.open_poll(Turn(case, None, city.town_cadre.actor, NOW, TODAY), plan)
        opened = Voting(poll, voters, tellers)
        opened.begin(absent=absent)
        yield opened
