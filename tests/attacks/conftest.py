"""A real service on a home of its own, to be killed."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.utils import timezone
from psycopg.conninfo import make_conninfo
from pytest_django import DjangoDbBlocker

from tests.attacks.service import Service, start
from zhijia.demo.visitors import PASSWORD
from zhijia.site.backups.backup import write_backup
from zhijia.site.backups.restore import restore_backup
from zhijia.site.backups.storage import owner_login
from zhijia.site.postgres import ensure_running
from zhijia.site.postgres.roles import OWNER
from zhijia.site.testing.databases import TestDatabases
from zhijia.site.testing.memory import memory_folder


@pytest.fixture(scope="module")
def service(
    demo_database: str, django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker
) -> Iterator[Service]:
    """`zhijia demo` where the demo city stands, on a free port; killed and started again by the tests, ended after them."""
    folder = Path(tempfile.mkdtemp(prefix="zj-", dir=memory_folder()))
    with django_db_blocker.unblock(), django_db_setup.copy(of=demo_database):
        _move_in(folder / "home", files=folder / "files")
    running = start(folder / "home", "demo")
    yield running
    running.end()
    shutil.rmtree(folder)


def _move_in(home: Path, *, files: Path) -> None:
    """Bring a backup of the database in use into a new home, and give its visitors a password that a real service accepts."""
    backup = home.with_name("backup.tar")
    write_backup(backup, login=owner_login(), files=files, now=timezone.now())
    with ensure_running(home) as server:
        login = server.endpoint.login(OWNER)
        restore_backup(backup, login=login, files=files)
        hasher = ScryptPasswordHasher()
        with psycopg.connect(make_conninfo(**login)) as connection:
            connection.execute(
                "UPDATE organisation_user SET password = %s WHERE password LIKE 'md5$%%'",
                [hasher.encode(PASSWORD, hasher.salt())],
            )
