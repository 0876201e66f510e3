"""Who signs for an offer or a letter has received it: the term runs from that day, and nobody enters it a second time."""

from django.urls import reverse

from zhijia.engines.documents.models import Serving
from zhijia.engines.documents.receiving import sign_for
from zhijia.faces.partner.tests.conftest import Outside
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity
from zhijia.services.bargaining.tests.story import Story
from zhijia.services.supervision.models.supervisions import Matter
from zhijia.services.supervision.tests import story as supervising


def sign(story: Story | supervising.Story, outside: Outside, *, who: Figure | None = None) -> None:
    """The mill's contact, or whoever is named, signs for the last paper that was served on its party in this case."""
    contact = load_actor((who or outside.contact).user, today=story.today())
    with scoped(contact):
        serving = Serving.objects.filter(case_id=story.case_id, party__in=contact.parties).latest("pk")
        sign_for(serving, actor=contact, now=story.now)


def awaited(story: Story | supervising.Story) -> set[tuple[str, bool]]:
    """What the case awaits, and whether of an outside party."""
    with scoped(BUILDER):
        return {(verb, bool(party)) for verb, party in story.case.awaits.values_list("verb", "party")}


def test_who_signs_for_the_offer_has_received_it_and_twenty_days_run_cb_003(story: Story, outside: Outside) -> None:
    home = outside.contact.client().get(reverse("partner:home")).content.decode()
    with scoped(BUILDER):
        serving = Serving.objects.get(case_id=story.case_id)
    assert reverse("partner:served", args=[serving.pk]) in home
    assert "登记送达" not in home

    sign(story.at("2026-03-04"), outside)
    sign(story.at("2026-03-06"), outside)

    with scoped(BUILDER):
        assert str(story.bargaining.offers.get().served_on) == "2026-03-04"
        assert not story.case.paper_entries.exists()
    assert str(story.clock("reply").due_on) == "2026-03-24"
    assert awaited(story) == {("agree", True)}
    assert "工资增长" in outside.contact.client().get(reverse("partner:case", args=[story.case_id])).content.decode()
    assert story.at("2026-03-25", 0, 0, 0).sweep().state == "refused"


def test_an_offer_that_nobody_signs_for_is_served_on_paper_and_a_late_signature_changes_no_day(
    story: Story, outside: Outside
) -> None:
    assert str(story.clock("signing").due_on) == "2026-03-09"  # five working days
    assert awaited(story) == {("record_service", True)}

    story.at("2026-03-10", 0, 0, 0).sweep()

    assert awaited(story) == {("record_service", True), ("record_service", False)}
    story.at("2026-03-12").serve("2026-03-11")
    sign(story.at("2026-03-13"), outside)
    assert str(story.clock("reply").started_on) == "2026-03-11"


def test_who_signs_for_an_earlier_offer_has_not_received_the_later_one(story: Story, outside: Outside) -> None:
    story.at("2026-03-10").sweep().serve("2026-03-10").at("2026-03-31").sweep().send_offer(channel="online")
    with scoped(BUILDER):
        first = Serving.objects.filter(case_id=story.case_id).earliest("pk")
    contact = outside.of(outside.contact, story)
    with scoped(contact):
        sign_for(first, actor=contact, now=story.now)

    with scoped(BUILDER):
        assert story.bargaining.offers.latest("number").served_on is None


def test_who_signs_for_an_opinion_has_received_it_and_fifteen_working_days_run_ls_02(
    city: SmallCity, outside: Outside
) -> None:
    case = supervising.open_story(city)
    case.at("2026-04-01").accept().at("2026-04-02").investigate(supervising.make_supervisors(city))
    case.at("2026-04-07").send_opinion("2026-05-29", channel="online")
    assert awaited(case) == {("record_service", True)}

    sign(case.at("2026-04-08"), outside)

    assert str(case.clock("opinion_reply").due_on) == "2026-04-29"
    assert awaited(case) == {("answer", True)}


def test_the_department_that_signs_for_a_recommendation_has_received_it_and_five_working_days_run_ls_05(
    city: SmallCity, outside: Outside
) -> None:
    case = supervising.open_story(city, matter=Matter.CONTRACT).to_default(supervising.make_supervisors(city))
    case.at("2026-05-06").recommend(by=city.county_cadre.actor, channel="online")
    assert ("record_receipt", True) in awaited(case)

    sign(case.at("2026-05-07"), outside, who=outside.officer)

    assert str(case.clock("department_filing").due_on) == "2026-05-13"  # Saturday 9 May is worked
    assert ("record_ruling", True) in awaited(case)
