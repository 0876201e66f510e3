"""The last line: raw SQL as the application role, every table × every scope. A forgotten filter shows nothing."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress

import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, connections
from django.test import override_settings

from tests.surfaces.digest import models_with_path
from tests.surfaces.visits import Visits
from tests.surfaces.world import ACTORS, NORTHERNERS, SOUTH_MARK, World
from zhijia.organisation.models import Person
from zhijia.organisation.scopes import NOBODY, Actor, scoped
from zhijia.organisation.tests.factories import BUILDER
from zhijia.site.postgres.roles import APP, BATCH

pytestmark = pytest.mark.database
MODELS = sorted(
    (model for model in apps.get_models() if model.__module__.startswith("zhijia.")),
    key=lambda model: model._meta.label,
)
TABLES = [model._meta.db_table for model in MODELS]
OPEN_TABLES = {
    "organisation_city": "which union is the root, and what the city is called",
    "organisation_user": "the login must find an account before any scope is known; it holds no personal data",
    "organisation_parameteroverride": "corrections of the law hold for the whole city and are public",
    "organisation_calendarnotice": "the calendar is the same for everybody",
    "organisation_calendardayoverride": "the calendar is the same for everybody",
    "cases_casenumber": "the last number given, by kind and year",
    "trail_eventnumber": "two numbers a row: place and event",
    "trail_subscription": "how far a subscriber has read",
}
"""Tables that everybody may read, and why they need no row security."""
APPEND_ONLY = (
    "cases_comment",
    "cases_clockentry",
    "trail_event",
    "trail_eventnumber",
    "documents_attachment",
    "documents_issueddocument",
    "documents_rendering",
    "documents_signedcopy",
    "indicators_entry",
)

HANGING = """
    SELECT held.relname FROM pg_class held
     WHERE held.relkind IN ('r', 'p') AND held.relnamespace = 'public'::regnamespace AND NOT held.relispartition
       AND (EXISTS (SELECT FROM pg_attribute WHERE attrelid = held.oid AND attname = 'path' AND NOT attisdropped)
            OR EXISTS (SELECT FROM pg_constraint JOIN pg_class other ON other.oid = confrelid
                        WHERE conrelid = held.oid AND contype = 'f' AND other.relrowsecurity))
       AND has_any_column_privilege(%s, held.oid, 'SELECT, INSERT, UPDATE')
       AND NOT (held.relrowsecurity AND EXISTS (SELECT FROM pg_policies policy
                 WHERE policy.tablename = held.relname AND %s = ANY (policy.roles)))
"""
"""Tables with a place, or with a key to a protected one, that the application may reach and row security does not guard."""
OF_A_PERSON = """
    SELECT conrelid::regclass::text, attname FROM pg_constraint
      JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
     WHERE contype = 'f' AND confrelid = 'organisation_person'::regclass
"""

Undone = Callable[[], AbstractContextManager[None]]


def _protected() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relrowsecurity")
        return {name for (name,) in cursor.fetchall()}


def _rows(cursor: object, table: str) -> list[str]:
    cursor.execute(f"SELECT t::text FROM {table} AS t")  # type: ignore[attr-defined]
    return [row[0] for row in cursor.fetchall()]  # type: ignore[attr-defined]


def _seen(actor: Actor, table: str) -> list[str]:
    with scoped(actor), connection.cursor() as cursor:
        return _rows(cursor, table)


def test_every_table_of_places_and_what_hangs_on_it_has_row_security(world: World) -> None:
    """By the catalogue, so that a table that no model names is held to it, too."""
    with connection.cursor() as cursor:
        cursor.execute(HANGING, [APP, APP])
        bare = {table for (table,) in cursor.fetchall()}

    assert bare - OPEN_TABLES.keys() == set(), (
        "these tables hold rows of one place or hang on such rows: give them a policy in their room's migrations with "
        "zhijia.lib.rowsecurity.protect, or say in OPEN_TABLES why everybody may read them"
    )


def test_no_reason_is_given_for_a_table_that_is_protected_or_gone(world: World) -> None:
    assert set(OPEN_TABLES) <= set(TABLES) - _protected()


def test_the_application_owns_nothing_and_cannot_step_around_row_security(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) IN (%s, %s)"
            " UNION ALL SELECT proname FROM pg_proc WHERE pg_get_userbyid(proowner) IN (%s, %s)",
            [APP, BATCH, APP, BATCH],
        )
        owned = cursor.fetchall()
        cursor.execute(
            "SELECT rolname FROM pg_roles WHERE rolname IN (%s, %s) AND (rolsuper OR rolbypassrls OR rolcreaterole)",
            [APP, BATCH],
        )
        mighty = cursor.fetchall()
        cursor.execute("SELECT has_schema_privilege(%s, 'public', 'CREATE')", [APP])
        creates = cursor.fetchone()

    assert (owned, mighty, creates) == ([], [], (False,))


def test_no_policy_lists_rows_where_it_could_probe_for_one(world: World) -> None:
    """`x IN (SELECT …)` reads all that the request may see, in every statement; with 250,000 cases that is half a second.

    An EXISTS without OFFSET 0 is planned as such a list too, and twice at each depth.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, policyname, coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies"
            " WHERE schemaname = 'public'"
        )
        policies = cursor.fetchall()
    listing = [
        (table, policy)
        for table, policy, predicate in policies
        if re.search(r"\b(IN|ANY|ALL) \(+\s*SELECT", predicate)
        or predicate.count("EXISTS (") != predicate.count("OFFSET 0")
    ]

    assert len(policies) > len(_protected())
    assert listing == [], "write these with zhijia.lib.rowsecurity.of_visible"


