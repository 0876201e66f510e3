"""The database of the bench city on the embedded server: made once, used by every later run until the schema changes."""

from collections.abc import Callable
from datetime import date

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from psycopg import sql

from zhijia.site.bench.city import casework, register
from zhijia.site.bench.city.multiplying import go_on_counting, without_triggers
from zhijia.site.bench.roles import use_database
from zhijia.site.postgres import ensure_running
from zhijia.site.postgres.provision import create_database, grant_access

NAME = "zhijia_bench"
SEED_ENTERPRISES = 1000
COPIES = 99
CASES = 250_000
EVENTS = 3_000_000
Say = Callable[[str], None]


def use_bench_city(*, today: date, rebuild: bool, say: Say) -> None:
    """Point every connection at the bench city, built before if it is not there (or `rebuild`)."""
    with ensure_running(settings.HOME) as server, psycopg.connect(server.admin, autocommit=True) as admin:
        if rebuild or not _is_ready(admin):
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(NAME)))
            create_database(server.admin, NAME)
            grant_access(server.admin, NAME)
            use_database(NAME)
            _build(today=today, say=say)
            admin.execute(sql.SQL("COMMENT ON DATABASE {} IS 'ready'").format(sql.Identifier(NAME)))
    use_database(NAME)
    call_command("migrate", database="owner", verbosity=0, interactive=False)


def _is_ready(admin: psycopg.Connection) -> bool:
    """A database without its mark was left half built."""
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    return admin.execute(query, [NAME]).fetchone() == ("ready",)


def _build(*, today: date, say: Say) -> None:
    say("schema")
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    say(f"demo city of {SEED_ENTERPRISES:,} enterprises, through the actions of the product")
    call_command("demo_city", enterprises=SEED_ENTERPRISES, seed=1, as_of=today)
    owner = connections["owner"]
    tables = (*register.TABLES, *casework.TABLES)
    with transaction.atomic(using="owner"), without_triggers(owner, tables) as cursor:
        say(f"register × {COPIES + 1}")
        register.multiply_register(cursor, times=COPIES)
        say(f"{CASES:,} cases, {EVENTS:,} events")
        casework.multiply_casework(cursor, cases=CASES, events=EVENTS)
        go_on_counting(cursor, tables)
    say("facts of all numbers")
    _compute_numbers()
    with owner.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _compute_numbers() -> None:
    """What triggers would have written, by the product's own rebuilding."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SELECT name FROM indicators_family ORDER BY name")
        for (family,) in cursor.fetchall():
            cursor.execute("SELECT count(*) FROM indicators_rebuild(%s)", [family])
        cursor.execute("SELECT indicators_drain(2147483647)")
