"""The forms in which a plan writes a date, most specific first; what each means is in `resolve`."""

import re
from dataclasses import dataclass
from typing import Final

from zhijia.services.plans.parsing.wording import any_of

_Y: Final = r"(?:(?:19|20)\d{2}|[一二][零〇○][零〇○一二三四五六七八九]{2})"
_YEAR: Final = rf"(?<![\d第])(?P<year>{_Y}) ?年度?"
_SAID: Final = r"(?P<said>今年|明年|次年|后年|翌年|本年度?|当年|同年)"
_YEAR_OPT: Final = rf"(?:{_YEAR}|{_SAID})?"
_M: Final = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D: Final = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_N: Final = r"(?:\d{1,3}|[一二两三四五六七八九十百半]{1,4})"
_BEFORE: Final = r"(?:之前|以前|前(?!后|列|茅|者|沿|三|两|提|款|述|景|期|往|来|置|进))"
_TO: Final = r" ?(?:~|—{1,2}|–|-|至|到) ?"
_FREE: Final = r"(?<![\d月])"
_UNTIL: Final = r"(?P<until>(?:力争|争取|确保|最迟|不晚于|不迟于)?(?:到|至|截至|截止))?"
_SINCE: Final = r"(?P<since>自|从)?"
_NO_LIMIT: Final = (
    "(?<!压缩[至到为在])(?<!缩短[至到为在])(?<!压减[至到])(?<!控制在)(?<!限定在)(?<!减[至到少])(?<!降[至到])(?<!不超过)"
)
_HOLIDAY: Final = any_of(
    """元旦 春节 元宵节? “三八” 三八 妇女节 清明节? 五一 “五一” “五一”国际劳动节 劳动节 护士节 六一 儿童节 端午节? “七一” 七一
    教师节 中秋节? 国庆节? “十一” 重阳节 记者节"""
)


@dataclass(frozen=True, slots=True)
class Form:
    kind: str
    pattern: re.Pattern[str]


def _form(kind: str, pattern: str) -> Form:
    return Form(kind, re.compile(pattern))


