"""The rules of table C from the filing to the publication, and what no shortcut and no hand brings about."""

from datetime import date

import pytest

from zhijia.engines.cases.advance import InvalidInput
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import LabourBureau
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.tests.story import Story, open_story


@pytest.fixture
def story(city: SmallCity) -> Story:
    return open_story(city)


@pytest.mark.parametrize(
    ("contract_type", "day", "rule", "is_noted"),
    [
        (ContractType.WAGE, "2026-04-07", "CB-052", False),
        (ContractType.WAGE, "2026-04-08", "CB-052", True),
        (ContractType.GENERAL, "2026-04-10", "CB-051", False),
        (ContractType.GENERAL, "2026-04-11", "CB-051", True),
    ],
)
def test_a_filing_counts_from_the_signature(
    city: SmallCity, contract_type: ContractType, day: str, rule: str, is_noted: bool
) -> None:
    """Signed on Tuesday 31 March: seven days for wages, ten for the others."""
    story = open_story(city, contract_type).to_signature()

    story.at(day).file()

    assert (rule in story.rules()) is is_noted


@pytest.mark.parametrize(
    ("registered", "name", "outcome"),
    [
        ("", "北塘区人力资源和社会保障局", "noted"),
        ("北塘区人力资源和社会保障局", "北塘区 人力资源和社会保障局", "kept"),
        ("北塘区人力资源和社会保障局", "外省某市人力资源和社会保障局", "refused"),
    ],
    ids=["none_registered", "of_the_place", "of_elsewhere"],
)
def test_a_contract_is_filed_with_the_bureau_of_the_place_cb_054(
    city: SmallCity, registered: str, name: str, outcome: str
) -> None:
    """集体合同规定 第四十三条 (verified): the bureau that has jurisdiction, as far as it is known here."""
    story = open_story(city).to_signature().at("2026-04-02")
    if registered:
        with scoped(BUILDER):
            LabourBureau.objects.create(name=registered, place=story.case.place, keeper=city.north)

    if outcome == "refused":
        with pytest.raises(Refused) as refused:
            story.file(bureau_name=name)
        assert refused.value.rule == "CB-054"
    else:
        assert ("CB-054" in story.file(bureau_name=name).rules()) is (outcome == "noted")


def test_two_copies_are_noted_cb_050(story: Story) -> None:
    assert "CB-050" in story.to_signature().at("2026-04-02").file(copies="2").rules()


@pytest.mark.parametrize(("is_sealed", "is_noted"), [("on", False), ("", True)])
def test_an_objection_without_seal_is_noted_cb_056(story: Story, is_sealed: str, is_noted: bool) -> None:
    story.to_signature().at("2026-04-02").file("2026-04-02").at("2026-04-08").review("objection", is_sealed=is_sealed)

    assert ("CB-056" in story.rules()) is is_noted


def test_a_new_filing_starts_the_clock_anew_cb_059(story: Story) -> None:
    story.to_signature().at("2026-04-02").file("2026-04-02").confirm_papers()
    first = story.clock("review").due_on
    story.at("2026-04-08").review("objection").confirm_papers().at("2026-04-09").make("renegotiate", {"reason": "改"})

    story.draft("2026-05-01", "2027-04-30").initial().table().at("2026-04-10").vote().confirm_papers()
    story.at("2026-04-13").sign().at("2026-04-14").file("2026-04-14")

    assert first == date(2026, 4, 17)
    assert story.clock("review").due_on == date(2026, 4, 29)
    assert story.contract.term_from == date(2026, 5, 1)
    with scoped(BUILDER):
        assert [filing.number for filing in story.contract.filings.order_by("number")] == [1, 2]


def test_a_publication_after_five_days_is_noted_cb_060(story: Story) -> None:
    story.to_signature().at("2026-04-02").file("2026-04-02").at("2026-04-18", 0, 0, 0).sweep()
    assert story.contract.effective_on == date(2026, 4, 18)

    story.at("2026-04-24", 0, 0, 0).sweep()
    assert story.state == "performing"
    story.at("2026-04-24").make("publish", {"day": "2026-04-24", "via": "公告栏"})

    assert "CB-060" in story.rules()


@pytest.mark.parametrize(
    "verb",
    [
        "agree",
        "prepare",
        "begin_talks",
        "initial_draft",
        "table_draft",
        "record_vote",
        "sign",
        "file",
        "review",
        "publish",
    ],
)
def test_no_shortcut_leads_past_the_offer(story: Story, verb: str) -> None:
    with pytest.raises(Refused):
        story.make(verb, scan=True)

    assert story.state == "drafting"


@pytest.mark.parametrize("verb", ["take_effect", "reply_overdue", "expire", "open_renewal", "leave_unpublished"])
def test_what_time_brings_about_nobody_can_type(story: Story, verb: str) -> None:
    with pytest.raises(Refused):
        story.make(verb)


def test_an_existing_contract_cannot_be_taken_over_from_nothing(story: Story) -> None:
    with pytest.raises(Refused):
        story.make("take_over")


def test_nothing_is_published_before_the_day_it_takes_effect(story: Story) -> None:
    """In force from 21 April 2026: the 20th is no day of publication, whenever it is entered."""
    story.to_signature("2026-03-02").at("2026-04-03").file("2026-04-03").at("2026-04-21", 0, 0, 0).sweep()

    with pytest.raises(InvalidInput) as refused:
        story.at("2026-04-22").make("publish", {"day": "2026-04-20", "via": "公告栏"})

    assert "公布日期不能早于这一天" in str(refused.value.form.errors["day"])
    assert story.make("publish", {"day": "2026-04-21", "via": "公告栏"}).contract.published_on == date(2026, 4, 21)
