"""Accounts: slips, first passwords, lock-out, resets by two."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import connections, transaction

from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.accounts.passwords import ask_reset, change_password, confirm_reset, set_first_password
from zhijia.organisation.accounts.signin import MOST_FAILURES, CountingBackend, locking_time, sign_in
from zhijia.organisation.accounts.slips import VALID_FOR, IssuedSlip, activate, issue_slip
from zhijia.organisation.actions.law import NewOverride, override_parameter
from zhijia.organisation.models import ActivationSlip, LabourBureau, PasswordReset, PostHolding, User
from zhijia.organisation.models.posts import HoldingKind
from zhijia.organisation.scopes import NOBODY, scoped
from zhijia.organisation.tests.factories import (
    BUILDER,
    NOW,
    PASSWORD,
    Figure,
    SmallCity,
    build_small_city,
    make_contact,
)
from zhijia.trail.models import Event


def figure(city: SmallCity, name: str) -> Figure:
    found = getattr(city, name)
    assert isinstance(found, Figure)
    return found


def slip_for(city: SmallCity, *, by: str = "town_cadre", to: str = "chair") -> IssuedSlip:
    actor = figure(city, by).actor
    with scoped(actor):
        return issue_slip(actor, figure(city, to).user, now=NOW)


def kinds_about(user: User) -> list[str]:
    with scoped(BUILDER):
        rows = Event.objects.filter(subject_type="organisation.user", subject_id=user.pk).order_by("id")
        return [event.kind.removeprefix("organisation.") for event in rows]


@pytest.mark.parametrize(
    ("by", "to", "may"),
    [
        ("town_cadre", "chair", True),
        ("county_cadre", "chair", True),
        ("city_cadre", "county_cadre", True),
        ("leader", "county_leader", True),
        ("administrator", "city_cadre", True),
        ("chair", "worker", False),
        ("city_cadre", "leader", False),
        ("supervisor", "chair", False),
        ("research", "chair", False),
        ("bureau_officer", "chair", False),
        ("stranger", "chair", False),
        ("worker", "chair", False),
        ("town_cadre", "county_cadre", False),
    ],
)
def test_accounts_are_given_by_the_union_above(city: SmallCity, by: str, to: str, may: bool) -> None:
    if may:
        assert slip_for(city, by=by, to=to).code
        return
    with pytest.raises(Refused, match="上级工会"):
        slip_for(city, by=by, to=to)


def test_whoever_holds_a_post_above_is_let_in_from_above_that_post(city: SmallCity) -> None:
    """The chair's record is kept in the town, but she stands in at the city: the town must not open that door."""
    assert city.research.post is not None
    with scoped(BUILDER):
        PostHolding.objects.create(
            post=city.research.post,
            person=city.chair.person,
            kind=HoldingKind.DEPUTY,
            from_on=local_day(NOW),
            to_on=local_day(NOW) + timedelta(days=30),
        )

    with pytest.raises(Refused, match="上级工会签发"):
        slip_for(city, by="town_cadre", to="chair")
    with pytest.raises(Refused, match="上级工会签发"):
        slip_for(city, by="city_cadre", to="chair")
    assert slip_for(city, by="administrator", to="chair").user == city.chair.user


@pytest.mark.parametrize(
    ("by", "may"),
    [
        ("county_cadre", True),
        ("county_leader", True),
        ("city_cadre", True),
        ("town_cadre", False),
        ("chair", False),
        ("stranger", False),
        ("supervisor", False),
        ("research", False),
    ],
)
def test_a_bureaus_officer_is_let_in_by_who_keeps_the_bureau(city: SmallCity, by: str, may: bool) -> None:
    with scoped(BUILDER):
        bureau = LabourBureau.objects.create(name="北塘区人社局", place="320501", keeper=city.north)
        officer = make_contact("任经办", of=bureau, home=city.north)
    actor = figure(city, by).actor

    with scoped(actor):
        if may:
            assert issue_slip(actor, officer.user, now=NOW).code
            return
        with pytest.raises(Refused, match="维护"):
            issue_slip(actor, officer.user, now=NOW)


