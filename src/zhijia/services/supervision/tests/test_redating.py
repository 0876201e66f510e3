"""When a letter was received is corrected by two posts: what was judged by it is judged again."""

from datetime import date

from zhijia.organisation.actions.law import NewOverride, override_parameter
from zhijia.organisation.models import ParameterOverride
from zhijia.organisation.scans import Scan
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.tests.story import moment
from zhijia.services.bargaining.tests.story import open_story as open_bargaining_story
from zhijia.services.supervision.actions.noticing import drop_unfounded, note_from_bargaining
from zhijia.services.supervision.models import Clue, Letter
from zhijia.services.supervision.tests.story import make_supervisors, open_story
from zhijia.trail.models import Event


def hand_over() -> None:
    """What the log hands to its subscribers, in order."""
    with scoped(BUILDER):
        for event in Event.objects.filter(subject_type="cases.case").order_by("pk"):
            if event.kind in ("cases.clock_overdue", "bargaining.negotiator_ended", "bargaining.reply_overdue"):
                note_from_bargaining(event)
            elif event.kind == "bargaining.reply_awaited":
                drop_unfounded(event)


def test_an_opinion_received_later_is_awaited_again_and_answered_in_time_ls_02(city: SmallCity) -> None:
    """江苏省工会劳动法律监督条例 第二十条 (verified): fifteen working days from the receipt."""
    story = open_story(city).to_default(make_supervisors(city))
    assert (story.state, story.clock("recommending").state) == ("defaulted", "running")

    story.at("2026-05-06").redate("opinion_reply", "2026-04-20")

    with scoped(BUILDER):
        letter = Letter.objects.get(supervision__case_id=story.case_id)
    clock = story.clock("opinion_reply")
    assert (story.state, letter.served_on, story.supervision.defaulted_on) == ("opined", date(2026, 4, 20), None)
    assert (clock.state, clock.due_on) == ("running", date(2026, 5, 13))
    assert story.clock("recommending").state == "stopped"
    story.at("2026-05-13").answer("2026-05-13")
    with scoped(BUILDER):
        assert not Letter.objects.get(pk=letter.pk).reply.is_late
    story.at("2026-05-14").redate("opinion_reply", "2026-04-08")
    with scoped(BUILDER):
        assert Letter.objects.get(pk=letter.pk).reply.is_late


def test_an_answer_is_judged_by_the_clock_that_ran_for_it_ls_02(city: SmallCity) -> None:
    """A shorter local term that is entered later neither began nor judges the term that runs."""
    story = open_story(city).to_opinion(make_supervisors(city))
    local = NewOverride(
        key="supervision.opinion.reply",
        value=3,
        from_on=date(2026, 4, 10),
        to_on=None,
        reason="已读原文",
        source="本市办法",
        article="第九条",
        scan=Scan("办法原文.pdf", "application/pdf", "0" * 64),
    )
    with scoped(city.leader.actor):
        override_parameter(city.leader.actor, local, now=moment("2026-04-09"))
    with scoped(BUILDER):
        ParameterOverride.objects.update(from_on=date(2026, 1, 1))

    story.at("2026-04-20").answer("2026-04-20")

    assert "LS-02" not in story.rules()
    with scoped(BUILDER):
        assert not Letter.objects.get(supervision__case_id=story.case_id).reply.is_late


def test_facts_are_established_in_fifteen_working_days_and_the_workers_told_in_five(city: SmallCity) -> None:
    """The study's own defaults (harmony-disputes §E.4): shown as such, on clocks that refuse nothing."""
    story = open_story(city).at("2026-04-01").accept()
    assert story.clock("checking").due_on == date(2026, 4, 23)
    story.at("2026-04-02").investigate(make_supervisors(city)).at("2026-04-07").send_opinion("2026-05-29")
    assert story.clock("checking").state == "met"

    story.at("2026-04-08").serve("2026-04-08").answer("2026-04-08").at("2026-04-22").recheck()
    assert (story.state, story.clock("notice").due_on) == ("corrected", date(2026, 4, 29))
    story.redate("notice", "2026-04-21")
    assert story.clock("notice").due_on == date(2026, 4, 28)
    story.confirm_papers().make("close", {"note": "已经整改", "told_on": "2026-04-22"})
    assert story.clock("notice").state == "met"


def test_a_filing_overdue_and_a_dismissed_negotiator_are_clues_cb_051_cb_022(city: SmallCity) -> None:
    """集体合同规定 第四十二条, 第二十八条 (verified); once each, however often the log is handed over."""
    story = open_bargaining_story(city).to_signature("2026-03-02")
    story.at("2026-04-08").sweep()
    other = open_bargaining_story(city, ContractType.GENERAL, officer=story.officer).to_the_table()
    with scoped(city.chair.actor):
        seats = other.bargaining.negotiators.filter(is_chief=False).order_by("pk")
        workers, employer = (seats.filter(side=side)[0].pk for side in ("workers", "employer"))
    for seat in (workers, employer):
        leaving = {"negotiator": seat, "day": "2026-03-16", "ground": "dismissed", "reason": "解除劳动合同"}
        other.make("end_mandate", leaving)
    hand_over()
    hand_over()

    with scoped(BUILDER):
        facts = sorted(Clue.objects.values_list("facts", "enterprise_id"))
    assert [enterprise for _, enterprise in facts] == [city.mill.pk] * 2
    assert ["法定情形以外" in facts[0][0], "规定期限内报送" in facts[1][0]] == [True, True]


def test_data_that_are_not_there_in_time_are_a_clue_cb_030(city: SmallCity) -> None:
    """工资集体协商试行办法 第十八条 (verified): five days before the talks that were agreed for 16 March."""
    story = open_bargaining_story(city).send_offer(data_requested="利润表").at("2026-03-03").serve("2026-03-03")
    story.agree("2026-03-03").make("prepare").make("agree_meeting", {"day": "2026-03-16", "place": ""})

    story.at("2026-03-12").sweep()
    hand_over()

    with scoped(BUILDER):
        clue = Clue.objects.get()
    assert (clue.enterprise_id, "提供资料" in clue.facts) == (city.mill.pk, True)


def test_a_clue_falls_when_the_reply_proves_to_be_in_time_cb_003(city: SmallCity) -> None:
    story = open_bargaining_story(city).send_offer().at("2026-03-03").serve("2026-03-03").at("2026-03-24").sweep()
    story.at("2026-03-25").redate("reply", "2026-03-09")

    hand_over()

    with scoped(BUILDER):
        clue = Clue.objects.get()
    assert (clue.dropped_on, "更正" in clue.dropped_reason) == (date(2026, 3, 25), True)
