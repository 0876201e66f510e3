"""The database of the bench city on the embedded server: made once, used by every later run until the schema changes."""

from collections.abc import Callable
from datetime import date

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from zhijia.site.bench.city import casework, register
from zhijia.site.bench.city.multiplying import filling
from zhijia.site.bench.roles import use_database
from zhijia.site.postgres import ensure_running
from zhijia.site.postgres.provision import create_database, grant_access
from zhijia.site.postgres.supervisor import Holding

NAME = "zhijia_bench"
SEED_ENTERPRISES = 1000
COPIES = 99
CASES = 250_000
EVENTS = 3_000_000
Announce = Callable[[str], None]


def use_bench_city(*, today: date, rebuild: bool, announce: Announce) -> None:
    """Point every connection at the bench city, built before if it is not there (or `rebuild`)."""
    with ensure_running(settings.HOME) as server, psycopg.connect(server.admin, autocommit=True) as admin:
        if rebuild or not _is_ready(admin):
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(NAME)))
            create_database(server.admin, NAME)
            grant_access(server.admin, NAME)
            use_database(NAME)
            _build(server, today=today, announce=announce)
            admin.execute(sql.SQL("COMMENT ON DATABASE {} IS 'ready'").format(sql.Identifier(NAME)))
    use_database(NAME)
    call_command("migrate", database="owner", verbosity=0, interactive=False)


def _is_ready(admin: psycopg.Connection) -> bool:
    """A database without its mark was left half built."""
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    return admin.execute(query, [NAME]).fetchone() == ("ready",)


def _build(server: Holding, *, today: date, announce: Announce) -> None:
    announce("schema")
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    announce(f"demo city of {SEED_ENTERPRISES:,} enterprises, through the actions of the product")
    call_command("demo_city", enterprises=SEED_ENTERPRISES, seed=1, as_of=today)
    connections.close_all()
    with psycopg.connect(
        make_conninfo(server.admin, dbname=NAME), autocommit=True, cursor_factory=psycopg.ClientCursor
    ) as admin:
        fill(admin, copies=COPIES, cases=CASES, events=EVENTS, announce=announce)
        admin.execute("VACUUM (ANALYZE)")


def fill(admin: psycopg.Connection, *, copies: int, cases: int, events: int, announce: Announce) -> None:
    """Multiply the demo city in the database of this superuser's connection (with client cursors: several statements at once)."""
    with filling(admin, (*register.TABLES, *casework.TABLES)) as cursor:
        announce(f"register × {copies + 1}")
        register.multiply_register(cursor, times=copies)
        announce(f"{cases:,} cases, {events:,} events")
        casework.multiply_casework(cursor, cases=cases, events=events)
        announce("indexes")
    announce("facts of all numbers")
    admin.execute("ANALYZE")
    with admin.transaction():
        for (family,) in admin.execute("SELECT name FROM indicators_family ORDER BY name").fetchall():
            admin.execute("SELECT count(*) FROM indicators_rebuild(%s)", [family])
        admin.execute("SELECT indicators_drain(2147483647)")
