"""A contract and the next round: who is asked for it and when, and what becomes of the old one."""

from dataclasses import replace
from datetime import date

import pytest

from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.actions.opening import succeed
from zhijia.services.bargaining.models import Bargaining, CoverageLink
from zhijia.services.bargaining.models.bargainings import BargainingKind
from zhijia.services.bargaining.tests.story import Story, open_story


def in_force(city: SmallCity) -> Story:
    """A published wage agreement from 21 April 2026 to 31 March 2027."""
    story = open_story(city).to_signature("2026-03-02").at("2026-04-03").file("2026-04-03").confirm_papers()
    return story.at("2026-04-21").sweep().make("publish", {"day": "2026-04-21", "via": "公告栏"})


def next_of(story: Story) -> Story:
    """The latest round after this contract, on the same day."""
    with scoped(BUILDER):
        case_id = Bargaining.objects.filter(previous=story.contract).latest("pk").case_id
    return replace(story, case_id=case_id, steps=[])


def awaited(story: Story) -> dict[str, str]:
    """What the case awaits, each with its day."""
    with scoped(BUILDER):
        return {verb: str(due or "") for verb, due in story.case.awaits.values_list("verb", "due_on")}


def test_in_its_last_sixty_days_a_wage_agreement_asks_for_the_next_round_until_it_is_begun_cb_063(
    city: SmallCity,
) -> None:
    story = in_force(city).make("report_up", {"day": "2026-04-21"})
    story.at("2026-10-22").make("inspect", INSPECTION).at("2027-01-29").sweep()
    assert "renew" not in awaited(story)

    story.at("2027-02-01").sweep()
    assert awaited(story) == {"renew": "2027-03-31", "inspect": "2027-04-22"}
    story.make("renew")

    assert awaited(story) == {"inspect": "2027-04-22"}
    renewal = next_of(story)
    assert (renewal.state, renewal.bargaining.kind) == ("drafting", "renewal")
    with pytest.raises(Refused, match=renewal.case.number):
        story.make("renew")
    renewal.at("2027-02-03").make("abandon", {"reason": "重新立项"})
    assert awaited(story)["renew"] == "2027-03-31"
    story.at("2027-04-01", 0, 0, 0).sweep()
    assert (story.state, awaited(story)) == ("expired", {"tell_ended": "", "renew": ""})
    story.at("2027-04-02").make("renew")
    assert awaited(story) == {"tell_ended": ""}


def test_the_system_replaces_a_changed_contract_on_the_first_day_of_the_new_one_cb_066(city: SmallCity) -> None:
    old = in_force(city).at("2026-06-01")
    with scoped(old.city.chair.actor):
        contract = old.contract
        succeed(contract, kind=BargainingKind.CHANGE, change_ground="agreed", actor=city.chair.actor, now=old.now)
    new = next_of(old).to_signature("2026-06-01", term=("2026-07-01", "2027-06-30"))
    new.at("2026-07-03").file("2026-07-03").confirm_papers()
    assert str(new.clock("review").due_on) == "2026-07-20"  # the 15th day, Saturday the 18th, rolls to Monday

    new.at("2026-07-20", 23, 59, 59).sweep()
    assert (new.state, old.state) == ("filed", "performing")
    new.at("2026-07-21", 0, 0, 0).sweep().sweep()

    assert (new.state, old.state) == ("effective", "replaced")
    assert (str(old.contract.ended_on), old.contract.end_reason) == ("2026-07-21", "replaced")
    assert awaited(old) == {"tell_ended": ""}
    with scoped(BUILDER):
        day = date(2026, 7, 21)
        links = CoverageLink.objects.filter(enterprise=city.mill, from_on__lte=day)
        assert links.exclude(to_on__lte=day).count() == 1
    with pytest.raises(Refused):
        old.make("replace")


def test_a_renewal_that_is_in_force_early_leaves_the_old_contract_its_last_day_cb_064(city: SmallCity) -> None:
    old = in_force(city).at("2027-02-01").sweep().make("renew")
    new = next_of(old).to_signature("2027-02-01", term=("2027-04-01", "2028-03-31"))
    new.at("2027-03-03").file("2027-03-03").confirm_papers().at("2027-03-23").sweep().sweep()

    assert (new.state, old.state) == ("effective", "renewing")
    assert old.at("2027-04-01", 0, 0, 0).sweep().state == "expired"


INSPECTION = {
    "period_from": "2026-04-21",
    "period_to": "2026-10-20",
    "inspected_on": "2026-10-22",
    "workers_inspectors": "周主席",
    "employer_inspectors": "柯经理",
}
