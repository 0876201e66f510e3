"""Large sheets under the role for jobs, and after a kill."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connections, transaction
from psycopg.conninfo import make_conninfo

from zhijia.engines.imports import applying
from zhijia.engines.imports.applying import apply_piece
from zhijia.engines.imports.jobs import apply_import, check_import, undo_import
from zhijia.engines.imports.uploading import check_sheet, upload_sheet
from zhijia.organisation.application_role import APPLICATION, as_application
from zhijia.organisation.models import Enterprise, ImportBatch, PostHolding, Union
from zhijia.organisation.models.imports import ImportState
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, SmallCity, build_small_city, make_union
from zhijia.services.organising.tests.sheets import ENTERPRISE_HEAD, enterprise_row, workbook
from zhijia.trail.models import Event

AsRole = Callable[[str], AbstractContextManager[None]]


def uploaded(city: SmallCity, rows: int) -> ImportBatch:
    actor = city.town_cadre.actor
    content = workbook(ENTERPRISE_HEAD, [enterprise_row(5000 + n) for n in range(rows)])
    with scoped(actor):
        return upload_sheet(actor, kind="enterprises", filename="表.xlsx", content=content, now=NOW)


def test_jobs_judge_apply_and_undo_as_the_one_who_uploaded(db: None, acting_as: AsRole) -> None:
    city = build_small_city()
    batch, user_id = uploaded(city, 3), city.town_cadre.user.pk

    with acting_as("batch"):
        check_import(batch.pk, user_id)
        apply_import(batch.pk, user_id)
        applied = Enterprise.objects.filter(name__endswith="作坊").count()
        doer = Event.objects.filter(kind="organisation.enterprise_entered").latest("id").actor_label
        undo_import(batch.pk, user_id)
        left = Enterprise.objects.filter(name__endswith="作坊").count()

    assert (applied, doer, left) == (3, "柳干事", 0)


def test_a_job_stops_when_the_post_is_no_longer_held(db: None, acting_as: AsRole) -> None:
    city = build_small_city()
    batch = uploaded(city, 3)
    with scoped(BUILDER):
        PostHolding.objects.filter(post=city.town_cadre.post).update(to_on=TODAY - timedelta(days=400))

    with acting_as("batch"):
        check_import(batch.pk, city.town_cadre.user.pk)
        batch.refresh_from_db()

    assert batch.state == ImportState.UPLOADED
    assert "由另一岗位接手" in batch.problem


@pytest.fixture
def process_of_jobs(transactional_db: None) -> Iterator[None]:
    """As in the worker's process: the default connection is the role for jobs, which row security does not bind."""
    kept = dict(connections.settings["default"])
    connections["default"].close()
    connections.settings[APPLICATION] = kept
    connections.settings["default"] = kept | {key: connections.settings["batch"][key] for key in ("USER", "PASSWORD")}
    del connections["default"]
    yield
    connections["default"].close()
    connections.settings["default"] = connections.settings.pop(APPLICATION)
    del connections["default"]


def test_a_large_import_is_applied_by_a_process_of_jobs(process_of_jobs: None) -> None:
    with transaction.atomic():
        city = build_small_city()
        batch = uploaded(city, 3)

    check_import(batch.pk, city.town_cadre.user.pk)
    apply_import(batch.pk, city.town_cadre.user.pk)

    batch.refresh_from_db()
    assert batch.state == ImportState.APPLIED
    assert Enterprise.objects.filter(name__endswith="作坊", territory=city.north_town).count() == 3


def test_row_security_binds_an_import_even_where_the_code_errs(
    process_of_jobs: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug writes every row of the north's sheet into the south: the database refuses, nothing of it is kept."""
    with transaction.atomic():
        city = build_small_city()
        batch = uploaded(city, 3)
    check_import(batch.pk, city.town_cadre.user.pk)

    def write_elsewhere(*_: object) -> None:
        make_union("错录工会委员会", parent=city.south_town, kind=UnionKind.ENTERPRISE)

    monkeypatch.setattr(applying, "_write", write_elsewhere)
    with pytest.raises(ProgrammingError, match="row-level security"):
        apply_import(batch.pk, city.town_cadre.user.pk)

    assert not Union.objects.filter(name__contains="错录").exists()
    batch.refresh_from_db()
    assert batch.state == ImportState.CHECKED


def test_an_import_under_the_role_for_jobs_sees_nothing_of_another_county(process_of_jobs: None) -> None:
    with transaction.atomic():
        city = build_small_city()

    with as_application(), scoped(city.town_cadre.actor):
        seen = set(Enterprise.objects.values_list("name", flat=True))
    everything = Enterprise.objects.count()

    assert seen == {city.mill.name, city.lone.name}
    assert everything == 3


KILLED = """
import os, signal, sys
import django
django.setup()
from zhijia.organisation.models import User
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import load_actor
from zhijia.organisation.tests.factories import NOW, TODAY
from zhijia.engines.imports import applying
applying.PIECE = 4
actor = load_actor(User.objects.get(pk=int(sys.argv[2])), today=TODAY)
applying.apply_piece(int(sys.argv[1]), actor, now=NOW)
enter = applying._write
def die_after_writing(*args):
    enter(*args)
    os.kill(os.getpid(), signal.SIGKILL)
applying._write = die_after_writing
applying.apply_piece(int(sys.argv[1]), actor, now=NOW)
"""


def _login() -> str:
    """The database of this test, for another process."""
    login = connections.settings["default"]
    named = {"dbname": "NAME", "host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    return make_conninfo(**{key: str(login[name]) for key, name in named.items()})


@pytest.mark.django_db(transaction=True)
def test_a_kill_in_the_middle_of_a_piece_loses_that_piece_only_and_the_rest_goes_on() -> None:
    with transaction.atomic():
        city = build_small_city()
        batch = uploaded(city, 10)
        with scoped(city.town_cadre.actor):
            check_sheet(batch, city.town_cadre.actor, now=NOW)
    actor = city.town_cadre.actor

    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(batch.pk), str(city.town_cadre.user.pk)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "zhijia.site.settings", "ZHIJIA_DATABASE_URL": _login()},
        check=False,
        capture_output=True,
        text=True,
    )
    with scoped(actor):
        after = Enterprise.objects.filter(name__endswith="作坊").count()
    while apply_piece(batch.pk, actor, now=NOW):
        continue

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert after == 4
    with scoped(actor):
        assert Enterprise.objects.filter(name__endswith="作坊").count() == 10
        assert Event.objects.filter(kind="organisation.enterprise_entered").count() == 10
