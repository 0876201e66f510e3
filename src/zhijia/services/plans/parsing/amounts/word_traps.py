"""Pitfalls in the word itself: names, ordinals, codes, fixed words, slogans, counts of what follows, bare numerals."""

import re
from typing import Final

from zhijia.services.plans.parsing.amounts.place import COMPARATORS, Place
from zhijia.services.plans.parsing.wording import CLAUSE, HAN, any_of

_ORDINAL_BEFORE: Final = re.compile(r"(?:第|No\.?|GB ?/?T? ?|届|排名前|前) ?$")
_GRADE_AFTER: Final = re.compile(
    "^"
    + any_of(
        """强 级 星 届 大 号 线 连 代 档 等奖 等功 冠 佳 优 甲 乙 环 性 审 产 好(?!企) 保(?!障) 新(?!增|建)
        小(?!时|微|区|组|型|额|学) 化 力(?!争) 网 品 型 标 G D"""
    )
)
_HOTLINE: Final = re.compile(r"[19]\d{4}")
_FIXED: Final = re.compile(
    "^(?:"
    + any_of(
        """[一1]次性 一批 一系列 一部分 一条龙 一条线 一家人 一把手 一级 一户一 一企一 一人一 一项一 一个一 一事一 一案一 一地一
        一岗 一件事 三方 千方百计 千家(?=万户) 万户 万家"""
    )
    + "|[一二三四五六七八九十百千万]{1,2}"
    + any_of(
        """众 一(?=[对心]) 方(?=[协会机联]) 产业 维 姓 科 货 日 年 强 般 体 致 定 切 起 同 并 律 旦 直 样 流 统 站式 支队伍"""
    )
    + ")"
)
_ARTICLES: Final = frozenset("个项种类支条件套批股起份部门轮款段片张场处座本台位家名人间户所")
_COUNTED_ONE: Final = re.compile(
    rf"(?:每|各){CLAUSE}{{1,16}}$|{COMPARATORS} ?$|(?:再|新|各)(?:增|建|设|组建|成立){CLAUSE}{{0,4}}$"
)
_ONCE_A_PERIOD: Final = re.compile("每|至少|不少于|轮训|全年|普查|集中|年内|季度|半年|轮")
_NAME_AFTER: Final = re.compile("^(?:人计划|里行|达广场|科|隆|宁)")
_NAME_OF_PEOPLE: Final = re.compile("^(?:计划|工程|小组)")
_NOUN: Final = "(?:重点|主要|关键|基本|工作|核心|具体|科学|更加|困难|特殊)?"
_LISTED: Final = re.compile(
    f"^{_NOUN}" + any_of("方面 阶段 环节 层面 层次 群体 领域 维度 步骤 部分 问题 原则 类别 类型")
)
_SLOGAN_NOUN: Final = re.compile(
    f"^的?{_NOUN}"
    + any_of(
        """方面 阶段 环节 层面 层次 重点 提高 制度 目标 任务 意识 维护 自信 着力 问题 机制 体系 转变 结合 统一 坚持 突破 导向 原则
        群体 关键 确保 强化 关系 步骤 部分 领域 维度 特点 优势 转型 要素 要求 要点 大局 事(?!业) 加强 创新 到位 不 必须 更加 文明
        主体 责任 办法 措施 实事 抓手 方向 模式 渠道 能力 全面 延伸 满意 服务 融合 优先 提升 先行 一 率先 确立 认同 变化 台阶 高地
        支撑 保障 战略 战役 攻坚 清单 标准 办好 促进 平衡 根本 基本 大"""
    )
    + f"|^的?{HAN}{{2,6}}?"
    + any_of(
        "意识 制度 机制 体系 目标 任务 方面 阶段 环节 工程(?!队) 行动 计划 实事 关系 能力 原则 措施 重点 关口 战役 责任 清单"
    )
)
_MADE: Final = re.compile(
    any_of(
        """新建 建成 建设 建立 创建 打造 培育 培养 举办 组织 开展 召开 办好 承办 命名 评选 评出 评定 推荐 表彰 完成 新增 增加 发展
        形成 推出 开发 征集 推广 选树 选派 配备 设立 成立 组建 帮扶 慰问 走访 资助 救助 培训 发放 募集 筹集 改造 扩建 支持 扶持 引进
        吸纳 安置 覆盖 服务 惠及 带动 推动 实施 编制 制定 出台 建有 设有 拥有 签订 解决 办理 提供 达到 实现 编印 刊发 拍摄 创作 申报
        争创 确定 遴选 每 至少 不少于"""
    )
)
_SLOGAN_UNITS: Final = frozenset("个项种类条件支套")
_IN_NAME: Final = re.compile(
    "^(?:名|多)?"
    + any_of(
        """职工 员工 青年 农民工 会员 群众 工人 劳动者 学生 党员 家庭 企业 市民 女职工 干部 产业工人 技工 工匠 师徒 班组 大学生
        毕业生 志愿者 农民 妇女 人才"""
    )
    + f"|^{HAN}{{2,10}}?"
    + any_of("计划 行动 工程 活动 练兵 比武 培训 竞赛 见习 大走访 大宣讲 入会")
)
_TOTAL_BEFORE: Final = re.compile(any_of("数 总量 总数 规模 量 达 到 至 突破 增加 新增 覆盖 培训 组织 发展") + " ?$")
_MEASURE_BEFORE: Final = re.compile(any_of("数 率 量 度 指数 分 排名") + f"{CLAUSE}{{0,6}}$")


