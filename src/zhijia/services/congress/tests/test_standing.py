"""Employee directors and joint meetings, by the rules WC-031 … WC-038, and what a region is asked (WC-039)."""

from datetime import date

import pytest

from zhijia.engines.cases.models import CaseFinding, Clock
from zhijia.engines.documents.models import IssuedDocument
from zhijia.law.resolver import parameter
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Enterprise
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.congress.directors.acts import open_seat
from zhijia.services.congress.directors.rules import is_bound, judge_duty_of
from zhijia.services.congress.joint.flow import open_joint
from zhijia.services.congress.tests.story import Story, open_story


def seat_story(city: SmallCity, board: str = "director", **facts: object) -> Story:
    """A seat on a board of the mill, with the mill's workers."""
    story = open_story(city)
    with scoped(city.chair.actor):
        seat = open_seat(city.mill_union, city.mill, board=board, actor=city.chair.actor, now=story.now, **facts)
    story.case_id = seat.case_id
    story.workers(4)
    return story


def joint_story(city: SmallCity, power: str) -> Story:
    story = open_story(city, form="general").make("plan", {"headcount": 60})
    story.make("constitute_general", {"from_on": story.today, "years": 3})
    facts = {"topic": "高温津贴", "power": power, "authority": "首次会议决议"}
    with scoped(city.chair.actor):
        meeting = open_joint(story.term, actor=city.chair.actor, now=story.now, **facts)
    story.case_id = meeting.case_id
    return story


ELECTED = {"elected_on": "2026-11-16", "elected_by": "congress", "entitled": 30, "from_on": "2026-11-16", "years": 3}


def test_wc_033_from_three_hundred_on_a_company_has_an_employee_director() -> None:
    law = parameter("company.directors.headcount", place="CN-320505", on=date(2024, 7, 1))
    before = parameter("company.directors.headcount", place="CN-320505", on=date(2024, 6, 30))

    assert [is_bound(law, headcount=n) for n in (None, 299, 300)] == [None, False, True]
    assert is_bound(before, headcount=300) is None
    broken = judge_duty_of(law, headcount=300, directors=0, supervisors=0)
    kept = judge_duty_of(law, headcount=300, directors=0, supervisors=1)
    assert broken is not None
    assert kept is not None
    assert (broken.is_kept, kept.is_kept) == (False, True)
    assert "公司法》第六十八条、第一百二十条" in str(broken.verdict.sentence)


def test_a_director_is_nominated_elected_reports_and_leaves(city: SmallCity) -> None:
    """WC-034 … WC-038 kept: nominated by the union, more than half of all delegates, in time, a report within the year."""
    story = seat_story(city)
    story.make("nominate", {"worker": "赵工", "is_nominated_by_union": "on", "declares": "on"})
    story.make("elect", {**ELECTED, "yes": 16})

    assert (story.state_of(story.case_id), story.findings()) == ("held", {})
    with scoped(BUILDER):
        assert IssuedDocument.objects.get(case=story.case_id).template == "congress.director_elected"
        assert Clock.objects.get(case=story.case_id, name="reporting").due_on == date(2027, 11, 16)
    story.at("2027-03-01").make("report", {"reported_on": "2027-03-01", "text": "参加董事会四次"})
    with scoped(BUILDER):
        assert Clock.objects.get(case=story.case_id, state="running").due_on == date(2028, 3, 1)
    story.make("vacate", {"ended_on": "2027-03-01", "reason": "退休"})
    assert story.state_of(story.case_id) == "vacant"


def test_wc_035_and_wc_036_exactly_half_and_a_nomination_past_the_union_are_pointed_out(city: SmallCity) -> None:
    story = seat_story(city)
    with pytest.raises(Refused, match="现在是“空缺”"):
        story.make("elect", {**ELECTED, "yes": 30})

    story.make("nominate", {"worker": "赵工", "declares": "on"}).make("elect", {**ELECTED, "yes": 15})

    assert {"WC-035", "WC-036"} <= story.findings().keys()
    assert "江苏省实施" in story.findings()["WC-036"]


def test_wc_034_a_third_of_the_supervisors_are_employees(city: SmallCity) -> None:
    story = seat_story(city, "supervisor", board_size=4)
    story.make("nominate", {"worker": "赵工", "is_nominated_by_union": "on", "declares": "on"})

    story.make("elect", {**ELECTED, "yes": 16})

    assert "职工监事1 × 3 = 3 < 监事会成员4 × 1 = 4" in story.findings()["WC-034"]


@pytest.mark.parametrize(("elected_on", "is_late"), [("2026-11-16", False), ("2026-11-17", True)])
def test_wc_037_and_wc_038_a_vacancy_is_filled_within_three_months(
    city: SmallCity, elected_on: str, is_late: bool
) -> None:
    story = seat_story(city, vacant_on=date(2026, 8, 16))
    with scoped(BUILDER):
        assert Clock.objects.get(case=story.case_id, name="vacancy").due_on == date(2026, 11, 16)
    story.at(elected_on).make("nominate", {"worker": "赵工", "is_nominated_by_union": "on", "declares": "on"})

    story.make("elect", {**ELECTED, "elected_on": elected_on, "from_on": elected_on, "yes": 16})

    assert ("WC-038" in story.findings()) == is_late


def test_wc_031_what_was_decided_between_sessions_waits_for_the_congress(city: SmallCity) -> None:
    story = joint_story(city, "review_advise").make("call", {"called_for": "2026-11-18"}).at("2026-11-18")
    story.make("hold", {"held_on": "2026-11-18", "attendance": "团长三人", "decision": "同意发放"})
    assert (story.state_of(story.case_id), story.findings()) == ("held", {})

    story.make("confirm", {"confirmed_on": "2026-11-18", "is_confirmed": "no"})

    assert story.state_of(story.case_id) == "rejected"
    assert "WC-031" in story.findings()  # no session of the congress is named


@pytest.mark.parametrize("power", ["pass", "agree_veto", "decide", "elect"])
def test_wc_025_and_wc_032_a_joint_meeting_does_not_stand_in_for_the_congress(city: SmallCity, power: str) -> None:
    story = joint_story(city, power)

    with pytest.raises(Refused, match="依法应当提交职工代表大会"):
        story.make("call", {"called_for": "2026-11-18"})


def test_wc_039_what_a_region_is_asked_is_known_elsewhere_and_unread_here() -> None:
    for key in ("congress.regional.least", "congress.regional.leaders", "congress.regional.frontline"):
        here = parameter(key, place="CN-320505", on=date(2026, 11, 16))

        assert here.value is None
        assert "SH-CONGRESS" in {version.law for version in here.parameter.versions}
        assert "WC-039" in here.parameter.rules


def test_numbers_and_findings_stay_with_their_union(city: SmallCity) -> None:
    story = open_story(city, form="general").make("plan", {"headcount": 60})

    with scoped(city.south_chair.actor):
        assert not CaseFinding.objects.filter(case=story.case_id).exists()
        assert not Enterprise.objects.filter(pk=city.mill.pk).exists()
