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
from zhijia.services.bargaining.models import Review
from zhijia.services.bargaining.models.contracts import EffectBasis
from zhijia.services.bargaining.tests.story import open_story
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