def test_functions_that_see_all_rows_name_their_schema(world: World) -> None:
    """A SECURITY DEFINER function without a fixed search path can be made to call a stranger's function."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace"
            " WHERE prosecdef AND n.nspname = 'public' AND NOT coalesce(proconfig::text, '') LIKE '%search_path%'"
            " AND proname NOT LIKE 'procrastinate%'"
        )
        assert cursor.fetchall() == []


def test_a_connection_that_announced_nothing_sees_nothing(world: World) -> None:
    shown = {}
    with _fresh_connection() as bare, bare.cursor() as cursor:
        for table in sorted(_protected()):
            with suppress(psycopg.errors.UndefinedObject, psycopg.errors.InsufficientPrivilege):
                shown[table] = _rows(cursor, table)

    assert {table for table, rows in shown.items() if rows} == set()


def test_nobody_sees_nothing(world: World) -> None:
    tables = [table for table in TABLES if table in _protected() and table not in OPEN_TABLES]

    assert [table for table in tables if _seen(NOBODY, table)] == []


@pytest.mark.parametrize("actor", NORTHERNERS)
def test_raw_sql_shows_people_of_north_no_row_of_south(world: World, actor: str) -> None:
    seen = {table: _seen(world.figures[actor].actor, table) for table in TABLES}

    leaks = {table: [row for row in rows if SOUTH_MARK in row][:2] for table, rows in seen.items()}

    assert {table: rows for table, rows in leaks.items() if rows} == {}


@pytest.mark.parametrize("actor", NORTHERNERS)
def test_raw_sql_shows_no_place_and_no_person_of_south(world: World, actor: str) -> None:
    """Whatever a row says: it does not lie in South, nor is it about somebody of South."""
    with scoped(BUILDER), connection.cursor() as cursor:
        south = Person.objects.filter(path__gte=world.south.path, path__lt=f"{world.south.path}~")
        people = list(south.values_list("pk", flat=True))
        cursor.execute(OF_A_PERSON)
        questions = [(table, f"{column} = ANY (%s)", [people]) for table, column in cursor.fetchall()]
    questions += [
        (model._meta.db_table, "path >= %s AND path < %s", [world.south.path, f"{world.south.path}~"])
        for model in models_with_path()
    ]

    leaks = []
    with scoped(world.figures[actor].actor), connection.cursor() as cursor:
        for table, condition, values in questions:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {condition}", values)
            if cursor.fetchone() != (0,) and table not in OPEN_TABLES:
                leaks.append((table, condition))

    assert people
    assert leaks == []


def test_a_view_that_filters_nothing_shows_nothing(visits: Visits) -> None:
    """Every row of every table with a place, asked for without a filter, through the whole stack of middleware."""
    with override_settings(ROOT_URLCONF="tests.surfaces.broken"):
        shown = {actor: visits.client(actor).get("/broken/").content.decode() for actor in (*NORTHERNERS, "leader")}

    assert [actor for actor in NORTHERNERS if SOUTH_MARK in shown[actor]] == []
    assert all(f"{noun}:" in shown["leader"] for noun in ("membership", "household", "householdmember"))
    assert SOUTH_MARK in shown["leader"]


def test_the_control_shows_south_to_the_city(world: World) -> None:
    shown = [table for table in TABLES if any(SOUTH_MARK in row for row in _seen(world.city.leader.actor, table))]

    assert len(shown) >= 12, "the world must hold South's words in many tables, else the tests above prove nothing"


@pytest.mark.parametrize("actor", [name for name in ACTORS if name in NORTHERNERS])
def test_raw_sql_changes_no_row_of_south(world: World, undone: Undone, actor: str) -> None:
    changed = {}
    for model in MODELS:
        if "path" not in {field.name for field in model._meta.concrete_fields}:
            continue
        count = _try(world.figures[actor].actor, undone, f"UPDATE {model._meta.db_table} SET path = path WHERE true")
        own = len(_seen(world.figures[actor].actor, model._meta.db_table))
        if count > own:
            changed[model._meta.db_table] = count

    assert changed == {}


def _try(actor: Actor, undone: Undone, sql: str) -> int:
    """How many rows a statement touched; 0 when it was refused."""
    try:
        with undone(), scoped(actor), connection.cursor() as cursor:
            cursor.execute(sql)
            return int(cursor.rowcount)
    except DatabaseError:
        return 0


@pytest.mark.parametrize("alias", ["default", "batch"])
def test_the_log_and_the_evidence_refuse_to_be_changed(world: World, undone: Undone, alias: str) -> None:
    for table in APPEND_ONLY:
        column = {"trail_eventnumber": "event_id"}.get(table, "id")
        for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}", f"TRUNCATE {table}"):
            with pytest.raises(DatabaseError), undone(), scoped(BUILDER, using=alias):
                connections[alias].cursor().execute(statement)


def _fresh_connection() -> psycopg.Connection:
    given = connection.get_connection_params()
    return psycopg.connect(
        autocommit=True,
        host=given["host"],
        port=given.get("port"),
        user=given["user"],
        password=given["password"],
        dbname=given["dbname"],
    )
