"""What was uploaded goes when nobody can use it any more: after the week of undoing, or a month without being entered.

Verdicts, row numbers and findings stay; cells, names and indexes go. What was never entered cannot be any more, and says so.
Run by the role of the jobs.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from zhijia.lib.sentences import Sentence, gettext_noop
from zhijia.organisation import events
from zhijia.organisation.models import Roster, RosterPiece, RosterRow
from zhijia.organisation.models.rosters import RosterState
from zhijia.organisation.protection.retention import NIGHT
from zhijia.organisation.recording import event_about
from zhijia.services.organising.intake.undoing import DAYS
from zhijia.trail.record import record

IDLE_DAYS = 30
IDLE = gettext_noop("上传后 {n} 天没有入库，表格内容已清除；还要办理的，请重新上传。")


def erase_uploads(*, now: datetime) -> int:
    """Answers how many rosters were emptied."""
    holding = RosterPiece.objects.filter(roster=OuterRef("pk")).exclude(content=None)
    over = Q(state=RosterState.APPLIED, applied_at__lt=now - timedelta(days=DAYS)) | Q(state=RosterState.UNDONE)
    idle = Q(uploaded_at__lt=now - timedelta(days=IDLE_DAYS)) & ~Q(state=RosterState.APPLYING)
    rows = Roster.objects.filter(Exists(holding)).filter(over | idle)
    count = 0
    while _erase_next(rows.exclude(state=RosterState.UNDOING), now):
        count += 1
    return count


def _erase_next(rows: QuerySet[Roster], now: datetime) -> bool:
    with transaction.atomic():
        roster = rows.select_for_update(of=("self",)).order_by("pk").first()
        if roster is None:
            return False
        RosterPiece.objects.filter(roster=roster).update(content=None, examined=None)
        RosterRow.objects.filter(roster=roster).update(name="", id_index=None, before=None)
        if roster.state not in (RosterState.APPLIED, RosterState.UNDONE, RosterState.FAILED):
            roster.state, roster.problem = RosterState.FAILED, str(Sentence(IDLE, {"n": IDLE_DAYS}))
            roster.save(update_fields=["state", "problem"])
        record(event_about(roster, events.ROSTER_ERASED, actor=NIGHT, now=now, data={"rows": roster.total}))
    return True
