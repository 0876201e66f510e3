"""Every paper bears what part D of the study asks of it; what nobody knows is a blank to be filled in by hand (§D 1–8, S6, S8)."""

from collections.abc import Mapping, Sequence
from datetime import date

from zhijia.engines.documents.composing.merging import BLANK, BLANK_DAY
from zhijia.engines.documents.models import IssuedDocument
from zhijia.engines.documents.tests.printed import printed
from zhijia.organisation.models import Enterprise, LabourBureau
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity, make_contact
from zhijia.services.bargaining.models import Bargaining, PerformanceInspection, PerformanceItem
from zhijia.services.bargaining.models.bargainings import BargainingKind, ContractType, Side
from zhijia.services.bargaining.models.performance import Fulfilment
from zhijia.services.bargaining.tests.story import Story, open_story

ADDRESS = "北塘区柳湾镇青禾路8号"
SEATED = ("姓名", "性别", "职务", "产生方式", "任期", "保密承诺", "备注", "首席代表", "双方人数")
EMPLOYER = ("用人单位方", "统一社会信用代码", f"住所｜{ADDRESS}", f"法定代表人｜{BLANK}")
FIELDS_OF_PART_D: Mapping[str, Sequence[str]] = {
    "offer": (
        *("江海青禾纺织有限公司", "职工方｜{union}（统一社会信用代码", "新订工资专项集体合同", "普通程序"),
        *("协商内容", "诉求、理由和依据", "拟定协商日期", "拟定协商地点", "每方协商代表", "职工方首席代表"),
        *("请提供的资料", "最迟答复日期｜2026年3月23日（按发出当日收到计算）", "收到日期和签名｜"),
        *(f"联系人：{BLANK}", "我会代表全体职工", "《集体合同规定》第三十二条"),
    ),
    "reply": (
        *("{union}要〔2026〕1号要约", "已于2026年3月3日收到", "我单位同意", "同意协商的事项", "我方提出的协商事项"),
        *(f"协商日期｜{BLANK_DAY}", f"协商地点｜{BLANK}", "我方提供的资料｜上年工资总额", f"提供资料日期｜{BLANK_DAY}"),
        *("我方协商代表", "签署人：柯经理", "《集体合同规定》第三十二条"),
    ),
    "teams": (
        *SEATED,
        *("本单位以外人员｜职工方1人", "外部人员不超过三分之一｜职工方符合", "《集体合同规定》第二十三条"),
        *("外聘：某律师事务所，执业证号苏律001", "首次会议日期", "向职工公布日期"),
        *("首席代表授权委托书", "委托方｜受托人｜职务｜授权期限", "签署会议纪要"),
    ),
    "minutes": (
        *(
            "（第1次）",
            "会议日期",
            "会议地点",
            "主持方",
            "记录员",
            "出席人员",
            "会议议程",
            "（一）工资增长",
            "发言要点",
        ),
        *("中止协商的约定", "下次会议日期｜2026年3月20日", f"下次会议地点｜{BLANK}"),
        *("职工方首席代表", "用人单位方首席代表", "记录员"),
    ),
    "suspension": ("中止原因", "中止期限", "下次协商日期", "下次协商地点", "下次协商内容", "《集体合同规定》"),
    "text": (
        *(
            "合同编号",
            "文本编号｜{union}集合〔2026〕2号",
            *EMPLOYER,
            "工会主席｜青主席",
            "用人单位方首席代表",
            "职工方首席代表",
            "合同期限",
        ),
        *(f"依据文本｜{BLANK}", "第1版", "讨论通过", "双方各执一份", f"附件：{BLANK}"),
    ),
    "filing": (
        *("合同编号", "合同类型", "合同期限", "签订日期", "报送日期", "签订至报送用时", "报送时限"),
        *("上年职工月平均工资｜", "工资增长幅度", "适用职工人数｜", *EMPLOYER),
        *("登记注册类型", "行业", "职工总数", "女职工", "劳务派遣", "工会主席｜青主席", "身份证件号码"),
        *("要约日期｜2026年3月2日", "答复日期｜2026年3月3日", "协商会议｜1次", "表决机构", "应到60人，实到52人"),
        *("赞成45票，反对4票，弃权2票", "说明\n", "附件：集体合同文本3份", "回执编号", "收件人", "补正通知"),
    ),
    "review": (
        *(*EMPLOYER, "职工方｜", "工会主席", "收到", "双方主体资格", "集体协商程序", "合同内容", "无异议。"),
        *("送达职工方日期｜2026年3月27日", f"送达用人单位方日期｜{BLANK_DAY}", "审查人：审查员"),
    ),
    "publication": ("合同期限", "生效日期", "公布方式", "公布日期"),
    "inspection": (
        *("检查日期", "职工方检查人员", "用人单位方检查人员", "条款｜约定｜实际｜证据｜履行情况", "｜工资表｜兑现"),
        *("职工知晓和满意情况", "存在问题", "整改措施", "责任人", "整改期限", "向一届四次职工代表大会报告"),
        *("职工方首席代表", "用人单位方首席代表"),
    ),
    "ending": ("依据", "终止日期", "善后事项", "期限", "职工方首席代表", "用人单位方首席代表"),
}
"""What must stand on the paper, by the template's code without `bargaining.`."""


