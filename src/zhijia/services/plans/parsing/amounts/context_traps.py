"""Pitfalls in the context: denominators, baselines, conditions, eligibility, policy parameters, facts of the past."""

import re
from typing import Final

from zhijia.services.plans.parsing.amounts.place import COMPARATORS, Place
from zhijia.services.plans.parsing.amounts.units import MONEY, SHARES, TIMES
from zhijia.services.plans.parsing.wording import CLAUSE, HAN, any_of

_PER: Final = re.compile("(?:每|按每|平均每|每隔) ?$")
_ON_TOP: Final = re.compile(f"^{CLAUSE}{{0,6}}基础上")
_ORIGIN: Final = re.compile(f"(?:从|由)(?!事|于|此|业){CLAUSE}{{0,30}}$")
_ARRIVED: Final = re.compile("(?:到|至|为)[^、，。；从由]{0,12}$")
_NOTED_BEFORE: Final = re.compile(r"（(?:去年|上年|20\d\d ?年)(?:底|末|度)?[^（）。；\d]{0,10}(?:为|是|达到?|约) ?$")
_RISES: Final = re.compile(
    f"^{CLAUSE}{{0,24}}?"
    + any_of("提高 扩大 增加 提升 增长 上升 扩展 延长 降低 下降 减少 缩短 压缩 压减 下调 上调 调整 放宽 升 降 增 扩 减")
    + "(?:到|至|为)"
)
_PERSONAL: Final = frozenset({"人", "名", "岁", "周岁", "年", "个月", "平方米", "元", "天"})
_CONDITION_WORD: Final = re.compile(
    any_of("低于 不足 未达到? 少于 高于 超过 超 达到 达 满 不满 连续 累计 大于 多于 超出 不低于 不少于") + "$"
)
_OPENS_CONDITION: Final = re.compile("^ *(?:对于?(?!标)|凡是?|若|如果?|符合|按照?规定)")
_WHO_IS_MEANT: Final = re.compile(
    r"^[^，。；\d]{0,4}的" + any_of("企业 单位 职工 用人单位 地区 人员 家庭 项目 部门 困难 个人 基层 县 区")
)
_QUALIFIES: Final = re.compile(any_of("入围 入选 符合 具备 具有 须有 应有") + f"{CLAUSE}{{0,12}}$")
_NOUN_FOLLOWS: Final = re.compile(f"^的?(?!并|和|参|，|、|；|。|（|的基础)[{HAN[1:-1]}“]")
_EMPLOYER_FOLLOWS: Final = re.compile("^的?[^，、；。]{0,8}(?:企业|单位|公司|用人单位|工地|园区|车间|班组)")
_COUNTS_PEOPLE: Final = re.compile(
    f"(?:{COMPARATORS}|"
    + any_of(
        "培训 发展 吸纳 组织 覆盖 慰问 招聘 招录 帮助 帮扶 服务 走访 资助 救助 培养 选树 评选 表彰 发动 动员 吸引 新增 安置"
    )
    + ") ?$"
)
_POLICY_BEFORE: Final = re.compile(
    "可(?:以)?"
    + any_of("按 申请 返还 享受 给予 获得 放宽 延长 适当 将 最长 最高 为")
    + "|最高(?:不超过|可达|为)?$|"
    + any_of("面额 单价 返还 贴息 减免 减按 免征 计提 最长 额度 上限 期限(?!内) 上浮 下浮 有效期 补贴标准为 罚款")
    + f"|按(?:照|每)?(?!时|期|月|季|年){CLAUSE}{{0,24}}$|处以?$"
    + f"|给予{CLAUSE}{{0,20}}(?:补贴|奖励|补助|资助|贷款){CLAUSE}{{0,8}}$"
)
_POLICY_AFTER: Final = re.compile(
    "^ *的?(?:标准|比例)?"
    + any_of("用于 计提 确定 返还 给予 计算 拨付 上缴 补贴 补助 奖励 贴息 税率 费率 贷款 额度 缴纳 缴费 扣除")
    + f"|^的标准(?!化)|^的(?:创业担保|小额)?贷款|^的?{CLAUSE}{{0,10}}(?:同意|赞成|到会|出席方)"
)
_GRANT_BEFORE: Final = re.compile(
    any_of("奖励 补贴 补助 资助 奖补 奖金 罚款") + r"(?:标准|金额)?(?:分别)?(?:为|每人|各|每户)?[\d.万元、]{0,30}$"
)
_A_HEAD: Final = re.compile("(?:每|人均|户均)(?:(?!提高|增加|提升|上调|达到)[^，。；]){0,10}$")
_SMALL_SUM: Final = 100_000
_SIZE_OF_FIRM: Final = re.compile("^的?(?:企业|单位|项目|产业|集群|公司|园区|品牌)")
_TERM_WORD: Final = re.compile("可(?:以)?(?:放宽|延长|最长|最多|为)|有效期|期限|最长|满$|试用|参保|从事")
_LIMITS: Final = re.compile(
    any_of(
        "不低于 不少于 不得少于 至少 不超过 不多于 不得超过 控制在 超过 压缩 缩短 压减 减少 限制 降 提高 延长 达到 保证 确保"
    )
    + f"{CLAUSE}{{0,4}}(?:到|至|在|为)? ?$"
)
_TIMED: Final = re.compile("时限|时间|用时|时长|周期")
_DONE: Final = re.compile(
    "(?:已(?:经)?"
    + any_of("建成 达到? 有 完成 实现 组建 建立 发展 培育 累计 突破 超过 覆盖")
    + f"|现有|目前|共有|(?<![比较与])(?:去年|上年(?!度))|(?:截至|截止){CLAUSE}{{0,16}}|以来{CLAUSE}{{0,12}})[^，。；率的]{{0,12}}$"
    + "|"
    + any_of("建成 完成 达到 新增 组建 培训 覆盖 实现 发放 帮扶")
    + f"了{CLAUSE}{{0,6}}$"
    + "|已(?:经)?(?:建成|认定|命名|挂牌|组建|成立|建立)的 ?$"
    + "|完成(?:了)?(?:年度|全年|年初|既定|预定)(?:目标)?(?:任务|计划|目标)数?的[^，。；]{0,12}$"
)
_TAKEN_AS: Final = re.compile(f"(?:以|学习|借鉴|参照){CLAUSE}{{0,10}}$")
_MODEL: Final = re.compile(
    f"^{CLAUSE}{{0,40}}为"
    + any_of("榜样 标杆 示范 典型 样板 参照 代表")
    + f"|^{CLAUSE}{{0,6}}(?:受到|获得|荣获|被评为|已)"
)


