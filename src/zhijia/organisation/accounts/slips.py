"""Activation slips: a printed one-time code by which a person opens the account and sets the first password."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.accounts.signin import (
    count_failure,
    forget_failures,
    is_locked,
    record_about,
)
from zhijia.organisation.models import ActivationSlip, User
from zhijia.organisation.permissions import check_let_in
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.writing import chunks
from zhijia.trail.record import record, record_all

VALID_FOR = timedelta(days=14)  # our choice: two weeks to carry a slip of paper to the person
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that reads like something else on paper
CODE_LENGTH = 12
DOES_NOT_FIT = gettext_noop(
    "账号和凭条上的开通码对不上，或凭条已用过、作废、过期。请核对；仍不行请找签发凭条的工会重开一张。"
)
RESTS = gettext_noop("连续多次没有对上，账号暂停使用一段时间，请稍后再试，或找签发凭条的工会。")


@dataclass(frozen=True, slots=True)
class IssuedSlip:
    """What is printed. The code exists here once; the database keeps its hash."""

    user: User
    code: str
    expires_at: datetime


def issue_slip(actor: Actor, user: User, *, now: datetime) -> IssuedSlip:
    """Print a slip for an account that was never opened; an earlier slip for it becomes void.

    Raises `Refused`: not the union above (of an outside party: not its keeper), closed, in use already (a forgotten password
    is reset by two posts).
    """
    return issue_slips(actor, [user], now=now)[0]


def issue_slips(actor: Actor, users: Sequence[User], *, now: datetime) -> list[IssuedSlip]:
    """Slips for many accounts with one event each, in the order given. All or nothing."""
    check_let_in(actor, users, today=local_day(now))
    for user in users:
        if user.person is None:
            raise Refused("这个账号没有对应的人员，不能签发凭条。")
        refuse_closed(user)
        if user.has_usable_password():
            raise Refused("这个账号已经开通。忘记密码请走“重置密码”，由两个岗位共同办理。")
    return [slip for piece in chunks(users) for slip in write_slips(actor, piece, now=now)]


def refuse_closed(user: User) -> None:
    """A closed account is opened again before anything else is done for it."""
    if not user.is_active:
        raise Refused("这个账号已停用，请先恢复账号。")


def write_slips(actor: Actor, users: Sequence[User], *, now: datetime) -> list[IssuedSlip]:
    """Void the open slips of these accounts and write new ones. Who may do so has been checked before."""
    ActivationSlip.objects.filter(user__in=users, used_at=None, revoked_at=None).update(revoked_at=now)
    slips = [IssuedSlip(user, _invent_code(), now + VALID_FOR) for user in users]
    ActivationSlip.objects.bulk_create(
        ActivationSlip(
            user=slip.user,
            code_hash=_hash(slip.code),
            issued_at=now,
            issued_by_post_id=_post_of(actor),
            expires_at=slip.expires_at,
            path=actor.path,
        )
        for slip in slips
    )
    record_all(event_about(user, events.ACCOUNT_ISSUED, actor=actor, now=now) for user in users)
    return slips


def activate(username: str, code: str, password: str, *, now: datetime) -> User:
    """Open an account with the code of its slip and a first password (already validated).

    Of two at the same moment one wins. Failures count like failed log-ins, also when this raises `Refused`:
    the caller lets the transaction stand.
    """
    user = User.objects.select_for_update().filter(username=username.strip().lower(), is_active=True).first()
    if user is None:
        _hash(code)
        record_about(None, events.ACTIVATION_FAILED, now=now)
        raise Refused(DOES_NOT_FIT)
    if is_locked(user, now=now):
        record_about(user, events.ACTIVATION_FAILED, now=now)
        raise Refused(RESTS)
    if not _redeem(user, code, now=now):
        record_about(user, events.ACTIVATION_FAILED, now=now)
        count_failure(user, now=now)
        raise Refused(DOES_NOT_FIT)
    forget_failures(user)
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record(event_about(user, events.ACCOUNT_ACTIVATED, actor=_self(user), now=now))
    return user


def _redeem(user: User, code: str, *, now: datetime) -> bool:
    with scoped(_self(user)):
        slip = user.slips.filter(used_at=None, revoked_at=None, expires_at__gt=now).first()
        if slip is None or not constant_time_compare(slip.code_hash, _hash(code)):
            return False
        slip.used_at = now
        slip.save(update_fields=["used_at"])
        return True


def _self(user: User) -> Actor:
    """The account itself, before anybody is signed in: it sees its own slips and nothing else."""
    return Actor(user.pk, user.person_id, f"账号 {user.pk}")


def _post_of(actor: Actor) -> int:
    if actor.post is None:
        raise Refused("签发凭条要通过岗位办理，请先切换到有关岗位。")
    return actor.post.id


def _invent_code() -> str:
    letters = [secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, CODE_LENGTH, 4))


def _hash(code: str) -> str:
    """A keyed hash: sixty random bits need no slow one."""
    plain = "".join(character for character in code.upper() if character.isalnum())
    return salted_hmac("zhijia.organisation.slips", plain, algorithm="sha256").hexdigest()
