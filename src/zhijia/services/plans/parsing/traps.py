"""Why a quantity is not a target: the pitfalls of the plan grammar as a list of rules, the first that holds decides."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from zhijia.services.plans.parsing.doubts import DoubtCode
from zhijia.services.plans.parsing.quantities import Quantity
from zhijia.services.plans.parsing.source import Source

SHARES: Final = ("%", "‰", "个百分点", "百分点", "倍")
TIMES: Final = (
    "年",
    "个月",
    "月",
    "天",
    "日",
    "周",
    "星期",
    "小时",
    "个小时",
    "分钟",
    "工作日",
    "个工作日",
    "个自然日",
)
_ARTICLE_UNITS: Final = (
    "个",
    "项",
    "种",
    "类",
    "支",
    "条",
    "件",
    "套",
    "批",
    "股",
    "起",
    "份",
    "部",
    "门",
    "轮",
    "款",
    "段",
    "片",
    "张",
    "场",
    "处",
    "座",
    "本",
    "台",
    "位",
    "家",
    "名",
    "人",
    "间",
    "户",
)
_MORE: Final = (
    r"(?:不低于|不少于|不得少于|不得低于|不小于|至少|超过|突破|不超过|不高于|不多于|不得超过|控制在|达到|达|超|约)"
)
_MADE: Final = (
    "新建|建成|建设|建立|创建|打造|培育|培养|举办|组织|开展|召开|办好|承办|命名|评选|评出|评定|推荐|表彰|完成|新增|增加|发展|形成|推出|开发|"
    "征集|推广|选树|选派|配备|设立|成立|组建|新组建|帮扶|慰问|走访|资助|救助|培训|发放|募集|筹集|改造|新改建|扩建|支持|扶持|引进|吸纳|"
    "安置|覆盖|服务|惠及|带动|推动|实施|编制|制定|出台|建有|设有|拥有|签订|解决|办理|提供|达到|实现|编印|刊发|拍摄|创作|申报|争创|确定|遴选|每|至少|不少于"
)
_COUNTED: Final = (
    "方面|阶段|环节|层面|层次|重点|提高|制度|目标|任务|意识|维护|自信|着力|问题|机制|体系|转变|结合|统一|坚持|突破|导向|原则|群体|关键|确保|"
    "强化|关系|步骤|部分|领域|维度|特点|优势|转型|要素|要求|要点|大局|事(?!业)|加强|创新|到位|不|必须|更加|文明|主体|责任|办法|措施|实事|抓手|方向|模式|"
    "渠道|能力|全面|延伸|满意|服务|融合|优先|提升|先行|一|率先|确立|认同|变化|台阶|高地|支撑|保障|战略|战役|攻坚|清单|标准|办好|促进|平衡|根本|基本|大"
)
_LISTED: Final = re.compile(
    r"^(?:重点|主要|关键|基本|工作|困难|特殊|具体)?(?:方面|阶段|环节|层面|层次|群体|领域|维度|步骤|部分|问题|原则|类别|类型)"
)
_SLOGAN_NOUN: Final = re.compile(rf"^(?:重点|主要|关键|基本|工作|核心|具体|科学|更加)?(?:{_COUNTED})")
_PEOPLE_UNITS: Final = ("人", "名", "岁", "周岁", "年", "个月", "平方米", "元", "天")
_CONDITION_WORD: Final = re.compile(
    r"(?:低于|不足|未达到?|少于|高于|超过|超|达到|达|满|不满|连续|累计|大于|多于|超出|不低于|不少于)$"
)
_OPENS_CONDITION: Final = re.compile(r"^ *(?:对于?(?!标)|凡是?|若|如果?|符合|按照?规定)")
_PARAMETER_BEFORE: Final = re.compile(
    r"(?:可(?:以)?(?:按|申请|返还|享受|给予|获得|放宽|延长|适当|将|最长|最高|为)|最高(?:不超过|可达|为)?$|返还|贴息|减免|减按|免征|计提|"
    r"最长|期限(?!内)|按(?:照|每)?(?!时|期|月|季|年)[^，。；]{0,24}$|上浮|下浮|有效期|期限为|补贴标准为|处以?|罚款|给予[^，。；]{0,20}(?:补贴|奖励|补助|资助|贷款)[^，。；]{0,8}$)"
)
_PARAMETER_AFTER: Final = re.compile(
    r"^ *的?(?:标准|比例)?(?:用于|计提|确定|返还|给予|计算|拨付|上缴|补贴|补助|奖励|贴息|税率|费率|贷款|额度|缴纳|缴费|扣除)|^的标准(?!化)|^的(?:创业担保|小额)?贷款"
)
_DONE: Final = re.compile(
    r"(?:已(?:经)?(?:建成|达到?|有|完成|实现|组建|建立|发展|培育|累计|突破|超过|覆盖)|现有|目前|截至[^，。；]{0,16}|截止[^，。；]{0,16}|去年|上年(?!度)|共有|"
    r"以来[^，。；]{0,12})(?:[^，。；率的]{0,12})$|(?:建成|完成|达到|新增|组建|培训|覆盖|实现|发放|帮扶)了[^，。；]{0,6}$"
)
_MODEL: Final = re.compile(
    r"^[^，。；]{0,40}为(?:榜样|标杆|示范|典型|样板|参照|代表)|^[^，。；]{0,6}(?:受到|获得|荣获|被评为|已)"
)
_TO_AGAIN: Final = re.compile(
    r"^[^，。；]{0,24}?(?:提高|扩大|增加|提升|增长|上升|扩展|延长|降低|下降|减少|缩短|压缩|压减|下调|上调|调整|放宽|升|降|增|扩|减)(?:到|至|为)"
)
_GRADE: Final = re.compile(
    r"^(?:强|级|星|届|大|号|线|连|代|档|等奖|等功|冠|佳|优|甲|乙|环|性|审|产|好(?!企)|保(?!障)|新(?!增|建)|小(?!时|微|区|组|型|额|学)|化|力(?!争)|网|品|型|标|G|D)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A quantity with the words around it: `head` and `tail` in its clause, `clause` whole."""

    source: Source
    quantity: Quantity
    head: str
    tail: str
    clause: str

    @classmethod
    def of(cls, source: Source, quantity: Quantity) -> "Place":
        clause = source.clause(quantity.start)
        return cls(
            source=source,
            quantity=quantity,
            head=source.before(quantity.start),
            tail=source.after(quantity.end),
            clause=source.face[max(clause.start, quantity.start - 60) : min(clause.end, quantity.end + 60)],
        )

    @property
    def has_comparator(self) -> bool:
        return bool(self.quantity.tail or re.search(rf"{_MORE} ?$", self.head))