def is_denominator(place: Place) -> bool:
    """每万名劳动者, 每3年."""
    return bool(_PER.search(place.head))


def is_service_hours(place: Place) -> bool:
    """24小时服务."""
    return place.quantity.unit in ("小时", "个小时") and place.quantity.number == "24"


def is_baseline(place: Place) -> bool:
    """A in 从 A 提高到 B, 由 A 提高到 B, 分别从 A1、A2 提高到 B1、B2, 在 A 的基础上, B（2026年为A）."""
    if _ON_TOP.match(place.tail) or _NOTED_BEFORE.search(place.head):
        return True
    origin = _ORIGIN.search(place.head)
    return bool(origin and _RISES.match(place.tail) and not _ARRIVED.search(origin[0]))


def is_eligibility(place: Place) -> bool:
    """100人以上企业, 65岁以上老年人, 入围企业3家以上."""
    quantity = place.quantity
    if quantity.unit in ("岁", "周岁"):
        return True
    if quantity.unit not in SHARES and _QUALIFIES.search(place.head):
        return True
    if not quantity.tail.endswith(("以上", "以下")) or quantity.unit not in _PERSONAL:
        return False
    if _EMPLOYER_FOLLOWS.match(place.tail):
        return True
    return bool(_NOUN_FOLLOWS.match(place.tail)) and not _COUNTS_PEOPLE.search(place.head)


def is_condition(place: Place) -> bool:
    """…达到25%的，; 对履约率低于85%的企业; 超过100人的企业."""
    if place.is_conditional:
        return True
    if place.quantity.unit in ("个", "家"):
        return False
    is_worded = bool(_CONDITION_WORD.search(place.head))
    if (is_worded or place.quantity.tail) and _OPENS_CONDITION.match(place.clause) and "的" in place.tail:
        return True
    is_personal = place.quantity.unit in _PERSONAL or place.quantity.unit in SHARES
    return is_personal and is_worded and bool(_WHO_IS_MEANT.match(place.tail))


def is_parameter(place: Place) -> bool:
    """返还50%, 不超过15万元的贷款, 满3年, 年签约服务费的80%用于…."""
    quantity = place.quantity
    if quantity.unit in TIMES:
        return not _is_time_limit(place)
    if quantity.unit in MONEY and _is_policy_sum(place):
        return True
    is_rate_or_sum = quantity.unit in SHARES or quantity.unit in MONEY
    return is_rate_or_sum and bool(_POLICY_BEFORE.search(place.head) or _POLICY_AFTER.match(place.tail))


def _is_policy_sum(place: Place) -> bool:
    """超10亿元企业; 每人500元; 奖励500元 (but 发放补贴500万元 and 人均收入达到5万元 are work to be done)."""
    is_grant = place.quantity.value < _SMALL_SUM and _GRANT_BEFORE.search(place.head)
    return bool(is_grant or _A_HEAD.search(place.head) or _SIZE_OF_FIRM.match(place.tail))


def _is_time_limit(place: Place) -> bool:
    """A time is a target only as a limit or a minimum: 不超过5年, 不少于30天, 压缩至3个工作日."""
    if _TERM_WORD.search(place.head) or (place.quantity.unit in ("年", "月", "日") and not place.has_comparator):
        return False
    is_within = place.quantity.tail.endswith(("以内", "之内")) and _TIMED.search(place.head)
    return bool(is_within or _LIMITS.search(place.head))


def is_reference(place: Place) -> bool:
    """已建成50家, 去年…, 以155家…为榜样: done, or others' work."""
    return bool(_DONE.search(place.head) or (_TAKEN_AS.search(place.head) and _MODEL.match(place.tail)))
