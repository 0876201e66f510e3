"""A worker objects to a notice in the portal, under her name or without one."""

from datetime import datetime

from django.db import transaction

from zhijia.engines.cases.awaiting import rewrite_awaits
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.opening import event_of
from zhijia.engines.cases.standing import Standing
from zhijia.engines.public_notices import events
from zhijia.engines.public_notices.flow import NOTICE_FLOW
from zhijia.engines.public_notices.models import NoticeObjection, NoticeSubject, PublicNotice
from zhijia.engines.public_notices.queries import READABLE, notice_for_worker, open_objections
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.trail.record import record_all

MOST_OPEN = 3
MOST_UNNAMED = 30
UNNAMED = Actor(name=gettext_noop("职工（不具名）"))


def object_as_worker(
    actor: Actor, case_id: int, *, text: str, about: int | None, is_named: bool, now: datetime
) -> NoticeObjection:
    """Keep what she says against a notice that hangs for her. Without her name nothing of her is written down anywhere.

    Raises `Refused`: a notice that is not hers to read or has ended, too many that wait for an answer.
    """
    notice = notice_for_worker(actor, case_id, today=local_day(now))
    if notice is None:
        raise Refused("这份公示已经结束，或者不在您的单位公示。有意见请直接向工会反映。")
    with transaction.atomic(), scoped(SYSTEM):
        case = Case.objects.select_for_update().get(pk=notice.case_id)
        if case.state not in READABLE:
            raise Refused("这份公示已经结束。有意见请直接向工会反映。")
        _check_not_too_many(notice, actor, is_named=is_named)
        objection = NoticeObjection.objects.create(
            notice=notice,
            about=NoticeSubject.objects.filter(notice=notice, pk=about).first() if about else None,
            text=text,
            by_label=actor.name[:120] if is_named else "",
            by_person_id=actor.person_id if is_named else None,
            received_on=local_day(now),
        )
        doer = actor if is_named else UNNAMED
        states = (case.state, case.state)
        record_all([event_of(events.OBJECTED.code, case, actor=doer, now=now, states=states, data={"text": text})])
        rewrite_awaits(NOTICE_FLOW, [Standing(case, notice)], now=now)
    return objection


def _check_not_too_many(notice: PublicNotice, actor: Actor, *, is_named: bool) -> None:
    waiting = open_objections(notice)
    mine = waiting.filter(by_person=actor.person_id) if is_named else waiting.filter(by_label="")
    if mine.count() >= (MOST_OPEN if is_named else MOST_UNNAMED):
        raise Refused("已有几条异议在等待答复，请等工会答复后再提。")
