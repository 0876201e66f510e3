"""The words around a quantity that say how it is meant: comparator, hedge, kind, per, baseline, measured object."""

import re
from decimal import Decimal
from typing import Final

from zhijia.lib.numerals import read_number, read_percentage
from zhijia.services.plans.parsing.acts.verbs import leading_verb
from zhijia.services.plans.parsing.amounts.place import Place
from zhijia.services.plans.parsing.amounts.units import SHARES
from zhijia.services.plans.parsing.model import Target
from zhijia.services.plans.parsing.source import Source

_AT_LEAST = re.compile(
    r"(?:不低于|不少于|不得少于|不得低于|不小于)[^\d，。；、]{0,30}$|至少[^\d，。；、]{0,14}$|(?:超过|突破|大于|高于|多于)$|超(?:每[^\d，。；]{1,6})?$"
)
_AT_MOST = re.compile(
    r"(?:不超过|不高于|不多于|不大于|不得超过|不得高于)[^\d，。；、]{0,30}$|(?:(?<!不)低于|控制在|限制在|(?<!不)少于) ?$"
)
_ABOUT = re.compile(r"(?:约|大约|近|接近|大概|基本达到) ?$")
_HEDGES: Final = ("基本实现", "力争", "争取", "确保", "探索", "努力", "力求")
_PER = re.compile(
    r"每(?:人每(?:年|月|季度?)|个?(?:半年|半个?月|年|季度?|月|周|天|日|人|户|家|场|期|次|班|名|万人|千人|百人|学期))|年均|月均|人均|户均|"
    r"每(?:\d[\d.~～—-]*|[一二三四五两十]+)(?:年|个?月)|每[一两三十百千万]{0,2}[\u4e00-\u9fff]{1,8}?(?=拥有|配备|配置|至少|不|建|有|设|达|联系|走访|培育|培养|完成|开展|发放|补助|资助|$)"
)
_EACH = re.compile(
    r"各(?:区|县|市|镇|乡|街道|单位|地|乡镇)(?:（[^（）]{1,8}）)?(?=.{0,12}(?:建有|至少|设|培育|配备|建成|建立|建))"
)
_SCOPE_HEAD = re.compile(r"(?:以|确定|选择|选取)[^，。；]{0,60}$")
_SCOPE_TAIL = re.compile(r"^[^，。；]{0,30}(?:为重点|为对象|为试点|作为试点|试点地区|开展试点)")
_VERBS: Final = (
    "达到|达|保持在|稳定在|提高到|提高至|提升到|提升至|提高|提升|扩大到|扩大至|增加到|增加至|增长|增加|降低到|降至|降到|压减|下降|控制在|"
    "不低于|不少于|不得少于|不得低于|至少|不超过|不高于|超过|突破|超|约|实现|力争|争取|确保|为|占|到|至|在|均|要|也|再|将"
)
_STRIPPED = re.compile(rf"(?:年均|月均|人均|{_VERBS})+$")
_NOUN_END = re.compile(
    r"[，。；：、！？\n\t|（(]|(?:开展|参与|参加|给予|提供|实现|达到|进行|发放|出现|建立|开设|就业|作为|为重点|，)"
)


def comparator_of(place: Place) -> str:
    """>=, <=, ~, range or =, from explicit words only."""
    quantity, head = place.quantity, place.head
    if quantity.value_max is not None:
        return "range"
    if quantity.tail.endswith(("以上", "上")) and not quantity.tail.endswith("上下"):
        return ">="
    if quantity.tail.endswith(("左右", "上下")):
        return "~"
    if quantity.tail.endswith(("以内", "以下", "之内")) or _AT_MOST.search(head):
        return "<="
    if _AT_LEAST.search(head):
        return ">="
    return "~" if _ABOUT.search(head) or quantity.is_more else "="


def hedge_of(place: Place) -> str | None:
    found = [(place.head.rfind(hedge), hedge) for hedge in _HEDGES if hedge in place.head]
    return max(found)[1] if found else None