def whole_life(city: SmallCity, employer: Actor, bureau: Actor) -> Story:
    """A wage agreement in which every side acts here, from the offer to its dissolution."""
    story = open_story(city).send_offer(channel="online", data_requested="上年工资总额")
    answer = {"decision": "partly", "signer": "柯经理", "data_list": "上年工资总额"}
    topics = {"accepted_topics": "工资增长", "counter_topics": "计件单价"}
    story.at("2026-03-03").make("agree", {**answer, **topics}, by=employer).make("prepare")
    story.seat(Side.WORKERS).add(
        Side.WORKERS, "骆律师", is_external="on", employer_name="某律师事务所", licence="苏律001"
    )
    story.seat(Side.EMPLOYER, 4, has_written_mandate="on")
    story.at("2026-03-16").make("begin_talks", {"first_meeting_on": "2026-03-16"})
    story.meet(agenda="1.工资增长\n2.计件单价", next_on="2026-03-20")
    pause = {"from_on": "2026-03-16", "until_on": "2026-03-20", "next_on": "2026-03-20", "next_place": "会议室"}
    story.make("suspend", {**pause, "next_topic": "工资", "reason": "核对数据"}).make("resume")
    story.draft("2026-04-01", "2027-03-31").initial().table().at("2026-03-20").vote().confirm_papers().sign()
    story.at("2026-03-23").make(
        "prepare_filing", {"bureau_name": "北塘区人社局", "copies": "3", "last_average_wage": "6120.50"}
    )
    filing = {"copies": "3", "bureau_name": "北塘区人力资源和社会保障局", "explanation": "上年平均工资六千元。"}
    story.make("file", filing, by=employer)
    opinion = {"opinion": "no_objection", "reviewer": "审查员", "is_sealed": "on", "on_content": "未见违法。"}
    checked = {"on_capacity": "合格。", "on_procedure": "合法。"}
    story.at("2026-03-27").make("review", {**opinion, **checked}, by=bureau)
    story.at("2026-04-08").sweep().make("publish", {"day": "2026-04-08", "via": "公告栏"})
    return inspected(story.at("2026-10-09")).make(
        "dissolve", {"day": "2026-10-09", "ground": "agreed", "note": "厂区征收"}, scan=True
    )


