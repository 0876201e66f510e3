"""Handing a survey out to all who report to a union: thousands of returns, piece by piece, each piece a transaction.

Killed at any moment and started again, it goes on with those who have no return yet; two runs at once come one after the
other, because a piece holds the row of the handing out. Nobody gets two: a union has one return in a survey.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import cast

from django.db import transaction

from zhijia.engines.cases.flow import Turn
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.lib.stored_sentences import as_stored
from zhijia.organisation.models import User
from zhijia.organisation.overrides import one_law
from zhijia.organisation.scopes import SYSTEM, ActingPost, Actor, load_actor, scoped
from zhijia.services.statistics.models import HandingOut, Return
from zhijia.services.statistics.opening import open_returns
from zhijia.services.statistics.queries import unions_to_ask

PIECE = 200
"""Returns in a transaction: opening a case holds the counter of its numbers, and others wait for it."""
STANDS_STILL = timedelta(minutes=2)
NO_LONGER = gettext_noop("布置报表的岗位今天不由您担任，不能继续。请由任职的人再点“布置到所属工会”。")


def begin_handing_out(turn: Turn, *, due_on: date) -> HandingOut:
    """Ask the first; the others are left to the job where there are many. Raises `Refused`: under way, nobody left."""
    record: Return = turn.record
    under_way = record.handings.filter(finished_at=None).first()
    if under_way and not under_way.problem:
        raise Refused(Sentence("正在布置，已布置{done}家，共{total}家。请稍候。", _counts(under_way)))
    if under_way:
        under_way.finished_at = turn.now
        under_way.save(update_fields=["finished_at"])
    left = unions_to_ask(record.union, record.survey)
    if not left and record.handed_out_on:
        raise Refused("所属工会都已经布置，没有需要再布置的。")
    asked = left[:PIECE]
    open_returns(record.survey, asked, record.union, due_on=due_on, actor=turn.actor, now=turn.now)
    post = cast("ActingPost", turn.actor.post)  # only posts hand out (`check_is_office`)
    return HandingOut.objects.create(
        stat_return=record,
        due_on=due_on,
        total=len(left),
        done=len(asked),
        runner_id=turn.actor.user_id or 0,
        post_id=post.id,
        worked_at=turn.now,
        finished_at=None if left[PIECE:] else turn.now,
    )


def hand_out_piece(handing_id: int, actor: Actor, *, now: datetime) -> bool:
    """Ask the next in a transaction of its own; True while there are more."""
    with scoped(actor), transaction.atomic(), one_law():
        handing = HandingOut.objects.select_for_update().get(pk=handing_id)
        if handing.finished_at:
            return False
        record = Return.objects.select_related("survey", "union").get(pk=handing.stat_return_id)
        left = unions_to_ask(record.union, record.survey)
        asked = left[:PIECE]
        open_returns(record.survey, asked, record.union, due_on=handing.due_on, actor=actor, now=now)
        handing.done += len(asked)
        handing.total = handing.done + len(left) - len(asked)
        handing.worked_at, handing.problem = now, []
        handing.finished_at = None if left[PIECE:] else now
        handing.save(update_fields=["done", "total", "worked_at", "problem", "finished_at"])
        return handing.finished_at is None


def runner_of(handing_id: int, *, now: datetime) -> Actor:
    """Whoever handed out, through the post that did. Raises `Refused` when it is held no more."""
    with scoped(SYSTEM):
        handing = HandingOut.objects.get(pk=handing_id)
    actor = load_actor(User.objects.get(pk=handing.runner_id), today=local_day(now))
    post = next((held for held in actor.posts if held.id == handing.post_id), None)
    if post is None:
        raise Refused(NO_LONGER)
    return replace(actor, post=post)


def stop(handing_id: int, problem: Sentence) -> None:
    """Say on the return's page why it stands still. Who has been asked stays asked."""
    with scoped(SYSTEM):
        HandingOut.objects.filter(pk=handing_id).update(problem=as_stored([problem]))


def standing_still(*, now: datetime) -> list[int]:
    """Those under way whose last piece lies too far back and that no known problem stopped."""
    with scoped(SYSTEM):
        rows = HandingOut.objects.filter(finished_at=None, problem=[], worked_at__lt=now - STANDS_STILL)
        return list(rows.order_by("pk").values_list("pk", flat=True))


def _counts(handing: HandingOut) -> dict[str, int]:
    return {"done": handing.done, "total": handing.total}