def kind_of(place: Place, *, comparator: str, is_in_name: bool) -> str:
    quantity = place.quantity
    if quantity.unit in ("次", "遍"):
        return "frequency"
    if comparator == "<=":
        return "limit"
    if quantity.unit in SHARES and quantity.unit != "倍":
        return "rate"
    if is_in_name or (_SCOPE_HEAD.search(place.head) and _SCOPE_TAIL.match(place.tail)):
        return "scope"
    if quantity.unit == "元" and re.search(r"投入|安排|列支|拨付", place.head):
        return "resource"
    return "output"


def per_of(place: Place) -> str | None:
    """The denominator nearest before the quantity in its clause, else in the clause before it (每季度…通报一次)."""
    found = list(_PER.finditer(re.sub(r"（[^（）]*）", "", place.head)))
    if found:
        return found[-1][0]
    each = _EACH.search(place.head)
    return each[0] if each else None


def object_of(place: Place, *, since: int) -> str:
    """What is measured: before the number for shares (签订率达到90%), after it for counts (15家企业工会).

    `since` is where the date before the number ends: 年底前 is no part of 覆盖面.
    """
    head = place.head[max(0, since - (place.quantity.start - len(place.head))) :]
    before = _before(head)
    if place.quantity.unit in SHARES or not place.quantity.unit:
        return before or _after(place.tail)
    return _after(place.tail) or before


def _before(head: str) -> str:
    words = re.sub(r"(?:由|从)[^由从]*\d[^由从]*$", "", re.sub(r"（[^（）]*）", "", head.strip()))
    words = re.split(r"[、（）]", _STRIPPED.sub("", words))[-1]
    words = re.sub(r"^(?:力争|争取|确保|实现|使|全年|全市|年内|其中|要|再)+", "", words)
    verb = leading_verb(words)
    noun = words[verb[0] + len(verb[1]) :] if verb else words
    return noun[-24:] if len(noun) > 1 else words[-24:]


def _after(tail: str) -> str:
    words = re.sub(r"^(?:的|以上的?|（[^（）]*）)", "", tail.strip())
    stop = _NOUN_END.search(words)
    return words[: stop.start() if stop else len(words)].strip("）) ")[:24]


_FROM_TO = re.compile(
    r"(?:分别)?(?:从|由)(?P<from>[^，。；]{1,60}?)(?:提高|扩大|增加|提升|增长|上升|扩展|延长|降低|下降|减少|缩短|压缩|压减|调整|放宽)(?:到|至|为)(?P<to>[^，。；]{1,50})$"
)
_AMOUNT = re.compile(
    r"(?<![\d.])\d[\d,]*(?:\.\d+)?(?:万亿|万|亿)?(?=[%‰]|[\u4e00-\u9fff])|(?:百|千)分之[一二三四五六七八九十]+|[一二三四五六七八九]成"
)


_NOTED = re.compile(
    r"（(?:去年|上年|20\d\d ?年)(?:底|末|度)?[^（）。；\d]{0,10}(?:为|是|达到?|约) ?(?P<amount>[^（），。；]{1,12})）"
)


def baseline_of(source: Source, target: Target, *, siblings: list[Target]) -> Decimal | None:
    """A of 从 A 提高到 B, or of B（2026年为A）; with 分别从 A1、A2 提高到 B1、B2 the one at the same place in the list."""
    noted = _NOTED.match(source.face, target.end)
    if noted:
        amount = _AMOUNT.search(noted["amount"])
        return _read_amount(amount[0]) if amount else None
    clause = source.clause(target.start)
    match = _FROM_TO.search(source.face, max(clause.start, target.start - 120), target.end)
    if not match:
        return None
    amounts = [found[0] for found in _AMOUNT.finditer(match["from"])]
    place = sum(1 for sibling in siblings[-8:] if match.start("to") <= sibling.start < target.start)
    if place >= len(amounts):
        return None
    return _read_amount(amounts[place])


def _read_amount(words: str) -> Decimal | None:
    share = read_percentage(words)
    return share if share is not None else read_number(words)