def test_an_officer_who_holds_a_post_or_has_come_in_is_let_in_from_above_only(city: SmallCity) -> None:
    cadre = city.county_cadre.actor
    with scoped(BUILDER):
        bureau = LabourBureau.objects.create(name="北塘区人社局", place="320501", keeper=city.north)
        officer = make_contact("任经办", of=bureau, home=city.north)
    with scoped(cadre):
        slip = issue_slip(cadre, officer.user, now=NOW)
    with scoped(NOBODY):
        activate(slip.user.username, slip.code, PASSWORD, now=NOW)
    with scoped(cadre), pytest.raises(Refused, match="重置密码"):
        issue_slip(cadre, User.objects.get(pk=officer.user.pk), now=NOW)

    with scoped(BUILDER):
        user = User.objects.get(pk=officer.user.pk)
        user.set_unusable_password()
        user.save()
        assert city.county_leader.post is not None
        PostHolding.objects.create(
            post=city.county_leader.post,
            person=officer.person,
            kind=HoldingKind.DEPUTY,
            from_on=local_day(NOW),
            to_on=local_day(NOW) + timedelta(days=30),
        )
    with scoped(cadre), pytest.raises(Refused, match="上级工会签发"):
        issue_slip(cadre, user, now=NOW)


def test_a_slip_opens_the_account_once(city: SmallCity) -> None:
    slip = slip_for(city)

    with scoped(NOBODY):
        user = activate(slip.user.username, slip.code.lower().replace("-", " "), PASSWORD, now=NOW)
        with pytest.raises(Refused, match="对不上"):
            activate(slip.user.username, slip.code, PASSWORD, now=NOW)

    assert user.check_password(PASSWORD)
    assert kinds_about(user) == ["account_issued", "account_activated", "activation_failed"]


def test_the_code_is_not_kept(city: SmallCity) -> None:
    slip = slip_for(city)

    with scoped(BUILDER):
        kept = ActivationSlip.objects.get(user=slip.user)

    assert slip.code not in kept.code_hash
    assert slip.code.replace("-", "") not in kept.code_hash


def test_a_new_slip_makes_the_old_one_void(city: SmallCity) -> None:
    old, new = slip_for(city), slip_for(city)

    with scoped(NOBODY), pytest.raises(Refused):
        activate(old.user.username, old.code, PASSWORD, now=NOW)
    with scoped(NOBODY):
        assert activate(new.user.username, new.code, PASSWORD, now=NOW)


def test_a_slip_expires(city: SmallCity) -> None:
    slip = slip_for(city)

    with scoped(NOBODY), pytest.raises(Refused, match="过期"):
        activate(slip.user.username, slip.code, PASSWORD, now=NOW + VALID_FOR)


def test_no_slip_is_printed_for_an_account_in_use(city: SmallCity) -> None:
    slip = slip_for(city)
    with scoped(NOBODY):
        activate(slip.user.username, slip.code, PASSWORD, now=NOW)

    actor = city.town_cadre.actor
    with scoped(actor), pytest.raises(Refused, match="已经开通"):
        issue_slip(actor, User.objects.get(pk=slip.user.pk), now=NOW)


def test_guessing_codes_locks_the_account(city: SmallCity) -> None:
    slip = slip_for(city)
    with scoped(NOBODY):
        for _ in range(MOST_FAILURES):
            with pytest.raises(Refused, match="对不上"):
                activate(slip.user.username, "2222-2222-2222", PASSWORD, now=NOW)
        with pytest.raises(Refused, match="暂停"):
            activate(slip.user.username, slip.code, PASSWORD, now=NOW)
        assert activate(slip.user.username, slip.code, PASSWORD, now=NOW + timedelta(minutes=30))


def test_the_fifth_wrong_password_locks_and_the_right_one_does_not_help(city: SmallCity) -> None:
    user = city.chair.user
    user.set_password(PASSWORD)
    user.save()
    backend = CountingBackend()

    for _ in range(MOST_FAILURES):
        assert backend.authenticate(None, user.username, "wrong-password") is None

    assert backend.authenticate(None, user.username, PASSWORD) is None
    assert kinds_about(user) == ["login_failed"] * MOST_FAILURES + ["login_locked", "login_failed"]


