"""Closing an account when its person has no business here any more, and opening it again.

A closed account holds no password and no second factor, so every session ends with the next request; what the person
held and did stays as it was. Opened again it waits for a new slip like one that was never used.
"""

from datetime import datetime

from django.db import transaction

from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.accounts.passwords import bar_entry
from zhijia.organisation.models import ActivationSlip, User
from zhijia.organisation.permissions import check_give_accounts
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.trail.kinds import EventKind
from zhijia.trail.record import record


def close_account(actor: Actor, user: User, *, reason: str, now: datetime) -> None:
    """Close an account at once. Raises `Refused`: oneself, not the union above all its posts, no reason, closed already."""
    with transaction.atomic():
        kept = _take(actor, user, reason=reason)
        check_give_accounts(actor, [kept], today=local_day(now))
        if not kept.is_active:
            raise Refused("这个账号已经停用。")
        kept.is_active = False
        kept.save(update_fields=["is_active"])
        bar_entry(kept)
        ActivationSlip.objects.filter(user=kept, used_at=None, revoked_at=None).update(revoked_at=now)
        _record(actor, kept, events.ACCOUNT_CLOSED, reason=reason, now=now)


def reopen_account(actor: Actor, user: User, *, reason: str, now: datetime) -> None:
    """Let a closed account wait for a slip again. Raises `Refused`: as `close_account`, and when it is not closed.

    The posts of a closed account reach nowhere, so who may is asked once it is active, before anything is kept.
    """
    with transaction.atomic():
        kept = _take(actor, user, reason=reason)
        if kept.is_active:
            raise Refused("这个账号没有停用，不用恢复。")
        kept.is_active = kept.must_change_password = True
        kept.save(update_fields=["is_active", "must_change_password"])
        check_give_accounts(actor, [kept], today=local_day(now))
        _record(actor, kept, events.ACCOUNT_REOPENED, reason=reason, now=now)


def _take(actor: Actor, user: User, *, reason: str) -> User:
    if actor.user_id == user.pk:
        raise Refused("不能停用或恢复自己的账号，请由上级工会或另一位系统管理员办理。")
    if not reason.strip():
        raise Refused("请写明原因。", field="reason")
    return User.objects.select_for_update(of=("self",)).select_related("person").get(pk=user.pk)


def _record(actor: Actor, user: User, kind: EventKind, *, reason: str, now: datetime) -> None:
    record(event_about(user, kind, actor=actor, now=now, data={"reason": reason.strip()}))
