"""A campaign whose process is killed in the middle of a piece: that piece is lost whole, and no offer is sent twice."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connections, transaction
from psycopg.conninfo import make_conninfo

from zhijia.engines.campaigns.running import run_piece
from zhijia.engines.cases.models import Case
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, build_small_city
from zhijia.services.bargaining.models import Offer
from zhijia.services.bargaining.tests.test_campaigns import add_mills, started

KILLED = """
import os, signal, sys
import django
django.setup()
from zhijia.engines.campaigns import running
from zhijia.organisation.models import User
from zhijia.organisation.scopes import load_actor
from zhijia.organisation.tests.factories import NOW, TODAY
running.PIECE = 2
actor = load_actor(User.objects.get(pk=int(sys.argv[2])), today=TODAY)
running.run_piece(int(sys.argv[1]), actor, now=NOW)
answer_for = running._answer_for
def die_after_sending(*args, **options):
    answer_for(*args, **options)
    os.kill(os.getpid(), signal.SIGKILL)
running._answer_for = die_after_sending
running.run_piece(int(sys.argv[1]), actor, now=NOW)
"""


def _login() -> str:
    """The database of this test, for another process."""
    login = connections.settings["default"]
    named = {"dbname": "NAME", "host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    return make_conninfo(**{key: str(login[name]) for key, name in named.items()})


@pytest.mark.django_db(transaction=True)
def test_a_kill_in_the_middle_of_a_piece_sends_nothing_twice_and_loses_nothing() -> None:
    with transaction.atomic():
        city = build_small_city()
        add_mills(city, 4)
        actor = city.county_cadre.actor
        campaign = started(actor, union_kinds=("enterprise",))

    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(campaign.pk), str(city.county_cadre.user.pk)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "zhijia.site.settings", "ZHIJIA_DATABASE_URL": _login()},
        check=False,
        capture_output=True,
        text=True,
    )
    with scoped(BUILDER):
        after = Offer.objects.count()
    while run_piece(campaign.pk, actor, now=NOW):
        continue

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert after == 2
    with scoped(BUILDER):
        assert Offer.objects.count() == 5
        assert Case.objects.values("enterprise").distinct().count() == 5
        numbers = list(Case.objects.order_by("number").values_list("number", flat=True))
    assert numbers == [f"XS-2026-{n:06d}" for n in range(1, 6)]