def test_the_city_may_set_how_long_an_account_rests(city: SmallCity) -> None:
    actor = city.leader.actor
    with scoped(actor):
        override_parameter(
            actor,
            NewOverride(
                key="account.lockout",
                value=10,
                from_on=local_day(NOW),
                to_on=None,
                reason="窗口期人手不足",
                source="市总办〔2026〕3号",
            ),
            now=NOW - timedelta(days=1),
        )

    assert locking_time(now=NOW) == timedelta(minutes=10)
    assert locking_time(now=NOW - timedelta(days=2)) == timedelta(minutes=30)


def test_failures_are_forgotten_when_one_is_in_and_not_before(city: SmallCity) -> None:
    user = city.chair.user
    user.set_password(PASSWORD)
    user.save()
    backend = CountingBackend()
    for _ in range(MOST_FAILURES - 1):
        backend.authenticate(None, user.username, "wrong-password")

    assert backend.authenticate(None, f" {user.username.upper()}", PASSWORD) == user
    user.refresh_from_db()
    assert user.failed_logins == MOST_FAILURES - 1
    sign_in(user, now=NOW)
    user.refresh_from_db()
    assert user.failed_logins == 0


def test_an_event_of_a_failure_says_nothing_of_what_was_typed(
    city: SmallCity, acting_as: Callable[[str], AbstractContextManager[None]]
) -> None:
    CountingBackend().authenticate(None, "zhang.san.13800000000", "secret-secret")

    with acting_as("batch"):
        event = Event.objects.get(kind="organisation.login_failed")
    assert "138" not in f"{event.subject_label}{event.data}{event.actor_label}"


def test_a_reset_needs_two_people_and_two_posts(city: SmallCity) -> None:
    user = city.chair.user
    user.set_password(PASSWORD)
    user.save()
    asker, confirmer = city.town_cadre.actor, city.county_cadre.actor

    with scoped(asker):
        reset = ask_reset(asker, user, reason="忘记密码", now=NOW)
        with pytest.raises(Refused, match="两个人"):
            confirm_reset(asker, reset, now=NOW)
        with pytest.raises(Refused, match="待确认"):
            ask_reset(asker, user, reason="忘记密码", now=NOW)
    with scoped(confirmer):
        slip = confirm_reset(confirmer, PasswordReset.objects.get(pk=reset.pk), now=NOW)
        with pytest.raises(Refused, match="已经确认"):
            confirm_reset(confirmer, reset, now=NOW)

    assert CountingBackend().authenticate(None, user.username, PASSWORD) is None
    with scoped(NOBODY):
        assert activate(user.username, slip.code, "another-horse-43", now=NOW)


def test_nobody_resets_her_own_password(city: SmallCity) -> None:
    actor = city.county_leader.actor

    with scoped(actor), pytest.raises(Refused, match="自己"):
        ask_reset(actor, city.county_leader.user, reason="忘记", now=NOW)


def test_a_password_is_changed_by_the_old_one(city: SmallCity) -> None:
    user, actor = city.worker.user, city.worker.actor
    user.set_password(PASSWORD)
    user.save()
    with scoped(actor):
        with pytest.raises(Refused, match="原密码"):
            change_password(actor, user, old="wrong-password", new="another-horse-43", now=NOW)
        change_password(actor, user, old=PASSWORD, new="another-horse-43", now=NOW)
        with pytest.raises(Refused, match="已经改过"):
            set_first_password(actor, user, new="third-horse-44", now=NOW)

    assert user.check_password("another-horse-43")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_one_slip_at_once_one_wins() -> None:
    with transaction.atomic():
        city = build_small_city()
        slip = slip_for(city)
    barrier, outcomes = threading.Barrier(2), []

    def use(password: str) -> None:
        try:
            with scoped(NOBODY):
                barrier.wait(timeout=10)
                activate(slip.user.username, slip.code, password, now=NOW)
            outcomes.append(password)
        except Refused:
            outcomes.append("")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=use, args=(word,)) for word in ("first-horse-42", "second-horse-42")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    winners = [password for password in outcomes if password]
    assert len(winners) == 1
    assert User.objects.get(pk=slip.user.pk).check_password(winners[0])
