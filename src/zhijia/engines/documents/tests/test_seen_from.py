"""Cases and files say themselves from where they are seen: as a probe of the shares would, whatever becomes of them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import ProgrammingError, connection, connections, transaction
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijia.engines.cases.models import Case, CaseShare
from zhijia.engines.cases.queries import cases_visible_to
from zhijia.engines.cases.sharing import employer_party, share_with_party
from zhijia.engines.cases.tests.supply import open_supply, registered, supply_of
from zhijia.engines.documents.queries import attachments_visible_to
from zhijia.engines.documents.storing import Upload, attach
from zhijia.lib.rowsecurity import in_scope, is_party
from zhijia.organisation.actions import begin_move
from zhijia.organisation.models import Union
from zhijia.organisation.moves import mend_places, move_piece, unfinished_moves
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, Figure, SmallCity, build_small_city, make_contact
from zhijia.site.testing.effort import examples

ActAs = Callable[[str], AbstractContextManager[None]]
UNIONS = ("root", "north", "south", "north_town", "south_town", "mill_union", "pier_union", "bureau")
FIGURES = ("leader", "county_cadre", "town_cadre", "chair", "worker", "stranger", "south_chair", "bureau_officer")
INSIDE = ("leader", "town_cadre", "chair", "worker", "bureau_officer")
"""Who sees the same before and after each piece of a move of the north town."""
IN_SIGHT = f"""({in_scope("c.path")} OR {in_scope("c.line_path")} OR EXISTS (
    SELECT FROM cases_caseshare s WHERE s.case_id = c.id AND ({in_scope("s.path")} OR {is_party("s.party")})))"""
PROBES = {
    "cases_case": f"SELECT c.id FROM cases_case c WHERE {IN_SIGHT} ORDER BY 1",
    "documents_attachment": f"SELECT f.id FROM documents_attachment f JOIN cases_case c ON c.id = f.case_id"
    f" WHERE ({in_scope('f.path')} OR {IN_SIGHT})"
    f" AND (current_setting('app.parties') = '' OR {is_party('f.party')}) ORDER BY 1",
}
ASKED: dict[str, Callable[[Actor], QuerySet[Any]]] = {
    "cases_case": cases_visible_to,
    "documents_attachment": attachments_visible_to,
}
UNTRUE = (
    "SELECT id FROM cases_case c WHERE seen_from IS DISTINCT FROM cases_case_seen_from(c)",
    "SELECT id FROM documents_attachment f WHERE seen_from IS DISTINCT FROM documents_attachment_seen_from(f)",
    "SELECT f.id FROM documents_attachment f JOIN cases_case c ON c.id = f.case_id WHERE f.path <> c.path",
)


@dataclass
class Desk:
    """A city with three cases, and the contact of an employer."""

    city: SmallCity
    act_as: ActAs
    cases: list[Case]
    contact: Figure


Step = Callable[[Desk, Case, int], object]


def share(desk: Desk, case: Case, nth: int) -> None:
    with scoped(BUILDER):
        CaseShare.objects.get_or_create(case=case, union=_union(desk, nth), party="")


def share_with_employer(desk: Desk, case: Case, nth: int) -> None:
    with scoped(BUILDER):
        share_with_party(case, employer_party((desk.city.mill if nth % 3 else desk.city.pier).pk))


def end(desk: Desk, case: Case, nth: int) -> None:
    with scoped(BUILDER):
        CaseShare.objects.filter(pk__in=CaseShare.objects.filter(case=case).values("pk")[: 1 + nth % 2]).delete()


def pass_on(desk: Desk, case: Case, nth: int) -> None:
    """A share goes to another union, or to another case."""
    with scoped(BUILDER):
        held = CaseShare.objects.filter(case=case).exclude(union=None).first()
        other = {"union": _union(desk, nth)} if nth % 2 else {"case": desk.cases[nth % 3]}
        wanted = {"case": case, "union": held.union if held else None, **other}
        if held and not CaseShare.objects.filter(party="", **wanted).exists():
            CaseShare.objects.filter(pk=held.pk).update(**other)


def hand_over(desk: Desk, case: Case, nth: int) -> None:
    """The case belongs to another union now; some of them lie in a line besides."""
    with desk.act_as("owner"), connection.cursor() as cursor:
        line = _union(desk, nth // 2).path if nth % 2 else None
        cursor.execute("UPDATE organisation_union SET line_path = %s WHERE id = %s", [line, _union(desk, nth).pk])
        cursor.execute("UPDATE cases_case SET union_id = %s WHERE id = %s", [_union(desk, nth).pk, case.pk])


def add_file(desk: Desk, case: Case, nth: int) -> None:
    leader = desk.city.leader.actor
    with scoped(leader):
        attach(case, Upload(f"{nth}.pdf", "application/pdf", 1, f"{nth:064d}"), actor=leader, now=NOW)


def write_nonsense(desk: Desk, case: Case, nth: int) -> None:
    with scoped(desk.city.leader.actor), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET seen_from = ARRAY[%s]", [desk.city.root.path])


def move_town(desk: Desk, case: Case, nth: int) -> None:
    """Between the counties, when no other move is under way."""
    with scoped(desk.city.city_cadre.actor):
        at = Union.objects.get(pk=desk.city.north_town.pk).parent_id
        to = desk.city.south if at == desk.city.north.pk else desk.city.north
        if not unfinished_moves():
            begin_move(desk.city.city_cadre.actor, desk.city.north_town, parent=to, basis="批复", now=NOW)


def go_on(desk: Desk, case: Case, nth: int) -> None:
    with desk.act_as("batch"):
        for move_id in unfinished_moves():
            for _ in range(1 + nth // 10):
                move_piece(move_id, now=NOW, most=1 + nth)


def _union(desk: Desk, nth: int) -> Union:
    with scoped(BUILDER):
        return Union.objects.get(pk=getattr(desk.city, UNIONS[nth % len(UNIONS)]).pk)


STEPS: list[Step] = [
    *(share, share, share, share_with_employer, end, pass_on, hand_over, add_file, add_file),
    *(write_nonsense, move_town, go_on, go_on),
]
STORIES = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.integers(0, 40)), min_size=8, max_size=24)


def ids(actor: Actor, question: str) -> list[int]:
    with scoped(actor), connection.cursor() as cursor:
        cursor.execute(question)
        return [pk for (pk,) in cursor.fetchall()]


def assert_all_see_what_a_probe_finds(desk: Desk, *, is_last: bool = False) -> None:
    is_moving = bool(unfinished_moves())
    users = [getattr(desk.city, name).user for name in (INSIDE if is_moving else FIGURES)]
    for user in (*users, desk.contact.user):
        actor = load_actor(user, today=TODAY)
        for table, probe in PROBES.items():
            seen = ids(actor, f"SELECT id FROM {table} ORDER BY 1")
            with desk.act_as("owner"):
                assert seen == ids(actor, probe), (actor.name, table)
            assert not is_last or {*asked(desk, actor, table)} == {tuple(seen)}, (actor.name, table)


def asked(desk: Desk, actor: Actor, table: str) -> Iterator[tuple[int, ...]]:
    """What the query of an actor finds: in her own scope, as jobs do it, and where another scope is announced.

    Parties are seen by row security alone where it is not their own question.
    """
    rows = ASKED[table](actor).order_by("pk").values_list("pk", flat=True)
    with scoped(actor):
        yield tuple(rows.all())
    if actor.places:
        with desk.act_as("batch"), scoped(actor):
            yield tuple(rows.all())
        with scoped(BUILDER):
            yield tuple(rows.all())


def untrue(act_as: ActAs) -> list[int]:
    with act_as("owner"):
        return [pk for question in UNTRUE for pk in ids(BUILDER, question)]


@pytest.mark.database
@settings(
    max_examples=examples(12),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=STORIES)
def test_whatever_becomes_of_cases_the_column_shows_what_a_probe_of_their_shares_finds(
    db: None, acting_as: ActAs, story: list[tuple[Step, int, int]]
) -> None:
    with transaction.atomic():
        city = build_small_city()
        with scoped(BUILDER):
            contact = make_contact("青代表", of=city.mill, home=city.north_town)
        with registered(supply_of(city)) as flow:
            desk = Desk(city, acting_as, [open_supply(city, flow) for _ in range(3)], contact)

        for step, which, nth in story:
            step(desk, desk.cases[which], nth)
            assert_all_see_what_a_probe_finds(desk)
            assert unfinished_moves() or untrue(acting_as) == [], step.__name__

        while unfinished_moves():
            go_on(desk, desk.cases[0], 40)
        assert_all_see_what_a_probe_finds(desk, is_last=True)
        assert untrue(acting_as) == []
        transaction.set_rollback(True)


@pytest.fixture
def desk(city: SmallCity, case: Case, acting_as: ActAs) -> Desk:
    """A case of the north with a file, shared with the pier's union and with the mill."""
    with scoped(BUILDER):
        contact = make_contact("青代表", of=city.mill, home=city.north_town)
    desk = Desk(city, acting_as, [case], contact)
    add_file(desk, case, 1)
    share(desk, case, UNIONS.index("pier_union"))
    share_with_employer(desk, case, 1)
    return desk


