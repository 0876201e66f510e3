"""Moving a union in the tree: who may, where to, and that everything follows."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from zhijia.lib.sentences import Refused
from zhijia.organisation.actions import begin_move
from zhijia.organisation.models import Enterprise, Person, Post, Union, UnionMove
from zhijia.organisation.models.unions import TreePath, UnionKind
from zhijia.organisation.moves import finish_move, mend_places, move_piece, unfinished_moves
from zhijia.organisation.queries import enterprises_visible_to, people_visible_to, unions_visible_to
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, Figure, SmallCity, make_union
from zhijia.trail.models import Event

AsRole = Callable[[str], AbstractContextManager[None]]
BASIS = "江工发〔2026〕12号"


def figure(city: SmallCity, name: str) -> Figure:
    found = getattr(city, name)
    assert isinstance(found, Figure)
    return found


def begin(city: SmallCity, *, by: str = "city_cadre", union: Union | None = None, to: Union | None = None) -> UnionMove:
    """North's town goes under South unless said otherwise."""
    actor = figure(city, by).actor
    with scoped(actor):
        return begin_move(actor, union or city.north_town, parent=to or city.south, basis=BASIS, now=NOW)


def finish(move: UnionMove, acting_as: AsRole) -> None:
    with acting_as("batch"):
        assert finish_move(move.pk, clock=lambda: NOW, rest=lambda: None, piece=2)


def strays(acting_as: AsRole) -> dict[str, int]:
    """Rows that do not lie where the row lies that they take their place from, by table."""
    with acting_as("batch"):
        return mend_places()


@pytest.mark.parametrize(
    ("by", "may"),
    [
        ("administrator", True),
        ("leader", True),
        ("city_cadre", True),
        ("dept_head", True),
        ("research", False),
        ("supervisor", False),
        ("county_leader", False),
        ("county_cadre", False),
        ("town_cadre", False),
        ("chair", False),
        ("worker", False),
        ("stranger", False),
        ("bureau_officer", False),
    ],
)
def test_only_who_stands_above_both_parents_moves_a_union(city: SmallCity, by: str, may: bool) -> None:
    if may:
        assert begin(city, by=by).new_parent_id == city.south.pk
        return
    with pytest.raises((Refused, Union.DoesNotExist)):
        begin(city, by=by)
    with scoped(BUILDER):
        assert Union.objects.get(pk=city.north_town.pk).parent_id == city.north.pk


@pytest.mark.parametrize(
    ("union", "to", "words"),
    [
        ("root", "south", "没有上级"),
        ("north_town", "north", "已经隶属"),
        ("north", "north_town", "自己或它的下级"),
        ("north", "north", "自己或它的下级"),
        ("north_town", "mill_union", "自己或它的下级"),
        ("north_town", "bureau", "不能设在"),
        ("north", "south", "不能设在"),
        ("mill_union", "pier_union", ""),
    ],
)
def test_a_union_goes_only_where_the_tree_may_have_it(city: SmallCity, union: str, to: str, words: str) -> None:
    """OR-32: the hierarchy has no circle, and a parent is of an allowed kind."""
    if not words:
        assert begin(city, union=getattr(city, union), to=getattr(city, to)).pk
        return
    with pytest.raises(Refused, match=words):
        begin(city, union=getattr(city, union), to=getattr(city, to))


def test_a_move_needs_its_basis(city: SmallCity) -> None:
    with scoped(city.city_cadre.actor), pytest.raises(Refused, match="依据"):
        begin_move(city.city_cadre.actor, city.north_town, parent=city.south, basis=" ", now=NOW)


