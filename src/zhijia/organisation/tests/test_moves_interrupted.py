"""A move that is killed half-way goes on, and one that others write into waits for them."""

import os
import signal
import subprocess
import sys
import threading

import pytest
from django.db import connections, transaction
from psycopg.conninfo import make_conninfo

from zhijia.organisation.actions import begin_move
from zhijia.organisation.models import Person, Union, UnionMove
from zhijia.organisation.moves import finish_move, unfinished_moves
from zhijia.organisation.scopes import scoped
from zhijia.organisation.searching import sort_key_of
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity, build_small_city

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
KILLED = """
import os, signal, sys
import django
django.setup()
from zhijia.organisation.moves import move_piece
from zhijia.organisation.tests.factories import NOW
from django.db import transaction
for _ in range(3):
    move_piece(int(sys.argv[1]), now=NOW, most=1)
with transaction.atomic():
    move_piece(int(sys.argv[1]), now=NOW, most=1)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def begun() -> tuple[SmallCity, UnionMove]:
    with transaction.atomic():
        city = build_small_city()
        actor = city.city_cadre.actor
        with scoped(actor):
            return city, begin_move(actor, city.north_town, parent=city.south, basis="批复", now=NOW)


def login_of(alias: str) -> str:
    """The database of this test under a role, for another process."""
    login = connections.settings[alias]
    named = {"dbname": "NAME", "host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    return make_conninfo(**{key: str(login[name]) for key, name in named.items()})


def finish(move: UnionMove, *, rest: threading.Event | None = None) -> bool:
    """Under the role for jobs, as the worker does it."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SET ROLE zhijia_batch")
        try:
            return finish_move(move.pk, clock=lambda: NOW, rest=rest.set if rest else lambda: None, piece=2)
        finally:
            cursor.execute("RESET ROLE")


def paths_of(city: SmallCity) -> set[str]:
    with scoped(BUILDER):
        top = Union.objects.get(pk=city.north_town.pk).path
        found = Person.objects.filter(home__in=[city.north_town.pk, city.mill_union.pk]).values_list("path", flat=True)
        return {"follows" if path.startswith(top) else "stays" for path in found}


def test_a_move_killed_in_the_middle_of_a_piece_goes_on_where_it_was() -> None:
    city, move = begun()

    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(move.pk)],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "zhijia.site.settings",
            "ZHIJIA_ROLE": "batch",
            "ZHIJIA_DATABASE_URL": login_of("default"),
            "ZHIJIA_BATCH_URL": login_of("batch"),
        },
        check=False,
        capture_output=True,
        text=True,
    )
    with scoped(BUILDER):
        half_way = UnionMove.objects.get(pk=move.pk)

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert (half_way.finished_at, half_way.rows_moved) == (None, 4)
    assert finish(move)
    assert paths_of(city) == {"follows"}
    with scoped(BUILDER):
        assert unfinished_moves() == []


def test_what_somebody_is_still_writing_at_the_old_place_is_waited_for_and_follows() -> None:
    """A transaction read the town's old place before the move and commits after everything else has followed."""
    with transaction.atomic():
        city = build_small_city()
    written, may_commit = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with scoped(BUILDER):
            Person.objects.create(name="慢写入", home=city.mill_union, sort_key=sort_key_of("慢写入"))
            written.set()
            assert may_commit.wait(timeout=30)
        connections.close_all()

    writer = threading.Thread(target=write_slowly)
    writer.start()
    assert written.wait(timeout=30)
    with transaction.atomic(), scoped(city.city_cadre.actor):
        move = begin_move(city.city_cadre.actor, city.north_town, parent=city.south, basis="批复", now=NOW)

    done = finish(move, rest=may_commit)
    writer.join(timeout=30)

    assert done or finish(move)
    assert paths_of(city) == {"follows"}
