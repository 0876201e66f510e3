"""A roster whose process is killed at random moments: it goes on where it was, and nothing is done twice."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.db import connections, transaction
from psycopg.conninfo import make_conninfo

from zhijia.organisation.models import Membership, Person, Roster, RosterRow
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, build_small_city
from zhijia.services.organising.intake import reading
from zhijia.services.organising.intake.uploading import Confirmed, confirm_mapping
from zhijia.services.organising.intake.working import check, enter
from zhijia.services.organising.tests.intakes import fresh, person_row, sheet, uploaded
from zhijia.trail.models import Event

KILLS = int(os.environ.get("ZHIJIA_KILLS", "3"))
"""How often the process is killed: thrice in every run, fifty times before a release."""
ROWS, PIECE = 400, 20
WORK = """
import sys, django
django.setup()
from zhijia.organisation.models import Roster, User
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import NOW, TODAY
from zhijia.services.organising.intake.working import check, enter, undo
actor = load_actor(User.objects.get(pk=int(sys.argv[2])), today=TODAY)
with scoped(actor):
    state = Roster.objects.get(pk=int(sys.argv[1])).state
print("begun", flush=True)
if state == "checking":  # a step that was finished is not begun again
    check(int(sys.argv[1]), actor, now=NOW)
if state in ("checking", "checked", "applying"):
    enter(int(sys.argv[1]), actor, now=NOW)
elif state != "undone":
    undo(int(sys.argv[1]), actor, now=NOW)
"""


@pytest.mark.django_db(transaction=True)
def test_a_roster_killed_at_random_moments_is_resumed_and_nothing_happens_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "PIECE_ROWS", PIECE)
    with transaction.atomic():
        city = build_small_city()
    roster = uploaded(city.county_cadre, sheet([person_row(n) for n in range(ROWS)]))
    with scoped(city.county_cadre.actor):
        confirm_mapping(roster, city.county_cadre.actor, Confirmed(roster.mapping), now=NOW)
    moments = random.Random(7)

    killed = [_run(roster, city.county_cadre.user.pk, dies_after=moments.uniform(0.02, 0.6)) for _ in range(KILLS)]
    _run(roster, city.county_cadre.user.pk, dies_after=None)

    assert fresh(roster).state == "applied", killed
    with scoped(BUILDER):
        assert RosterRow.objects.filter(roster=roster, is_done=True).count() == ROWS
        assert Person.objects.filter(name__startswith="会员").count() == ROWS
        assert Membership.objects.filter(union=city.mill_union, to_on=None).count() == ROWS
        assert Event.objects.filter(kind="organisation.member_imported").count() == ROWS
        assert Event.objects.filter(kind="organisation.roster_applied").count() == 1

    killed = [_run(roster, city.county_cadre.user.pk, dies_after=moments.uniform(0.02, 0.3)) for _ in range(KILLS)]
    _run(roster, city.county_cadre.user.pk, dies_after=None)

    assert fresh(roster).state == "undone", killed
    with scoped(BUILDER):
        assert not Person.objects.filter(name__startswith="会员").exists()
        assert not Membership.objects.filter(union=city.mill_union, to_on=None).exists()
        assert Event.objects.filter(kind="organisation.roster_undone").count() == 1
    everything = Event.objects.using("owner")  # nobody reads any more of people who are gone
    assert everything.filter(kind="organisation.person_removed").count() == ROWS
    assert everything.filter(kind="organisation.membership_removed").count() == ROWS


@pytest.mark.django_db(transaction=True)
def test_two_processes_enter_the_pieces_of_a_roster_between_them_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PIECE_ROWS", PIECE)
    with transaction.atomic():
        city = build_small_city()
    figure = city.county_cadre
    roster = uploaded(figure, sheet([person_row(n) for n in range(3 * PIECE)]))
    with scoped(figure.actor):
        confirm_mapping(roster, figure.actor, Confirmed(roster.mapping), now=NOW)

    check(roster.pk, figure.actor, now=NOW, processes=2)
    enter(roster.pk, figure.actor, now=NOW, processes=2)

    assert fresh(roster).state == "applied"
    with scoped(BUILDER):
        assert RosterRow.objects.filter(roster=roster, verdict="new", is_done=True).count() == 3 * PIECE
        assert Membership.objects.filter(union=city.mill_union, to_on=None).count() == 3 * PIECE
        assert Event.objects.filter(kind="organisation.member_imported").count() == 3 * PIECE


def _run(roster: Roster, user_id: int, *, dies_after: float | None) -> int:
    """Work on it in another process; killed so many seconds after it has begun, it answers minus nine."""
    login = connections.settings["default"]
    named = {"dbname": "NAME", "host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    url = make_conninfo(**{key: str(login[name]) for key, name in named.items()})
    worker = subprocess.Popen(
        [sys.executable, "-c", WORK, str(roster.pk), str(user_id)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "zhijia.site.settings", "ZHIJIA_DATABASE_URL": url},
        stdout=subprocess.PIPE,
    )
    assert worker.stdout is not None
    worker.stdout.readline()
    if dies_after is not None:
        time.sleep(dies_after)
        worker.send_signal(signal.SIGKILL)
    worker.stdout.close()
    return worker.wait()
