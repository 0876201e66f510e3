"""The one door by which new people of a roster enter: what it lets in, asked by raw SQL, and what it leaves out."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from zhijia.engines.indicators.models import Fact
from zhijia.organisation.models import Employment, Membership, Person, Roster, RosterRow, User
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.rosters.spans import announce
from zhijia.organisation.scopes import NOBODY, Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity, make_union
from zhijia.services.organising.intake.working import undo
from zhijia.services.organising.tests.intakes import HEAD, brought_in, person_row, sheet

ActingAs = Callable[[str], AbstractContextManager[None]]
STAGE = """
    INSERT INTO organisation_rosterstage (row_no, is_new, person_id, name, sort_key, card, id_kind, id_index, id_number,
                                          union_id, group_id, enterprise_id, approved_on, from_on)
    VALUES (2, true, 9000000001, '甲某', 'jia3', '', 'passport', '\\x01', '\\x01', %s, %s, %s, '2024-03-01', '2024-03-01')
"""
LEAVE = "SELECT * FROM organisation_roster_leave(%s, 0, 99)"
RESTING = {
    "organisation_person": {"place", "watch_organising_members_from_organisation_person_insert"},
    "organisation_membership": {"place", "follows", "watch_organising_members_from_organisation_membership_insert"},
    "organisation_employment": {"place", "follows"},
}
"""What runs when a row is written, and rests while the door writes it: the door gives each row its place; nobody who is new
has spans, members or employments to be compared with; of the new members the counting learns when they leave the stage.
"""
RESTING_AT_THE_END = {
    "organisation_person": {"watch_organising_members_from_organisation_person_delete"},
    "organisation_membership": {"keep", "watch_organising_members_from_organisation_membership_delete"},
    "organisation_employment": set[str](),
}
"""And when rows are removed: only open spans go, and of those who go the counting learns likewise."""
INSERT, DELETE = 4, 8


def _enter(actor: Actor, union: int, group: int | None = None, enterprise: int | None = None) -> None:
    with scoped(actor), connection.cursor() as cursor:
        cursor.execute(STAGE, [union, group, enterprise])
        cursor.execute("SELECT * FROM organisation_roster_enter('测试')")


def test_the_door_lets_nobody_into_a_union_outside_the_scope_of_whoever_asks(city: SmallCity) -> None:
    """Raw SQL as the application's role: another county, a group of another union, nobody's scope, what is not there."""
    with scoped(BUILDER):
        foreign = make_union("长堤一组", parent=city.pier_union, kind=UnionKind.GROUP)
    mill, pier, cadre = city.mill_union.pk, city.pier_union.pk, city.county_cadre.actor
    wrong: list[tuple[Actor, int, int | None, int | None, type[Exception]]] = [
        (cadre, pier, None, None, ProgrammingError),
        (cadre, mill, foreign.pk, None, ProgrammingError),
        (cadre, pier, city.mill_union.pk, None, ProgrammingError),
        (cadre, 999_999_999, None, None, ProgrammingError),
        (cadre, mill, 999_999_999, None, ProgrammingError),
        (NOBODY, mill, None, None, ProgrammingError),
        (cadre, mill, None, 999_999_999, IntegrityError),
    ]

    for actor, union, group, enterprise, refusal in wrong:
        with pytest.raises(refusal), transaction.atomic():
            _enter(actor, union, group, enterprise)

    with scoped(BUILDER):
        assert not Person.objects.filter(pk=9_000_000_001).exists()
    _enter(cadre, mill)
    with scoped(BUILDER):
        assert Membership.objects.get(person=9_000_000_001).union_id == mill


def test_rows_that_the_door_never_let_in_are_counted_for_nobody(city: SmallCity) -> None:
    """Raw SQL as the application's role: staged and cleared away, let in and cleared away, staged for another's transaction."""
    mill, pier, cadre = city.mill_union.pk, city.pier_union.pk, city.county_cadre.actor
    before = _counted()

    with scoped(cadre), connection.cursor() as cursor:
        for union in (mill, pier):
            cursor.execute(STAGE, [union, None, None])
            cursor.execute("SELECT organisation_roster_unstage()")
        assert _counted() == before
        for refused in (
            STAGE.replace("(row_no,", "(xid, row_no,").replace("(2,", "('7'::xid8, 2,"),
            "DELETE FROM organisation_rosterstage",
            "UPDATE organisation_rosterstage SET is_new = true",
            "TRUNCATE organisation_rosterstage",
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(refused, [mill, None, None] if "%s" in refused else None)
        for union in (mill, mill):
            cursor.execute(STAGE, [union, None, None])
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute("SELECT * FROM organisation_roster_enter('测试')")
        cursor.execute("SELECT organisation_roster_unstage()")
        assert _counted() == before
        cursor.execute(STAGE, [mill, None, None])
        cursor.execute("SELECT * FROM organisation_roster_enter('测试')")
        cursor.execute("SELECT organisation_roster_unstage()")

    assert _counted() == {**before, mill: before.get(mill, 0) + 1}


def _counted() -> dict[int, int]:
    """The number of members of each union as the last day of its facts says it."""
    with scoped(BUILDER):
        facts = Fact.objects.filter(indicator="organising.members", part="n", to_on=None)
        return dict(facts.values_list("subject_id", "value"))


def test_a_roster_that_is_announced_shows_its_rows_to_nobody_who_does_not_see_it(city: SmallCity) -> None:
    """`app.roster` spares asking row by row and opens nothing: another county announces it and sees and writes no row."""
    own, others = city.county_cadre, city.stranger
    roster = brought_in(own, sheet([person_row(1), person_row(2)]))

    for actor, seen in ((own.actor, 2), (others.actor, 0), (NOBODY, 0)):
        for announced in (str(roster.pk), "", "0"):
            with scoped(actor), connection.cursor() as cursor:
                cursor.execute("SELECT set_config('app.roster', %s, true)", [announced])
                assert RosterRow.objects.filter(roster=roster).count() == seen, (actor, announced)
    with pytest.raises(ProgrammingError, match="row-level security"), scoped(others.actor):
        _write_announced(roster)


def _write_announced(roster: Roster) -> None:
    announce(roster.pk)
    RosterRow.objects.create(roster=roster, row_no=9, piece=0, verdict="new")


def test_what_rests_while_the_door_writes_is_what_the_door_does_itself(city: SmallCity) -> None:
    """Whoever gives one of these tables another trigger reads here that rosters pass it by, coming in and taken back."""
    assert _triggers_on(INSERT) == {(table, name) for table, names in RESTING.items() for name in names}
    assert _triggers_on(DELETE) == {(table, name) for table, names in RESTING_AT_THE_END.items() for name in names}


def _triggers_on(act: int) -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
            " AND tgtype & %s <> 0 AND tgrelid = ANY (%s::regclass[])",
            [act, list(RESTING)],
        )
        return set(cursor.fetchall())


def test_whoever_came_in_leaves_only_with_a_roster_of_the_scope_that_is_being_taken_back(city: SmallCity) -> None:
    """Raw SQL as the application's role; and nobody but the owner's functions says that somebody is gone."""
    roster = brought_in(city.county_cadre, sheet([person_row(1)]))
    gone = "INSERT INTO organisation_rosterstage (is_gone, union_id, from_on) VALUES (true, %s, '2024-03-01')"

    for actor, query, value in (
        (city.county_cadre.actor, LEAVE, roster.pk),
        (city.stranger.actor, LEAVE, roster.pk),
        (NOBODY, LEAVE, roster.pk),
        (city.county_cadre.actor, gone, city.mill_union.pk),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), scoped(actor), connection.cursor() as cursor:
            cursor.execute(query, [value])

    with scoped(city.county_cadre.actor), connection.cursor() as cursor:
        roster.state = "undoing"
        roster.save(update_fields=["state"])
        cursor.execute(LEAVE, [roster.pk])
        left = cursor.fetchall()
    with scoped(BUILDER):
        assert not Person.objects.filter(name="会员0001").exists()
    assert [(row_no, union, is_kept) for row_no, _, _, _, union, _, is_kept in left] == [(2, city.mill_union.pk, False)]


@pytest.mark.parametrize("is_granted", [True, False])
def test_a_roster_taken_back_leaves_numbers_as_they_were_and_whoever_is_referred_to(
    city: SmallCity, acting_as: ActingAs, is_granted: bool
) -> None:
    """Of three who came in one has an account since, of which no event tells: she stays, and is counted."""
    if not is_granted:
        _let_nothing_rest(acting_as, "organisation_roster_leave")
    head = (*HEAD, "单位", "性别", "农民工")
    rows = [person_row(n, 单位="江海青禾纺织有限公司", 性别="女", 农民工="是") for n in range(3)]
    roster = brought_in(city.county_cadre, sheet(rows, head=head))
    with scoped(BUILDER):
        used = Person.objects.get(name="会员0001")
        User.objects.create_user("member.used", person=used, created_at=NOW)

    undo(roster.pk, city.county_cadre.actor, now=NOW)

    with scoped(BUILDER):
        assert list(Person.objects.filter(name__startswith="会员").values_list("name", flat=True)) == ["会员0001"]
        assert (Membership.objects.filter(person=used).count(), Employment.objects.filter(person=used).count()) == (
            1,
            1,
        )
        for indicator in ("members", "members_women", "members_migrant"):
            fact = Fact.objects.get(indicator=f"organising.{indicator}", part="n", subject_id=city.mill_union.pk)
            assert fact.value == 1
    with acting_as("owner"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT * FROM indicators_rebuild('organising_members')")
        assert cursor.fetchall() == []


@pytest.mark.parametrize("is_granted", [True, False])
def test_the_door_writes_the_same_where_triggers_and_foreign_keys_may_not_rest(
    city: SmallCity, acting_as: ActingAs, is_granted: bool
) -> None:
    if not is_granted:
        _let_nothing_rest(acting_as, "organisation_roster_enter")
    rows = [person_row(1, 单位="江海青禾纺织有限公司", 性别="女"), person_row(2, 单位="", 性别="男")]
    brought_in(city.county_cadre, sheet(rows, head=(*HEAD, "单位", "性别")))

    with scoped(BUILDER):
        person, other = Person.objects.filter(name__startswith="会员").order_by("name")
        spans = list(Membership.objects.filter(person__in=(person, other)))
        (work,) = Employment.objects.filter(person__in=(person, other))
        women = Fact.objects.get(indicator="organising.members_women", subject_id=city.mill_union.pk)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SHOW session_replication_role")
            (role,) = cursor.fetchone()
    assert [span.path for span in spans] == [person.path, other.path] == [city.mill_union.path] * 2
    assert (work.person_id, work.path, work.enterprise_id) == (person.pk, city.mill.path, city.mill.pk)
    assert (women.value, role) == (1, "origin")


def _let_nothing_rest(acting_as: ActingAs, function: str) -> None:
    with acting_as("owner"), connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef(%s::regproc)", [function])
        (definition,) = cursor.fetchone()
        question = "has_parameter_privilege('session_replication_role', 'SET')"
        assert question in definition
        cursor.execute(definition.replace(question, "false"))
