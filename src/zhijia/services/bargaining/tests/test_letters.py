"""What a bargaining puts on paper: which move issues what, in whose name, under which number, and what it says."""

from collections.abc import Sequence
from uuid import uuid4

import pytest
from django.urls import reverse
from lxml.html import fromstring  # type: ignore[import-untyped]

from zhijia.engines.documents.composing.paper import Clause, Heading, Paper, Table, paper_from, words_of
from zhijia.engines.documents.models import IssuedDocument, Serving
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import LabourBureau
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity, make_contact
from zhijia.services.bargaining.actions.employer import demand_talks
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.models.performance import PerformanceItem
from zhijia.services.bargaining.tests.story import Story, moment, open_story
from zhijia.services.bargaining.tests.test_employer_offers import DEMAND


def issued(story: Story) -> list[IssuedDocument]:
    """The documents of the case in the order in which they were issued."""
    with scoped(BUILDER):
        return list(IssuedDocument.objects.filter(case_id=story.case_id).order_by("pk"))


def said(document: IssuedDocument) -> str:
    """Everything that a document says, a line a block."""
    paper = paper_from(document.model)
    return "\n".join(_lines(paper))


def _lines(paper: Paper) -> Sequence[str]:
    lines = [paper.title, paper.addressee]
    for block in paper.body:
        if isinstance(block, Table):
            lines += ["｜".join(row) for row in block.rows]
        elif hasattr(block, "runs"):
            label = block.label if isinstance(block, Heading | Clause) else ""
            lines.append(label + words_of(block.runs))
    return [*lines, *paper.signers, paper.signature]


def act_for(city: SmallCity, of: object) -> Actor:
    with scoped(BUILDER):
        return make_contact("柯经理", of=of, home=city.north_town).actor  # type: ignore[arg-type]


def test_every_paper_of_a_wage_agreement_is_issued_by_the_move_that_sends_it(city: SmallCity) -> None:
    story = open_story(city).to_signature("2026-03-02").make("prepare_filing", {"bureau_name": "人社局", "copies": "3"})
    story.at("2026-04-03").file("2026-04-03").at("2026-04-21").sweep()
    story.make("publish", {"day": "2026-04-21", "via": "公告栏"})

    documents = issued(story)

    assert [document.template.removeprefix("bargaining.") for document in documents] == [
        "offer",
        "teams",
        "minutes",
        "text",
        "text",
        "filing",
        "publication",
    ]
    filed = next(document for document in documents if document.template == "bargaining.filing")
    assert "双方首席代表签字之日起7日内" in said(filed)  # the clock's own term: CB-052, 试行办法 第二十一条 (verified)
    union = city.mill_union.name
    assert [document.number for document in documents] == [
        f"{union}要〔2026〕1号",
        f"{union}协〔2026〕1号",
        f"{union}协〔2026〕2号",
        f"{union}集合〔2026〕1号",
        f"{union}集合〔2026〕2号",
        f"{city.mill.name}集报〔2026〕1号",
        f"{union}协〔2026〕3号",
    ]


def test_an_offer_names_its_basis_its_topics_and_the_term_of_the_answer(city: SmallCity) -> None:
    story = open_story(city).send_offer(
        topics="1. 工资增长\n2、加班工资；（三）高温津贴", data_requested="上年工资总额"
    )

    (document,) = issued(story)

    assert document.title == "工资集体协商意向书（要约书）"
    text = said(document)
    assert "《集体合同规定》第三十二条" in text
    assert "（一）工资增长\n（二）加班工资\n（三）高温津贴" in text
    assert "请于协商开始前5日内提供" in text
    assert "请自收到本要约之日起20日内以书面形式答复" in text


@pytest.mark.parametrize(("contract_type", "cites"), [(ContractType.WAGE, True), (ContractType.GENERAL, False)])
def test_only_wage_talks_cite_the_measures_on_wage_talks(
    city: SmallCity, contract_type: ContractType, cites: bool
) -> None:
    (offer,) = issued(open_story(city, contract_type).send_offer())

    assert ("《工资集体协商试行办法》" in said(offer)) is cites


def test_an_offer_by_a_union_above_says_for_whom_it_speaks_and_takes_its_own_number(city: SmallCity) -> None:
    story = open_story(city, ContractType.GENERAL)

    story.make("send_offer", {"topics": "工资", "channel": "paper"}, by=city.town_cadre.actor)

    (document,) = issued(story)
    assert document.number == "柳湾镇总工会要〔2026〕1号"
    assert f"受{city.mill_union.name}委托" in said(document)
    assert "诉求" not in said(document)


