"""Accounts and their resets, in the actor's scope."""

from collections.abc import Sequence

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.http import Http404

from zhijia.organisation.models import PasswordReset, Person, Union, User
from zhijia.organisation.queries.people import people_visible_to
from zhijia.organisation.scopes import Actor


def account_of(person: Person) -> User | None:
    """The account of a person whom the actor sees, or None."""
    return User.objects.filter(person=person).first()


def get_account(actor: Actor, person_id: int) -> User:
    """The account of a person in the actor's scope, or not found."""
    accounts = User.objects.select_related("person__home").filter(person__in=people_visible_to(actor))
    user = accounts.filter(person_id=person_id).first()
    if user is None:
        raise Http404
    return user


def open_reset_of(user: User) -> PasswordReset | None:
    """The reset of an account that waits for its second post."""
    return PasswordReset.objects.filter(user=user, confirmed_at=None).first()


def get_open_reset(actor: Actor, pk: int) -> PasswordReset:
    """A reset that waits, for the account of a person in the actor's scope, or not found."""
    waiting = PasswordReset.objects.select_related("user__person", "asked_by", "asked_by_post").filter(
        confirmed_at=None
    )
    reset = waiting.filter(pk=pk, user__person__in=people_visible_to(actor)).first()
    if reset is None:
        raise Http404
    return reset


def accounts_to_open(actor: Actor, union: Union) -> Sequence[User]:
    """Accounts of a union's people that were never opened, in pinyin order of the people."""
    people = people_visible_to(actor).filter(home=union)
    unopened = User.objects.filter(person__in=people, password__startswith=UNUSABLE_PASSWORD_PREFIX, is_active=True)
    return list(unopened.select_related("person__home").order_by("person__sort_key", "pk"))
