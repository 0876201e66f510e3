from decimal import Decimal

import pytest

from zhijia.services.plans.parsing import DoubtCode, ParsedPlan, parse_plan
from zhijia.services.plans.parsing.model import Target


def read(sentence: str) -> ParsedPlan:
    return parse_plan(f"工作安排\n一、主要任务\n1.推进工作。{sentence}", year=2024)


def target_of(sentence: str) -> Target:
    (target,) = read(sentence).targets
    return target


@pytest.mark.parametrize(
    ("sentence", "text", "value", "unit", "comparator"),
    [
        ("新建职工书屋15家。", "15家", 15, "家", "="),
        ("全年宣讲200场以上。", "200场以上", 200, "场", ">="),
        ("培训不少于1,200人次。", "1,200人次", 1200, "人次", ">="),
        ("至少走访60户。", "60户", 60, "户", ">="),
        ("服务超5万人次。", "5万人次", 50000, "人次", ">="),
        ("建档职工突破12万人。", "12万人", 120000, "人", ">="),
        ("征集建议500条左右。", "500条左右", 500, "条", "~"),
        ("培养约80名骨干。", "80名", 80, "名", "~"),
        ("失业率控制在3.5%以内。", "3.5%以内", "3.5", "%", "<="),
        ("平均办理时间不超过5天。", "5天", 5, "天", "<="),
        ("投诉量压减10％。", "10％", 10, "%", "="),
        ("满意度达到95%以上。", "95%以上", 95, "%", ">="),
        ("采纳率不低于三成。", "三成", 30, "%", ">="),
        ("覆盖面达到三分之一以上。", "三分之一以上", "33.33", "%", ">="),
        ("事故率降至千分之二。", "千分之二", "0.2", "%", "="),
        ("覆盖面达百分之九十五。", "百分之九十五", 95, "%", "="),
        ("代收率提高3个百分点。", "3个百分点", 3, "个百分点", "="),
        ("新增会员24万以上。", "24万以上", 240000, "", ">="),
        ("筹集资金2000万元以上。", "2000万元以上", 20_000_000, "元", ">="),
        ("引导投入2万亿元。", "2万亿元", 2_000_000_000_000, "元", "="),
        ("标准不低于当地工资的1.6倍。", "1.6倍", "1.6", "倍", ">="),
        ("每人不少于16学时。", "16学时", 16, "学时", ">="),
        ("完善百家预警联系点。", "百家", 100, "家", "="),
        ("命名创新能手一百名。", "一百名", 100, "名", "="),
        ("举办两项摄影比赛。", "两项", 2, "项", "="),
        ("每季度通报一次。", "一次", 1, "次", "="),
        ("改造河道２５００公里。", "２５００公里", 2500, "公里", "="),
        ("实现镇街工会全覆盖。", "全覆盖", 100, "%", "="),
        ("建档职工全部纳入动态管理。", "全部", 100, "%", "="),
        ("全部乡镇均应设立站点。", "全部", 100, "%", "="),
    ],
)
def test_a_committed_quantity_is_a_target(
    sentence: str, text: str, value: int | str, unit: str, comparator: str
) -> None:
    target = target_of(sentence)

    assert (target.text, target.unit, target.comparator) == (text, unit, comparator)
    assert target.value == Decimal(value)


@pytest.mark.parametrize(
    ("sentence", "low", "high", "unit"),
    [
        ("再建立2到3个行业工会。", 2, 3, "个"),
        ("资助30至50名学生。", 30, 50, "名"),
        ("每镇配备2～3名指导员。", 2, 3, "名"),
        ("建成10~12所示范校。", 10, 12, "所"),
        ("覆盖率达到60%—70%。", 60, 70, "%"),
        ("培训2至3万人。", 20000, 30000, "人"),
        ("建设5000至1万套。", 5000, 10000, "套"),
        ("培育两三家典型。", 2, 3, "家"),
    ],
)
def test_a_range_has_two_ends(sentence: str, low: int, high: int, unit: str) -> None:
    target = target_of(sentence)

    assert (target.value, target.value_max) == (Decimal(low), Decimal(high))
    assert (target.unit, target.comparator) == (unit, "range")


