"""One move for many cases: of each the same comes of it as of `advance`, and one that is refused stops no other."""

from collections.abc import Sequence
from dataclasses import replace
from unittest.mock import patch
from uuid import UUID, uuid4

from zhijia.engines.cases import papers
from zhijia.engines.cases.advance import InvalidInput, Submission, advance_many
from zhijia.engines.cases.carrying import Step
from zhijia.engines.cases.flow import Flow, Paper, Turn
from zhijia.engines.cases.models import Awaits, Case, Clock, Request
from zhijia.engines.cases.queries import timeline_of
from zhijia.engines.cases.tests.supply import make, open_supply, registered, supply_of
from zhijia.engines.messages.models import Message
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity


def submit(cases: Sequence[Case], actor: Actor, keys: Sequence[UUID] = ()) -> list[str]:
    """What became of each: 'made', 'again', or the sentence."""
    given = keys or [uuid4() for _ in cases]
    with scoped(actor):
        answers = advance_many(
            [Submission(case.pk, key) for case, key in zip(cases, given, strict=True)], "submit", actor=actor, now=NOW
        )
    return [("again" if a.is_repeat else "made") if isinstance(a, Step) else type(a).__name__ for a in answers]


def facts_of(case: Case) -> tuple[str, int, list[str], list[str], int, int]:
    with scoped(BUILDER):
        return (
            Case.objects.get(pk=case.pk).state,
            len(timeline_of(case)),
            list(Awaits.objects.filter(case=case).values_list("verb", flat=True)),
            [f"{clock.name} {clock.due_on}" for clock in Clock.objects.filter(case=case)],
            Message.objects.filter(case_id=case.pk).count(),
            Request.objects.filter(case=case).count(),
        )


def test_each_gets_its_own_answer_and_those_that_can_be_made_are_made(city: SmallCity, flow: Flow) -> None:
    actor = city.town_cadre.actor
    alone, first, second, late, hidden = (open_supply(city, flow, title=f"申领{n}") for n in range(5))
    make(alone, "submit", actor)
    make(late, "submit", actor)
    key = uuid4()
    assert submit([first], actor, [key]) == ["made"]
    strangers = Case(pk=hidden.pk + 1000)

    answers = submit([late, first, second, strangers, hidden], actor, [uuid4(), key, *(uuid4() for _ in range(3))])

    assert answers == ["Refused", "again", "made", "DoesNotExist", "made"]
    assert facts_of(second) == facts_of(hidden) == facts_of(first) == facts_of(alone) == facts_of(late)


def test_who_may_not_is_refused_each_and_leaves_nothing(city: SmallCity, flow: Flow) -> None:
    cases = [open_supply(city, flow, title=f"申领{n}") for n in range(2)]
    before = [facts_of(case) for case in cases]

    assert submit(cases, city.county_cadre.actor) == ["Refused", "Refused"]
    assert [facts_of(case) for case in cases] == before


def test_a_form_that_finds_faults_answers_for_its_own_case(city: SmallCity, flow: Flow) -> None:
    cases = [open_supply(city, flow, title=f"申领{n}") for n in range(2)]
    submit(cases, city.town_cadre.actor)
    actor = city.county_cadre.actor
    given = [Submission(cases[0].pk, uuid4(), {"reason": ""}), Submission(cases[1].pk, uuid4(), {"reason": "数量不符"})]

    with scoped(actor):
        faulty, made = advance_many(given, "reject", actor=actor, now=NOW)

    assert isinstance(faulty, InvalidInput)
    assert "reason" in faulty.form.errors
    assert isinstance(made, Step)
    with scoped(BUILDER):
        assert [Case.objects.get(pk=case.pk).state for case in cases] == ["review", "rejected"]
        assert not Clock.objects.filter(case=cases[1], ended_on=None).exists()


def test_the_same_case_twice_is_made_once_and_refused_once(city: SmallCity, flow: Flow) -> None:
    case = open_supply(city, flow)

    assert submit([case, case], city.town_cadre.actor) == ["made", "Refused"]
    assert facts_of(case)[:2] == ("review", 2)


def test_a_paper_that_cannot_be_issued_takes_only_its_own_case_back(city: SmallCity) -> None:
    def with_receipt(flow: Flow) -> Flow:
        paper = Paper("tests.receipt", lambda turn: {"title": turn.case.title})
        return replace(flow, moves=tuple(replace(m, document=paper) if m.verb == "submit" else m for m in flow.moves))

    def issuer(_paper: Paper, turns: Sequence[Turn]) -> None:
        if any(turn.case.title == "申领1" for turn in turns):
            raise Refused("发文代字还没有登记。")

    with registered(supply_of(city), change=with_receipt) as flow, patch.object(papers, "_issuers", [issuer]):
        cases = [open_supply(city, flow, title=f"申领{n}") for n in range(3)]
        answers = submit(cases, city.town_cadre.actor)

    assert answers == ["made", "Refused", "made"]
    assert [facts_of(case)[:2] for case in cases] == [("review", 2), ("draft", 1), ("review", 2)]
