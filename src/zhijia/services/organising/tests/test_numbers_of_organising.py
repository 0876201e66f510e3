"""Random histories of unions, enterprises, coverages, terms and posts: whatever happens, numbers equal their lists."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F, Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijia.engines.indicators.day import on_day
from zhijia.engines.indicators.models import Threshold
from zhijia.engines.indicators.reading import Place, read_many
from zhijia.engines.indicators.rollup import drain, strike
from zhijia.engines.indicators.tests.agreement import (
    ActAs,
    assert_numbers_are_lists,
    assert_rebuilding_changes_nothing,
    codes_of,
)
from zhijia.lib.sentences import Refused
from zhijia.organisation.actions import begin_move
from zhijia.organisation.models import Enterprise, Membership, Person, Post, PostHolding, Union, UnionCoverage
from zhijia.organisation.models.posts import Role
from zhijia.organisation.models.unions import GRASSROOTS_KINDS, UnionKind
from zhijia.organisation.moves import finish_move, move_piece, unfinished_moves
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import (
    BUILDER,
    NOW,
    TODAY,
    SmallCity,
    build_small_city,
    make_enterprise,
    make_person,
    make_union,
)
from zhijia.site.testing.effort import examples

LARGE = 25
Row = TypeVar("Row", bound=Model)


@dataclass
class History:
    """A city in the making, the day it has reached, and what may still be picked from it."""

    city: SmallCity
    act_as: ActAs
    today: date = TODAY
    towns: list[Union] = field(default_factory=list)
    made: int = 0

    def pick(self, model: type[Row], nth: int) -> Row:
        rows = model._default_manager.order_by("pk")
        return rows[nth % len(rows)]


Step = Callable[[History, int, int], None]


def _day(history: History, offset: int) -> date:
    return history.today + timedelta(days=offset)


def found_union(history: History, nth: int, offset: int) -> None:
    history.made += 1
    kind = [UnionKind.ENTERPRISE, UnionKind.JOINT, UnionKind.BRANCH][nth % 3]
    union = make_union(f"新工会{history.made}", parent=history.towns[nth % 2], kind=kind)
    Union.objects.filter(pk=union.pk).update(founded_on=_day(history, offset) if offset % 5 else None)


def close_union(history: History, nth: int, offset: int) -> None:
    grassroots = Union.objects.filter(kind__in=[UnionKind.ENTERPRISE, UnionKind.JOINT]).order_by("pk")
    Union.objects.filter(pk=grassroots[nth % len(grassroots)].pk).update(closed_on=_day(history, offset))


def renew_term(history: History, nth: int, offset: int) -> None:
    grassroots = Union.objects.filter(kind=UnionKind.ENTERPRISE).order_by("pk")
    term_to = _day(history, offset) if offset % 4 else None
    Union.objects.filter(pk=grassroots[nth % len(grassroots)].pk).update(term_to=term_to)


def enter_enterprise(history: History, nth: int, offset: int) -> None:
    history.made += 1
    headcount = [None, 0, LARGE - 1, LARGE, 300][nth % 5]
    enterprise = make_enterprise(f"新企业{history.made}", territory=history.towns[nth % 2], headcount=headcount)
    Enterprise.objects.filter(pk=enterprise.pk).update(founded_on=_day(history, offset))


def count_heads(history: History, nth: int, offset: int) -> None:
    Enterprise.objects.filter(pk=history.pick(Enterprise, nth).pk).update(headcount=LARGE - 1 + offset % 3)


def grow_everywhere(history: History, nth: int, offset: int) -> None:
    Enterprise.objects.filter(headcount__gte=1).update(headcount=F("headcount") + nth % 7)


def move_enterprise(history: History, nth: int, offset: int) -> None:
    enterprise = history.pick(Enterprise, nth)
    enterprise.territory = history.towns[offset % 2]
    enterprise.save()


def close_enterprise(history: History, nth: int, offset: int) -> None:
    Enterprise.objects.filter(pk=history.pick(Enterprise, nth).pk).update(closed_on=_day(history, offset))


def cover(history: History, nth: int, offset: int) -> None:
    unions = Union.objects.filter(kind__in=[UnionKind.ENTERPRISE, UnionKind.JOINT]).order_by("pk")
    from_on = _day(history, offset)
    UnionCoverage.objects.create(
        union=unions[(nth * 3) % len(unions)],
        enterprise=history.pick(Enterprise, nth),
        from_on=from_on,
        to_on=from_on + timedelta(days=1 + nth * 9) if nth % 2 else None,
    )


def uncover(history: History, nth: int, offset: int) -> None:
    coverage = UnionCoverage.objects.order_by("pk").first()
    if coverage and nth % 3 == 0:
        coverage.delete()
    elif coverage:
        UnionCoverage.objects.filter(pk=coverage.pk).update(to_on=_day(history, offset))


def create_post(history: History, nth: int, offset: int) -> None:
    history.made += 1
    union = history.pick(Union, nth)
    Post.objects.create(union=union, role=Role.OFFICER, title=f"岗位{history.made}")


def close_post(history: History, nth: int, offset: int) -> None:
    Post.objects.filter(pk=history.pick(Post, nth).pk).update(closed_on=_day(history, offset))


def take_post(history: History, nth: int, offset: int) -> None:
    from_on = _day(history, offset)
    PostHolding.objects.create(
        post=history.pick(Post, nth),
        person=history.city.worker.person,
        from_on=from_on,
        to_on=from_on + timedelta(days=1 + nth * 11) if nth % 3 else None,
    )


def leave_post(history: History, nth: int, offset: int) -> None:
    PostHolding.objects.filter(pk=history.pick(PostHolding, nth).pk).update(to_on=_day(history, offset))


def join_union(history: History, nth: int, offset: int) -> None:
    """Somebody new, or a chair who has not joined yet, becomes a member; of some it is known what they are."""
    history.made += 1
    union = history.pick(Union, nth)
    person, _account = make_person(f"会员{history.made}", home=union)
    Person.objects.filter(pk=person.pk).update(sex="12"[nth % 2], is_migrant=nth % 3 == 0 or None)
    joined = _day(history, min(offset, 0))
    Membership.objects.create(
        person=person, union=union, name=person.name, standing=["active", "retained"][nth % 4 == 3],
        joined_on=joined, approved_on=joined, from_on=joined,
    )  # fmt: skip


def leave_union(history: History, nth: int, offset: int) -> None:
    row = Membership.objects.filter(to_on=None).order_by("pk").first()
    if row and nth % 3 == 0:
        row.delete()
    elif row:
        row.to_on, row.ended_as = max(row.from_on, _day(history, offset)), "withdrawn"
        row.save(update_fields=["to_on", "ended_as"])


def learn_of_member(history: History, nth: int, offset: int) -> None:
    people = Person.objects.exclude(memberships=None)
    people.update(sex="12"[nth % 2], is_dispatched=offset % 2 == 0)


def move_union(history: History, nth: int, offset: int) -> None:
    """Put a town or a grassroots union elsewhere, if none is on its way, and let some of its rows follow."""
    if not unfinished_moves():
        city = history.city
        moved = history.pick(Union, nth) if nth % 2 else history.towns[nth % 4 // 2]
        target = [city.north, city.south, city.north_town, city.south_town][offset % 4]
        try:
            begin_move(BUILDER, moved, parent=target, basis="批复", now=NOW)
        except Refused:
            return
    for move_id in unfinished_moves():
        with history.act_as("batch"):
            for _ in range(nth):
                move_piece(move_id, now=NOW, most=1 + offset % 3)


def end_move(history: History, nth: int, offset: int) -> None:
    for move_id in unfinished_moves():
        with history.act_as("batch"):
            assert finish_move(move_id, clock=lambda: NOW, rest=lambda: None, piece=1 + nth)


def change_law(history: History, nth: int, offset: int) -> None:
    with history.act_as("batch"):
        Threshold.objects.all().delete()
        Threshold.objects.create(
            code="organising.large_enterprise", parameter="union.target.employees", value=LARGE, from_on=date.min
        )


def fold(history: History, nth: int, offset: int) -> None:
    with history.act_as("batch"):
        drain(most=1 + nth)


def forget_old_days(history: History, nth: int, offset: int) -> None:
    with history.act_as("batch"):
        strike(history.today - timedelta(days=abs(offset)))


def sleep(history: History, nth: int, offset: int) -> None:
    history.today += timedelta(days=1 + (nth % 40 if offset > 30 else 0))


STEPS: list[Step] = [
    found_union,
    close_union,
    renew_term,
    enter_enterprise,
    count_heads,
    grow_everywhere,
    move_enterprise,
    close_enterprise,
    cover,
    cover,
    uncover,
    create_post,
    close_post,
    take_post,
    leave_post,
    join_union,
    join_union,
    leave_union,
    learn_of_member,
    move_union,
    move_union,
    end_move,
    change_law,
    fold,
    fold,
    forget_old_days,
    sleep,
    sleep,
]
STORIES = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 40), st.integers(-90, 60)), min_size=4, max_size=18)


@pytest.mark.database
@settings(
    max_examples=examples(4),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=STORIES)
def test_whatever_happens_numbers_equal_their_lists_and_the_rebuild(
    db: None, acting_as: ActAs, story: list[tuple[Step, int, int]]
) -> None:
    with transaction.atomic():
        history = History(build_small_city(), acting_as)
        history.towns = [history.city.north_town, history.city.south_town]

        for step, nth, offset in story:
            _tell(history, step, nth, offset)
            with scoped(BUILDER):
                if not unfinished_moves():
                    assert _shown_today(history) == _counted_by_hand(history), step.__name__

        _assert_everything_agrees(history)
        with on_day(history.today), scoped(BUILDER):
            end_move(history, 1, 0)
        _assert_everything_agrees(history)
        transaction.set_rollback(True)


def _tell(history: History, step: Step, nth: int, offset: int) -> None:
    """One step on the day it happens; one that the register refuses leaves nothing behind."""
    try:
        with on_day(history.today), scoped(BUILDER):
            step(history, nth, offset)
    except DatabaseError as refused:
        if "violates" not in str(refused):
            raise


def _shown_today(history: History) -> dict[str, int]:
    codes = ["organising.enterprises", "organising.coverage", "organising.terms_expired", "organising.posts_vacant"]
    codes += ["organising.members", "organising.members_women", "organising.density", "organising.density_everywhere"]
    readings = read_many(codes, path=history.city.north.path, on=history.today)
    return {code: reading.numerator for code, reading in readings.items()} | {
        "large": readings["organising.coverage"].denominator or 0,
        "workers": readings["organising.density_everywhere"].denominator or 0,
        "unionised": readings["organising.density"].denominator or 0,
    }


def _lasts(row: object, begin: str, end: str, *, on: date) -> bool:
    from_on, to_on = getattr(row, begin), getattr(row, end)
    return (from_on is None or from_on <= on) and (to_on is None or to_on > on)


def _members_by_hand(north: str, living: list[Enterprise], *, today: date) -> dict[str, int]:
    members = [
        m
        for m in Membership.objects.filter(path__startswith=north, standing="active").select_related("union", "person")
        if _lasts(m, "from_on", "to_on", on=today)
    ]
    oldest: dict[int, UnionCoverage] = {}
    for coverage in UnionCoverage.objects.select_related("union", "enterprise").order_by("union_id"):
        if _lasts(coverage, "from_on", "to_on", on=today) and _lasts(
            coverage.union, "founded_on", "closed_on", on=today
        ):
            oldest.setdefault(coverage.enterprise_id, coverage)
    return {
        "organising.members": len(members),
        "organising.members_women": sum(m.person.sex == "2" for m in members),
        "organising.density": sum(m.union.kind in GRASSROOTS_KINDS for m in members),
        "organising.density_everywhere": len(members),
        "workers": sum(e.headcount or 0 for e in living),
        "unionised": sum(
            c.enterprise.headcount or 0
            for c in oldest.values()
            if c.path.startswith(north) and _lasts(c.enterprise, "founded_on", "closed_on", on=today)
        ),
    }


def _counted_by_hand(history: History) -> dict[str, int]:
    """The same numbers for the northern county, written again over the register's rows as they are today."""
    north, today = history.city.north.path, history.today
    living = [
        e
        for e in Enterprise.objects.filter(path__startswith=north).order_by("pk")
        if _lasts(e, "founded_on", "closed_on", on=today)
    ]
    covered = {
        coverage.enterprise_id
        for coverage in UnionCoverage.objects.select_related("union").order_by("pk")
        if _lasts(coverage, "from_on", "to_on", on=today)
        and _lasts(coverage.union, "founded_on", "closed_on", on=today)
    }
    large = [e for e in living if e.headcount is not None and e.headcount >= LARGE]
    unions = [
        u
        for u in Union.objects.filter(path__startswith=north).order_by("pk")
        if _lasts(u, "founded_on", "closed_on", on=today)
    ]
    held = {
        h.post_id
        for h in PostHolding.objects.filter(kind="holder").order_by("pk")
        if _lasts(h, "from_on", "to_on", on=today)
    }
    posts = Post.objects.filter(path__startswith=north).select_related("union").order_by("pk")
    open_posts = [p for p in posts if all(end is None or end > today for end in (p.closed_on, p.union.closed_on))]
    return _members_by_hand(north, living, today=today) | {
        "organising.enterprises": len(living),
        "organising.coverage": sum(e.pk in covered for e in large),
        "large": len(large),
        "organising.terms_expired": sum(u.term_to is not None and u.term_to <= today for u in unions),
        "organising.posts_vacant": sum(p.pk not in held for p in open_posts),
    }


def _assert_everything_agrees(history: History) -> None:
    city = history.city
    with scoped(BUILDER):
        path_of = dict(Union.objects.values_list("pk", "path"))
    places = [
        Place(city.root.path),
        Place(city.root.path, (city.north.path, city.south.path)),
        Place(path_of[city.north_town.pk]),
        Place(path_of[city.mill_union.pk]),
    ]
    days = [history.today - timedelta(days=45), history.today, history.today + timedelta(days=30)]
    with scoped(BUILDER):
        assert_numbers_are_lists([*codes_of("organising"), *codes_of("statistics")], places=places, days=days)
    assert_rebuilding_changes_nothing(history.act_as)