def is_quoted(place: Place) -> bool:
    """“六小”, “百千工程”, 《…三年规划》."""
    return place.source.quotes.over(place.quantity.start, place.quantity.end) is not None


def is_ordinal(place: Place) -> bool:
    """第三届, 前3名, 500强, 十大行动."""
    if _ORDINAL_BEFORE.search(place.head):
        return True
    return not place.quantity.unit and not place.quantity.tail and bool(_GRADE_AFTER.match(place.tail))


def is_code(place: Place) -> bool:
    """5G, 12345热线: part of a longer code."""
    if place.quantity.unit:
        return False
    after = place.source.face[place.quantity.end : place.quantity.end + 1]
    return bool(re.match("[A-Za-z]", after) or _HOTLINE.fullmatch(place.quantity.number))


def is_lexicalised(place: Place) -> bool:
    """一批, 一个, 一次性, 三方: a fixed word or an article."""
    quantity = place.quantity
    if not quantity.is_chinese:
        return False
    written = place.source.face[quantity.start : quantity.end] + place.tail[:6]
    if _FIXED.match(written) and not quantity.tail:
        return True
    if quantity.value != 1 or quantity.value_max:
        return False
    if quantity.unit in _ARTICLES:
        return not _COUNTED_ONE.search(place.head)
    before = place.source.face[max(0, quantity.start - 30) : quantity.start]
    return quantity.unit in ("次", "遍") and not _ONCE_A_PERIOD.search(before)


def is_proper_name(place: Place) -> bool:
    """万人计划, 百科."""
    if place.quantity.is_chinese and not place.quantity.unit:
        return bool(_NAME_AFTER.match(place.tail))
    return place.quantity.unit == "人" and bool(_NAME_OF_PEOPLE.match(place.tail))


def is_list_count(place: Place) -> bool:
    """三个方面, 4个重点群体, 6类人员."""
    if place.quantity.unit in ("类", "种") and not place.has_comparator:
        return True
    return place.quantity.unit in ("个", "项", "") and bool(_LISTED.match(place.tail))


def is_slogan(place: Place) -> bool:
    """两个提高, 两项制度, 十件实事: a small numeral in words before an abstract noun, or that nothing is made of."""
    quantity = place.quantity
    if not quantity.is_chinese or quantity.unit not in _SLOGAN_UNITS or quantity.value > 20 or quantity.value_max:
        return False
    if _SLOGAN_NOUN.match(place.tail):
        return True
    return not (place.has_comparator or _MADE.search(place.head[-24:]))


def is_bare(place: Place) -> bool:
    """No unit, and nothing says that it counts anything; 24万以上, 突破100万 and 十万职工大练兵 do count."""
    quantity = place.quantity
    if quantity.unit:
        return False
    if quantity.is_chinese:
        is_scale = "万" in quantity.number and bool(_IN_NAME.match(place.tail))
        return quantity.value < 1000 or not (is_scale or place.has_comparator)
    if quantity.number[-1] in "万亿千百":
        return not (place.has_comparator or _TOTAL_BEFORE.search(place.head) or _IN_NAME.match(place.tail))
    return not (place.has_comparator and _MEASURE_BEFORE.search(place.head))