def inspected(story: Story) -> Story:
    with scoped(BUILDER):
        first = story.contract.draft.clauses.order_by("position")[0]  # type: ignore[union-attr]
    period = {"period_from": "2026-04-08", "period_to": "2026-09-30", "inspected_on": "2026-10-09"}
    people = {"workers_inspectors": "周代表", "employer_inspectors": "柯经理", "session_label": "一届四次"}
    found = {f"status_{first.pk}": "fulfilled", f"evidence_{first.pk}": "工资表"}
    mended = {"problems": "津贴少发", "measures": "补发", "measures_due_on": "2026-10-31", "responsible": "柯经理"}
    return story.make("inspect", {**period, **people, **found, **mended})


def test_every_paper_bears_the_fields_of_the_study_and_its_issuers_number(city: SmallCity) -> None:
    with scoped(BUILDER):
        Enterprise.objects.filter(pk=city.mill.pk).update(address=ADDRESS)
        bureau = LabourBureau.objects.create(name="北塘区人力资源和社会保障局", place="320505", keeper=city.north)
        employer, reviewer = (make_contact("柯经理", of=of, home=city.north_town).actor for of in (city.mill, bureau))

    story = whole_life(city, employer, reviewer)

    with scoped(BUILDER):
        issued = list(IssuedDocument.objects.filter(case_id=story.case_id).order_by("pk"))
    papers = {document.template.removeprefix("bargaining."): document for document in issued}
    union = city.mill_union.name
    missing = {
        code: [field for field in fields if field.format(union=union) not in printed(papers[code])]
        for code, fields in FIELDS_OF_PART_D.items()
    }
    assert missing == {code: [] for code in FIELDS_OF_PART_D}
    assert not [code for code, document in papers.items() if "None" in printed(document)]
    numbers = {
        code: [one.number for one in issued if one.template == f"bargaining.{code}"] for code in FIELDS_OF_PART_D
    }
    assert numbers["reply"] == [f"{city.mill.name}集复〔2026〕1号"]
    assert numbers["text"] == [f"{union}集合〔2026〕1号", f"{union}集合〔2026〕2号"]
    assert numbers["review"] == [f"{bureau.name}集审〔2026〕1号"]
    package, filed = (one for one in issued if one.template == "bargaining.filing")
    assert [package.number, filed.number] == [f"{city.mill.name}集报〔2026〕{n}号" for n in (1, 2)]
    assert package.issuer == filed.issuer == city.mill.name  # CB-050: the employer files, whoever prepares the form
    assert "报送日期｜＿" in printed(package)
    assert "上年职工月平均工资｜6120.50元" in printed(package)
    assert "上年平均工资六千元。" in printed(filed)  # CB-053


def test_the_filing_form_of_a_renewed_womens_contract_tells_of_posts_protection_and_the_contract_before(
    city: SmallCity,
) -> None:
    before = open_story(city).to_signature()  # of another type: of one type a union has one round at a time
    period = {"period_from": date(2026, 4, 1), "period_to": date(2026, 9, 30), "inspected_on": date(2026, 10, 9)}
    with scoped(BUILDER):
        inspection = PerformanceInspection.objects.create(contract=before.contract, **period)
        for status in (Fulfilment.FULFILLED, Fulfilment.PARTLY, Fulfilment.NOT_DUE):
            PerformanceItem.objects.create(inspection=inspection, promise="妇科检查", status=status)
    story = open_story(city, ContractType.WOMEN, officer=before.officer).to_signature()
    with scoped(BUILDER):
        renewed = Bargaining.objects.filter(case_id=story.case_id)
        renewed.update(kind=BargainingKind.RENEWAL, previous=before.contract)

    story.make("prepare_filing", {"bureau_name": "北塘区人社局", "copies": "3"})

    with scoped(BUILDER):
        form = IssuedDocument.objects.get(case_id=story.case_id, template="bargaining.filing")
    text = printed(form)
    assert f"涉及岗位｜{BLANK}" in text
    assert "保护措施｜见合同文本：总则" in text
    assert f"上期合同｜{before.contract.number}" in text
    assert "上期合同履行情况｜2026年10月9日检查：到期应当履行2项，已经兑现1项。" in text
    assert "上年职工月平均工资" not in text