def reason_against(place: Place) -> DoubtCode | None:
    """The pitfall this quantity falls into, None for a target."""
    return next((code for code, holds in _RULES if holds(place)), None)


def _is_quoted(place: Place) -> bool:
    quote = place.source.quotes.over(place.quantity.start, place.quantity.end)
    return bool(quote)


def _is_ordinal(place: Place) -> bool:
    quantity = place.quantity
    if re.search(r"(?:第|No\.?|GB ?/?T? ?|届|排名前|前) ?$", place.head):
        return True
    if re.fullmatch(r"十[一二三四五]", quantity.number) and re.match(r"^五", place.tail):
        return True
    return not quantity.unit and not quantity.tail and bool(_GRADE.match(place.tail))


def _is_code(place: Place) -> bool:
    """IPv6, 5G, 12345热线: a number of a longer code or a hotline."""
    after = place.source.face[place.quantity.end : place.quantity.end + 1]
    if not place.quantity.unit and re.match(r"[A-Za-z]", after):
        return True
    return not place.quantity.unit and bool(re.fullmatch(r"1\d{4}|9\d{4}", place.quantity.number))


_LEXICAL: Final = re.compile(
    r"^(?:[一1]次性|一批|一系列|一部分|一条龙|一条线|一家人|一把手|一级|一户一|一企一|一人一|一项一|一个一|一事一|一案一|一地一|一岗|一件事一次办|"
    r"[一二三四五六七八九十百千万]{1,2}(?:众|分之|一(?=[对心])|方(?=[协会机联])|产业|维|姓|科|货|日|年|强|般|体|致|定|切|起|同|并|律|旦|直|样|流|统|站式|支队伍)|三方|千方百计|万家)"
)


