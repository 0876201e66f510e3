"""The pages of a large register: everybody once and in order, while others come and go, and nobody beyond the scope."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from itertools import pairwise, product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhijia.organisation.actions import begin_move
from zhijia.organisation.actions.memberships import Joining, join_all, withdraw
from zhijia.organisation.models import Membership, Union
from zhijia.organisation.moves import move_piece
from zhijia.organisation.queries import Cut, cut
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.organisation.tests.factories import (
    BUILDER,
    LONG_AGO,
    NOW,
    TODAY,
    SmallCity,
    build_small_city,
    make_person,
)
from zhijia.services.organising.queries import MEMBER_ORDER, Asked, list_members, register_of, union_asked

AsRole = Callable[[str], AbstractContextManager[None]]
NAMES = [f"织女{n}" for n in range(10)]


@pytest.fixture
def city(db: None) -> SmallCity:
    city = build_small_city()
    enter(city.mill_union, *NAMES)
    enter(city.pier_union, "船工一", "船工二")
    return city


def enter(union: Union, *names: str) -> None:
    with scoped(BUILDER):
        people = [make_person(name, home=union)[0] for name in names]
        join_all(BUILDER, [Joining(person, union, LONG_AGO, LONG_AGO) for person in people], now=NOW)


def page(actor: Actor, *, show: str = "", value: str = "", after: int = 0, before: int = 0) -> Cut[Membership]:
    asked = Asked(show=show, value=value)
    union = union_asked(actor, asked)
    rows, register = list_members(actor, asked, union=union), register_of(actor, union)
    return cut(rows, keys=MEMBER_ORDER, after=after, before=before, size=3, beside=register)


def names(found: Cut[Membership]) -> list[str]:
    return [row.name for row in found.rows]


def leave(actor: Actor, membership: Membership) -> None:
    withdraw(actor, membership, on=TODAY, application="书面申请", now=NOW)


def test_who_comes_or_goes_meanwhile_moves_nobody_from_one_page_to_another(city: SmallCity) -> None:
    """Also where the row goes that the next page begins after."""
    actor = city.chair.actor
    with scoped(actor):
        first = page(actor)
        leave(actor, first.rows[-1])
        leave(actor, first.rows[0])
    enter(city.mill_union, "新织女")
    with scoped(actor):
        pages = [first, page(actor, after=first.after)]
        while pages[-1].after:
            pages.append(page(actor, after=pages[-1].after))
        back = page(actor, before=pages[1].before)
        left = page(actor, show="left")

        assert [name for found in pages for name in names(found)] == [*NAMES, "新织女"]
        assert names(back) == [NAMES[1]]
        assert (back.before, back.after) == (0, back.rows[-1].pk)
        assert names(left) == [NAMES[0], NAMES[2]]
        assert names(page(actor, show="left", after=left.rows[0].pk)) == [NAMES[2]]


def test_each_page_leads_back_to_the_one_before(city: SmallCity) -> None:
    actor = city.leader.actor
    with scoped(actor):
        pages = [page(actor)]
        while pages[-1].after:
            pages.append(page(actor, after=pages[-1].after))

        assert sum(len(found.rows) for found in pages) == len(NAMES) + 2
        for earlier, later in pairwise(pages):
            assert names(page(actor, before=later.before)) == names(earlier)
        assert names(page(actor, value="织女", after=pages[0].rows[1].pk)) == NAMES[2:5]


def test_the_page_names_people_and_unions_and_leads_on(city: SmallCity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhijia.services.organising.views.members.cut", partial(cut, size=3))
    client, url = city.chair.client(), reverse("organising:members")
    with scoped(BUILDER):
        third = Membership.objects.get(name=NAMES[2])

    shown = client.get(url, {"under": city.mill_union.pk, "after": third.pk}).content.decode()

    assert [name in shown for name in NAMES] == [name in NAMES[3:6] for name in NAMES]
    assert shown.count(f"<td>{city.mill_union.name}</td>") == 3
    assert f"under={city.mill_union.pk}&amp;after=" in shown
    assert f"under={city.mill_union.pk}&amp;before=" in shown


@pytest.mark.database
def test_a_name_is_found_at_every_step_of_a_move_of_the_union(city: SmallCity, acting_as: AsRole) -> None:
    """A name is sought where the membership lies: people follow their union before the memberships do."""
    mover, steps, answer = city.city_cadre.actor, set(), ""
    with scoped(mover):
        move = begin_move(mover, city.mill_union, parent=city.pier_union, basis="江工发〔2026〕12号", now=NOW)
    while answer != "done":
        with acting_as("batch"):
            answer = move_piece(move.pk, now=NOW, most=4)
            rows = Membership.objects.filter(name__in=NAMES).select_related("person")
            steps.add(sum(row.path == row.person.path for row in rows))
        for figure, under in product((city.city_cadre, city.chair, city.south_chair), (city.mill_union.pk, 0)):
            actor = load_actor(figure.user, today=TODAY)
            with scoped(actor):
                assert seen_by_name(actor, under) == seen_at_all(actor, under)

    with scoped(actor):
        assert seen_by_name(actor, 0) == NAMES
    assert {0, len(NAMES)} < steps


def seen_by_name(actor: Actor, under: int) -> list[str]:
    asked = Asked(under=under, value="织女")
    return [row.name for row in list_members(actor, asked, union=union_asked(actor, asked)).order_by(*MEMBER_ORDER)]


def seen_at_all(actor: Actor, under: int) -> list[str]:
    asked = Asked(under=under)
    rows = list_members(actor, asked, union=union_asked(actor, asked)).order_by(*MEMBER_ORDER)
    return [row.name for row in rows if row.name in NAMES]


@pytest.mark.parametrize("side", ["after", "before"])
def test_an_id_of_another_county_shows_a_stranger_nothing(city: SmallCity, side: str) -> None:
    with scoped(BUILDER):
        third = Membership.objects.get(name=NAMES[2])
    client, url = city.south_chair.client(), reverse("organising:members")

    shown = client.get(url, {side: third.pk}).content.decode()
    narrowed = client.get(url, {"under": city.mill_union.pk, side: third.pk})

    assert "织女" not in shown
    assert ("船工一" in shown, "船工二" in shown) == (True, True), "an id that she does not see begins her own register"
    assert narrowed.status_code == 404


@pytest.mark.database
@pytest.mark.parametrize("side", ["after", "before"])
def test_the_index_is_entered_at_the_row_that_the_page_begins_beside(city: SmallCity, side: str) -> None:
    """Under row security too: fifty thousand members share one path, and none of them is passed over one by one."""
    actor = city.chair.actor
    with scoped(actor), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        rows = list_members(actor, Asked(), union=None)
        at = rows.order_by("-pk")[4].pk
        with CaptureQueriesContext(connection) as asked:
            cut(rows, keys=MEMBER_ORDER, after=at if side == "after" else 0, before=at if side == "before" else 0)
        cursor.execute(f"EXPLAIN {asked.captured_queries[-1]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    entered = next(line for line in plan.splitlines() if "Index Cond" in line)
    assert f"ROW((path)::text, id) {'<' if side == 'before' else '>'} ROW(" in entered, plan
