"""Closing an account and opening it again."""

from datetime import timedelta

import pytest
from django.test import Client

from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.accounts.closing import close_account, reopen_account
from zhijia.organisation.accounts.passwords import ask_reset
from zhijia.organisation.accounts.slips import activate, issue_slip
from zhijia.organisation.actions import end_holding
from zhijia.organisation.models import ActivationSlip, PostHolding, User
from zhijia.organisation.models.posts import HoldingKind
from zhijia.organisation.queries import holdings_of
from zhijia.organisation.scopes import NOBODY, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, PASSWORD, Figure, SmallCity
from zhijia.trail.models import Event


def figure(city: SmallCity, name: str) -> Figure:
    found = getattr(city, name)
    assert isinstance(found, Figure)
    return found


def close(city: SmallCity, *, by: str = "town_cadre", of: str = "chair") -> User:
    actor, user = figure(city, by).actor, figure(city, of).user
    with scoped(actor):
        close_account(actor, user, reason=" 退休 ", now=NOW)
    return User.objects.get(pk=user.pk)


def reopen(city: SmallCity, *, by: str = "town_cadre", of: str = "chair") -> User:
    actor, user = figure(city, by).actor, figure(city, of).user
    with scoped(actor):
        reopen_account(actor, user, reason="返聘", now=NOW)
    return User.objects.get(pk=user.pk)


def kinds_about(user: User) -> list[str]:
    with scoped(BUILDER):
        rows = Event.objects.filter(subject_type="organisation.user", subject_id=user.pk).order_by("id")
        return [event.kind.removeprefix("organisation.") for event in rows]


PEOPLE = [
    ("town_cadre", "chair", True),
    ("county_cadre", "chair", True),
    ("administrator", "chair", True),
    ("administrator", "leader", True),
    ("leader", "administrator", False),
    ("city_cadre", "leader", False),
    ("county_leader", "county_cadre", False),
    ("chair", "worker", False),
    ("supervisor", "chair", False),
    ("research", "chair", False),
    ("bureau_officer", "chair", False),
    ("stranger", "chair", False),
    ("worker", "chair", False),
    ("town_cadre", "county_cadre", False),
]


@pytest.mark.parametrize(("by", "of", "may"), PEOPLE)
def test_accounts_are_closed_by_the_union_above(city: SmallCity, by: str, of: str, may: bool) -> None:
    if may:
        assert not close(city, by=by, of=of).is_active
        return
    with pytest.raises(Refused, match="上级工会"):
        close(city, by=by, of=of)
    assert User.objects.get(pk=figure(city, of).user.pk).is_active


@pytest.mark.parametrize(("by", "of", "may"), PEOPLE)
def test_accounts_are_opened_again_by_the_union_above(city: SmallCity, by: str, of: str, may: bool) -> None:
    User.objects.filter(pk=figure(city, of).user.pk).update(is_active=False)

    if may:
        assert reopen(city, by=by, of=of).is_active
        return
    with pytest.raises(Refused, match="上级工会"):
        reopen(city, by=by, of=of)
    assert not User.objects.get(pk=figure(city, of).user.pk).is_active


def test_whoever_stands_in_higher_up_is_opened_again_from_above_that_post(city: SmallCity) -> None:
    assert city.research.post is not None
    close(city)
    with scoped(BUILDER):
        PostHolding.objects.create(
            post=city.research.post,
            person=city.chair.person,
            kind=HoldingKind.DEPUTY,
            from_on=local_day(NOW),
            to_on=local_day(NOW) + timedelta(days=30),
        )

    with pytest.raises(Refused, match="上级工会"):
        reopen(city)
    assert reopen(city, by="administrator").is_active


@pytest.mark.parametrize("name", ["administrator", "town_cadre"])
def test_nobody_closes_her_own_account(city: SmallCity, name: str) -> None:
    with pytest.raises(Refused, match="自己的账号"):
        close(city, by=name, of=name)


def test_why_an_account_is_closed_must_be_said(city: SmallCity) -> None:
    with scoped(city.town_cadre.actor), pytest.raises(Refused, match="原因"):
        close_account(city.town_cadre.actor, city.chair.user, reason="  ", now=NOW)


def test_closing_twice_and_opening_what_is_open_are_refused_and_leave_no_second_event(city: SmallCity) -> None:
    with pytest.raises(Refused, match="没有停用"):
        reopen(city)
    user = close(city)
    with pytest.raises(Refused, match="已经停用"):
        close(city)
    reopen(city)
    with pytest.raises(Refused, match="没有停用"):
        reopen(city)

    assert kinds_about(user) == ["account_closed", "account_reopened"]
    with scoped(BUILDER):
        assert Event.objects.get(kind="organisation.account_closed").data == {"reason": "退休"}


def test_a_closed_account_is_let_in_by_nothing_known_before(city: SmallCity) -> None:
    with scoped(city.town_cadre.actor):
        slip = issue_slip(city.town_cadre.actor, city.worker.user, now=NOW)
    user = close(city, of="worker")

    with scoped(NOBODY), pytest.raises(Refused, match="对不上"):
        activate(user.username, slip.code, PASSWORD, now=NOW)
    assert not Client().login(username=user.username, password=PASSWORD)
    with scoped(BUILDER):
        assert ActivationSlip.objects.get(user=user).revoked_at == NOW


def test_a_closed_account_gets_neither_slip_nor_reset_until_it_is_open_again(city: SmallCity) -> None:
    user, actor = close(city), city.town_cadre.actor

    with scoped(actor):
        with pytest.raises(Refused, match="先恢复"):
            issue_slip(actor, user, now=NOW)
        with pytest.raises(Refused, match="先恢复"):
            ask_reset(actor, user, reason="忘记", now=NOW)
    reopened = reopen(city)
    with scoped(actor):
        slip = issue_slip(actor, reopened, now=NOW)
    with scoped(NOBODY):
        assert activate(user.username, slip.code, PASSWORD, now=NOW).check_password(PASSWORD)


def test_posts_held_and_left_stay_history(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    with scoped(actor):
        holding = PostHolding.objects.select_related("post", "person").get(person=city.chair.person)
        end_holding(actor, holding, to_on=local_day(NOW), now=NOW)
        close_account(actor, city.chair.user, reason="调离", now=NOW)

        kept = [(row.post_id, row.to_on) for row in holdings_of(city.chair.person)]

    assert city.chair.post is not None
    assert kept == [(city.chair.post.pk, local_day(NOW))]