def _is_lexicalised(place: Place) -> bool:
    quantity = place.quantity
    if not quantity.is_chinese:
        return False
    written = place.source.face[quantity.start : quantity.end] + place.tail[:6]
    if _LEXICAL.match(written) and not quantity.tail:
        return True
    if quantity.value == 1 and not quantity.value_max and quantity.unit in (*_ARTICLE_UNITS, "所"):
        return not re.search(
            rf"(?:每|各)[^，。；]{{1,16}}$|{_MORE} ?$|(?:再|新|各)(?:增|建|设|组建|成立)[^，。；]{{0,4}}$", place.head
        )
    if quantity.unit in ("次", "遍") and quantity.value == 1:
        return not re.search(
            r"每|至少|不少于|轮训|全年|普查|集中|年内|季度|半年|轮",
            place.source.face[max(0, quantity.start - 30) : quantity.start],
        )
    return False


def _is_denominator(place: Place) -> bool:
    return bool(re.search(r"(?:每|按每|平均每|每隔) ?$", place.head))


def _is_baseline(place: Place) -> bool:
    """从 A 提高到 B, 由 A 提高到 B, 分别从 A1、A2 提高到 B1、B2, 在 A 的基础上."""
    if re.match(r"^[^，。；]{0,6}基础上", place.tail):
        return True
    origin = re.search(r"(?:从|由)(?!事|于|此|业)[^，。；]{0,30}$", place.head)
    return bool(
        origin and _TO_AGAIN.match(place.tail) and not re.search(r"(?:到|至|为)[^、，。；从由]{0,12}$", origin[0])
    )


def _is_condition(place: Place) -> bool:
    """…达到25%的，; 对履约率低于85%的企业; 超过100人的企业."""
    tail = place.tail
    if re.match(r"^[^，。；]{0,30}的 ?$", tail) and place.source.face[place.quantity.end + len(tail) :][:1] in (
        "，",
        ",",
    ):
        return True
    if place.quantity.unit == "个" or place.quantity.unit == "家":
        return False
    worded = bool(_CONDITION_WORD.search(place.head) or place.quantity.tail)
    if worded and _OPENS_CONDITION.match(place.clause) and re.match(r"^[^，。；]*的", tail):
        return True
    return place.quantity.unit in (*_PEOPLE_UNITS, *SHARES) and bool(
        _CONDITION_WORD.search(place.head)
        and re.match(
            r"^(?:[^，。；\d]{0,4})的(?:企业|单位|职工|用人单位|地区|人员|家庭|项目|部门|困难|个人|基层)", tail
        )
    )


def _is_eligibility(place: Place) -> bool:
    """100人以上企业, 65岁以上老年人, 1年以上劳动合同."""
    quantity = place.quantity
    if quantity.unit in ("岁", "周岁"):
        return True
    if quantity.unit not in SHARES and re.search(r"(?:入围|入选|符合|具备|具有|须有|应有)[^，。；]{0,12}$", place.head):
        return True
    if (
        not quantity.tail
        or quantity.tail.endswith(("左右", "上下", "以内", "之内"))
        or quantity.unit not in (*_PEOPLE_UNITS, "级", "户")
    ):
        return False
    return bool(re.match(r"^(?:的)?(?!并|和|参|，|、|；|。|（|的基础)[\u4e00-\u9fff“]", place.tail)) and not re.search(
        rf"(?:{_MORE}|培训|发展|吸纳|组织|覆盖|慰问|招聘|招录) ?$", place.head
    )


def _is_parameter(place: Place) -> bool:
    quantity = place.quantity
    if quantity.unit in TIMES:
        return not _is_time_limit(place)
    if quantity.unit not in (*SHARES, "元", "美元"):
        return False
    if quantity.unit == "元" and re.match(r"^的?(?:企业|单位|项目|产业|集群|公司|园区|品牌)", place.tail):
        return True
    return bool(_PARAMETER_BEFORE.search(place.head) or _PARAMETER_AFTER.match(place.tail))


def _is_time_limit(place: Place) -> bool:
    """A time is a target only as a limit or a minimum: 不超过5年, 不少于30天, 压缩至3个工作日."""
    if place.quantity.unit in ("年", "月", "日") and not place.has_comparator:
        return False
    if re.search(r"可(?:以)?(?:放宽|延长|最长|最多|为)|有效期|期限|最长|满$|试用|参保|从事", place.head):
        return False
    return bool(
        re.search(
            r"(?:不低于|不少于|不得少于|至少|不超过|不多于|不得超过|控制在|超过|压缩|缩短|压减|减少|限制|降|提高|延长|达到|保证|确保)[^，。；]{0,4}(?:到|至|在|为)? ?$",
            place.head,
        )
        or (
            place.quantity.tail.endswith(("以内", "之内"))
            and re.search(r"(?:时限|时间|用时|时长|周期|期限)", place.head)
        )
    )


