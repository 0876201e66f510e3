"""How long the whole city takes into one file and out of it again, until a sealed number of it is read."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connections
from django.utils import timezone
from psycopg import sql
from psycopg.conninfo import make_conninfo

from zhijia.organisation.models import Person
from zhijia.organisation.scopes import scoped
from zhijia.site.backups.backup import write_backup
from zhijia.site.backups.restore import restore_backup
from zhijia.site.backups.storage import attachment_folder, owner_login
from zhijia.site.bench.figures import Figure
from zhijia.site.bench.measures.visits import administrator
from zhijia.site.bench.pace import Pace
from zhijia.site.bench.roles import use_database
from zhijia.site.bench.run import Run
from zhijia.site.bench.timing import Times, timed_ms
from zhijia.site.postgres import ensure_running
from zhijia.site.postgres.provision import create_database, grant_access


def measure_backup(run: Run) -> Iterator[Figure]:
    """Into a database of its own beside the city, which is dropped again."""
    city, login = str(connections["default"].settings_dict["NAME"]), owner_login()
    copy, pace = f"{city}_restored", Pace()
    with tempfile.TemporaryDirectory(dir=settings.HOME) as folder, ensure_running(settings.HOME) as server:
        target, files = Path(folder) / "city.tar", Path(folder) / "files"
        pace.take()
        took = timed_ms(lambda: write_backup(target, login=login, files=attachment_folder(), now=timezone.now()))
        pace.take()
        size = f"{target.stat().st_size / 1024**2:,.0f} MB"
        yield Times((took,), pace.slowness).typical("backup of the city", note=size)
        _drop(server.admin, copy)
        create_database(server.admin, copy)
        grant_access(server.admin, copy)
        took = timed_ms(lambda: restore_backup(target, login={**login, "dbname": copy}, files=files))
        pace.take()
        use_database(copy)
        name = _read_somebody(run)
        use_database(city)
        _drop(server.admin, copy)
        yield Times((took,), pace.slowness).typical("restore, every table counted", note=f"then read: {name}")


def _read_somebody(run: Run) -> str:
    """The masked number of the first who has one, opened under the keys of this installation."""
    actor = administrator(run.today)
    with scoped(actor):
        person = Person.objects.exclude(id_index=None).order_by("pk")[0]
        assert person.id_number is not None
        return str(person.id_number.masked)


def _drop(admin: str, name: str) -> None:
    connections.close_all()
    with psycopg.connect(make_conninfo(admin), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
