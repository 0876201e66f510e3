"""The nightly look at automatic points: what the facts of the day of scoring give now (SC-02)."""

import logging
from datetime import UTC, date, datetime

from django.db.models import Q
from procrastinate.contrib.django import app

from zhijia.engines.cases.opening import SUBJECT
from zhijia.engines.scorecards.events import RECOUNTED
from zhijia.engines.scorecards.models import Score, Sheet
from zhijia.engines.scorecards.scoring import recount
from zhijia.lib.sentences import gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.trail.record import Doer, NewEvent, Subject, record

YEARS_BACK = 1
SYSTEM = Doer(None, gettext_noop("系统核对"))
logger = logging.getLogger(__name__)


@app.periodic(cron="15 19 * * *")  # 03:15 in Shanghai
@app.task(queueing_lock="scorecards.recount", pass_context=False)
def recount_scores(timestamp: int) -> int:
    """Compute automatic points again and note on the sheet what differs; returns how many scores changed their note."""
    now = datetime.fromtimestamp(timestamp, UTC)
    return note_differences(since=date(local_day(now).year - YEARS_BACK, 1, 1), now=now)


def note_differences(*, since: date, now: datetime) -> int:
    """Of sheets that are open or were graded since a day. One event for each sheet where something changed."""
    sheets = Sheet.objects.filter(Q(graded_on=None) | Q(graded_on__gte=since)).select_related("case")
    noted = 0
    for sheet in sheets.prefetch_related("scores").order_by("pk").iterator(chunk_size=200):
        changed = recount(sheet)
        if not changed:
            continue
        Score.objects.bulk_update(changed, ["recounted"])
        data = {"items": {f"{score.stage}.{score.item}": [score.points, score.recounted] for score in changed}}
        record(NewEvent(RECOUNTED.code, now, SYSTEM, Subject(SUBJECT, sheet.case_id, str(sheet.case)), data=data))
        logger.warning("automatic points differ on sheet %s: %s", sheet.pk, data)
        noted += len(changed)
    return noted
