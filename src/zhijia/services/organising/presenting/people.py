"""What stands on the pages of a person and of a post."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhijia.organisation.models import Employment, Person, Post, PostHolding, User
from zhijia.organisation.permissions import (
    can_administer,
    can_administer_accounts,
    can_fill_post,
    can_let_in,
    can_name_deputy,
    can_unmask,
)
from zhijia.organisation.queries import employments_of, events_about, holdings_of
from zhijia.organisation.queries.accounts import account_of, open_reset_of
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.presenting.panels import ShownPanel, read_panels
from zhijia.services.organising.presenting.particulars import particulars_of
from zhijia.services.organising.presenting.records import timeline_of
from zhijia.trail.models import Event
from zhijia.ui.components import Fact, TimelineEntry

MOST_JOBS = 20


@dataclass(frozen=True)
class AccountState:
    """How an account stands, and what may be done about it now."""

    user: User
    words: str
    light: str
    may_issue: bool
    may_ask_reset: bool
    reset_to_confirm: int
    may_close: bool
    may_reopen: bool


@dataclass(frozen=True)
class PersonPage:
    """Everything on the page of one person."""

    person: Person
    particulars: Sequence[Fact]
    holdings: Sequence[PostHolding]
    employments: Sequence[Employment]
    account: AccountState | None
    timeline: Sequence[TimelineEntry]
    panels: Sequence[ShownPanel]
    may_administer: bool
    may_unmask: bool
    today: date


@dataclass(frozen=True)
class PostPage:
    """Everything on the page of one post."""

    post: Post
    holdings: Sequence[PostHolding]
    timeline: Sequence[TimelineEntry]
    may_fill: bool
    may_name_deputy: bool
    is_closed: bool
    today: date


def read_person_page(actor: Actor, person: Person, *, today: date) -> PersonPage:
    """Read the page: five queries and one a panel."""
    user = account_of(person)
    return PersonPage(
        person=person,
        particulars=particulars_of(person),
        holdings=holdings_of(person),
        employments=employments_of(person, most=MOST_JOBS),
        account=_account_state(actor, person, user, today=today) if user else None,
        timeline=timeline_of(_newest_first([*events_about(person), *(events_about(user) if user else ())])),
        panels=read_panels(actor, "person", person, today=today),
        may_administer=can_administer(actor, person.path),
        may_unmask=can_unmask(actor, person.path),
        today=today,
    )


def read_post_page(actor: Actor, post: Post, *, today: date) -> PostPage:
    """Read the page: two queries."""
    return PostPage(
        post=post,
        holdings=holdings_of(post),
        timeline=timeline_of(events_about(post)),
        may_fill=can_fill_post(actor, path=post.path, role=post.role),
        may_name_deputy=can_name_deputy(actor, post),
        is_closed=post.closed_on is not None and post.closed_on <= today,
        today=today,
    )


def _newest_first(events: Sequence[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event.pk, reverse=True)


def _account_state(actor: Actor, person: Person, user: User, *, today: date) -> AccountState:
    is_open = user.is_active and user.has_usable_password()
    is_other = actor.user_id != user.pk
    may_give = can_administer_accounts(actor, person.path)
    reset = open_reset_of(user)
    words, light = _standing(user, is_open=is_open)
    return AccountState(
        user=user,
        words=words,
        light=light,
        may_issue=user.is_active and not is_open and can_let_in(actor, user, today=today),
        may_ask_reset=is_open and is_other and reset is None and can_administer(actor, person.path),
        reset_to_confirm=reset.pk if reset and user.is_active and is_other and may_give else 0,
        may_close=user.is_active and is_other and may_give,
        may_reopen=not user.is_active and is_other and may_give,
    )


def _standing(user: User, *, is_open: bool) -> tuple[str, str]:
    """The state of an account in words, and the light beside it."""
    if not user.is_active:
        return _("已停用"), "late"
    return (_("已开通"), "ok") if is_open else (_("待开通"), "near")
