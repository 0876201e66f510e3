"""Test databases: a migrated template, and copies of it that are used and dropped.

Append-only triggers forbid emptying tables between tests, so a test either rolls back or has a copy for itself.
"""

from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from secrets import token_hex
from unittest.mock import patch

import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.models import Field
from psycopg import sql

from zhijia.site.postgres.databases import ROLE_OF_ALIAS
from zhijia.site.postgres.provision import create_database, grant_access
from zhijia.site.postgres.roles import OWNER
from zhijia.site.testing.server import TestServer

PACKAGE = Path(__file__).resolve().parents[2]
LOCK_FILE = PACKAGE.parents[1] / "uv.lock"
NEVER_IN_A_MIGRATION = {"tests", "testing", "demo", "management", "templates", "views.py", "forms.py", "urls.py"}
TEMPLATE_PREFIX = "zhijia_template_"
COPY_PREFIX = "zhijia_test_"
FIRST = 1
STRAYS = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
"""Sessions that a thread of an earlier test left behind: as long as one lives, its database cannot be copied."""


class TestDatabases:
    """The databases of one test session on one server; sessions may run side by side.

    The session's connection holds a shared lock on the names it uses. What nobody locks is left over from a dead one.
    """

    __test__ = False

    def __init__(self, server: TestServer, admin: psycopg.Connection) -> None:
        self._server = server
        self._admin = admin
        self._numbers = count(FIRST)
        self.admin = server.admin
        self._session = COPY_PREFIX + token_hex(4)
        self._template = TEMPLATE_PREFIX + digest_of_migrations()
        self._named = {self._session}
        self._first = f"{self._session}_{FIRST}"
        self._shared = {self._first}

    def prepare_template(self) -> None:
        """Migrate the template."""
        self._prepare(self._template, self._migrate)

    def filled(self, what: str, fill: Callable[[], object]) -> str:
        """The name of a template with more in it, for `copy(of=…)`. `fill` writes it; `what` names it to other sessions."""
        name = f"{TEMPLATE_PREFIX}{what}_{digest_of_product()}"

        def build() -> None:
            self._create(name, of=self._template)
            previous = self.in_use
            self.use(name)
            fill()
            self.use(previous)

        self._prepare(name, build)
        return name

    @property
    def in_use(self) -> str:
        """The database that the aliases point at."""
        return str(connections.settings["default"]["NAME"])

    @contextmanager
    def copy(self, *, of: str = "") -> Iterator[str]:
        """A fresh copy of the template, or `of` another copy: in use by all aliases until the block ends, then dropped."""
        name = f"{self._session}_{next(self._numbers)}"
        previous = self.in_use
        connections.close_all()  # nobody may be connected to a database that is copied
        self._create(name, of=of or self._template)
        self.use(name)
        yield name
        self.use(previous)
        self._drop(name)

    def use(self, database: str) -> None:
        """Point every alias, in every thread, at `database`."""
        connections.close_all()
        for alias, role in ROLE_OF_ALIAS.items():
            connections.settings[alias].update(self._server.login(role, database))

    def share(self, database: str = "") -> None:
        """For a test that rolls back: `database`, or the first of the session; unless its file looks at one of its own."""
        wanted = database or self._first
        self._shared.add(wanted)
        if self.in_use != wanted and self.in_use in self._shared:
            self.use(wanted)

    def _prepare(self, name: str, build: Callable[[], None]) -> None:
        """Build a template, unless an earlier session left one made from the same code; drop what is left over."""
        self._named.add(name)
        self._admin.execute("SELECT pg_advisory_lock(hashtext('zhijia test databases'))")
        for named in self._named:
            self._admin.execute("SELECT pg_advisory_lock_shared(hashtext(%s))", [named])
        self._drop_leftovers()
        if not self._is_ready(name):
            self._drop(name)
            build()
            self._admin.execute(sql.SQL("COMMENT ON DATABASE {} IS 'ready'").format(sql.Identifier(name)))
        self._admin.execute("SELECT pg_advisory_unlock(hashtext('zhijia test databases'))")

    def _create(self, name: str, *, of: str) -> None:
        if of.startswith(self._session):
            self._admin.execute(STRAYS, [of])
        create = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY")
        self._admin.execute(create.format(*map(sql.Identifier, (name, OWNER, of))))

    def _migrate(self) -> None:
        create_database(self._server.admin, self._template)
        grant_access(self._server.admin, self._template)
        self.use(self._template)
        # What stands for a swapped model is asked for at every foreign key, and found by going through all models; and each field
        # of each picture of the models is taken apart and made anew, where a copy of one that no model has taken is as good.
        with (
            patch.object(apps, "get_swappable_settings_name", cache(apps.get_swappable_settings_name)),
            patch.object(Field, "clone", deepcopy),
        ):
            call_command("migrate", database="owner", verbosity=0, interactive=False)
        connections.close_all()

    def _is_ready(self, name: str) -> bool:
        query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        return self._admin.execute(query, [name]).fetchone() == ("ready",)

    def _drop_leftovers(self) -> None:
        query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s) OR starts_with(datname, %s)"
        for (name,) in self._admin.execute(query, [COPY_PREFIX, TEMPLATE_PREFIX]).fetchall():
            in_use_as = name.rpartition("_")[0] if name.startswith(COPY_PREFIX) else name
            row = self._admin.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [in_use_as]).fetchone()
            if row == (True,) and in_use_as not in self._named:
                self._drop(name)
            if row == (True,):
                self._admin.execute("SELECT pg_advisory_unlock(hashtext(%s))", [in_use_as])

    def _drop(self, name: str) -> None:
        self._admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def test_databases(server: TestServer) -> Iterator[TestDatabases]:
    """The session's databases, template ready."""
    with psycopg.connect(server.admin, autocommit=True) as admin:
        databases = TestDatabases(server, admin)
        databases.prepare_template()
        yield databases


def digest_of_migrations() -> str:
    """Stands for everything that migrations can read: their own code, what they import, and the locked packages."""
    return _digest_without(NEVER_IN_A_MIGRATION)


def digest_of_product() -> str:
    """Stands for all code of the product but its tests."""
    return _digest_without({"tests", "testing"})


def _digest_without(left_out: Set[str]) -> str:
    digest = sha256(LOCK_FILE.read_bytes())
    files = [path for pattern in ("*.py", "*.sql", "*.yaml") for path in PACKAGE.rglob(pattern)]
    for path in sorted(files):
        if left_out.isdisjoint(path.relative_to(PACKAGE).parts):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
