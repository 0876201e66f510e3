"""Passwords after the first: changed by the person, or reset by two people through two posts."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password
from django.db import IntegrityError, transaction

from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.accounts.signin import count_failure, is_locked
from zhijia.organisation.accounts.slips import IssuedSlip, refuse_closed, write_slips
from zhijia.organisation.models import PasswordReset, User
from zhijia.organisation.permissions import check_administer, check_give_accounts
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import record

TWO_POSTS = gettext_noop("重置密码须由两个人、两个岗位共同办理：申请人不能自己确认。")
OPEN_ALREADY = gettext_noop("这个账号已有一份待确认的重置申请，请由另一岗位确认。")


def change_password(actor: Actor, user: User, *, old: str, new: str, now: datetime) -> None:
    """Set one's own new password (already validated) by the old one. Raises `Refused`; failures count."""
    if is_locked(user, now=now):
        raise Refused("账号因多次输错暂停使用，请稍后再试。")
    if not check_password(old, user.password, setter=None):
        count_failure(user, now=now)
        raise Refused("原密码不对，请重新输入。", field="old")
    _set(actor, user, new, now=now)


def set_first_password(actor: Actor, user: User, *, new: str, now: datetime) -> None:
    """Replace a password that somebody else had set. Raises `Refused` when there is nothing to replace."""
    if not user.must_change_password:
        raise Refused("您的密码已经改过；再要修改，请到“我的账号”。")
    _set(actor, user, new, now=now)


def ask_reset(actor: Actor, user: User, *, reason: str, now: datetime) -> PasswordReset:
    """Ask for a reset: any post that keeps the person's union. Raises `Refused`: role, oneself, closed, asked already."""
    _check_somebody_else(actor, user)
    if user.person is None or actor.post is None or actor.person_id is None:
        raise Refused(TWO_POSTS)
    check_administer(actor, user.person.path)
    refuse_closed(user)
    if not reason.strip():
        raise Refused("请写明重置原因。", field="reason")
    try:
        with transaction.atomic():
            reset = PasswordReset.objects.create(
                user=user,
                reason=reason.strip(),
                asked_at=now,
                asked_by_id=actor.person_id,
                asked_by_post_id=actor.post.id,
                path=actor.path,
            )
    except IntegrityError as error:
        raise Refused(OPEN_ALREADY) from error
    record(event_about(user, events.RESET_ASKED, actor=actor, now=now))
    return reset


def confirm_reset(actor: Actor, reset: PasswordReset, *, now: datetime) -> IssuedSlip:
    """Confirm as the second person through the second post: the old password and second factor die, a slip is printed.

    Raises `Refused`: not the union above (or its administrator), the same person or post, oneself, closed, confirmed already.
    """
    kept = PasswordReset.objects.select_for_update(of=("self",)).select_related("user__person").get(pk=reset.pk)
    user = kept.user
    _check_somebody_else(actor, user)
    if user.person is None or actor.post is None or actor.person_id is None:
        raise Refused(TWO_POSTS)
    check_give_accounts(actor, [user], today=local_day(now))
    refuse_closed(user)
    if kept.confirmed_at is not None:
        raise Refused("这份重置申请已经确认过了。")
    if actor.person_id == kept.asked_by_id or actor.post.id == kept.asked_by_post_id:
        raise Refused(TWO_POSTS)
    kept.confirmed_at, kept.confirmed_by_id, kept.confirmed_by_post_id = now, actor.person_id, actor.post.id
    kept.save(update_fields=["confirmed_at", "confirmed_by", "confirmed_by_post"])
    bar_entry(user)
    record(event_about(user, events.RESET_CONFIRMED, actor=actor, now=now))
    return write_slips(actor, [user], now=now)[0]


def _check_somebody_else(actor: Actor, user: User) -> None:
    if actor.user_id == user.pk:
        raise Refused("不能给自己重置密码；记得原密码的，请到“我的账号”修改。")


def bar_entry(user: User) -> None:
    """Nobody gets in by what was known before: sessions end with the password, the second factor goes."""
    user.set_unusable_password()
    user.failed_logins, user.locked_until = 0, None
    user.save(update_fields=["password", "failed_logins", "locked_until"])
    Authenticator.objects.filter(user=user).delete()


def _set(actor: Actor, user: User, new: str, *, now: datetime) -> None:
    user.set_password(new)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record(event_about(user, events.PASSWORD_CHANGED, actor=actor, now=now))