@pytest.mark.parametrize(
    ("sentence", "values", "baselines"),
    [
        ("签订率从77%提高到80%以上。", [80], [77]),
        ("参保人数由3.5万人增加到4万人。", [40000], [35000]),
        ("补贴标准分别从每人每月209元、280元提高到217元、290元。", [217, 290], [209, 280]),
        ("将登记时间由5个工作日压缩至2个工作日以内。", [2], [5]),
    ],
)
def test_what_it_rises_from_is_the_baseline(sentence: str, values: list[int], baselines: list[int]) -> None:
    targets = read(sentence).targets

    assert [target.value for target in targets] == values
    assert [target.baseline for target in targets] == baselines


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("新建工会20家。", "output"),
        ("签订率达到90%。", "rate"),
        ("失业率控制在4%以内。", "limit"),
        ("实现全覆盖。", "coverage"),
        ("每月检查2次。", "frequency"),
        ("以270家诚信企业为重点。", "scope"),
        ("组织十万职工大练兵。", "scope"),
        ("投入经费300万元。", "resource"),
    ],
)
def test_a_target_has_a_kind(sentence: str, kind: str) -> None:
    assert target_of(sentence).kind == kind


@pytest.mark.parametrize(
    ("sentence", "hedge", "per", "measured"),
    [
        ("力争新建联合工会8家。", "力争", None, "联合工会"),
        ("基本实现园区全覆盖。", "基本实现", None, "园区"),
        ("每季度至少走访2次。", None, "每季度", "走访"),
        ("年均开发2万个岗位。", None, "年均", "岗位"),
        ("集体合同签订率达到90%以上。", None, None, "集体合同签订率"),
        ("年底前规上企业覆盖面达八成。", None, None, "规上企业覆盖面"),
    ],
)
def test_a_target_says_how_and_of_what(sentence: str, hedge: str | None, per: str | None, measured: str) -> None:
    target = target_of(sentence)

    assert (target.hedge, target.per) == (hedge, per)
    assert measured in target.object


def test_what_follows_among_them_is_a_part_and_never_added() -> None:
    whole, part = read("挂钩1000家企业，其中市级挂钩100家。").targets

    assert part.part_of == whole.id
    assert DoubtCode.SUB_TARGET in part.doubts


def test_a_comparator_before_a_list_is_given_to_the_first_and_asked_for_the_rest() -> None:
    targets = read("培育行业典型至少100个、区域典型100个、企业典型200个。").targets

    assert [target.comparator for target in targets] == [">=", "=", "="]
    assert [DoubtCode.SHARED_COMPARATOR in target.doubts for target in targets] == [False, True, True]


def test_a_scale_in_a_name_is_a_target_that_is_asked_about() -> None:
    target = target_of("实施三年百万护理员培训计划。")

    assert target.is_in_name
    assert target.value == 1_000_000
    assert target.doubts == (DoubtCode.IN_NAME_SCALE,)


@pytest.mark.parametrize(
    ("sentence", "doubt"),
    [
        ("新增会员24万以上。", DoubtCode.UNIT_MISSING),
        ("完善百家联系点。", DoubtCode.BARE_NUMERAL),
        ("举办两项比赛。", DoubtCode.NUMERAL_IN_WORDS),
    ],
)
def test_an_incomplete_target_is_doubted(sentence: str, doubt: DoubtCode) -> None:
    assert doubt in target_of(sentence).doubts


def test_a_target_names_the_deadline_that_governs_it() -> None:
    plan = read("6月底前新建15家，年底前达到30家。")

    assert [target.deadline_id for target in plan.targets] == [deadline.id for deadline in plan.deadlines]


def test_a_target_belongs_to_the_task_that_holds_it() -> None:
    plan = read("新建书屋15家；慰问职工200户。")

    assert [target.parent for target in plan.targets] == [task.id for task in plan.tasks]
    assert [task.targets for task in plan.tasks] == [(target.id,) for target in plan.targets]
