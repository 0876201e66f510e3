"""What papers asked for, late papers and their service do to a contract under review."""

from datetime import date

import pytest

from zhijia.engines.cases.queries import timeline_of
from zhijia.engines.documents.models import Serving
from zhijia.engines.documents.receiving import sign_for
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import LabourBureau
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.flow import BARGAINING_FLOW
from zhijia.services.bargaining.models import Contract, Review
from zhijia.services.bargaining.models.bargainings import Side
from zhijia.services.bargaining.models.contracts import EffectBasis
from zhijia.services.bargaining.panels.case import show_bargaining
from zhijia.services.bargaining.presenting.contracts import contract_context
from zhijia.services.bargaining.tests.story import Story, open_story
from zhijia.services.bargaining.tests.test_letters import act_for


def test_papers_asked_for_do_not_stop_the_review_so_silence_brings_effect_cb_057(city: SmallCity) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-02").file("2026-04-02")
    story.at("2026-04-10").make("ask_supplement", {"day": "2026-04-10", "asked": "补正签字页"}, scan=True)

    story.at("2026-04-17", 23, 59, 59).sweep()
    assert story.state == "supplementing"
    story.at("2026-04-18", 0, 0, 0).sweep()
    assert (story.state, story.contract.effective_on) == ("effective", date(2026, 4, 18))


def test_an_opinion_given_here_is_served_by_its_signature_and_a_wage_agreement_is_in_force_that_day_cb_058(
    city: SmallCity,
) -> None:
    with scoped(BUILDER):
        bureau = LabourBureau.objects.create(name="北塘区人力资源和社会保障局", place="320505", keeper=city.north)
    employer, reviewer = act_for(city, city.mill), act_for(city, bureau)
    story = open_story(city).send_offer(channel="online").at("2026-03-03")
    story.make("agree", {"decision": "agree", "signer": "柯经理"}, by=employer).make("prepare").seat_both()
    story.at("2026-03-16").make("begin_talks", {"first_meeting_on": "2026-03-16"}).meet()
    story.draft("2026-04-01", "2027-03-31").initial().table().at("2026-03-20").vote().confirm_papers().sign()
    story.at("2026-03-23").make("file", {"copies": "3", "bureau_name": bureau.name, "explanation": "说明"}, by=employer)
    typed = dict.fromkeys(("served_on_workers_on", "served_on_employer_on"), "2026-03-24")
    opinion = {"opinion": "no_objection", "reviewer": "审查员", "is_sealed": "on", "on_content": "未见违法。"}

    story.at("2026-03-27").make("review", opinion | typed, by=reviewer)

    assert (story.state, story.contract.effective_on) == ("filed", None)
    with scoped(BUILDER):
        review = Review.objects.get()
        asked = story.case.awaits.values_list("verb", "party").get()
        serving = Serving.objects.get(case_id=story.case_id, document__template="bargaining.review")
    assert (review.served_on_workers_on, review.served_on_employer_on) == (date(2026, 3, 27), None)
    assert asked == ("serve_opinion", f"employer:{city.mill.pk}")
    story.at("2026-03-30")
    with scoped(employer):
        sign_for(serving, actor=employer, now=story.now)
        sign_for(serving, actor=employer, now=story.now)  # a double click
    served = (story.state, story.contract.effective_on, story.contract.effect_basis)
    assert served == ("effective", date(2026, 3, 30), EffectBasis.SERVED)


def test_the_bureau_may_object_while_it_waits_for_papers_cb_056(city: SmallCity) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-02").file("2026-04-02")
    story.at("2026-04-10").make("ask_supplement", {"day": "2026-04-10", "asked": "补正签字页"}, scan=True)

    story.at("2026-04-16").review("objection").at("2026-12-01").sweep()

    assert (story.state, story.contract.effective_on) == ("objected", None)
    assert {story.clock(name).state for name in ("review",)} == {"met"}


def test_a_paper_objection_in_time_is_entered_later_and_undoes_the_effect_by_a_second_person_cb_056(
    city: SmallCity,
) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-02").file("2026-04-02")
    story.at("2026-04-20").sweep().make("publish", {"day": "2026-04-20", "via": "公告栏"})

    story.review("objection", verb="record_opinion", given_on="2026-04-17")
    assert (story.state, story.contract.effective_on) == ("performing", date(2026, 4, 18))
    assert "CB-056" not in story.rules()
    with pytest.raises(Refused, match="录入人不能自己确认"):
        story.make("apply_opinion")
    story.make("apply_opinion", by=story.by_officer())

    contract = story.contract
    assert (story.state, contract.effective_on, contract.published_on) == ("objected", None, None)
    assert {story.clock(name).state for name in ("expiry", "renewal_wage", "inspection", "report")} == {"stopped"}
    with scoped(BUILDER):
        applied = next(event for event in timeline_of(story.case) if event.kind == "bargaining.opinion_applied")
        assert not story.case.paper_entries.filter(verb="record_opinion", confirmed_at=None).exists()
    assert applied.data["was"]["effective_on"] == "2026-04-18"
    assert story.at("2027-05-01").sweep().state == "objected"


def test_a_late_paper_objection_is_on_record_and_changes_nothing_cb_056(city: SmallCity) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-02").file("2026-04-02").at("2026-04-20").sweep()

    story.review("objection", verb="record_opinion", given_on="2026-04-18")

    assert (story.state, story.contract.effective_on) == ("effective", date(2026, 4, 18))
    assert "CB-056" in story.rules()
    with pytest.raises(Refused, match="不需要确认"):
        story.make("apply_opinion", by=story.by_officer())


