"""Signing in with a count of failures that all web workers share, because it lives in the database.

Every failure and every locking is an event. It names the account by number and nothing of what was typed.
"""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from zhijia.law.resolver import parameter
from zhijia.lib.sentences import gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.cities import this_city
from zhijia.organisation.models import User
from zhijia.organisation.overrides import law_place, parameter_overrides
from zhijia.trail.kinds import EventKind
from zhijia.trail.record import Doer, NewEvent, Subject, record

MOST_FAILURES = 5  # our choice; the law's texts set the time of the lock, not the count
NOT_SIGNED_IN = Doer(None, gettext_noop("未登录"))
UNKNOWN_ACCOUNT = Subject("organisation.user", 0, "没有这个账号")


def is_locked(user: User, *, now: datetime) -> bool:
    """Whether the account rests after too many failures."""
    return user.locked_until is not None and user.locked_until > now


def locking_time(*, now: datetime) -> timedelta:
    """How long an account rests (services §H4), by the city's own value where it has set one."""
    city = this_city()
    place = law_place(city.place) if city else "CN"
    law = parameter("account.lockout", place=place, on=local_day(now), overrides=parameter_overrides())
    return timedelta(minutes=law.number)


def count_failure(user: User, *, now: datetime) -> None:
    """Add one failure of whatever kind (password, slip, second factor); the fifth in a row locks the account."""
    User.objects.filter(pk=user.pk).update(failed_logins=F("failed_logins") + 1)
    locked = User.objects.filter(pk=user.pk, failed_logins__gte=MOST_FAILURES).update(
        failed_logins=0, locked_until=now + locking_time(now=now)
    )
    if locked:
        record_about(user, events.LOGIN_LOCKED, now=now)


def forget_failures(user: User) -> None:
    """Begin to count anew after a success."""
    if user.failed_logins or user.locked_until:
        User.objects.filter(pk=user.pk).update(failed_logins=0, locked_until=None)


def sign_in(user: User, *, now: datetime) -> None:
    """Note that an account is in, with every factor it needs. Only now the failures before are forgotten: whoever knows
    a password must not buy new guesses at the second factor with it.
    """
    forget_failures(user)
    record_about(user, events.LOGGED_IN, now=now)


def sign_out(user: User, *, now: datetime) -> None:
    """Note that an account has left."""
    record_about(user, events.LOGGED_OUT, now=now)


def record_about(user: User | None, kind: EventKind, *, now: datetime) -> None:
    """Log something that happened to an account before anybody was signed in."""
    subject = Subject("organisation.user", user.pk, f"账号 {user.pk}") if user else UNKNOWN_ACCOUNT
    record(NewEvent(kind=kind.code, at=now, doer=NOT_SIGNED_IN, subject=subject))


class CountingBackend:
    """Authentication by name and password. A locked account is refused even with the right password."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django's call
        username: str | None = None,
        password: str | None = None,
        **_: object,
    ) -> User | None:
        if not username or not password:
            return None
        now = timezone.now()
        user = User.objects.filter(username=username.strip().lower()).first()
        if user is None or not user.is_active or is_locked(user, now=now):
            make_password(password)  # the same work as for a real account, so that time tells nothing
            record_about(user, events.LOGIN_FAILED, now=now)
            return None
        if not check_password(password, user.password, setter=None):
            record_about(user, events.LOGIN_FAILED, now=now)
            count_failure(user, now=now)
            return None
        return user

    def get_user(self, user_id: int) -> User | None:
        """The account of a session. Nothing of row security is asked here: the scope is announced after this."""
        return User.objects.filter(pk=user_id, is_active=True).first()
