"""Opening accounts. A new account has no password: a printed slip opens it."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.organisation import events
from zhijia.organisation.models import Person, User
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import chunks, refusing
from zhijia.trail.record import record_all

CONSTRAINTS: dict[str, Sentence | str] = {
    "organisation_user_username": gettext_noop("这个账号名已有人使用，请换一个。"),
    "organisation_user_person_id": gettext_noop("这个人已经有账号，不必再建。"),
}
PREFIX = "zg"
RANDOM_BYTES = 30


def open_account(actor: Actor, person: Person, *, username: str, now: datetime) -> User:
    """Open an account for a person. Raises `Refused`: role, name taken, has one already."""
    return open_accounts(actor, [person], [username], now=now)[0]


def open_accounts(actor: Actor, people: Sequence[Person], usernames: Sequence[str], *, now: datetime) -> list[User]:
    """One account for each person, in the order given; an empty name becomes `zg` and the person's number."""
    for path in {person.path for person in people}:
        check_administer(actor, path)
    users = [
        User(
            username=_valid(username) or f"{PREFIX}{person.pk:06d}",
            person=person,
            password=_no_password(),
            must_change_password=True,
            created_at=now,
        )
        for person, username in zip(people, usernames, strict=True)
    ]
    return [user for piece in chunks(users) for user in _open(actor, piece, now=now)]


def _no_password() -> str:
    """What stands where no password was set yet; random, like `make_password(None)`, at a tenth of its price."""
    return UNUSABLE_PASSWORD_PREFIX + secrets.token_urlsafe(RANDOM_BYTES)


def _valid(username: str) -> str:
    name = username.strip()
    if name and not (3 <= len(name) <= 40 and name.isascii() and name.replace("_", "").replace(".", "").isalnum()):
        raise Refused("账号名用 3 至 40 个字母、数字、点或下划线。", field="username")
    return name.lower()


def _open(actor: Actor, users: Sequence[User], *, now: datetime) -> list[User]:
    with refusing(CONSTRAINTS):
        opened = User.objects.bulk_create(users)
    record_all(event_about(user, events.ACCOUNT_OPENED, actor=actor, now=now) for user in opened)
    return opened
