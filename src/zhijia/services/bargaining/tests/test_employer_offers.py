"""An employer demands talks: here, or on paper; the union answers within the same term (CB-003)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sharing import employer_party, share_with_party
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import UnionCoverage
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity, make_contact
from zhijia.services.bargaining.actions.employer import Demand, demand_talks
from zhijia.services.bargaining.models.bargainings import Side
from zhijia.services.bargaining.tests.story import Story, moment, open_story
from zhijia.services.bargaining.tests.test_rules import refused_by

DEMAND = Demand(
    contract_type="wage",
    topics="工资结构调整",
    claims="订单减少",
    proposed_on=date(2026, 4, 1),
    proposed_place="公司会议室",
)


@pytest.fixture
def contact(city: SmallCity) -> Figure:
    with scoped(BUILDER):
        return make_contact("青代表", of=city.mill, home=city.north_town)


def demanded(city: SmallCity, contact: Figure, day: str = "2026-03-02") -> Story:
    story = Story(city, 0, city.chair, moment(day))
    actor = load_actor(contact.user, today=story.today())
    with scoped(actor):
        story.case_id = demand_talks(DEMAND, actor=actor, key=uuid4(), now=story.now)
    return story


def test_a_demand_reaches_the_union_and_its_term_runs_from_that_day(city: SmallCity, contact: Figure) -> None:
    story = demanded(city, contact)

    assert (story.state, story.case.union_id) == ("to_answer", city.mill_union.pk)
    assert str(story.clock("own_reply").due_on) == "2026-03-23"  # the 20th day, 22 March, is a Sunday
    story.at("2026-03-20").make("accept_offer", {"signer": "青主席", "replied_on": "2026-03-20"})
    assert story.state == "accepted"
    assert "CB-003" not in story.rules()


def test_the_same_form_twice_is_one_demand_and_a_second_demand_is_refused(city: SmallCity, contact: Figure) -> None:
    actor, key = load_actor(contact.user, today=moment("2026-03-02").date()), uuid4()

    with scoped(actor):
        first = demand_talks(DEMAND, actor=actor, key=key, now=moment("2026-03-02"))
        assert demand_talks(DEMAND, actor=actor, key=key, now=moment("2026-03-02")) == first
        with pytest.raises(Refused, match="已经有一件正在办理"):
            demand_talks(DEMAND, actor=actor, key=uuid4(), now=moment("2026-03-03"))


def test_an_employer_without_a_union_is_told_whom_to_ask(city: SmallCity, contact: Figure) -> None:
    with scoped(BUILDER):
        UnionCoverage.objects.filter(enterprise=city.mill).update(to_on=moment("2026-03-01").date())

    with pytest.raises(Refused, match="还没有建立工会"):
        demanded(city, contact)
    with scoped(BUILDER):
        assert not Case.objects.filter(enterprise=city.mill).exists()


def test_a_demand_on_paper_is_entered_with_its_scan_and_may_be_declined_with_a_reason(city: SmallCity) -> None:
    story = open_story(city, initiator=Side.EMPLOYER)
    offer = {"topics": "工资结构", "served_on": "2026-03-01", "proposed_on": "2026-04-01", "proposed_place": "会议室"}

    story.at("2026-03-04").make("employer_offer", offer, scan=True)

    assert str(story.clock("own_reply").started_on) == "2026-03-01"
    with scoped(BUILDER):
        assert story.case.paper_entries.count() == 1
    story.at("2026-03-10").make(
        "decline_offer", {"reason": "合同未到期", "signer": "青主席", "replied_on": "2026-03-10"}
    )
    assert story.state == "failed"


def test_a_bargaining_of_the_union_is_not_begun_by_the_employer(city: SmallCity) -> None:
    story = open_story(city)

    with pytest.raises(Refused, match="由工会提出"):
        story.make("employer_offer", {"topics": "工资", "served_on": "2026-03-01"}, scan=True)


def test_the_page_is_there_for_employers_only(city: SmallCity, contact: Figure) -> None:
    url = reverse("bargaining:demand_talks")

    assert contact.client().get(url).status_code == 200
    for figure in (city.chair, city.leader, city.worker):
        assert figure.client().get(url).status_code == 404
    empty = contact.client().post(url, {"key": str(uuid4()), "contract_type": "wage"})
    assert empty.status_code == 422
    wage = {"key": str(uuid4()), "contract_type": "wage", "topics": "工资结构"}
    unsaid = contact.client().post(url, wage)
    assert set(unsaid.context["form"].errors) == {"proposed_on", "proposed_place"}
    meets = (timezone.localdate() + timedelta(days=20)).isoformat()
    done = contact.client().post(url, wage | {"proposed_on": meets, "proposed_place": "公司会议室"})
    assert done.status_code == 302


def test_an_employers_wage_offer_states_time_and_place_as_the_unions_does_cb_002(
    city: SmallCity, contact: Figure
) -> None:
    actor = load_actor(contact.user, today=moment("2026-03-02").date())
    with scoped(actor), refused_by("CB-002"):
        demand_talks(replace(DEMAND, proposed_place=""), actor=actor, key=uuid4(), now=moment("2026-03-02"))
    with scoped(BUILDER):
        assert not Case.objects.filter(enterprise=city.mill).exists()
    on_paper = open_story(city, initiator=Side.EMPLOYER)

    with refused_by("CB-002"):
        on_paper.make("employer_offer", {"topics": "工资结构", "served_on": "2026-03-01"}, scan=True)
    assert on_paper.state == "drafting"


def test_the_employer_answers_a_joint_inspection_and_what_was_found_is_put_right_in_time(
    city: SmallCity, contact: Figure
) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-03").file("2026-04-03").at("2026-04-21").sweep()
    story.make("publish", {"day": "2026-04-21", "via": "公告栏"})
    with scoped(BUILDER):
        share_with_party(story.case, employer_party(city.mill.pk))
    found = {"problems": "夜班津贴没有发", "measures": "补发", "responsible": "柯经理", "measures_due_on": "2026-11-09"}
    period = {"period_from": "2026-04-21", "period_to": "2026-09-30", "inspected_on": "2026-10-09"}
    people = {"workers_inspectors": "周代表", "employer_inspectors": "柯经理"}
    story.at("2026-10-09").make("inspect", {**period, **people, **found})
    employer = load_actor(contact.user, today=story.today())

    story.at("2026-10-12").make("answer_inspection", {"employer_opinion": "无异议"}, by=employer)

    assert str(story.clock("measures").due_on) == "2026-11-09"
    with pytest.raises(Refused, match="已经由用人单位方确认"):
        story.make("answer_inspection", {"employer_opinion": "再说一次"}, by=employer)
    with pytest.raises(Refused):
        story.make("close_measures", {"day": "2026-10-12", "measures_result": "已补发"}, by=employer)
    story.at("2026-10-30").make("close_measures", {"day": "2026-10-30", "measures_result": "已补发"})
    assert story.clock("measures").state == "met"
    with scoped(BUILDER):
        inspection = story.contract.inspections.get()
    assert (inspection.employer_opinion, str(inspection.employer_confirmed_on)) == ("无异议", "2026-10-12")
    page = city.chair.client().get(reverse("bargaining:inspection", args=[inspection.pk])).content.decode()
    assert "夜班津贴没有发" in page
    assert city.stranger.client().get(reverse("bargaining:inspection", args=[inspection.pk])).status_code == 404
