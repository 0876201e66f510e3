"""A session from its preparation to the report at the next one, by the rules WC-013 … WC-023, WC-029, WC-030, WC-040, WC-044."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.models import Awaits, Case, Clock
from zhijia.engines.issues.models import Issue
from zhijia.lib.sentences import NotYours, Refused
from zhijia.organisation.models import Enterprise
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.congress.rules.matters import Matter, Ownership, ownership_of, power_of
from zhijia.services.congress.rules.powers import Power
from zhijia.services.congress.sessions.models import (
    AgendaItem,
    Attendance,
    CongressSession,
    DelegationOpinion,
    Receipt,
    Sitting,
    SittingMember,
)
from zhijia.services.congress.terms.models import Delegate
from zhijia.services.congress.tests.story import Story, open_story
from zhijia.trail.models import Event

CONTRACT = {"title": "集体合同草案", "matter": "contract", "mode": "paper", "text": "草案全文"}
SAFETY = {"title": "安全生产报告", "matter": "safety", "mode": "", "text": "报告全文"}
BALLOTS = {"invalid": 0, "scrutineers": "监甲、监乙", "resolution": "通过集体合同草案"}


def call_session(story: Story, planned_on: str = "2026-11-27", **changes: Any) -> Story:
    """The union prepares a session of the congress; the story goes on with its case."""
    said = {"planned_on": planned_on, "venue": "大礼堂", "asked_by": "regular"}
    story.make("open_session", {**said, **changes})
    with scoped(BUILDER):
        story.case_id = CongressSession.objects.latest("pk").case_id
    return story


def staff_meeting(city: SmallCity, count: int = 30) -> Story:
    """A general meeting of so many people, which has no elections behind it."""
    story = open_story(city, form="general").make("plan", {"headcount": count})
    story.make("constitute_general", {"from_on": story.today, "years": 3})
    story.workers(count - 1)  # one works there already
    return call_session(story)


def delivered(story: Story, *items: dict[str, Any]) -> Story:
    for item in items or (CONTRACT, SAFETY):
        story.make("add_item", item)
    return story.make("agree", {"day": story.today, "is_agreed": "on"}).make("deliver", {"day": story.today})


def came(story: Story, count: int) -> Story:
    with scoped(BUILDER):
        sitting = Sitting.objects.filter(session__case=story.case_id).latest("pk")
        members = SittingMember.objects.filter(sitting=sitting, attendance=None).order_by("pk")
        ids = list(members.values_list("pk", flat=True))[:count]
    return story.make("check_in", {"members": ids})


def opened(story: Story, count: int) -> Story:
    """On the day: the preparatory meeting, the roll, so many come, the session is open."""
    story.make("prepare", {"day": story.today}).make("gather")
    return came(story, count).make("call_to_order")


def item_of(story: Story, matter: str = "contract") -> int:
    with scoped(BUILDER):
        return AgendaItem.objects.get(session__case=story.case_id, matter=matter).pk


def ballots(story: Story, yes: int, no: int, *, issued: int | None = None) -> dict[str, Any]:
    counted = {"issued": issued or yes + no, "returned": yes + no, "yes": yes, "no": no, "abstain": 0}
    return {**BALLOTS, **counted, "item": item_of(story)}


def test_a_session_lives_from_its_topics_to_the_report_at_the_next_one(city: SmallCity) -> None:
    """WC-013, WC-016 … WC-023, WC-029, WC-030, WC-040, WC-044: all of it kept, and nothing pointed out."""
    story = open_story(city).opened().elected().constituted()
    story.make("form_delegation", _delegation(story))
    congress, story = story.case_id, call_session(story)
    delivered(story)
    with scoped(BUILDER):
        assert Receipt.objects.filter(session__case=story.case_id, delivered_on=date(2026, 11, 16)).count() == 30

    story.make("give_opinion", {"item": item_of(story), "text": "第五条写清楚"})
    with pytest.raises(Refused, match="逐条答复"):
        story.make("prepare", {"day": story.today})
    with scoped(BUILDER):
        opinion = DelegationOpinion.objects.get().pk
    story.make("answer_opinion", {"opinion": opinion, "answer": "已写明"})
    presidium = [row.pk for row in _delegates(congress)][:5]
    story.at("2026-11-27").make("prepare", {"day": "2026-11-27", "presidium": presidium, "is_passed": "on"})
    came(story.make("gather"), 20).make("call_to_order").make("start_voting").make("decide", ballots(story, 16, 4))
    with scoped(BUILDER):
        assert Awaits.objects.get(case=story.case_id).verb == "resolve"
    with pytest.raises(Refused, match="现在是“表决中”"):
        story.make("publish", {"day": story.today, "channel": "公告栏"})
    story.make("resolve", {"minutes": "会议记录", "signers": "主席团"})
    with scoped(BUILDER):
        due = dict(Clock.objects.filter(case=story.case_id).values_list("name", "due_on"))
        told = Event.objects.filter(kind="congress.item_decided").latest("pk").data
    assert due["next"] == date(2027, 11, 29)  # 27 November 2027 is a Saturday
    assert (told["is_passed"], told["size"], told["present"], told["yes"]) == (True, 30, 20, 16)
    story.make("publish", {"day": story.today, "channel": "公告栏"}).make("report", {"day": story.today})
    story.make("give_task", {"item": item_of(story), "text": "按合同调整工资", "level": "own"})
    with scoped(BUILDER):
        assert Issue.objects.filter(origin=story.case_id, source="congress.session").count() == 1

    first, story.case_id = story.case_id, congress
    call_session(story, "2026-12-20")
    second = story.case_id
    delivered(story, SAFETY).at("2026-12-20")
    story.make("prepare", {"day": "2026-12-20", "presidium": presidium, "is_passed": "on"}).make("gather")
    came(story, 20).make("call_to_order")
    with scoped(BUILDER):
        at = CongressSession.objects.get(case=second).pk
    story.make("follow_up", {"session": at, "text": "工资已调整"}, case_id=first)

    assert story.state_of(first) == "closed"
    assert (story.findings(first), story.findings(second)) == ({}, {})


def test_wc_018_two_thirds_of_those_in_office_or_another_day(city: SmallCity) -> None:
    story = delivered(staff_meeting(city)).at("2026-11-27")
    story.make("prepare", {"day": story.today}).make("gather")

    with pytest.raises(Refused, match="实到19 × 3 = 57 < 全体代表30 × 2 = 60"):
        came(story, 19).make("call_to_order")

    story.make("adjourn", {"planned_on": "2026-12-10", "reason": "到会人数不足"})
    assert story.state_of(story.case_id) == "agreed"
    story.make("deliver", {"day": story.today}).at("2026-12-10")
    opened(story, 20)
    with scoped(BUILDER):
        assert Sitting.objects.filter(session__case=story.case_id).count() == 2


@pytest.mark.parametrize(("yes", "is_passed"), [(15, False), (16, True)])
def test_wc_019_and_wc_024_exactly_half_of_all_is_not_passed_and_stays_so(
    city: SmallCity, yes: int, is_passed: bool
) -> None:
    story = opened(delivered(staff_meeting(city)).at("2026-11-27"), 20).make("start_voting")

    story.make("decide", ballots(story, yes, 20 - yes))

    with scoped(BUILDER):
        item = AgendaItem.objects.get(pk=item_of(story))
    assert item.is_passed is is_passed
    with pytest.raises(InvalidInput):  # what was decided is not voted on again
        story.make("decide", ballots(story, 20, 0))


def test_wc_023_and_wc_044_no_more_ballots_than_people_on_the_roll_who_came(city: SmallCity) -> None:
    story = opened(delivered(staff_meeting(city)).at("2026-11-27"), 20).make("start_voting")

    with pytest.raises(Refused, match="票数相符"):
        story.make("decide", ballots(story, 20, 1))
    with pytest.raises(Refused, match="没有表决"):
        story.make("resolve", {"minutes": "记录", "signers": "主席团"})


def test_wc_016_seven_days_count_from_the_last_text(city: SmallCity) -> None:
    story = delivered(staff_meeting(city)).at("2026-11-21")
    story.make("change_text", {"item": item_of(story), "text": "修改稿"})
    assert story.state_of(story.case_id) == "agreed"
    story.make("deliver", {"day": "2026-11-21"}).at("2026-11-27")

    opened(story, 30)

    assert "现为6个自然日" in story.findings()["WC-016"]


def test_wc_013_and_wc_040_late_and_without_a_report_on_safety(city: SmallCity) -> None:
    story = staff_meeting(city)
    with scoped(BUILDER):
        CongressSession.objects.filter(case=story.case_id).update(planned_on=date(2027, 11, 17))
    delivered(story.at("2027-11-01"), CONTRACT).at("2027-11-18")

    opened(story, 30)

    assert {"WC-013", "WC-040"} <= story.findings().keys()


def test_wc_017_topics_that_only_the_union_wants_are_pointed_out(city: SmallCity) -> None:
    story = staff_meeting(city).make("add_item", SAFETY).make("agree", {"day": "2026-11-16"})

    assert "WC-017" in story.findings()


@pytest.mark.parametrize("mode", ["", "hands", "named"])
def test_wc_020_what_is_passed_is_voted_on_in_secret(city: SmallCity, mode: str) -> None:
    with pytest.raises(Refused, match="无记名"):
        staff_meeting(city, 3).make("add_item", {**CONTRACT, "mode": mode})


def test_wc_020_by_the_matter_a_vote_is_verifiable_and_a_report_is_only_heard(city: SmallCity) -> None:
    story = staff_meeting(city, 3)
    page = city.chair.client().get(f"/cases/{story.case_id}/add_item/").content.decode()
    assert '<option value="by_matter" selected>' in page
    for item in (CONTRACT, SAFETY):
        story.make("add_item", {**item, "mode": "by_matter"})
    with scoped(BUILDER):
        chosen = AgendaItem.objects.filter(session__case=story.case_id).order_by("number")
        assert list(chosen.values_list("matter", "mode")) == [("contract", "verifiable"), ("safety", "")]


def test_wc_015_a_third_of_the_delegates_may_ask_for_a_session(city: SmallCity) -> None:
    story = staff_meeting(city)
    with scoped(BUILDER):
        story.case_id = CongressSession.objects.get().term.case_id

    with pytest.raises(Refused, match="30中的9"):
        call_session(story, asked_by="delegates", requests=9)
    call_session(story, asked_by="delegates", requests=10)


def test_wc_021_and_wc_022_a_presidium_of_leaders_that_nobody_passed(city: SmallCity) -> None:
    story = open_story(city).opened().elected({"厂部": "领导人员"}).constituted()
    leaders = [row.pk for row in story.delegates(category="leader")]
    delivered(call_session(story))

    story.make("prepare", {"day": story.today, "presidium": leaders})

    assert {"WC-021", "WC-022"} <= story.findings().keys()


def test_wc_014_and_wc_026_a_state_owned_factory_has_other_powers_and_meets_more_often() -> None:
    soe = ownership_of(code="110", section="C")
    state, private = ownership_of(code="151", section="F"), ownership_of(code="171", section="C")

    collective = ownership_of(code="120", section="C")
    assert (soe, state, private) == (Ownership.SOE_INDUSTRIAL, Ownership.STATE_CAPITAL, Ownership.OTHER)
    assert (collective, power_of(Matter.SETTLEMENT, collective)) == (Ownership.COLLECTIVE, Power.REVIEW_ADVISE)
    assert [power_of(Matter.WAGES, one) for one in (soe, state)] == [Power.AGREE_VETO, Power.REVIEW_ADVISE]
    assert [power_of(Matter.WELFARE, one) for one in (soe, private)] == [Power.DECIDE, Power.PASS]
    assert [power_of(Matter.SETTLEMENT, one) for one in (soe, state, private)] == [
        Power.PASS,
        Power.PASS,
        Power.REVIEW_ADVISE,
    ]
    assert {power_of(Matter.CONTRACT, one) for one in (soe, state, private)} == {Power.PASS}


def test_wc_029_and_wc_030_what_is_told_late_is_pointed_out_by_its_own_day(city: SmallCity) -> None:
    """On the last day it is in time, also where it is entered later; the day after it is a finding of its own rule."""
    story = opened(delivered(staff_meeting(city), SAFETY).at("2026-11-27"), 20)
    story.make("resolve", {"minutes": "记录", "signers": "主席团"})

    with scoped(BUILDER):
        due = dict(Clock.objects.filter(case=story.case_id).values_list("name", "due_on"))
    assert (due["publication"], due["report"]) == (date(2026, 12, 4), date(2026, 12, 8))
    before = story.findings()
    story.at("2026-12-10").make("publish", {"day": "2026-12-04", "channel": "公告栏"})
    assert story.findings() == before
    story.make("report", {"day": "2026-12-09"})
    assert "于2026年12月8日届满，实际办理是2026年12月9日" in story.findings()["WC-030"]

    other = opened(delivered(_second(story)).at("2027-01-08"), 20)
    other.make("start_voting").make("decide", ballots(other, 16, 4)).make(
        "resolve", {"minutes": "记录", "signers": "主席团"}
    )
    other.at("2027-01-18").make("publish", {"day": "2027-01-18", "channel": "公告栏"}).make(
        "report", {"day": "2027-01-18"}
    )
    assert "于2027年1月15日届满" in other.findings()["WC-029"]
    assert "WC-030" not in other.findings()


def _second(story: Story) -> Story:
    """Another session of the same congress, prepared in time."""
    with scoped(BUILDER):
        term = CongressSession.objects.get(case=story.case_id).term.case_id
    story.case_id = term
    return call_session(story.at("2026-12-20"), "2027-01-08")


def test_wc_045_a_state_owned_factory_evaluates_its_leaders_within_twelve_months(city: SmallCity) -> None:
    """No more where it is a company of state capital: nobody has read the rule for Jiangsu."""
    leaders = {"title": "民主评议领导人员", "matter": "leaders", "mode": "paper", "text": "述职报告"}
    with scoped(BUILDER):
        Enterprise.objects.filter(pk=city.mill.pk).update(ownership="110", industry_section="C")
    story = delivered(staff_meeting(city), SAFETY, leaders)
    assert "WC-045" not in story.findings()
    opened(story.at("2026-11-27"), 30)

    found = {}
    for day in ("2027-11-27", "2027-11-28"):
        with scoped(BUILDER):
            story.case_id = CongressSession.objects.filter(case=story.case_id).get().term.case_id
        delivered(call_session(story, day), SAFETY)
        found[day] = story.findings().get("WC-045", "")
    with scoped(BUILDER):
        Enterprise.objects.filter(pk=city.mill.pk).update(ownership="151")
    with scoped(BUILDER):
        story.case_id = CongressSession.objects.get(case=story.case_id).term.case_id
    delivered(call_session(story, "2027-11-28"), SAFETY)

    assert found["2027-11-27"] == ""
    assert "全民所有制工业企业法》第五十二条第四项" in found["2027-11-28"]
    assert "WC-045" not in story.findings()


def test_the_database_keeps_a_frozen_roll_and_who_came(city: SmallCity) -> None:
    story = delivered(staff_meeting(city, 3), SAFETY).at("2026-11-27")
    story.make("prepare", {"day": story.today}).make("gather")
    came(story, 2)
    with scoped(BUILDER):
        sitting = Sitting.objects.get()
        member = sitting.members.first()
        assert member is not None
        for change in (
            lambda: SittingMember.objects.create(sitting=sitting, person_id=city.worker.person.pk, name="混入"),
            lambda: SittingMember.objects.filter(pk=member.pk).update(name="改名"),
            lambda: SittingMember.objects.filter(sitting=sitting, attendance=None).delete(),
            lambda: Sitting.objects.filter(pk=sitting.pk).update(size=2),
            lambda: Attendance.objects.create(member=member, came_at=story.now),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_strangers_find_nothing_and_a_worker_does_nothing(city: SmallCity) -> None:
    story = staff_meeting(city, 3)

    for figure in (city.stranger, city.south_chair, city.bureau_officer, city.worker):
        with pytest.raises((NotYours, Case.DoesNotExist)):
            story.make("add_item", SAFETY, by=figure)
    with scoped(city.south_chair.actor):
        assert not CongressSession.objects.exists()


def _delegates(congress: int) -> list[Delegate]:
    with scoped(BUILDER):
        return list(Delegate.objects.filter(term__case=congress).order_by("pk"))


def _delegation(story: Story) -> dict[str, Any]:
    head = story.delegates()[0]
    return {"name": "纺纱团", "units": [head.unit_id], "head": head.pk}
