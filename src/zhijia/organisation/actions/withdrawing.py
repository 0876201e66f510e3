"""Taking back what was entered by mistake, while nothing else hangs on it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, ProtectedError

from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.actions.parents import refresh_line
from zhijia.organisation.models import Enterprise, Person, Post, PostHolding, Union, UnionCoverage, User
from zhijia.organisation.permissions import check_administer, check_fill_post
from zhijia.organisation.recording import event_about, plain
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, record_all

IN_USE = gettext_noop("已经有其他资料和它相关，不能撤回；确实不再存在的，请填撤销或注销日期。")


def withdraw_union(actor: Actor, union: Union, *, coverages: list[int], now: datetime) -> None:
    """Take back a union with the coverages that were entered with it. Raises `Refused`: role, something hangs on it."""
    if union.parent is None:
        raise Refused("市总工会不能撤回。")
    check_administer(actor, union.parent.path)
    event = event_about(union, events.UNION_REMOVED, actor=actor, now=now, data={"parent": union.parent_id})
    with _all_or_nothing(event):
        _remove_coverages(actor, union, coverages, now=now)
        Union.objects.filter(pk=union.pk).delete()
        sisters = Union.objects.filter(parent=OuterRef("pk"))
        Union.objects.filter(pk=union.parent.pk).update(has_children=Exists(sisters))


def withdraw_coverages(actor: Actor, union: Union, coverages: Sequence[int], *, now: datetime) -> None:
    """Take back coverages by a union that were entered by mistake. Raises `Refused`: role, one has ended since."""
    check_administer(actor, union.path)
    if UnionCoverage.objects.filter(pk__in=coverages, union=union, to_on=None).count() != len(coverages):
        raise Refused("登记的覆盖关系后来已经结束，不能撤回。")
    _remove_coverages(actor, union, coverages, now=now)
    refresh_line(union.pk, today=local_day(now))


def withdraw_enterprise(actor: Actor, enterprise: Enterprise, *, now: datetime) -> None:
    """Take back an enterprise. Raises `Refused`: role, something hangs on it."""
    check_administer(actor, enterprise.path)
    event = event_about(enterprise, events.ENTERPRISE_REMOVED, actor=actor, now=now)
    with _all_or_nothing(event):
        Enterprise.objects.filter(pk=enterprise.pk).delete()


def withdraw_staff(actor: Actor, holding: PostHolding, *, with_post: bool, with_person: bool, now: datetime) -> None:
    """Take back a holding, with its post, and its person with the account, where those were made for it.

    Raises `Refused`: role, account opened, something hangs on them.
    """
    person, post = holding.person, holding.post
    check_fill_post(actor, path=post.path, role=post.role)
    if with_person:
        _check_never_opened(person)
    removed = [_staff_removed(actor, holding, with_person=with_person, now=now)]
    if with_post:
        data = plain({"post": post.pk, "post_title": post.title, "role": post.role, "line": post.line})
        removed.append(event_about(post.union, events.POST_REMOVED, actor=actor, now=now, data=data))
    with _all_or_nothing(*removed):
        PostHolding.objects.filter(pk=holding.pk).delete()
        if with_person:
            User.objects.filter(person=person).delete()
            Person.objects.filter(pk=person.pk).delete()
        if with_post:
            Post.objects.filter(pk=post.pk).delete()


def _check_never_opened(person: Person) -> None:
    user = User.objects.filter(person=person).first()
    if user is not None and (user.has_usable_password() or not user.is_active):
        raise Refused("账号已经开通或停用过，不能撤回；请办理离任。")


def _staff_removed(actor: Actor, holding: PostHolding, *, with_person: bool, now: datetime) -> NewEvent:
    kind = events.PERSON_REMOVED if with_person else events.HOLDING_REMOVED
    data = {"post": holding.post_id, "post_title": holding.post.title}
    return event_about(holding.person, kind, actor=actor, now=now, data=data)


def _remove_coverages(actor: Actor, union: Union, coverages: Sequence[int], *, now: datetime) -> None:
    rows = UnionCoverage.objects.filter(pk__in=coverages, union=union)
    data = {"union": union.pk, "union_name": union.name}
    taken_back = [
        event_about(row.enterprise, events.COVERAGE_REMOVED, actor=actor, now=now, data=data)
        for row in rows.select_related("enterprise").order_by("pk")
    ]
    rows.delete()
    record_all(taken_back)


@contextmanager
def _all_or_nothing(*removed: NewEvent) -> Iterator[None]:
    """The deletions of a block with their events, or `Refused` and nothing. Foreign keys are asked now, not at commit."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            yield
            record_all(removed)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except (IntegrityError, ProtectedError) as error:
        raise Refused(IN_USE) from error
