"""What comes on paper counts once a second person has confirmed it, and somebody who can is asked to."""

import pytest

from zhijia.lib.sentences import Refused
from zhijia.organisation.models import PostHolding
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.models.contracts import EffectBasis
from zhijia.services.bargaining.tests.story import Story, open_story

FILING = {
    "filed_on": "2026-04-03",
    "copies": "3",
    "has_explanation": "on",
    "bureau_name": "北塘区人力资源和社会保障局",
    "received_on": "2026-04-03",
}
OPINION = {
    "opinion": "no_objection",
    "reviewer": "审查员",
    "is_sealed": "on",
    "given_on": "2026-04-07",
    "served_on_workers_on": "2026-04-08",
    "served_on_employer_on": "2026-04-08",
}
OBJECTION = {"opinion": "objection", "objected_items": "第五条", "reviewer": "审查员", "is_sealed": "on"}


def confirmers(story: Story) -> set[tuple[str, str]]:
    """Who is asked to confirm: the union and the role."""
    with scoped(BUILDER):
        rows = story.case.awaits.filter(verb="confirm_paper")
        return {(row.union.name if row.union else "", row.role) for row in rows.select_related("union")}


def test_no_single_person_puts_a_contract_in_force_cb_057_cb_058(city: SmallCity) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-03").make("file", FILING, scan=True)
    assert str(story.clock("review").due_on) == "2026-04-20"

    story.at("2026-04-08").make("review", OPINION, scan=True).sweep()
    assert (story.state, story.contract.effective_on) == ("filed", None)
    with pytest.raises(Refused, match="录入人不能自己确认"):
        story.make("confirm_paper", {"entries": []})
    story.at("2026-04-21", 0, 0, 0).sweep()
    assert (story.state, story.contract.effective_on) == ("filed", None)

    story.at("2026-04-22").confirm_papers().sweep()
    contract = story.contract
    assert (story.state, str(contract.effective_on), contract.effect_basis) == (
        "effective",
        "2026-04-08",
        EffectBasis.SERVED,
    )


def test_an_objection_on_paper_keeps_the_contract_from_effect_once_a_second_person_has_looked_cb_056(
    city: SmallCity,
) -> None:
    """集体合同规定 第四十五条 (verified). Until then the contract is neither objected to nor in force by silence."""
    story = open_story(city).to_signature("2026-03-02").at("2026-04-03").file("2026-04-03")

    story.at("2026-04-17").make("review", OBJECTION | {"given_on": "2026-04-17"}, scan=True).sweep()
    assert (story.state, confirmers(story)) == ("filed", {(city.mill_union.name, Role.OFFICER)})
    with scoped(BUILDER):
        assert set(story.case.awaits.values_list("verb", flat=True)) == {"confirm_paper"}
    with pytest.raises(Refused, match="录入人不能自己确认"):
        story.make("confirm_paper", {"entries": []})
    story.at("2026-04-22").sweep().sweep()
    assert (story.state, story.contract.effective_on, story.clock("review").state) == ("filed", None, "running")

    story.at("2026-04-23").confirm_papers().sweep()
    assert (story.state, story.contract.effective_on, story.clock("review").state) == ("objected", None, "met")


def test_an_objection_that_a_corrected_receipt_makes_late_lets_silence_have_its_effect_cb_056(city: SmallCity) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-03").file("2026-04-03", filed_on="2026-04-02")
    story.at("2026-04-20").make("review", OBJECTION | {"given_on": "2026-04-20"}, scan=True).sweep()
    assert story.state == "filed"

    story.redate("review", "2026-04-02").sweep()

    assert (story.state, str(story.contract.effective_on)) == ("effective", "2026-04-18")


def test_where_the_chair_is_alone_a_cadre_above_confirms_and_is_named(city: SmallCity) -> None:
    story = open_story(city)
    story.at("2026-03-02").send_offer().at("2026-03-04").serve("2026-03-04")
    assert confirmers(story) == {(city.mill_union.name, Role.OFFICER)}
    with scoped(BUILDER):
        PostHolding.objects.filter(post=story.officer.post).update(to_on="2026-03-05")

    story.at("2026-03-11").agree("2026-03-11")
    ((union, role),) = confirmers(story)
    assert role == Role.CADRE
    assert union != city.mill_union.name
    cadre = load_actor(city.town_cadre.user, today=story.today())
    assert cadre.post is not None
    assert cadre.post.union_name == union
    story.make("prepare").seat_both().at("2026-03-16").make("begin_talks", {"first_meeting_on": "2026-03-16"})
    story.draft("2026-04-01", "2027-03-31").initial().table().at("2026-03-30").vote()
    with pytest.raises(Refused, match=f"请{union}的工会干部先办理"):
        story.sign()
    with scoped(cadre):
        entries = list(story.case.paper_entries.filter(confirmed_at=None).values_list("pk", flat=True))
    story.make("confirm_paper", {"entries": entries}, by=cadre)
    assert story.sign().state == "signed"
