"""Outside parties: they see what was shared with them, act where the flow lets them, and learn nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.db import connection

from zhijia.engines.cases.flow import Flow, Move, Wanted, check_acts_for, get_flow
from zhijia.engines.cases.models import Awaits, Case, CaseShare
from zhijia.engines.cases.queries import cases_visible_to, place_of, timeline_of, todos_of, with_places
from zhijia.engines.cases.sharing import bureau_party, employer_party, share_with_party
from zhijia.engines.cases.standing import Standing
from zhijia.engines.cases.tests.supply import EVENTS, awaited_on, make, open_supply, registered, supply_of
from zhijia.lib.sentences import Refused
from zhijia.organisation.actions import NewMandate, end_mandate, enter_bureau, give_mandate
from zhijia.organisation.models import LabourBureau, Mandate
from zhijia.organisation.models.outside import PartyKind
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import (
    BUILDER,
    LONG_AGO,
    NOW,
    TODAY,
    Figure,
    SmallCity,
    make_contact,
    make_person,
)


@dataclass(frozen=True)
class Outside:
    """Contacts of the mill and the pier, an officer of the labour bureau of the north."""

    mill: Figure
    pier: Figure
    officer: Figure
    party: str


@pytest.fixture
def outside(city: SmallCity) -> Outside:
    with scoped(BUILDER):
        bureau = LabourBureau.objects.create(name="北塘区人力资源和社会保障局", place="320505", keeper=city.north)
        return Outside(
            make_contact("青代表", of=city.mill, home=city.north_town),
            make_contact("堤代表", of=city.pier, home=city.south_town),
            make_contact("北科长", of=bureau, home=city.north),
            employer_party(city.mill.pk),
        )


@pytest.fixture
def flow(city: SmallCity, outside: Outside) -> Iterator[Flow]:
    """Once submitted the case awaits the employer's answer, which may approve it."""

    def answered_by_the_mill(flow: Flow) -> Flow:
        answer = Move(
            "answer",
            "答复",
            frozenset({"review"}),
            "approved",
            EVENTS["approved"],
            may=lambda turn: check_acts_for(turn, outside.party),
            parties=frozenset({PartyKind.EMPLOYER.value}),
        )
        wants = flow.wants

        def wanted(standing: Standing) -> list[Wanted]:
            is_theirs = standing.case.state == "review"
            return [Wanted("answer", party=outside.party)] if is_theirs else list(wants(standing))

        return replace(flow, moves=(*flow.moves, answer), wants=wanted)

    with registered(supply_of(city), change=answered_by_the_mill) as flow:
        yield flow


@pytest.fixture
def case(city: SmallCity, flow: Flow, outside: Outside) -> Case:
    case = open_supply(city, flow)
    make(case, "submit", city.town_cadre.actor)
    with scoped(city.town_cadre.actor):
        share_with_party(case, outside.party)
    return case


def sees(figure: Figure) -> list[int]:
    with scoped(figure.actor):
        return list(cases_visible_to(figure.actor).values_list("pk", flat=True))


def test_only_the_contact_of_that_employer_sees_the_case(city: SmallCity, case: Case, outside: Outside) -> None:
    other = open_supply(city, get_flow(case.kind))

    assert sees(outside.mill) == [case.pk]
    assert sees(outside.pier) == []
    assert sees(outside.officer) == []
    assert set(sees(city.county_cadre)) == {case.pk, other.pk}


@pytest.mark.parametrize(
    "table", ["cases_case", "cases_caseshare", "cases_awaits", "cases_clock", "organisation_mandate"]
)
def test_raw_sql_shows_a_contact_her_own_partys_rows_only(
    city: SmallCity, case: Case, outside: Outside, table: str
) -> None:
    def count(figure: Figure) -> int:
        with scoped(figure.actor), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            return int(cursor.fetchone()[0])

    assert count(outside.mill) >= 1
    assert count(outside.pier) == (1 if table == "organisation_mandate" else 0)
    with scoped(outside.mill.actor), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organisation_post")
        assert cursor.fetchone()[0] == 0


def test_the_employer_answers_and_the_log_says_for_whom(city: SmallCity, case: Case, outside: Outside) -> None:
    make(case, "answer", outside.mill.actor)

    with scoped(BUILDER):
        newest = timeline_of(case)[0]
        assert (newest.actor_label, newest.post_label, newest.to_state) == (
            "青代表",
            "江海青禾纺织有限公司 · 联系人",
            "approved",
        )
        assert Awaits.objects.get(case=case).post_id == city.town_cadre.post.pk  # type: ignore[union-attr]


def test_the_wrong_people_do_not_answer(city: SmallCity, case: Case, outside: Outside) -> None:
    with pytest.raises(Case.DoesNotExist):
        make(case, "answer", outside.pier.actor)
    for figure in (city.county_cadre, city.town_cadre):
        with pytest.raises(Refused):
            make(case, "answer", figure.actor)
    with pytest.raises(Refused):
        make(case, "approve", outside.mill.actor)


