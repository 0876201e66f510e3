import pytest

from zhijia.services.plans.parsing import DoubtCode, parse_plan


def set_aside(sentence: str) -> tuple[set[str], dict[str, DoubtCode]]:
    """Texts read as targets, and texts set aside with their reason."""
    plan = parse_plan(f"工作安排\n一、主要任务\n1.推进工作。{sentence}", year=2024)
    return {target.text for target in plan.targets}, {node.text: node.doubts[0] for node in plan.set_aside}


@pytest.mark.parametrize(
    ("sentence", "text", "reason"),
    [
        ("开展“五小”创新活动。", "五", DoubtCode.QUOTED_NAME),
        ("落实“千人百家”提升工程。", "百家", DoubtCode.QUOTED_NAME),
        ("落实《三项清单》。", "三项", DoubtCode.QUOTED_NAME),
        ("努力实现两个提高。", "两个", DoubtCode.SLOGAN),
        ("健全两项制度。", "两项", DoubtCode.SLOGAN),
        ("办好十件实事。", "十件", DoubtCode.SLOGAN),
        ("办好第三届运动会5场以上的预赛，推荐前3名。", "3名", DoubtCode.ORDINAL),
        ("评选一批先进单位。", "一批", DoubtCode.LEXICALISED),
        ("发放一次性补贴。", "一次", DoubtCode.LEXICALISED),
        ("这是一项艰巨任务。", "一项", DoubtCode.LEXICALISED),
        ("推动100人以上企业建会。", "100人以上", DoubtCode.ELIGIBILITY),
        ("推动百人以上企业建会。", "百人以上", DoubtCode.ELIGIBILITY),
        ("照顾65岁以上老年人。", "65岁以上", DoubtCode.ELIGIBILITY),
        ("与签订1年以上劳动合同的职工座谈。", "1年以上", DoubtCode.ELIGIBILITY),
        ("对履约率低于85%的企业重点督导。", "85%", DoubtCode.ELIGIBILITY),
        ("人数达到职工总数25%的，可以申请。", "25%", DoubtCode.ELIGIBILITY),
        ("人数达到25%（大企业达到15%）并签订合同的，可以申请。", "15%", DoubtCode.ELIGIBILITY),
        ("要求入围企业3家以上。", "3家以上", DoubtCode.ELIGIBILITY),
        ("可返还其上年度缴费的50%。", "50%", DoubtCode.PARAMETER),
        ("可申请最高不超过15万元的贷款。", "15万元", DoubtCode.PARAMETER),
        ("参保缴费满3年。", "3年", DoubtCode.PARAMETER),
        ("将服务费的80%用于人员薪酬。", "80%", DoubtCode.PARAMETER),
        ("按每人500元给予补助。", "500元", DoubtCode.PARAMETER),
        ("给予每人2000元奖励。", "2000元", DoubtCode.PARAMETER),
        ("协议有效期可为2年。", "2年", DoubtCode.PARAMETER),
        ("培育年收入超10亿元企业2户。", "10亿元", DoubtCode.PARAMETER),
        ("将贷款额度上限提高至30万元。", "30万元", DoubtCode.PARAMETER),
        ("组织参加3—12个月的见习。", "3—12个月", DoubtCode.PARAMETER),
        ("提供24小时热线服务。", "24小时", DoubtCode.PARAMETER),
        ("每万名职工拥有书屋3个。", "万名", DoubtCode.PARAMETER),
        ("签订率从77%提高到80%。", "77%", DoubtCode.BASELINE),
        ("在12家基础上新增8家。", "12家", DoubtCode.BASELINE),
        ("以155家受到表彰的企业为榜样。", "155家", DoubtCode.REFERENCE),
        ("目前已建成50家。", "50家", DoubtCode.REFERENCE),
        ("去年新建30家。", "30家", DoubtCode.REFERENCE),
        ("聚焦4个重点群体。", "4个", DoubtCode.LIST_COUNT),
        ("培训内容包括三个方面。", "三个", DoubtCode.LIST_COUNT),
        ("落实6类人员优惠政策。", "6类", DoubtCode.LIST_COUNT),
        ("选派五人小组进驻。", "五人", DoubtCode.PROPER_NAME),
        ("健全部门协同机制。", "全部", DoubtCode.PART_OF_WORD),
        ("处理占全部担保金额的事项。", "全部", DoubtCode.PART_OF_WORD),
    ],
)
def test_a_pitfall_is_set_aside_with_its_reason(sentence: str, text: str, reason: DoubtCode) -> None:
    targets, aside = set_aside(sentence)

    assert text not in targets
    assert aside[text] is reason


@pytest.mark.parametrize(
    "sentence",
    [
        "进一步提高认识。",
        "统一思想，打造一流队伍。",
        "拨打12345热线。",
        "推进IPv6和5G应用。",
        "引进世界500强企业。",
        "贯彻二十大精神和“十四五”规划。",
        "落实苏工发〔2024〕39号文件。",
        "评定A级单位。",
        "加强园区三星公司工会工作。",
        "带动千家万户，凝聚万众力量。",
        "完善三级网络和四套班子联系制度。",
        "抓好三农工作。",
        "事业成立三年。",
        "联系电话0512-65123456。",
    ],
)
def test_fixed_words_and_codes_are_no_targets(sentence: str) -> None:
    assert set_aside(sentence)[0] == set()


def test_every_reason_has_a_sentence_for_the_reviewer() -> None:
    assert all(code.sentence.endswith("。") for code in DoubtCode)
    assert len({code.value for code in DoubtCode}) == len(DoubtCode)


def test_facts_of_the_introduction_are_no_targets() -> None:
    plan = parse_plan(
        "青禾县总工会工作简报\n第8期\n2024年7月2日\n上半年全县新建工会43家，完成年度任务的56%。\n一、下半年任务\n新建工会20家。"
    )

    assert [target.text for target in plan.targets] == ["20家"]


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        ("推动85%以上的规上企业开展竞赛。", {"85%以上"}),
        ("帮助1200户以上困难职工家庭脱困。", {"1200户以上"}),
        ("签订率比上年提高5个百分点。", {"5个百分点"}),
        ("安排补助资金100万元。", {"100万元"}),
        ("农民人均收入达到3万元。", {"3万元"}),
        ("轮候时间不超过5年。", {"5年"}),
        ("开办时间压缩至3个工作日以内。", {"3个工作日以内"}),
        ("从中新增试点8个。", {"8个"}),
        ("至少新建一所职工学校。", {"一所"}),
        ("五年内新建50个（其中2024年10个）。", {"50个", "10个"}),
    ],
)
def test_what_only_looks_like_a_pitfall_is_a_target(sentence: str, texts: set[str]) -> None:
    assert set_aside(sentence)[0] == texts