@pytest.mark.database
def test_a_share_is_seen_by_raw_sql_at_the_union_above_it_and_by_the_party(desk: Desk) -> None:
    city = desk.city
    questions = ("SELECT id FROM cases_case", "SELECT id FROM documents_attachment")

    def seen(*figures: Figure) -> set[tuple[int, ...]]:
        return {tuple(len(ids(figure.actor, question)) for question in questions) for figure in figures}

    assert seen(city.stranger, city.south_chair, city.county_cadre, city.leader) == {(1, 1)}
    assert seen(desk.contact) == {(1, 0)}  # papers of the union are not the employer's before they are served
    assert seen(city.chair, city.bureau_officer) == {(0, 0)}
    end(desk, desk.cases[0], 1)
    assert seen(city.stranger, city.south_chair, desk.contact, city.chair) == {(0, 0)}
    assert seen(city.county_cadre) == {(1, 1)}


@pytest.mark.database
def test_the_database_answers_for_all_rows_only_whom_row_security_binds_in_just_these_places(desk: Desk) -> None:
    """Else each row is asked: `organisation_shows` is true for nobody whom other rows could be shown."""
    cadre, elsewhere = desk.city.county_cadre.actor, desk.city.stranger.actor

    def shows(announced: Actor, *places: str) -> bool:
        with scoped(announced), connection.cursor() as cursor:
            cursor.execute("SELECT organisation_shows('cases_case', %s)", [list(places)])
            return bool(cursor.fetchone() == (True,))

    assert shows(cadre, *cadre.places)
    assert not shows(cadre, *elsewhere.places)
    assert not shows(cadre, *cadre.places, *elsewhere.places)
    assert not shows(BUILDER, *cadre.places)
    assert not shows(desk.contact.actor, *cadre.places)
    for role in ("batch", "owner"):
        with desk.act_as(role):
            assert not shows(cadre, *cadre.places), role