def _is_reference(place: Place) -> bool:
    if _DONE.search(place.head):
        return True
    return bool(re.search(r"(?:以|学习|借鉴|参照)[^，。；]{0,10}$", place.head) and _MODEL.match(place.tail))


def _is_proper_name(place: Place) -> bool:
    if place.quantity.is_chinese and not place.quantity.unit:
        return bool(re.match(r"^(?:人计划|里行|达广场|科|隆|宁)", place.tail))
    return place.quantity.unit == "人" and bool(re.match(r"^(?:计划|工程)", place.tail))


def _is_slogan(place: Place) -> bool:
    quantity = place.quantity
    if quantity.is_chinese and not quantity.unit and re.match(r"^大[\u4e00-\u9fff]", place.tail):
        return True
    if (
        not quantity.is_chinese
        or quantity.unit not in ("个", "项", "大", "种", "类", "条", "件", "支", "套")
        or quantity.value > 20
    ):
        return False
    if quantity.value_max is not None:
        return False
    noun = re.sub(r"^的", "", place.tail)
    if _SLOGAN_NOUN.match(noun) or re.match(
        rf"^[\u4e00-\u9fff]{{2,6}}?(?:意识|制度|机制|体系|目标|任务|方面|阶段|环节|工程(?!队)|行动|计划|实事|关系|能力|原则|措施|重点|关口|战役|责任|清单)",
        noun,
    ):
        return True
    return not (place.has_comparator or re.search(_MADE, place.head[-24:]))


def _is_list_count(place: Place) -> bool:
    quantity = place.quantity
    if quantity.unit in ("类", "种") and not place.has_comparator:
        return True
    return quantity.unit in ("个", "大", "项", "") and bool(_LISTED.match(place.tail))


def _is_bare(place: Place) -> bool:
    """No unit, no magnitude, no comparator: nothing says that it counts anything."""
    quantity = place.quantity
    if quantity.unit:
        return False
    if quantity.is_chinese:
        return not (
            _IN_NAME.match(place.tail)
            and quantity.value >= 1000
            and "万" in quantity.number
            or quantity.value >= 1000
            and place.has_comparator
        )
    if quantity.number[-1] in "万亿千百":
        return not (
            place.has_comparator
            or re.search(r"(?:数|总量|总数|规模|量|达|到|至|突破|增加|新增|覆盖|培训|组织|发展) ?$", place.head)
            or _IN_NAME.match(place.tail)
        )
    return not (
        place.has_comparator and re.search(r"(?:数|率|量|度|人数|总数|指数|分|排名)[^，。；]{0,6}$", place.head)
    )


def _is_service_hours(place: Place) -> bool:
    return place.quantity.unit in ("小时", "个小时") and place.quantity.number == "24"


_IN_NAME: Final = re.compile(
    r"^(?:名|多)?(?:职工|员工|青年|农民工|会员|群众|工人|劳动者|学生|党员|家庭|企业|市民|女职工|干部|产业工人|技工|工匠|师徒|班组|大学生|毕业生|志愿者|农民|妇女|人才)"
    r"|^[\u4e00-\u9fff]{2,10}?(?:计划|行动|工程|活动|练兵|比武|培训|竞赛|见习|大走访|大宣讲|入会)"
)

_RULES: Final[tuple[tuple[DoubtCode, Callable[[Place], bool]], ...]] = (
    (DoubtCode.QUOTED_NAME, _is_quoted),
    (DoubtCode.ORDINAL, _is_ordinal),
    (DoubtCode.SUBSTRING, _is_code),
    (DoubtCode.LEXICALISED, _is_lexicalised),
    (DoubtCode.PARAMETER, _is_denominator),
    (DoubtCode.PARAMETER, _is_service_hours),
    (DoubtCode.BASELINE, _is_baseline),
    (DoubtCode.ELIGIBILITY, _is_eligibility),
    (DoubtCode.ELIGIBILITY, _is_condition),
    (DoubtCode.REFERENCE, _is_reference),
    (DoubtCode.PROPER_NAME, _is_proper_name),
    (DoubtCode.PARAMETER, _is_parameter),
    (DoubtCode.LIST_COUNT, _is_list_count),
    (DoubtCode.SLOGAN, _is_slogan),
    (DoubtCode.BARE_NUMERAL, _is_bare),
)
