"""Signing in with a count of failures that all web workers share, because it lives in the database."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from zhijia.organisation.models import User

MOST_FAILURES = 5  # then the account rests; services §H4: lock-out 30 minutes
LOCKED_FOR = timedelta(minutes=30)


def is_locked(user: User, *, now: datetime) -> bool:
    return user.locked_until is not None and user.locked_until > now


def count_failure(user: User, *, now: datetime) -> None:
    """Add one failure; the fifth in a row locks the account for half an hour."""
    User.objects.filter(pk=user.pk).update(failed_logins=F("failed_logins") + 1)
    User.objects.filter(pk=user.pk, failed_logins__gte=MOST_FAILURES).update(
        failed_logins=0, locked_until=now + LOCKED_FOR
    )


def forget_failures(user: User) -> None:
    if user.failed_logins or user.locked_until:
        User.objects.filter(pk=user.pk).update(failed_logins=0, locked_until=None)


class CountingBackend:
    """Authentication by name and password. A locked account is refused even with the right password."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: object
    ) -> User | None:
        if not username or not password:
            return None
        user = User.objects.filter(username=username).first()
        if user is None:
            make_password(password)  # the same work as for a real account, so that time tells nothing
            return None
        now = timezone.now()
        if not user.is_active or is_locked(user, now=now):
            make_password(password)
            return None
        if not check_password(password, user.password, setter=None):
            count_failure(user, now=now)
            return None
        forget_failures(user)
        return user

    def get_user(self, user_id: int) -> User | None:
        return User.objects.select_related("acting_post").filter(pk=user_id, is_active=True).first()