@pytest.mark.database
def test_nobody_gives_herself_sight_by_writing_the_column(desk: Desk) -> None:
    case, cadre, place = desk.cases[0], desk.city.county_cadre.actor, desk.city.bureau.path
    write_nonsense(desk, case, 0)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), scoped(cadre):
        connection.cursor().execute("UPDATE documents_attachment SET seen_from = ARRAY[%s]", [place])

    assert untrue(desk.act_as) == []
    assert ids(desk.city.bureau_officer.actor, "SELECT id FROM cases_case") == []


@pytest.mark.database
@pytest.mark.parametrize("spoilt", [["cases_case", "documents_attachment"], ["documents_attachment"]])
def test_a_column_that_became_untrue_is_found_at_night_and_put_right(desk: Desk, spoilt: list[str]) -> None:
    """A case takes its files along."""
    with desk.act_as("owner"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in spoilt:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"UPDATE {table} SET seen_from = ARRAY['ZZZZ']")
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    with desk.act_as("batch"):
        assert mend_places() == {f"{spoilt[0]}.seen_from": 1}
        assert mend_places() == {}
    assert untrue(desk.act_as) == []


@pytest.mark.database
def test_a_share_of_a_moved_union_moves_before_the_sight_of_its_case_and_both_arrive(desk: Desk) -> None:
    """A piece that holds shares holds no case: whoever reassigns the case has the case first and then its shares."""
    city, case = desk.city, desk.cases[0]
    with scoped(city.city_cadre.actor):
        move = begin_move(city.city_cadre.actor, city.south_town, parent=city.north, basis="批复", now=NOW)
    with desk.act_as("batch"), connection.cursor() as cursor:
        steps, before = [], None
        for _ in range(300):
            answer = move_piece(move.pk, now=NOW, most=1)
            cursor.execute(
                "SELECT s.path, c.seen_from, c.xmin::text FROM cases_caseshare s JOIN cases_case c ON c.id = s.case_id"
                " WHERE s.case_id = %s AND s.party = ''",
                [case.pk],
            )
            state = cursor.fetchone()
            steps += [state] if state != before else []
            before = state
            if answer == "done":
                break

    places = [(path[: len(city.north.path)] == city.north.path, city.north.path in seen) for path, seen, _ in steps]
    assert places == [(False, False), (True, False), (True, True)]
    assert untrue(desk.act_as) == []


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_file_that_comes_while_the_case_is_shared_is_seen_where_the_case_is() -> None:
    with transaction.atomic():
        city = build_small_city()
        with registered(supply_of(city)) as flow:
            case = open_supply(city, flow)
    desk, come = Desk(city, lambda _role: transaction.atomic(), [case], city.leader), threading.Event()

    def bring() -> None:
        come.set()
        add_file(desk, case, 1)
        connections.close_all()

    bringing = threading.Thread(target=bring)
    with transaction.atomic(), scoped(BUILDER):
        CaseShare.objects.create(case=case, union=city.south)
        bringing.start()
        come.wait()
        _until_waiting()
    bringing.join()

    assert len(ids(city.stranger.actor, "SELECT id FROM documents_attachment")) == 1


def _until_waiting() -> None:
    """Until another transaction waits for this one."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    with connections["owner"].cursor() as cursor:
        while True:
            cursor.execute(waiting)
            if cursor.fetchone() != (0,):
                return


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_who_share_a_case_at_once_are_both_told_by_its_column() -> None:
    with transaction.atomic():
        city = build_small_city()
        with registered(supply_of(city)) as flow:
            case = open_supply(city, flow)
    start = threading.Barrier(2)

    def give(union: Union) -> None:
        start.wait()
        with transaction.atomic(), scoped(BUILDER):
            CaseShare.objects.create(case=case, union=union)
        connections.close_all()

    threads = [threading.Thread(target=give, args=(union,)) for union in (city.south, city.bureau)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for figure in (city.stranger, city.bureau_officer):
        assert ids(figure.actor, "SELECT id FROM cases_case") == [case.pk]
