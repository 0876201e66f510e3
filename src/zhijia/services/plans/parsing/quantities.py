"""Numbers with their unit and tail, wherever they stand; whether one is a target is decided elsewhere."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from zhijia.lib.numerals import read_neighbours, read_number, read_percentage
from zhijia.services.plans.parsing.source import Source

# A measure word, and what must not follow it: 3家庭 counts no 家, 五位于 no 位.
_GUARDED: Final = {
    "人": "民|大代表|大常委|员|均|才|工|力|们|口|社|数",
    "名": "录|额|义|牌",
    "家": "庭|长|属|政|具|园",
    "位": "于|置|居|一体",
    "个": "人所得|别|性|体|税",
    "项": "目(?!标)|下",
    "条": "件|线|例|款|块",
    "件": "套",
    "套": "路|餐|期",
    "户": "籍|口|外|主",
    "所": "有|在|需|属|得|以|列|谓|长",
    "间": "接|隔|断|距",
    "座": "谈|位|右",
    "期": "间|限|望|末|内|刊",
    "场": "所|地|景|馆|合|次|面",
    "批": "次|复|准|示|发|评|量|改",
    "次": "月|年|日|序|要|数|席|会议精神|产业",
    "轮": "训|流|候|换|岗|值|回",
    "部": "门|委|分|署|长|队|室|属|级",
    "本": "市|地|省|级|科|区|县|单位|着|质|次|行|报|人|职|领域",
    "份": "额|子",
    "张": "贴|榜|床位",
    "台": "账|湾|风|阶",
    "支": "持|部|付|出|援|撑|行|队(?!伍)|配|农|教",
    "门": "槛|户|诊|店|类|口",
    "种": "植|子|业|养",
    "片": "面|段",
    "对": "于|口|应|标|外|一|[1一]|待|接|照|象|策|手",
    "组": "织|建|成|长|合|员",
    "队": "员|长|列",
    "块": "头",
    "集": "体|中|团|聚|成|约|合|群|市",
    "起": "草|步|来|点|诉|重|到|始|着|码",
    "班": "组|子|级|长|次",
    "年": "级|龄|轻|代|初|底|末|度|均|内|前|薪|终|会|报|来|后|间|以来|期",
    "天": "然|津|气|河|山",
    "日": "常|前|起|内|益|报|均|至|程",
    "周": "岁|年|期|边|末|密|到",
    "只": "要|有|能|是",
    "元": "旦|素|宵|件",
    "条次": "",
    "篇": "章|幅",
    "遍": "布|及",
    "笔": "试|者",
    "升": "级|至|到|学|高|值",
    "课": "程|堂",
    "案": "件|例",
}
_PLAIN: Final = (
    "个百分点 百分点 个工作日 工作日 个自然日 个月 个小时 小时 个学时 学时 课时 分钟 人次 户次 家次 场次 批次 班次 期次 件次 台套 "
    "人·天 人/次 千瓦时 千瓦 兆瓦 平方公里 平方千米 平方米 立方米 公里 千米 米 公顷 亩 公斤 千克 吨 美元 % ‰ 倍 张床位 类 册 辆 架 艘 "
    "头 棵 株 栋 幢 枚 幅 款 例 宗 桌 堂 处 周岁 岁 星期 人份 站 节课 村次 点 床 版块"
).split()
_UNITS: Final = sorted(
    [re.escape(unit) for unit in _PLAIN if unit not in ("点", "站", "床")]
    + [f"{unit}(?!{guard})" if guard else unit for unit, guard in _GUARDED.items() if unit != "条次"],
    key=lambda pattern: -len(pattern.split("(?!")[0]),
)
_UNIT: Final = "|".join(_UNITS)
_ARABIC: Final = r"(?<![\dA-Za-z.])(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?(?![\d,]\d|\.\d)(?: ?(?:万亿|[百千十]?[万亿]|百|千(?!瓦|米|克)))?"
_CHINESE: Final = r"(?<![零〇一二两三四五六七八九十百千万亿几数第])[零〇一二两三四五六七八九十百千万亿]{1,12}(?![零〇一二两三四五六七八九十百千万亿])"
_SHARE: Final = (
    rf"(?:[百千万]|[二三四五六七八九十]{{1,2}})分之(?:{_CHINESE}|[零〇一二两三四五六七八九十百点]{{1,8}}|\d{{1,3}}(?:\.\d+)?)"
    r"|(?<![零一二两三四五六七八九十百千万亿第])(?:[一二三四五六七八九]|\d)成(?:半|[一二三四五六七八九])?"
    r"(?!立|员|果|为|功|长|本|年|效|就|绩|分|熟|都|交|套|品|批|型|形|片|因|体|人)"
)
_TO: Final = r" ?(?:~|—{1,2}|–|-|至|到) ?"
_TAIL: Final = r" ?(?:（含）)?(?:及|或|含|\(含\))?(?:以上|以内|以下|之内|左右|上下)"
_QUANTITY = re.compile(
    rf"(?P<share>{_SHARE})(?:{_TO}(?P<share_max>{_SHARE}))?(?P<share_tail>{_TAIL})?"
    rf"|(?P<low>{_ARABIC}|{_CHINESE})(?P<low_unit>{_UNIT})?{_TO}(?P<high>{_ARABIC}|{_CHINESE})(?P<range_more>余|多)?"
    rf"(?P<range_unit>{_UNIT})(?P<range_tail>{_TAIL})?"
    rf"|(?P<number>{_ARABIC}|{_CHINESE})(?P<more>余|多(?!元|种|样|媒|方|层))? ?(?P<unit>{_UNIT})?(?P<tail>{_TAIL})?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """`is_chinese` when the number is written in characters; `is_more` for 100余家."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    unit: str
    tail: str
    number: str
    is_chinese: bool
    is_more: bool