def test_an_offer_is_sent_here_only_to_an_employer_for_whom_somebody_can_open_it(city: SmallCity) -> None:
    """Else the term of its reply would never begin: nobody can say that it was received."""
    story = open_story(city)
    with pytest.raises(Refused, match="没有能在本系统收件的授权联系人") as refused:
        story.send_offer(channel="online")
    assert refused.value.field == "channel"
    assert (story.state, story.bargaining.offers.exists()) == ("drafting", False)

    act_for(city, city.mill)

    assert story.send_offer(channel="online").state == "offered"


def test_what_the_employer_answers_here_is_its_own_letter(city: SmallCity) -> None:
    contact = act_for(city, city.mill)
    online = open_story(city).send_offer(channel="online")
    answer = {"replied_on": "2026-03-02", "signer": "柯经理", "reason": "经营困难"}

    online.make("refuse", answer, by=contact)
    letter = issued(online)[-1]
    number = f"{city.mill.name}集复〔2026〕1号"
    assert (letter.template, letter.issuer, letter.number) == ("bargaining.reply", city.mill.name, number)
    assert "不同意进行集体协商，理由如下。\n经营困难" in said(letter)


def test_what_the_employer_answers_on_paper_is_kept_as_its_scan_and_not_issued(city: SmallCity) -> None:
    story = open_story(city).send_offer().refuse("2026-03-02")

    assert [document.template for document in issued(story)] == ["bargaining.offer"]
    with scoped(BUILDER):
        assert story.case.attachments.count() == 1


def test_the_adopted_text_tells_how_it_was_adopted_and_one_that_fell_is_not_made(city: SmallCity) -> None:
    story = open_story(city).to_the_table().at("2026-03-17").meet().draft("2026-04-01", "2027-03-31")
    story.initial().table().at("2026-03-20").vote(yes="20", no="31", abstain="0")
    assert [document.title for document in issued(story)[-1:]] == ["工资专项集体合同（草案）"]

    story.make("renegotiate", {"reason": "调整增幅"}).draft("2026-04-01", "2027-03-31").initial().table().vote()

    text = said(issued(story)[-1])
    assert text.startswith("工资专项集体合同\n")
    assert "应到60人，实到52人，赞成45票" in text
    assert "一、总则\n第一条第1条内容。\n第二条第2条内容。" in text
    assert "第2版" in text


def test_an_inspection_reports_what_each_clause_promised_and_what_was_found(city: SmallCity) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-03").file("2026-04-03").at("2026-04-21").sweep()
    story.make("publish", {"day": "2026-04-21", "via": "公告栏"})
    with scoped(BUILDER):
        first, second = story.contract.draft.clauses.order_by("position")  # type: ignore[union-attr]
    period = {"period_from": "2026-04-21", "period_to": "2026-09-30", "inspected_on": "2026-10-09"}
    people = {"workers_inspectors": "周代表", "employer_inspectors": "柯经理", "asked_aware": "30", "aware": "27"}
    found = {f"status_{first.pk}": "fulfilled", f"status_{second.pk}": "not", f"actual_{second.pk}": "没有安排"}

    url = reverse("cases:move", args=[story.case_id, "inspect"])
    form = fromstring(story.city.chair.client().get(url).content.decode())
    assert form.xpath("//input[@name='period_from']/@value") == ["2026-04-21"]

    story.at("2026-10-09").make("inspect", {**period, **people, **found})

    with scoped(BUILDER):
        assert PerformanceItem.objects.count() == 2
    text = said(issued(story)[-1])
    assert "第2条内容。｜没有安排｜｜未兑现" in text
    assert "到期应当履行2项，已经兑现1项。" in text
    assert "知晓合同内容27人" in text