def test_the_database_itself_refuses_what_the_application_should_have(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    asked = "SELECT organisation_begin_move(%s, %s, '', 0, now())"
    for moved, target, words in (
        (city.north_town.pk, city.south.pk, "by this scope"),
        (city.north_town.pk, city.mill_union.pk, "into itself"),
    ):
        with (
            scoped(actor),
            pytest.raises(DatabaseError, match=words),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(asked, [moved, target])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE organisation_union SET parent_id = {south} WHERE id = {town}",
        "SET LOCAL app.moving = 'on'; UPDATE organisation_union SET parent_id = {south} WHERE id = {town}",
        "INSERT INTO organisation_unionmove (union_id) VALUES ({town})",
        "UPDATE organisation_unionmove SET finished_at = now()",
        "SELECT organisation_move_step(1, 1, current_date, now())",
    ],
)
def test_nobody_moves_rows_past_the_procedure(city: SmallCity, statement: str) -> None:
    begin(city)
    words = statement.format(south=city.south.pk, town=city.mill_union.pk)

    with (
        scoped(BUILDER),
        pytest.raises(DatabaseError, match=r"its own procedure|permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(words)


def test_everything_below_follows_and_nothing_else(city: SmallCity, acting_as: AsRole) -> None:
    with scoped(BUILDER):
        others = {union.pk: union.path for union in Union.objects.exclude(path__startswith=city.north_town.path)}

    move = begin(city)
    finish(move, acting_as)

    with scoped(BUILDER):
        town, mill = Union.objects.get(pk=city.north_town.pk), Union.objects.get(pk=city.mill_union.pk)
        assert (town.parent_id, town.depth) == (city.south.pk, 2)
        assert town.path.startswith(city.south.path)
        assert mill.path.startswith(town.path)
        assert Enterprise.objects.get(pk=city.mill.pk).path == town.path
        assert Person.objects.get(pk=city.chair.person.pk).path == mill.path
        assert Post.objects.get(union=mill).path == mill.path
        assert {union.pk: union.path for union in Union.objects.filter(pk__in=others)} == others
        assert not Union.objects.get(pk=city.north.pk).has_children
        assert strays(acting_as) == {}
        done = UnionMove.objects.get(pk=move.pk)
        assert done.finished_at == NOW
        assert Event.objects.filter(kind="organisation.union_moved").count() == 1
    assert strays(acting_as) == {}


def test_sight_changes_sides(city: SmallCity, acting_as: AsRole) -> None:
    finish(begin(city), acting_as)

    def seen(name: str) -> tuple[bool, bool, bool]:
        actor = load_actor(figure(city, name).user, today=TODAY)
        with scoped(actor):
            return (
                unions_visible_to(actor).filter(pk=city.mill_union.pk).exists(),
                enterprises_visible_to(actor).filter(pk=city.mill.pk).exists(),
                people_visible_to(actor).filter(pk=city.chair.person.pk).exists(),
            )

    assert seen("county_cadre") == (False, False, False)
    assert seen("stranger") == (True, True, True)
    assert seen("town_cadre") == (True, True, True)
    assert seen("leader") == (True, True, True)


def test_who_works_inside_sees_and_keeps_everything_while_it_moves(city: SmallCity, acting_as: AsRole) -> None:
    move = begin(city)

    def seen() -> set[int]:
        actor = load_actor(city.town_cadre.user, today=TODAY)
        with scoped(actor):
            return set(people_visible_to(actor).values_list("pk", flat=True))

    before = seen()
    with acting_as("batch"):
        states = []
        while (answer := move_piece(move.pk, now=NOW, most=1)) != "done":
            states.append(answer)
            assert seen_as_app(city) == before
    assert seen() == before
    assert {"moved", "waiting"} <= set(states)


def seen_as_app(city: SmallCity) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE zhijia_app")
        actor = load_actor(city.town_cadre.user, today=TODAY)
        with scoped(actor):
            found = set(people_visible_to(actor).values_list("pk", flat=True))
        cursor.execute("SET LOCAL ROLE zhijia_batch")
    return found


def test_one_union_moves_at_a_time_and_a_second_click_is_told(city: SmallCity, acting_as: AsRole) -> None:
    move = begin(city)

    with pytest.raises(Refused, match="已经隶属"):
        begin(city)
    with pytest.raises(Refused, match="另一个工会正在调整"):
        begin(city, union=city.pier_union, to=city.north)
    finish(move, acting_as)
    finish(begin(city, union=city.pier_union, to=city.north), acting_as)

    assert strays(acting_as) == {}


def test_a_place_once_left_is_given_to_nobody_else(city: SmallCity, acting_as: AsRole) -> None:
    left = city.north_town.path
    finish(begin(city), acting_as)

    with scoped(BUILDER):
        successor = make_union("新柳镇总工会", parent=city.north, kind=UnionKind.TOWN)

    assert successor.path.startswith(city.north.path)
    assert successor.path != left


def test_a_union_entered_while_its_parent_moves_gets_a_place_of_its_own(city: SmallCity, acting_as: AsRole) -> None:
    move = begin(city)
    with scoped(BUILDER):
        young = make_union("柳湾新厂工会委员会", parent=city.north_town, kind=UnionKind.ENTERPRISE)

    finish(move, acting_as)

    with scoped(BUILDER):
        paths = list(Union.objects.filter(parent=city.north_town).values_list("path", flat=True))
        assert len(paths) == len(set(paths)) == 2
        assert Union.objects.get(pk=young.pk).path == young.path
    assert strays(acting_as) == {}


def test_back_and_forth_ends_where_it_began(city: SmallCity, acting_as: AsRole) -> None:
    for to in (city.south, city.north, city.south, city.north):
        finish(begin(city, to=to), acting_as)

    with scoped(BUILDER):
        assert Union.objects.get(pk=city.north_town.pk).parent_id == city.north.pk
        assert UnionMove.objects.count() == 4
        assert unfinished_moves() == []
    assert strays(acting_as) == {}


def test_a_row_that_strayed_is_found_at_night_and_put_right(city: SmallCity, acting_as: AsRole) -> None:
    with acting_as("owner"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE organisation_post DISABLE TRIGGER place")
        cursor.execute("UPDATE organisation_post SET path = 'ZZZZ' WHERE union_id = %s", [city.mill_union.pk])
        cursor.execute("ALTER TABLE organisation_post ENABLE TRIGGER place")

    assert strays(acting_as) == {"organisation_post": 1}
    assert strays(acting_as) == {}


def test_the_catalogue_knows_every_place_that_follows(db: None, acting_as: AsRole) -> None:
    """Each `TreePath` of a model is moved unless triggers compute it; a service that adds a table need not say so."""
    declared = {
        (model._meta.db_table, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, TreePath) and not field.db_comment and field.name.endswith("path")
    }

    with acting_as("batch"), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM organisation_path_columns()")
        columns = cursor.fetchall()
        cursor.execute("SELECT * FROM organisation_places_taken()")
        taken = cursor.fetchall()

    assert declared <= set(columns)
    assert {table for table, _ in set(columns) - declared} <= {
        "organising_enterprisestate",
        "bargaining_enterprisestate",
    }
    order = [table for table, _ in columns]
    late = [
        (table, source) for table, source, _ in taken if table != source and order.index(table) < order.index(source)
    ]
    assert len(taken) > 20
    assert late == [], "a row takes its place from a row that moves after it"


def test_what_is_frozen_still_follows_its_union(db: None, acting_as: AsRole) -> None:
    """Whatever trigger a service adds that refuses updates: after the migrations it lets a move pass.

    The guard of states looks at a change of state only, which a move is not.
    """
    with acting_as("owner"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname || '.' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE c.relname IN (SELECT table_name FROM organisation_path_columns()) AND NOT t.tgisinternal"
            " AND t.tgtype & 1 = 1 AND t.tgtype & 16 = 16 AND p.prosrc LIKE '%%RAISE EXCEPTION%%'"
            " AND p.proname <> 'trail_state_needs_event'"
            " AND pg_get_triggerdef(t.oid) NOT LIKE '%%organisation_is_moving()%%' ORDER BY 1"
        )
        refusing = [name for (name,) in cursor.fetchall()]

    assert refusing == ["cases_case.state_needs_event", "organisation_union.keep_place"]
