"""The life of a contract, with the calendar of 2026 moved day by day."""

from datetime import date

import pytest

from zhijia.engines.cases.advance import InvalidInput
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import LabourBureau
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.models.contracts import EffectBasis
from zhijia.services.bargaining.tests.story import open_story


def test_a_wage_agreement_lives_from_its_offer_to_its_end(city: SmallCity) -> None:
    """What is kept on the way, so that nothing is refused and nothing noted: CB-001, CB-002, CB-003, CB-005, CB-010, CB-011,
    CB-012, CB-013, CB-014, CB-016, CB-017, CB-021, CB-033, CB-040, CB-044, CB-045, CB-046, CB-050, CB-057, CB-060, CB-071.
    """
    story = open_story(city).to_signature("2026-03-02")
    with scoped(BUILDER):
        LabourBureau.objects.create(name="北塘区人力资源和社会保障局", place=story.case.place, keeper=city.north)

    assert story.state == "signed"
    assert story.clock("filing_wage").due_on == date(2026, 4, 7)  # 31 March + 7 days
    story.at("2026-04-03").file("2026-04-03").confirm_papers()
    assert story.clock("review").due_on == date(2026, 4, 20)  # the 15th day, Saturday the 18th, rolls to Monday
    story.at("2026-04-20", 23, 59, 59).sweep()
    assert story.state == "filed"
    story.at("2026-04-21", 0, 0, 0).sweep()

    contract = story.contract
    assert (story.state, contract.effective_on, contract.effect_basis) == (
        "effective",
        date(2026, 4, 21),
        EffectBasis.DEEMED,
    )
    story.at("2026-04-23").make("publish", {"day": "2026-04-23", "via": "公告栏"})
    assert story.state == "performing"
    story.at("2027-02-01").sweep()
    assert story.state == "renewing"
    story.at("2027-04-01", 0, 0, 0).sweep()
    assert (story.state, story.contract.ended_on) == ("expired", date(2027, 4, 1))
    story.at("2027-04-02").make("archive")
    assert story.case.closed_at is not None
    assert story.rules() == {"§A7"}  # the story's text has two clauses, not all that a standard text asks for


def test_an_offer_that_nobody_answers_is_overdue_on_the_21st_day_cb_003(city: SmallCity) -> None:
    story = open_story(city).at("2026-03-02").send_offer().at("2026-03-03").serve("2026-03-03")

    assert story.clock("reply").due_on == date(2026, 3, 23)
    story.at("2026-03-23", 23, 59, 59).sweep()
    assert story.state == "offered"
    story.at("2026-03-24", 0, 0, 0).sweep()
    assert story.state == "refused"
    story.at("2026-03-25").agree("2026-03-25")
    assert story.state == "accepted"
    assert "CB-003" in story.rules()


def test_an_objection_in_the_last_second_stops_the_effect_cb_057(city: SmallCity) -> None:
    in_time = open_story(city).to_signature("2026-03-02").at("2026-04-03").file("2026-04-03")

    in_time.at("2026-04-20", 23, 59, 59).review("objection")

    assert in_time.state == "objected"
    assert in_time.contract.effective_on is None


def test_an_objection_after_midnight_finds_the_contract_in_force(city: SmallCity) -> None:
    late = open_story(city).to_signature("2026-03-02").at("2026-04-03").file("2026-04-03")
    late.at("2026-04-21", 0, 0, 0)

    with pytest.raises(Refused, match="已生效"):
        late.review("objection")

    assert late.sweep().contract.effective_on == date(2026, 4, 21)


def test_after_an_objection_everything_is_done_anew_cb_059(city: SmallCity) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-03").file("2026-04-03").confirm_papers()
    story.at("2026-04-10").review("objection").confirm_papers()

    story.at("2026-04-13").make("renegotiate", {"reason": "修改第五条"}).draft("2026-05-01", "2027-04-30")

    with pytest.raises(Refused):
        story.make("sign", {"day": "2026-04-13", "by_chiefs": "on"}, scan=True)
    story.initial().table().vote()
    assert story.state == "adopted"


def test_a_general_contract_waits_for_the_fifteenth_day_even_when_nobody_objects_cb_058(city: SmallCity) -> None:
    story = open_story(city, ContractType.GENERAL).to_signature("2026-03-02").at("2026-04-03").file("2026-04-03")

    story.at("2026-04-08").review("no_objection", served_on_workers_on="2026-04-08", served_on_employer_on="2026-04-08")

    assert story.state == "filed"
    assert story.at("2026-04-21", 0, 0, 0).sweep().contract.effective_on == date(2026, 4, 21)


def test_a_wage_agreement_takes_effect_when_the_opinion_is_served_cb_058(city: SmallCity) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-03").file("2026-04-03")

    days = {"given_on": "2026-04-07", "served_on_workers_on": "2026-04-07", "served_on_employer_on": "2026-04-08"}
    with pytest.raises(InvalidInput):  # nothing is given before it was received, or served before it was given
        story.at("2026-04-08").review("no_objection", **days | {"given_on": "2026-04-02"})
    story.review("no_objection", **days)

    assert story.contract.effective_on == date(2026, 4, 8)
    assert story.contract.effect_basis == EffectBasis.SERVED