def find_quantities(source: Source) -> list[Quantity]:
    """Every quantity of the text in order, targets and traps alike."""
    found = (_quantity(match) for match in _QUANTITY.finditer(source.face))
    return [quantity for quantity in found if quantity]


def _quantity(match: re.Match[str]) -> Quantity | None:
    if match["share"]:
        return _share(match)
    number = match["low"] or match["number"]
    values = _values(match, number)
    if values is None:
        return None
    value, value_max = values
    unit = match["range_unit"] or match["unit"] or ""
    return Quantity(
        start=match.start(),
        end=match.end(),
        value=value,
        value_max=value_max,
        unit=unit,
        tail=(match["range_tail"] or match["tail"] or "").strip(),
        number=number,
        is_chinese=not number[0].isdecimal(),
        is_more=bool(match["range_more"] or match["more"]),
    )


def _values(match: re.Match[str], number: str) -> tuple[Decimal, Decimal | None] | None:
    if not match["low"]:
        neighbours = read_neighbours(number)
        if neighbours:
            return neighbours
        value = read_number(number.replace(" ", ""))
        return None if value is None else (value, None)
    return _range(number.replace(" ", ""), match["high"].replace(" ", ""))


def _range(low_token: str, high_token: str) -> tuple[Decimal, Decimal] | None:
    """2至3万 is 20000 to 30000, 5000至1万 is not; None when it does not rise (3-2 is no range)."""
    low, high = read_number(low_token), read_number(high_token)
    mantissa = read_number(high_token.rstrip("百千万亿")) if high_token[0].isdecimal() else None
    if low is None or high is None:
        return None
    if mantissa and mantissa != high and low < mantissa:
        low *= high / mantissa
    return (low, high) if low < high else None


def _share(match: re.Match[str]) -> Quantity | None:
    value = read_percentage(match["share"])
    value_max = read_percentage(match["share_max"]) if match["share_max"] else None
    if value is None:
        return None
    return Quantity(
        start=match.start(),
        end=match.end(),
        value=value,
        value_max=value_max,
        unit="%",
        tail=(match["share_tail"] or "").strip(),
        number=match["share"],
        is_chinese=True,
        is_more=False,
    )
