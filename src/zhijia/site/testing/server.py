"""The server that tests run on: our embedded one, or the one that `ZHIJIA_TEST_ADMIN_URL` administers.

Its roles get the membership that lets a test act for another role in its own transaction (`acting_as`), so it must be
a throw-away server: one that carries the product's database is refused.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from zhijia.site.postgres import ensure_running
from zhijia.site.postgres.provision import create_roles, set_passwords
from zhijia.site.postgres.roles import APP, BATCH, DATABASE, LOGIN_ROLES, OWNER
from zhijia.site.testing.memory import throw_away_home

ADMIN_VARIABLE = "ZHIJIA_TEST_ADMIN_URL"


@dataclass(frozen=True, slots=True)
class TestServer:
    """An administrator's connection string, and what each role needs to reach a database there."""

    __test__ = False

    admin: str

    def login(self, role: str, database: str) -> dict[str, str]:
        """Django's connection settings for a role; on a throw-away server its password is its name."""
        given = conninfo_to_dict(self.admin)
        place = {"HOST": str(given.get("host", "")), "PORT": str(given.get("port", ""))}
        return {**place, "USER": role, "PASSWORD": role, "NAME": database}


@contextmanager
def test_server(home: Path) -> Iterator[TestServer]:
    """A server for this session, with the product's roles on it."""
    if admin := os.environ.get(ADMIN_VARIABLE):
        _refuse_production(admin)
        _prepare_roles(admin)
        yield TestServer(admin)
        return
    with ensure_running(throw_away_home(home), is_durable=False) as holding:
        _prepare_roles(holding.admin)
        yield TestServer(holding.admin)


def _refuse_production(admin: str) -> None:
    with psycopg.connect(admin) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            raise RuntimeError(f"ZHIJIA_TEST_ADMIN_URL names a server with a database {DATABASE}: not for tests.")


def _prepare_roles(admin: str) -> None:
    passwords = {role: role for role in LOGIN_ROLES}
    with psycopg.connect(admin) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('zhijia test roles'))")
        create_roles(admin, passwords)
        set_passwords(admin, passwords)
        grant = sql.SQL("GRANT {}, {} TO {}").format(*map(sql.Identifier, (OWNER, BATCH, APP)))
        connection.execute(grant)
