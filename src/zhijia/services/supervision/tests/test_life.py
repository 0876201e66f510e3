"""From a refused offer to the recheck, and every step that is out of order."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from zhijia.engines.cases.advance import InvalidInput, advance
from zhijia.engines.cases.models import Case
from zhijia.engines.documents.tests.printed import printed
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity, make_contact
from zhijia.services.bargaining.tests.story import moment
from zhijia.services.bargaining.tests.story import open_story as open_bargaining_story
from zhijia.services.supervision.actions.noticing import drop_clue, note_clues, note_from_bargaining
from zhijia.services.supervision.actions.opening import NewSupervision, open_supervision
from zhijia.services.supervision.models import Clue
from zhijia.services.supervision.models.supervisions import Matter, Source
from zhijia.services.supervision.tests.story import Story, make_supervisors, open_story
from zhijia.trail.models import Event


def told(kind: str) -> None:
    """What the log hands to its subscriber, twice: at least once means now and then again."""
    with scoped(BUILDER):
        for _ in range(2):
            for event in Event.objects.filter(kind=kind):
                note_from_bargaining(event)


def test_a_refused_offer_leads_over_prompt_and_opinion_to_rectification_and_recheck(city: SmallCity) -> None:
    refused = open_bargaining_story(city).send_offer().serve("2026-03-02").at("2026-03-09").refuse("2026-03-09")
    refused.confirm_papers().review_refusal("unjustified")
    told("bargaining.refusal_reviewed")
    with scoped(BUILDER):
        clue = Clue.objects.select_related("enterprise").get()
    assert (clue.source, clue.enterprise, clue.noted_on) == (Source.BARGAINING, city.mill, date(2026, 3, 9))
    entry = NewSupervision(
        union=city.mill_union,
        enterprise=city.mill,
        source=Source.BARGAINING,
        matter=Matter.BARGAINING,
        facts=clue.facts,
        occurred_from=date(2026, 3, 9),
        clue=clue,
    )
    with scoped(city.chair.actor):
        supervision = open_supervision(entry, actor=city.chair.actor, now=moment("2026-03-10"))
    story = Story(city, supervision.case_id, refused.officer, moment("2026-03-10"))

    assert story.accept().awaited() == {"send_prompt"}, "the bargaining itself is the proof"
    story.send_prompt().at("2026-03-11").serve("2026-03-11")
    assert story.clock("prompt_reply").due_on == date(2026, 3, 25)
    story.at("2026-03-26").sweep()
    assert (story.state, story.awaited()) == ("defaulted", {"send_opinion", "confirm_paper"})
    story.send_opinion("2026-04-30").at("2026-03-27").serve("2026-03-27")
    story.at("2026-04-10").answer("2026-04-10", finishes_on="2026-04-24")
    story.at("2026-04-24").make("report_rectified", {"day": "2026-04-24", "measures": "已经应约"}, scan=True)
    story.at("2026-04-27").recheck()
    assert (story.state, story.supervision.rechecks.model.__name__) == ("corrected", "Recheck")
    story.confirm_papers().make("close", {"note": "已经整改", "told_on": "2026-04-27"})

    assert story.case.closed_at is not None
    assert [document.template for document in story.documents()] == ["supervision.prompt", "supervision.opinion"]


def test_a_recheck_after_the_limit_says_so_and_one_that_finds_nothing_done_fails_the_opinion(city: SmallCity) -> None:
    story = open_story(city).to_opinion(make_supervisors(city)).at("2026-04-20").answer("2026-04-20")

    story.at("2026-06-01").recheck("not")

    assert (story.state, story.clock("recommending").due_on) == ("defaulted", date(2026, 6, 8))
    story.at("2026-06-02").recheck("corrected")
    with scoped(BUILDER):
        assert list(story.supervision.rechecks.order_by("pk").values_list("is_late", flat=True)) == [True, True]


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("investigate", {}),
        ("send_prompt", {}),
        ("send_opinion", {}),
        ("record_service", {"day": "2026-04-01"}),
        ("record_receipt", {"day": "2026-04-01"}),
        ("answer", {}),
        ("report_rectified", {}),
        ("recheck", {}),
        ("recommend", {}),
        ("record_ruling", {}),
        ("record_handling", {}),
        ("close", {}),
    ],
)
def test_nothing_but_acceptance_follows_registration(city: SmallCity, verb: str, data: dict[str, str]) -> None:
    story = open_story(city)

    with pytest.raises(Refused):
        story.make(verb, data)

    assert story.state == "registered"


def test_no_letter_goes_out_before_the_facts_are_established(city: SmallCity) -> None:
    with pytest.raises(Refused, match="还没有调查"):
        open_story(city).accept().send_opinion("2026-05-29")


def test_no_case_is_closed_while_nothing_was_corrected_and_nobody_else_was_asked(city: SmallCity) -> None:
    story = open_story(city).to_default(make_supervisors(city))
    with pytest.raises(Refused, match="不能结案"):
        story.make("close", {"note": "算了"})

    report = {"receiver": "government", "name": "北塘区人民政府", "referred_on": "2026-04-30", "reason": "拒不改正"}
    story.make("refer", report, by=city.county_cadre.actor).confirm_papers().make("close", {"note": "已报告政府"})

    assert story.state == "closed"


def test_a_declined_recommendation_is_passed_on_and_closed_once_the_paper_is_confirmed(city: SmallCity) -> None:
    story = open_story(city, matter=Matter.CONTRACT).to_default(make_supervisors(city))
    county = city.county_cadre.actor
    story.make("hand_up", {"reason": "请上级办理"}).confirm_papers()
    story.at("2026-05-06").recommend(by=county).serve("2026-05-06").confirm_papers()
    declined = {"ruling": "declined", "ruled_on": "2026-05-12", "reason": "不属于受理范围"}
    story.at("2026-05-12").make("record_ruling", declined, scan=True)
    assert (story.state, story.awaited()) == ("defaulted", {"refer", "confirm_paper"})
    with pytest.raises(Refused, match="不再重复发出"):
        story.recommend(by=county)
    with pytest.raises(Refused, match="确认纸质材料"):
        story.make("close", {"note": "不予立案"})

    report = {"receiver": "government", "name": "北塘区人民政府", "referred_on": "2026-05-12", "reason": "拒不改正"}
    assert story.confirm_papers().make("refer", report, by=county).awaited() == {"close"}
    assert story.make("close", {"note": "已报告政府"}).state == "closed"


def test_a_small_union_without_two_certified_supervisors_is_led_upwards_ls_01(city: SmallCity) -> None:
    make_supervisors(city, 1)
    story = open_story(city).accept()
    assert story.awaited() == {"hand_up"}
    help_text = str(city.chair.client().get(f"/cases/{story.case_id}/investigate/").content.decode())
    assert reverse("supervision:bodies", args=[city.mill_union.pk]) in help_text

    assert story.make("hand_up", {"reason": "没有两名持证监督员"}).awaited() == {"investigate"}


def test_a_case_stays_open_while_the_department_handles_it(city: SmallCity) -> None:
    story = open_story(city, matter=Matter.CONTRACT).to_default(make_supervisors(city))
    story.at("2026-05-06").recommend(by=city.county_cadre.actor).serve("2026-05-06")
    with pytest.raises(Refused, match="不能结案"):
        story.make("close", {"note": "等不及"})

    story.at("2026-05-12").make("record_ruling", {"ruling": "opened", "ruled_on": "2026-05-12"}, scan=True)
    with pytest.raises(Refused, match="不能结案"):
        story.make("close", {"note": "已经立案"})

    assert story.state == "handling"


def test_what_was_agreed_is_rechecked_once_the_day_of_the_letter_has_passed(city: SmallCity) -> None:
    story = open_story(city).to_opinion(make_supervisors(city)).at("2026-04-20").answer("2026-04-20")
    assert (story.at("2026-05-29", 23, 59).sweep().state, story.awaited()) == (
        "rectifying",
        {"report_rectified", "confirm_paper"},
    )

    story.at("2026-05-30", 0, 5).sweep()
    story.sweep()

    assert (story.state, story.awaited()) == ("checking", {"recheck", "confirm_paper"})
    with scoped(BUILDER):
        assert Event.objects.filter(kind="supervision.rectification_overdue").count() == 1


def test_who_answers_after_the_day_of_the_letter_is_rechecked_at_once(city: SmallCity) -> None:
    story = open_story(city).accept().investigate(make_supervisors(city))
    story.at("2026-04-07").send_opinion("2026-04-10").serve("2026-04-07").at("2026-04-13").sweep()
    assert story.state == "opined", "the term of the answer runs on"
    assert story.rules() >= {"LS-02"}, "the limit ended before the answer was due"

    story.answer("2026-04-13")

    assert (story.state, "recheck" in story.awaited()) == ("checking", True)


def test_the_department_says_itself_when_it_received_the_recommendation_and_the_employer_cannot(
    city: SmallCity,
) -> None:
    with scoped(BUILDER):
        employer = make_contact("柯经理", of=city.mill, home=city.north_town).actor
    story = open_story(city).accept().investigate(make_supervisors(city))
    story.at("2026-04-07").send_opinion("2026-05-29", channel="online")
    story.make("record_service", {"day": "2026-04-07"}, by=employer).at("2026-04-30").sweep()
    story.recommend(by=city.county_cadre.actor)

    with pytest.raises(Refused):
        story.make("record_receipt", {"day": "2026-04-30"}, by=employer)

    assert "record_receipt" in story.awaited()


def test_an_answer_is_given_once_and_service_entered_once(city: SmallCity) -> None:
    story = open_story(city).to_opinion(make_supervisors(city))

    with pytest.raises(Refused, match="已经登记送达"):
        story.serve("2026-04-09")
    story.at("2026-04-10").answer("2026-04-10", "refuse")
    with pytest.raises(Refused, match="已经登记答复"):
        story.answer("2026-04-10")


def test_the_employer_answers_here_for_itself_and_for_nobody_else(city: SmallCity) -> None:
    with scoped(BUILDER):
        own = make_contact("柯经理", of=city.mill, home=city.north_town).actor
        other = make_contact("船经理", of=city.pier, home=city.south_town).actor
    story = open_story(city).accept().investigate(make_supervisors(city))
    story.at("2026-04-07").send_opinion("2026-05-29", channel="online")
    reply = {
        "decision": "agree",
        "text": "补发",
        "finishes_on": "2026-04-20",
        "signer": "柯经理",
        "replied_on": "2026-04-07",
    }

    with scoped(other), pytest.raises(Case.DoesNotExist):
        advance(story.case_id, "answer", actor=other, key=uuid4(), now=story.now, data=reply)
    story.make("answer", reply, by=own)

    assert story.state == "rectifying"
    with scoped(BUILDER):
        assert not story.case.paper_entries.exists()


def test_a_letter_is_not_sent_where_nobody_can_open_it(city: SmallCity) -> None:
    story = open_story(city).accept().investigate(make_supervisors(city))

    with pytest.raises(InvalidInput, match="channel"):
        story.send_opinion("2026-05-29", channel="online")

    assert story.state == "investigating"


@pytest.mark.parametrize("who", ["stranger", "south_chair", "worker", "administrator"])
def test_strangers_to_the_union_do_not_open_and_do_not_move(city: SmallCity, who: str) -> None:
    actor = getattr(city, who).actor
    story = open_story(city)
    with scoped(actor), pytest.raises((Refused, Case.DoesNotExist)):
        advance(story.case_id, "accept", actor=actor, key=uuid4(), now=story.now)
    entry = NewSupervision(
        union=city.mill_union,
        enterprise=city.mill,
        source=Source.OTHER,
        matter=Matter.SAFETY,
        facts="情况",
        occurred_from=date(2026, 3, 1),
    )
    with scoped(actor), pytest.raises(Refused):
        open_supervision(entry, actor=actor, now=story.now)


def test_the_same_matter_is_open_once(city: SmallCity) -> None:
    open_story(city)
    entry = NewSupervision(
        union=city.mill_union,
        enterprise=city.mill,
        source=Source.FINDING,
        matter=Matter.WAGES,
        facts="又一次",
        occurred_from=date(2026, 4, 1),
    )

    with scoped(city.chair.actor), pytest.raises(Refused, match="已有在办事项"):
        open_supervision(entry, actor=city.chair.actor, now=moment("2026-04-02"))


def test_a_pasted_list_becomes_clues_each_once_and_unknown_lines_come_back(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    lines = [city.mill.name, f" {city.lone.credit_code} ", city.mill.name, city.pier.name, "没有这家公司", ""]
    with scoped(actor):
        noted = note_clues(
            city.north,
            lines,
            source=Source.TARGET,
            matter=Matter.BARGAINING,
            facts="没有集体合同",
            actor=actor,
            now=moment("2026-04-01"),
        )

        assert (noted.count, noted.unknown) == (2, [city.pier.name, "没有这家公司"])
        clue = Clue.objects.get(enterprise=city.lone)
        drop_clue(clue, reason="已经签订", actor=actor, now=moment("2026-04-02"))
        with pytest.raises(Refused, match="已经处理"):
            drop_clue(clue, reason="再来一次", actor=actor, now=moment("2026-04-02"))
    with scoped(city.stranger.actor):
        assert not Clue.objects.exists()


LETTERS_OF_PART_D = {
    "prompt": (
        *("了解到的情况", "有关规定", "（一）补发三月份工资", "10个工作日内", "最迟2026年4月16日", "签发人：周主席"),
        *("核查情况回复单（回执）", "编号为青禾纺织工会委员会监提〔2026〕1号", "改正措施", "完成日期", "经办人"),
    ),
    "opinion": (
        *("查明的事实和证据", "苏监〔2025〕1号", "违反的规定", "（一）补发三月份工资", "2026年5月29日"),
        *(
            "15个工作日内",
            "最迟2026年4月28日",
            "法律后果",
            "劳动法律监督委员会负责人",
            "《江苏省工会劳动法律监督条例》",
        ),
        *("整改情况答复书（回执）", "是否同意整改", "整改措施", "完成日期", "经办人"),
    ),
    "recommendation": (
        *("统一社会信用代码", "住所｜＿", "法定代表人｜＿", "基本情况和证据", "违反的规定", "处理建议"),
        *("监督意见书｜青禾纺织工会委员会监意〔2026〕1号｜2026年4月7日｜2026年4月8日｜未答复", "5个工作日内"),
        *(
            "处理结果请及时反馈",
            "立案日期和案号",
            "不予立案的理由",
            "处理结果",
            "反馈日期",
            "1｜工资条、考勤表｜工会调查",
        ),
    ),
}
"""What must stand on documents 9 (and its prompt) and 10, by the template's code without `supervision.`."""


def test_every_letter_bears_the_fields_of_the_study(city: SmallCity) -> None:
    supervisors = make_supervisors(city)
    prompted = open_story(city).accept().investigate(supervisors).send_prompt()
    story = open_story(city, officer=prompted.officer, matter=Matter.HOURS).to_default(supervisors)
    story.at("2026-05-06").recommend(by=city.county_cadre.actor)

    papers = {one.template.removeprefix("supervision."): one for one in (*prompted.documents(), *story.documents())}
    missing = {
        code: [field for field in fields if field not in printed(papers[code])]
        for code, fields in LETTERS_OF_PART_D.items()
    }

    assert missing == {"prompt": [], "opinion": [], "recommendation": []}