FORMS: Final = (
    _form(
        "date-range",
        rf"{_SINCE}(?:{_YEAR_OPT}){_FREE}(?P<month>{_M})月(?P<day>{_D})[日号]?{_TO}"
        rf"(?:(?P<year2>{_Y})年|(?P<said2>明年|次年|翌年))?(?:(?P<month2>{_M})月)?(?P<day2>{_D})[日号](?:期间)?",
    ),
    _form(
        "date-range",
        rf"(?<![\d.])(?P<year>20\d{{2}})[.\-/](?P<month>\d{{1,2}})(?:[.\-/](?P<day>\d{{1,2}}))?{_TO}"
        r"(?:(?P<year2>20\d{2})[.\-/])?(?P<month2>\d{1,2})(?:[.\-/](?P<day2>\d{1,2}))?(?![\d.])",
    ),
    _form(
        "period",
        rf"{_SINCE}(?:{_YEAR_OPT}){_FREE}(?P<month>{_M})(?:月(?:(?P<day>{_D})[日号]|份|初|底|[上中下]旬)?)?{_TO}"
        rf"(?:(?P<year2>{_Y})年|(?P<said2>明年|次年|翌年))?(?P<month2>{_M})月(?:(?P<day2>{_D})[日号]|份|(?P<part2>[上中下]旬|底|末|初))?"
        rf"(?!\d)(?:期间)?{_BEFORE}?",
    ),
    _form("period", rf"{_SINCE}(?<!\d)(?P<year>{_Y})年?{_TO}(?P<year2>{_Y})年(?:期间|底)?"),
    _form("plan-period", r"“?十(?P<plan>[一二三四五])五”?(?:规划)?(?P<part>期间|时期|期末|末|初期|前三年|后三年)"),
    _form("recurring", rf"每年(?:的)?(?P<month>{_M})月(?!\d)(?:(?P<day>{_D})日|份|底|末|[上中下]旬)?{_BEFORE}?"),
    _form("recurring", rf"每(?:年|季度?|月|周|半年)度?(?:底|末|初|年底|年末|末月)(?:月底)?{_BEFORE}?"),
    _form("recurring", rf"每(?:个)?(?:月|季度首月|季首月)(?P<day>{_D})(?:日|号)(?:{_BEFORE}|左右)?"),
    _form(
        "relative",
        rf"(?P<after>(?:印发|施行|实施|发布|下发|公布|生效|出台)(?:之?日起|之?后|起|以后))(?:的)?(?P<n>{_N})(?P<unit>个?工作日|日|天|个月|年|周)(?:之?内|以内)",
    ),
    _form(
        "date-from",
        rf"(?:自|从){_YEAR_OPT}(?:{_FREE}(?P<month>{_M})月(?:份|(?P<day>{_D})[日号])?)?(?P<season>春季|秋季)?(?:学期)?(?:起|开始)(?!步|点)",
    ),
    _form("date-from", rf"{_YEAR}(?:{_FREE}(?P<month>{_M})月(?:(?P<day>{_D})[日号])?)?起(?!步|草|点)"),
    _form(
        "date-from", rf"{_SAID}?{_FREE}(?<!至)(?<!到)(?P<month>{_M})月(?:份|(?P<day>{_D})[日号])?起(?!步|草|点|伏|诉)"
    ),
    _form("date", rf"{_UNTIL}(?:{_YEAR_OPT}){_FREE}(?P<month>{_M})月(?P<day>{_D})[日号](?P<before>{_BEFORE})?"),
    _form(
        "date",
        r"(?<![\d.A-Za-z])(?P<year>20\d{2})(?P<sign>[.\-/])(?P<month>0?[1-9]|1[0-2])(?P=sign)(?P<day>[12]\d|3[01]|0?[1-9])(?![\d.])(?P<before>之前|以前|前)?",
    ),
    _form(
        "month",
        r"(?<![\d.A-Za-z])(?P<year>20\d{2})[./\-](?P<month>0[1-9]|1[0-2]|[1-9])(?![\d.%])(?P<before>之前|以前|前)?",
    ),
    _form("month-end", rf"{_UNTIL}(?:{_YEAR_OPT}){_FREE}(?P<month>{_M})月份?(?:底|末)(?P<before>{_BEFORE})?"),
    _form(
        "quarter",
        rf"{_UNTIL}(?:{_YEAR_OPT})(?:第(?P<quarter>[一二三四1-4])个?季度?|(?<![前后每半个数\d一二三四])(?P<bare_quarter>[一二三四1-4])季度(?!一)|(?P<first>前)三(?:个)?季度)(?P<end>末|底)?(?P<before>{_BEFORE})?",
    ),
    _form(
        "quarter",
        rf"{_UNTIL}(?:{_YEAR_OPT})第?(?P<quarter>[一二三四1-4])(?:、|和|{_TO})第?(?P<last_quarter>[一二三四1-4])个?季度",
    ),
    _form("half-year", rf"{_UNTIL}(?:{_YEAR_OPT})(?P<half>[上下])半年(?P<end>末|底)?(?P<before>{_BEFORE})?"),
    _form(
        "year-end", rf"{_UNTIL}(?:{_YEAR}|{_SAID})(?:年?底|年?末|内|年终|之内)(?P<before>{_BEFORE})?(?!部|涵|容|外|在)"
    ),
    _form(
        "month",
        rf"(?:{_YEAR_OPT}){_FREE}(?P<month>{_M})月(?:份|(?P<part>[上中下]旬|初))?(?!一|刊|报|薪|均|饼|球|经|亮|嫂|子|\d)(?P<before>{_BEFORE})?",
    ),
    _form("by-year", rf"(?:力争|争取|确保|计划)?(?:到|至)(?P<year>{_Y})年(?!级|以来|以后|代|月)(?:时)?"),
    _form("by-year", rf"(?:力争|争取|确保)(?P<year>{_Y})年(?!级|以来|代)"),
    _form("by-year", rf"{_YEAR}{_BEFORE}"),
    _form("year", rf"{_YEAR}(?!级|以来|代|度?《)"),
    _form(
        "relative",
        rf"(?<!近)(?<!过去)(?<!最近){_NO_LIMIT}(?:(?:力争|争取|用|在)?)(?<![\d第周每零〇一二两三四五六七八九十])(?:今后|未来)?(?P<n>{_N})(?P<unit>个?工作日|日|天|个月|年|周)(?:左右)?(?:之内|以内|内)(?!部|涵|容|外|在|存)",
    ),
    _form(
        "duration",
        rf"(?:利用|用|为期|历时|持续|通过)(?:约)?(?P<n>{_N})(?:{_TO}(?P<n2>{_N}))?(?P<unit>天|个月|年|周)(?:左右)?的?(?:时间)?",
    ),
    _form(
        "festival",
        rf"(?:{_HOLIDAY}(?:、|和|及|，)?){{1,4}}(?:节日|假期|长假|小长假)?(?:期间|前夕|{_BEFORE}|来临之际|到来之际)",
    ),
    _form("festival", r"(?:两节|双节|节日)期间"),
    _form(
        "season",
        r"(?:夏季)?(?:高温|酷暑|汛期|暑假|寒假|暑期|夏季|冬季|春季|秋季|冬春)(?:季节|天气|时节)?期间|(?:高温|供暖|汛期)(?:来临|到来)?前|汛期",
    ),
    _form(
        "year-end",
        rf"(?<![\d去上前往近历青少中成老一二两三四五六七八九十几数每])年(?:内|度内|底|末)(?P<before>{_BEFORE})?(?!部|涵|容|外|在|蕴)",
    ),
    _form("year", r"(?<![安健齐周保完])全年(?!级|龄|薪)"),
    _form("year", r"(?:今年|本年度?)(?=[，,、]|要|力争|计划|确保|争取|完成|新[建增发]|建成|实现|共?组织|开展)"),
    _form("relative", r"当年(?:内|底)?(?=内|底|实现|完成|达到|建成|见效|办结|100|全部)"),
    _form("next-year", r"(?:明年|次年|翌年)(?!是|乃)"),
    _form("vague", r"尽快|尽早|限期|按时|如期|按期|适时|近期|抓紧|逐步(?=完成|实现|到位)"),
)
