"""Quotas of the counties: they add up to the target, whatever the counties weigh (PA-04)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.lib.dividing import divide
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, SmallCity
from zhijia.services.contacts.actions.programmes import open_programme
from zhijia.services.contacts.actions.quotas import counties_of, propose_quotas, quota_of, set_quotas


@given(st.integers(0, 900), st.dictionaries(st.integers(1, 12), st.integers(0, 400), max_size=12))
def test_shares_add_up_and_stay_within_what_there_is(total: int, weights: dict[int, int]) -> None:
    shares = divide(total, weights)

    assert sum(shares.values()) == min(total, sum(weights.values()))
    assert all(share <= weights[key] for key, share in shares.items())


def test_the_city_settles_quotas_that_make_its_target_pa_04(city: SmallCity) -> None:
    """PA-04."""
    actor = city.city_cadre.actor
    with scoped(actor):
        programme = open_programme(city.root, year=2026, target_total=3, target_city=1, actor=actor, now=NOW)
        counties = counties_of(programme)
        proposed = propose_quotas(programme, counties)
        set_quotas(programme, proposed, actor=actor, now=NOW)
        with pytest.raises(Refused, match="应为2家"):
            set_quotas(programme, {city.north.pk: 3}, actor=actor, now=NOW)
        set_quotas(programme, {city.north.pk: 2, city.south.pk: 0}, actor=actor, now=NOW)

    assert proposed == {city.north.pk: 1, city.south.pk: 1}
    with scoped(city.county_cadre.actor):
        assert quota_of(programme, city.north.pk) == 2
        assert quota_of(programme, city.south.pk) is None, "another county's is out of sight"
        with pytest.raises(Refused, match="由市总工会"):
            set_quotas(programme, {city.north.pk: 2}, actor=city.county_cadre.actor, now=NOW)