def test_the_awaited_party_has_the_case_on_its_desk(city: SmallCity, case: Case, outside: Outside) -> None:
    with scoped(outside.mill.actor):
        assert [todo.case_id for todo in todos_of(outside.mill.actor)] == [case.pk]
    with scoped(city.county_cadre.actor):
        (row,) = awaited_on(case, today=TODAY)
        assert (row.party, row.verb) == (outside.party, "answer")


def test_a_party_learns_no_names_of_cadres_and_of_the_log_only_what_changed_the_state(
    city: SmallCity, case: Case, outside: Outside
) -> None:
    make(case, "answer", outside.mill.actor)
    make(case, "report", city.town_cadre.actor, text="内部进展")

    with scoped(outside.mill.actor):
        assert "tests.supply.reported" not in {event.kind for event in timeline_of(case)}
        assert [row.holders for row in awaited_on(case, today=TODAY)] == [""]
        (shown,) = with_places(cases_visible_to(outside.mill.actor), "pk")
        assert place_of(shown).union


def test_sharing_twice_is_sharing_once_and_is_for_those_in_whose_place_the_case_lies(
    city: SmallCity, case: Case, outside: Outside
) -> None:
    with scoped(city.county_cadre.actor):
        share_with_party(case, outside.party)
    with scoped(BUILDER):
        assert CaseShare.objects.filter(case=case).count() == 1
    for figure in (city.stranger, outside.mill):
        with scoped(figure.actor), pytest.raises(Refused, match="承办单位"):
            share_with_party(case, bureau_party("320505"))


def test_a_mandate_that_ended_shows_nothing_from_its_last_day_on(city: SmallCity, case: Case, outside: Outside) -> None:
    with scoped(BUILDER):
        mandate = Mandate.objects.get(person=outside.mill.person)
    with scoped(city.county_leader.actor):
        end_mandate(city.county_leader.actor, mandate, on=TODAY + timedelta(days=1), now=NOW)

    assert load_actor(outside.mill.user, today=TODAY).parties == (outside.party,)
    late = load_actor(outside.mill.user, today=TODAY + timedelta(days=1))
    assert (late.parties, late.mandate) == ((), None)
    with scoped(late):
        assert not Case.objects.exists()


def test_who_holds_a_post_acts_through_it_and_not_for_an_employer(city: SmallCity, outside: Outside) -> None:
    with scoped(BUILDER):
        Mandate.objects.create(
            person=city.chair.person,
            kind="employer",
            enterprise=city.pier,
            title="兼职",
            letter="第2号",
            from_on=LONG_AGO,
        )

    actor = load_actor(city.chair.user, today=TODAY)

    assert (actor.mandate, actor.parties) == (None, ())


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("county_leader", ""),
        ("town_cadre", ""),
        ("stranger", "不能维护"),
        ("chair", "不能维护"),
        ("worker", "不能维护"),
    ],
)
def test_a_mandate_is_entered_by_the_territory_or_above(city: SmallCity, who: str, sentence: str) -> None:
    actor = getattr(city, who).actor
    with scoped(BUILDER):
        person, _user = make_person("新联系", home=city.north_town)
    new = NewMandate(person, city.mill, "行政经理", "2026年授权书第3号", TODAY)

    with scoped(actor):
        if sentence:
            with pytest.raises(Refused, match=sentence):
                give_mandate(actor, new, now=NOW)
        else:
            assert give_mandate(actor, new, now=NOW).path == city.mill.path


def test_a_faulty_mandate_is_refused_at_its_field(city: SmallCity, outside: Outside) -> None:
    actor = city.county_leader.actor
    good = NewMandate(outside.mill.person, city.lone, "经理", "第4号", TODAY)

    def give(new: NewMandate) -> str | None:
        with scoped(actor), pytest.raises(Refused) as refused:
            give_mandate(actor, new, now=NOW)
        return refused.value.field

    assert give(replace(good, letter=" ")) == "letter"
    assert give(replace(good, title="")) == "title"
    assert give(replace(good, person=city.chair.person)) == "person"
    assert not give(replace(good, of=city.mill))  # has it already


def test_a_bureau_is_entered_once_for_a_division(city: SmallCity) -> None:
    actor = city.leader.actor

    with scoped(actor):
        bureau = enter_bureau(actor, name="江海市人力资源和社会保障局", place="320500", keeper=city.root, now=NOW)
        assert bureau.party == bureau_party("320500")
        with pytest.raises(Refused, match="已经登记"):
            enter_bureau(actor, name="江海市人社局（重复）", place="320500", keeper=city.root, now=NOW)
