"""Property: whatever is asked, by the action or by raw rows, a post has one holder at a time."""

from datetime import date, timedelta
from itertools import pairwise

from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhijia.lib.sentences import Refused
from zhijia.organisation.actions import Appointment, appoint, end_holding
from zhijia.organisation.models import Person, Post, PostHolding
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity, make_person

START = date(2025, 1, 1)
SPANS = st.tuples(st.integers(0, 40), st.none() | st.integers(1, 40), st.booleans(), st.booleans())


@given(asked=st.lists(SPANS, min_size=1, max_size=12))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_post_has_one_holder_at_a_time(city: SmallCity, asked: list[tuple[int, int | None, bool, bool]]) -> None:
    with scoped(BUILDER):
        people = [make_person(f"候任{n}", home=city.north)[0] for n in range(2)]
        post = Post.objects.create(union=city.north, role="cadre", title=f"岗{Post.objects.count()}")
        post.refresh_from_db()
        for number, (start, length, by_action, then_ends) in enumerate(asked):
            from_on = START + timedelta(days=start)
            to_on = from_on + timedelta(days=length) if length else None
            _ask(post, people[number % 2], from_on, to_on, by_action=by_action)
            if then_ends:
                _end_the_last(post, START + timedelta(days=start + 5))

        spans = list(post.holdings.order_by("from_on").values_list("from_on", "to_on"))

    assert all(to_on is not None and to_on <= following for (_, to_on), (following, _) in pairwise(spans))


def _ask(post: Post, person: Person, from_on: date, to_on: date | None, *, by_action: bool) -> None:
    try:
        with transaction.atomic():
            if by_action:
                appoint(BUILDER, Appointment(post, person, from_on, to_on), now=NOW)
            else:
                PostHolding.objects.create(post=post, person=person, from_on=from_on, to_on=to_on)
    except (Refused, IntegrityError):
        return


def _end_the_last(post: Post, to_on: date) -> None:
    holding = post.holdings.filter(to_on=None).select_related("post", "person").first()
    if holding:
        try:
            end_holding(BUILDER, holding, to_on=to_on, now=NOW)
        except Refused:
            return
