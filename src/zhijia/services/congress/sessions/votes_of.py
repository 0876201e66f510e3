"""Which polls belong to an item of the agenda, and who is there to vote in them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhijia.engines.ballots.kinds import ELECTION, EVALUATION, MOTION
from zhijia.engines.ballots.models import Elector, Poll, PollState, Presence
from zhijia.services.congress.rules.powers import Power
from zhijia.services.congress.sessions.models import AgendaItem

KINDS: Mapping[str, str] = {Power.ELECT: ELECTION, Power.EVALUATE: EVALUATION}
PREFIX = "item-"
THERE = frozenset({PollState.FROZEN, PollState.OPEN})


def subject_of(item: AgendaItem) -> str:
    """What a poll calls its item."""
    return f"{PREFIX}{item.pk}"


def item_of(poll: Poll) -> AgendaItem:
    """The item of the agenda that a poll of a session is about."""
    return AgendaItem.objects.get(session__case=poll.about_id, pk=int(poll.subject.removeprefix(PREFIX)))


def kind_of(item: AgendaItem) -> str:
    """What kind of question decides it."""
    return KINDS.get(item.power, MOTION)


def outcome_of(item: AgendaItem) -> str:
    """What a vote came to: an election fills its seats or leaves some open, an evaluation passes nobody, all else passes or not."""
    if item.power == Power.EVALUATE:
        return _("已评议")
    if item.power == Power.ELECT:
        return _("名额已选满") if item.is_passed else _("名额未选满")
    return _("通过") if item.is_passed else _("未通过")


def live_polls(case_id: int) -> QuerySet[Poll]:
    """The polls of a session that count."""
    return Poll.objects.filter(about=case_id).exclude(state=PollState.VOID).order_by("pk")


def live_poll(case_id: int, item: AgendaItem) -> Poll | None:
    return live_polls(case_id).filter(subject=subject_of(item)).first()


def items_in_polls(case_id: int) -> list[int]:
    """The items that are being voted on here, or were."""
    subjects = live_polls(case_id).values_list("subject", flat=True)
    return [int(one.removeprefix(PREFIX)) for one in subjects if one.startswith(PREFIX)]


def keep_presence(case_id: int, people: Collection[int], *, now: datetime) -> None:
    """Who checked in may vote in every poll of this session that is not over."""
    electors = Elector.objects.filter(poll__about=case_id, poll__state__in=THERE, person__in=people)
    Presence.objects.bulk_create(
        [Presence(elector=one, came_at=now) for one in electors.order_by("pk")], ignore_conflicts=True
    )
