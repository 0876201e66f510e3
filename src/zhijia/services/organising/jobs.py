"""Jobs of moves, which follow a moved union under the role for jobs, and of rosters, which are worked on as their importer."""

import time
from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation import events
from zhijia.organisation.application_role import as_application
from zhijia.organisation.charge import NotInCharge
from zhijia.organisation.cities import this_city
from zhijia.organisation.models import City
from zhijia.organisation.moves import finish_move, mend_places, unfinished_moves
from zhijia.organisation.overrides import law_place
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.intake import working
from zhijia.services.organising.intake.erasing import erase_uploads
from zhijia.services.organising.intake.starting import prepare_to_fork
from zhijia.services.organising.roster.examining import examine_roster
from zhijia.trail.record import record

REST_SECONDS = 0.2
NIGHT = Actor(name=gettext_noop("系统核对"))


@app.task(name="organising.follow_union")
def follow_union(move_id: int) -> None:
    """Bring the subtree of a moved union to its new place, piece by piece."""
    finish_move(move_id, clock=timezone.now, rest=_rest)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="organising.resume_moves", pass_context=False)
def resume_moves(timestamp: int) -> None:  # noqa: ARG001 - given by the scheduler
    """Go on with moves whose job was killed or waited too long for others."""
    for move_id in unfinished_moves():
        finish_move(move_id, clock=timezone.now, rest=_rest)


@app.periodic(cron="0 19 * * *")  # 03:00 in Shanghai
@app.task(queueing_lock="organising.prove_places", pass_context=False)
def prove_places(timestamp: int) -> None:
    """Put right what does not lie where its union does, and leave an event for it; nothing ever should."""
    if strays := mend_places():
        now, city = datetime.fromtimestamp(timestamp, UTC), City.objects.select_related("root").get()
        record(event_about(city.root, events.PLACES_MENDED, actor=NIGHT, now=now, data=strays))


@app.periodic(cron="10 19 * * *")  # 03:10 in Shanghai
@app.task(queueing_lock="organising.examine_roster", pass_context=False)
def examine_everything(timestamp: int) -> None:
    """Look through every register of the city, county by county of the tree."""
    if city := this_city():
        examine_roster(below="", place=law_place(city.place), now=datetime.fromtimestamp(timestamp, UTC))


@app.task(name="organising.examine_union")
def examine_union(path: str) -> None:
    """Look through the registers of one union and of those below it, because somebody asked."""
    if city := this_city():
        examine_roster(below=path, place=law_place(city.place), now=timezone.now())


@app.task(name="organising.work_on_roster")
def work_on_roster(roster_id: int, user_id: int, verb: str) -> None:
    """Read, check, enter or undo a large roster, in pieces; a piece that was committed is never done again."""
    try:
        with as_application():
            _work(roster_id, user_id, verb)
    except NotInCharge:
        return  # whoever took it over goes on with it
    except Refused as refusal:
        working.interrupt(roster_id, refusal.sentence)


def _work(roster_id: int, user_id: int, verb: str) -> None:
    now = timezone.now()
    actor = working.importer_of(roster_id, user_id, now=now)
    if verb == "read":
        if settings.ROSTER_PROCESSES > 1:
            prepare_to_fork()
        working.read(roster_id, actor)
        return
    act = {"check": working.check, "enter": working.enter, "undo": working.undo}[verb]
    act(roster_id, actor, now=now, processes=settings.ROSTER_PROCESSES)


@app.periodic(cron="50 18 * * *")  # 02:50 in Shanghai
@app.task(queueing_lock="organising.erase_uploads", pass_context=False)
def erase_rosters(timestamp: int) -> None:
    """What was uploaded does not stay longer than it is needed."""
    erase_uploads(now=datetime.fromtimestamp(timestamp, UTC))


def _rest() -> None:
    time.sleep(REST_SECONDS)
