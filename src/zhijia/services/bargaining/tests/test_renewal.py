"""A wage agreement is renewed within its window: the next one follows without a gap, and neither counts twice."""

from datetime import date

import pytest

from zhijia.engines.indicators.reading import read_many
from zhijia.lib.sentences import NotYours, Refused
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import SmallCity
from zhijia.services.bargaining.actions.opening import succeed
from zhijia.services.bargaining.models.bargainings import BargainingKind
from zhijia.services.bargaining.tests.story import Story, moment, open_story


def covered(city: SmallCity, day: str) -> list[int]:
    """Enterprises covered and contracts in force on a day, in the whole city."""
    codes = ["bargaining.enterprises_covered", "bargaining.contracts"]
    with scoped(city.leader.actor):
        found = read_many(codes, path=city.root.path, on=date.fromisoformat(day))
    return [found[code].numerator for code in codes]


def test_the_next_agreement_follows_the_old_one_without_a_gap_cb_063_cb_064(city: SmallCity) -> None:
    """From 1 April 2026 to 31 March 2027: the window of sixty days opens on 30 January."""
    old = open_story(city).to_signature("2026-03-02").at("2026-04-03").file("2026-04-03").confirm_papers()
    old.at("2026-04-21").sweep().make("publish", {"day": "2026-04-21", "via": "公告栏"})
    assert old.at("2027-01-29", 23, 59, 59).sweep().state == "performing"
    assert old.at("2027-01-30", 0, 0, 1).sweep().state == "renewing"

    chair = load_actor(city.chair.user, today=date(2027, 2, 1))
    with scoped(chair):
        opened = succeed(old.contract, kind=BargainingKind.RENEWAL, actor=chair, now=moment("2027-02-01"))
        with pytest.raises(Refused, match="已经有一件正在办理"):
            succeed(old.contract, kind=BargainingKind.RENEWAL, actor=chair, now=moment("2027-02-01"))
    new = Story(city, opened.case_id, old.officer, moment("2027-02-01"))
    new.to_signature("2027-02-01", ("2027-04-01", "2028-03-31")).at("2027-03-03").file("2027-03-03").confirm_papers()
    with pytest.raises(NotYours):
        old.at("2027-03-04").make("replace")
    assert new.at("2027-03-19", 0, 0, 0).sweep().state == "effective"
    old.at("2027-03-31", 23, 59, 59).sweep()
    assert (old.state, covered(city, "2027-03-31")[0]) == ("renewing", 1)
    old.at("2027-04-01", 0, 0, 0).sweep()

    assert (old.state, old.contract.ended_on) == ("expired", date(2027, 4, 1))
    assert opened.previous == old.contract
    assert covered(city, "2027-04-01") == [1, 1]
    assert "CB-062" not in new.rules()
