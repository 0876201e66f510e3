"""The proposal: what must hold of every one, whatever the unions and cadres are."""

from collections import Counter
from fractions import Fraction
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhijia.lib.sentences import Refused
from zhijia.services.contacts.rules.assigning import Candidate, Helper, Wishes, is_small, propose

SHARE = Fraction(3, 10)


@st.composite
def situations(draw: st.DrawFn) -> tuple[list[Candidate], list[Helper], Wishes]:
    unions = draw(st.integers(1, 60))
    candidates = [
        Candidate(
            id=n,
            county=draw(st.sampled_from("ABCD")),
            ownership=draw(st.sampled_from(("110", "170", "300"))),
            headcount=draw(st.none() | st.integers(1, 300)),
            is_new=draw(st.booleans()) and draw(st.booleans()),
        )
        for n in range(unions)
    ]
    helpers = [Helper(1000 + n, draw(st.integers(0, 5))) for n in range(draw(st.integers(1, 8)))]
    return candidates, helpers, Wishes(draw(st.integers(1, 60)), SHARE, 100)


@settings(max_examples=150, deadline=None)
@given(situations(), st.integers(0, 9))
def test_every_proposal_keeps_what_must_hold(found: tuple[list[Candidate], list[Helper], Wishes], seed: int) -> None:
    candidates, helpers, wishes = found
    try:
        proposed = propose(candidates, helpers, wishes, seed=seed)
    except Refused:
        must = {one.id for one in candidates if one.is_new}
        assert len(must) + 4 + 3 > wishes.count
        return

    by_id = {one.id: one for one in candidates}
    chosen = [by_id[pair.union] for pair in proposed.pairs]
    assert len({one.id for one in chosen}) == len(chosen) == min(wishes.count, len(candidates))
    assert {one.county for one in chosen} == {one.county for one in candidates}
    assert {one.ownership for one in chosen} == {one.ownership for one in candidates}
    assert all(one in chosen for one in candidates if one.is_new)
    assert all(pair.reasons for pair in proposed.pairs)
    assert _heaviest(helpers, proposed.pairs) == _least_possible(helpers, len(chosen))
    assert propose(reversed(candidates), reversed(helpers), wishes, seed=seed) == proposed


def _heaviest(helpers: list[Helper], pairs: object) -> int:
    given_to = Counter(pair.helper for pair in pairs)  # type: ignore[attr-defined]
    return max(helper.load + given_to[helper.id] for helper in helpers)


def _least_possible(helpers: list[Helper], count: int) -> int:
    """The lowest ceiling under which so many more fit: found by trying, unlike the rules."""
    ceiling = max(helper.load for helper in helpers)
    while sum(ceiling - helper.load for helper in helpers) < count:
        ceiling += 1
    return ceiling


def test_pa_04_three_in_ten_are_small_where_there_are_enough() -> None:
    candidates = [Candidate(n, "A", "170", 40 if n < 40 else 400) for n in range(1000)]

    proposed = propose(candidates, [Helper(1)], Wishes(100, SHARE, 100), seed=3)

    small = sum(is_small(candidates[pair.union], Wishes(100, SHARE, 100)) for pair in proposed.pairs)
    assert (small >= 30, proposed.shortfalls) == (True, [])


def test_too_few_for_what_must_be_in_is_refused_with_the_number() -> None:
    new = [Candidate(n, "A", "170", 50, is_new=True) for n in range(5)]

    with pytest.raises(Refused, match="至少要挂钩5家"):
        propose(new, [Helper(1)], Wishes(3, SHARE, 100), seed=1)


def test_nobody_to_pair_with_is_refused() -> None:
    with pytest.raises(Refused, match="没有可以挂钩的干部"):
        propose([Candidate(1, "A", "170", 50)], [], Wishes(1, SHARE, 100), seed=1)


def test_a_thousand_unions_and_three_hundred_cadres_take_no_time() -> None:
    candidates = [Candidate(n, f"C{n % 10}", str(100 + n % 9), n % 500) for n in range(20_000)]
    helpers = [Helper(100_000 + n, n % 4) for n in range(300)]

    began = process_time()
    proposed = propose(candidates, helpers, Wishes(1000, SHARE, 100), seed=5)

    assert process_time() - began < 1
    assert len(proposed.pairs) == 1000