def test_service_on_the_second_side_is_entered_when_it_comes_cb_058(city: SmallCity) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-02").file("2026-04-02")
    story.at("2026-04-08").review("no_objection", served_on_workers_on="2026-04-08")
    assert story.state == "filed"

    story.at("2026-04-10").make("serve_opinion", {"served_on_employer_on": "2026-04-09"}, scan=True)
    story.confirm_papers().sweep()

    contract = story.contract
    assert (story.state, contract.effective_on, contract.effect_basis) == (
        "effective",
        date(2026, 4, 9),
        EffectBasis.SERVED,
    )
    assert story.clock("publication_wage").due_on == date(2026, 4, 14)
    with pytest.raises(Refused, match="已经登记送达双方"):
        story.make("record_opinion_service", {"served_on_employer_on": "2026-04-10"}, scan=True)


def test_service_that_comes_to_light_after_the_deemed_effect_moves_its_first_day_cb_058(city: SmallCity) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-02").file("2026-04-02")
    story.at("2026-04-08").review("no_objection", served_on_workers_on="2026-04-08")
    story.at("2026-04-20").sweep()

    story.make("record_opinion_service", {"served_on_employer_on": "2026-04-09"}, scan=True)
    assert story.contract.effective_on == date(2026, 4, 18)
    story.make("apply_opinion", by=story.by_officer())

    assert (story.state, story.contract.effective_on) == ("effective", date(2026, 4, 9))
    assert story.clock("publication_wage").started_on == date(2026, 4, 9)


def test_after_an_objection_the_sides_meet_again_and_what_was_not_mended_is_pointed_out_cb_059(city: SmallCity) -> None:
    """令22 §46: the text is negotiated again; only then is it initialled, and an objected clause that stands is named."""
    story = open_story(city).to_signature("2026-03-02").at("2026-04-02").file("2026-04-02").at("2026-04-08")
    story.review("objection", objected_items="第二条不符合女职工劳动保护特别规定第七条。")

    story.at("2026-04-09").make("renegotiate", {"reason": "按审查意见修改"})
    assert awaited(story) == {"record_meeting"}
    story.draft("2026-05-01", "2027-04-30")
    with pytest.raises(Refused, match="须重新协商") as refused:
        story.make("initial_draft", scan=True)
    assert refused.value.rule == "CB-059"
    with pytest.raises(
        Refused, match="须重新协商"
    ):  # a meeting from before the objection, entered now, is no new round
        story.meet(Side.EMPLOYER, held_on="2026-04-07").make("initial_draft", scan=True)
    story.meet().initial()
    assert found(story) == ["草案与审查机关提出异议的文本完全相同，异议还没有处理。"]

    story.make("renegotiate", {"reason": "漏改"}).draft("2026-05-01", "2027-04-30")
    reword(story, position=1).initial()
    assert found(story)[1:] == ["审查异议涉及的第2条“”没有修改。"]
    story.make("renegotiate", {"reason": "漏改"}).draft("2026-05-01", "2027-04-30")
    reword(story, position=2).initial()
    assert len(found(story)) == 2


def awaited(story: Story) -> set[str]:
    with scoped(BUILDER):
        return set(story.case.awaits.exclude(verb="confirm_paper").values_list("verb", flat=True))


def found(story: Story) -> list[str]:
    with scoped(BUILDER):
        return list(story.case.findings.filter(rule="CB-059").order_by("pk").values_list("text", flat=True))


def reword(story: Story, *, position: int) -> Story:
    """Change one clause of the latest version."""
    with scoped(story.city.chair.actor):
        story.open_draft.clauses.filter(position=position).update(body="改写后的内容。")
    return story


def test_a_contract_that_was_objected_to_says_so_until_it_is_signed_anew_cb_056_cb_059(city: SmallCity) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-02").file("2026-04-02").at("2026-04-08")
    assert "审查期满未提异议后依法生效" in told(story)

    story.review("objection")
    for step in (story.at("2026-04-09"), story.make("renegotiate", {"reason": "修改"}).meet(Side.EMPLOYER)):
        assert {"有异议，没有生效；须重新协商、签订、报送", "原签订日期（须重新签订）"} <= told(step)
        assert "签订日期" not in told(step)

    story.draft("2026-05-01", "2027-04-30").initial().table().at("2026-04-16").vote().confirm_papers().sign()
    assert {"审查期满未提异议后依法生效", "签订日期"} <= told(story)


def told(story: Story) -> set[str]:
    """Labels and values of the contract's page; those of the case page are among them while there is an objection."""
    with scoped(story.city.chair.actor):
        contract = Contract.objects.get(bargaining__case_id=story.case_id)
        case = BARGAINING_FLOW.record_of(story.case).case
        page = contract_context(contract, case=case, may_succeed=False)["facts"]
        pane = show_bargaining(story.city.chair.actor, case, story.today())["facts"]
    words = {word for fact in page for word in (fact.label, fact.value)}
    on_case = {fact.label for fact in pane} | {str(fact.value) for fact in pane}
    assert ("有异议，没有生效；须重新协商、签订、报送" in words) == ("原签订日期（须重新签订）" in on_case)
    return words
