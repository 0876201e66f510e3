"""Whole plans of eight manners of writing, read from end to end; every figure below was checked by hand."""

from dataclasses import dataclass

import pytest

from zhijia.services.plans.parsing import parse_plan
from zhijia.services.plans.tests.parsing import samples


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Blank-separated: comparator and text of targets, deadlines→last day, + before owners that support."""

    plan: str
    levels: str
    items: str
    targets: str
    deadlines: str
    owners: str
    tasks: int


EXPECTED = [
    Expected(
        plan=samples.PHASES,
        levels="1122332122",
        items="首先 其次 最后",
        targets=">=1.2万条 >=95%以上 =100% >=3000家 ~20万人左右 =5万册 >=1条以上 =30名",
        deadlines="""自2021年3月起→None 全年→2021-12-31 3月1日至4月15日→2021-04-15
        4月16日至10月底→2021-10-31 11月至12月10日→2021-12-10
        12月20日前→2021-12-20""",
        owners="市总工会劳动保护部 +市应急管理局 +市住建局",
        tasks=11,
    ),
    Expected(
        plan=samples.ITEMS,
        levels="112221122",
        items="（1） 一要 二要 三要 （2） （3）",
        targets=""">=12场 >=6场 >=8000个以上 =1500人 =4期 =5个 =20名 =一次 =100% =10期
        =600人次 >=九成 >=三分之二以上 =30万元""",
        deadlines="""2022年→2022-12-31 2021年12月→2021-12-31
        2022年1月—3月→2022-03-31 2022年4月上旬→2022-04-10""",
        owners="区人社局 +区融媒体中心 区总工会权益部 +区就业中心 +各镇（街道）总工会",
        tasks=19,
    ),
    Expected(
        plan=samples.POLICY,
        levels="12212221",
        items="",
        targets="=100个 >=500个以上 =50万人次 =百万 <=3个工作日以内",
        deadlines="""自2020年1月1日至2021年12月31日→2021-12-31 到2022年底→2022-12-31
        印发之日起30日内→2020-04-17 2020年9月底前→2020-09-30""",
        owners="""人力资源社会保障部 +财政部 +各省级人民政府 财政部 +税务总局 商务部 +教育部 市场监管总局 +发展改革委
        +商务部 各省级人民政府""",
        tasks=11,
    ),
    Expected(
        plan=samples.BULLETIN,
        levels="1111",
        items="一是 二是",
        targets="""~5家左右 =全覆盖 range:1～2个 =50家 >=85% >=七成五以上 =3000名 =12个
        range:80至100名 >=6天 range:2至3家""",
        deadlines="""下半年→2019-12-31 下半年→2019-12-31 年内→2019-12-31
        8月底前→2019-08-31 高温期间→2019-08-31 国庆节前→2019-09-30""",
        owners="",
        tasks=11,
    ),
    Expected(
        plan=samples.MEASURES,
        levels="122212221",
        items="一是 二是 三是",
        targets=""">=80%以上 <=2个工作日以内 =30% =60% >=10个 =100％ >=1个 >=1.5名
        range:3—5家 =2户 =20户 ~8%左右 =5万人""",
        deadlines="""2021年6月底前→2021-06-30 2021年年底前→2021-12-31
        2022年前→2021-12-31 到2023年底→2023-12-31 “十四五”期间→2025-12-31
        2021年8月15日前→2021-08-15""",
        owners="""省人力资源社会保障厅 省民政厅 省人力资源社会保障厅 省人力资源社会保障厅 +省大数据局 +人民银行省分行
        省市场监管局 各市（州）人民政府 省委网信办""",
        tasks=16,
    ),
    Expected(
        plan=samples.COVERED,
        levels="1122221",
        items="一要 二要 三要",
        targets=""">=100场 >=1万人以上 =八成 =100% =500万元 =8家 =20家 =5000名 =85%
        >=80%以上 =300万元 =10个 =15个 =4万人 >=5% >=3家以上 >=2次 =1家 =2家
        =3家""",
        deadlines="""2023年→2023-12-31 2023年→2023-12-31 全年→2023-12-31
        第三季度→2023-09-30 年底前→2023-12-31 全年→2023-12-31
        9月底前→2023-09-30""",
        owners="",
        tasks=23,
    ),
    Expected(
        plan=samples.LABELS,
        levels="11233233321",
        items="一是 二是 三是",
        targets="""=45万人 >=35% =七成 =2个百分点 =6个 =8个 >=20个以上 =200场次 =30万人次 =50名
        =20名 >=100项 >=10万人次 =5000人 =1万名 =全覆盖 range:30—40家 >=90％以上
        =100% >=1200户以上""",
        deadlines="""2023—2025年→2025-12-31 到2025年→2025-12-31 2023年→2023-12-31
        2024年→2024-12-31 2025年→2025-12-31 2025年12月底→2025-12-31
        “五一”前→2023-04-30 2023年4月30日→2023-04-30 力争3年内→2025-12-31
        年内→2023-12-31 每季度末→2023-12-31 2023年11月10日前→2023-11-10
        全年→2023-12-31""",
        owners="""宣传教育部 +各产业工会 经济技术部 +市人社局 +市工信局 +各县（市、区）总工会 经济技术部 +市人社局
        +市教育局 经济技术部 财务部 市总工会 +市发展改革委 +市财政局""",
        tasks=25,
    ),
    Expected(
        plan=samples.LOOSE,
        levels="112212222",
        items="1) 2) 3)",
        targets=""">=150家以上 =1000张 =12个 >=2000人 =100名 =100名 =2个 =60人 =4场
        =3000人次 ~50万元 =5家""",
        deadlines="""2020年下半年→2020-12-31 2020年7月→2020-07-31 下半年→2020-12-31
        7月-9月→2020-09-30 7月6日—8月21日→2020-08-21 四季度→2020-12-31
        年底前→2020-12-31""",
        owners="",
        tasks=13,
    ),
]


@pytest.mark.parametrize("expected", EXPECTED, ids=[row.plan.split("\n")[0][:12] for row in EXPECTED])
def test_a_plan_is_read_as_a_cadre_would(expected: Expected) -> None:
    plan = parse_plan(expected.plan)

    assert "".join(str(heading.level) for heading in plan.headings) == expected.levels
    assert [item.marker for item in plan.items] == expected.items.split()
    assert [f"{target.comparator.replace('range', 'range:')}{target.text}" for target in plan.targets] == (
        expected.targets.split()
    )
    dated = [deadline for deadline in plan.deadlines if deadline.strength == "explicit"]
    assert [f"{deadline.text}→{deadline.to_on}" for deadline in dated] == expected.deadlines.split()
    named = [owner for owner in plan.owners if owner.form != "implicit"]
    assert [("" if owner.role == "lead" else "+") + owner.text for owner in named] == expected.owners.split()
    assert len(plan.tasks) == expected.tasks


@pytest.mark.parametrize("expected", EXPECTED, ids=[row.plan.split("\n")[0][:12] for row in EXPECTED])
def test_half_width_signs_and_odd_spaces_change_nothing(expected: Expected) -> None:
    """Pasted from elsewhere: ( ) : ; instead of （ ） ： ；, lines indented by wide blanks."""
    narrow = expected.plan.translate(str.maketrans("（）：；", "():;"))
    pasted = "\n".join(f"\u3000\u3000{line}" for line in narrow.split("\n"))

    read, plan = parse_plan(pasted), parse_plan(expected.plan)

    assert [heading.level for heading in read.headings] == [heading.level for heading in plan.headings]
    assert [target.value for target in read.targets] == [target.value for target in plan.targets]
    assert [deadline.to_on for deadline in read.deadlines] == [deadline.to_on for deadline in plan.deadlines]
    assert [owner.role for owner in read.owners] == [owner.role for owner in plan.owners]
    assert [task.verb for task in read.tasks] == [task.verb for task in plan.tasks]