def test_the_bureau_gives_its_opinion_here_in_its_own_name(city: SmallCity) -> None:
    with scoped(BUILDER):
        bureau = LabourBureau.objects.create(name="北塘区人力资源和社会保障局", place="320505", keeper=city.north)
    employer, reviewer = act_for(city, city.mill), act_for(city, bureau)
    story = open_story(city).at("2026-03-02").send_offer(channel="online")
    story.at("2026-03-03").make(
        "agree", {"decision": "agree", "replied_on": "2026-03-03", "signer": "柯经理"}, by=employer
    )
    story.make("prepare").seat_both().at("2026-03-16").make("begin_talks", {"first_meeting_on": "2026-03-16"}).meet()
    story.draft("2026-04-01", "2027-03-31").initial().table().at("2026-03-20").vote().confirm_papers().sign()
    filing = {"filed_on": "2026-03-23", "copies": "3", "has_explanation": "on", "bureau_name": bureau.name}
    story.at("2026-03-23").make("file", filing, by=employer)
    opinion = {
        "opinion": "objection",
        "on_content": "支付周期不合规定。",
        "objected_items": "第二条支付周期超过一个月。",
        "reviewer": "审查员",
    }

    story.at("2026-03-27").make("review", {**opinion, "is_sealed": "on", "given_on": "2026-03-27"}, by=reviewer)

    form, letter = issued(story)[-2:]
    assert (form.template, form.issuer) == ("bargaining.filing", city.mill.name)
    assert "签订至报送用时｜3日" in said(form)
    assert (letter.template, letter.issuer) == ("bargaining.review", bureau.name)
    assert "有异议。" in said(letter)


@pytest.mark.parametrize(
    ("ground", "title"), [("agreed", "解除集体合同协议书"), ("force_majeure", "解除集体合同告知书")]
)
def test_a_contract_is_dissolved_by_agreement_or_by_notice_s6(city: SmallCity, ground: str, title: str) -> None:
    story = open_story(city).to_signature("2026-03-02").at("2026-04-03").file("2026-04-03").at("2026-04-21").sweep()

    story.make("dissolve", {"day": "2026-04-21", "ground": ground, "note": "厂区征收"}, scan=True)

    letter = issued(story)[-1]
    assert letter.title == title
    assert "本合同自2026年4月21日起不再履行" in said(letter)


def test_both_sides_keep_a_memorandum_of_a_suspension_s8(city: SmallCity) -> None:
    story = open_story(city).to_the_table()
    pause = {"from_on": "2026-03-17", "until_on": "2026-04-17", "next_on": "2026-04-17"}

    story.at("2026-03-17").make("suspend", {**pause, "next_place": "会议室", "next_topic": "工资", "reason": "核数据"})

    letter = issued(story)[-1]
    assert "2026年3月17日至2026年4月17日" in said(letter)
    assert paper_from(letter.model).signers == ("职工方首席代表", "用人单位方首席代表")


def test_the_unions_answer_to_an_employers_demand_is_its_letter_served_where_the_employer_acts_here(
    city: SmallCity,
) -> None:
    contact = act_for(city, city.mill)
    story = Story(city, 0, city.chair, moment("2026-03-02"))
    with scoped(contact):
        story.case_id = demand_talks(DEMAND, actor=contact, key=uuid4(), now=story.now)
    answer = {"reason": "合同未到期", "signer": "青主席", "replied_on": "2026-03-10"}

    story.at("2026-03-10").make("decline_offer", answer)

    (letter,) = issued(story)
    text = said(letter)
    assert (letter.title, "我会不同意进行集体协商" in text, "合同未到期" in text) == (
        "关于用人单位集体协商要约的答复书",
        True,
        True,
    )
    assert "《集体合同规定》第三十二条" in text
    assert letter.number
    with scoped(contact):
        assert Serving.objects.get().document_id == letter.pk


def test_an_end_that_came_by_itself_is_told_in_writing_once_and_names_its_rule(city: SmallCity) -> None:
    """CB-064: in force from 21 April 2026, lapsed at the end of 31 March 2027."""
    story = open_story(city).to_signature().at("2026-04-02").file("2026-04-02").at("2026-04-21").sweep()
    story.at("2027-04-01").sweep()
    assert story.state == "expired"
    with scoped(BUILDER):
        assert set(story.case.awaits.values_list("verb", flat=True)) >= {"tell_ended"}

    story.at("2027-04-02").make("tell_ended")

    letter = issued(story)[-1]
    text = said(letter)
    assert letter.title == "终止集体合同告知书"
    assert "期限届满，即行终止" in text
    assert "《集体合同规定》第三十八条" in text
    assert "2027年4月1日" in text
    with pytest.raises(Refused, match="已经印发"):
        story.make("tell_ended")
    assert story.make("archive").state == "archived"
