"""Deadlines of the text: every expression that bounds the plan's own work, resolved to dates."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhijia.law.calendar import national_calendar
from zhijia.services.plans.parsing.dates.forms import FORMS
from zhijia.services.plans.parsing.dates.resolve import Frame, Period, Words, resolve
from zhijia.services.plans.parsing.doubts import DoubtCode
from zhijia.services.plans.parsing.model import Deadline
from zhijia.services.plans.parsing.source import Source, Spans, melted
from zhijia.services.plans.parsing.wording import DAY

_SINCE = re.compile(r"^[^，。；]{0,4}(?:以来|至今)|^(?:修订|修正|版|第[一二三]次)")
_OUTSIDE = re.compile(
    r"^[，,]?[^。；]{0,12}将(?:召开|举行|举办|迎来)[^。；]{0,20}(?:党的|中央|全国|大会|周年|奥运|亚运|世博|十.大)"
)
_ISSUED = re.compile(
    r"^[，,][^。；]{0,16}(?:党中央|国务院|中共中央|全国总工会|全总|省委|市委|省政府|市政府)[^。；]{0,12}(?:印发|出台|发布|召开|作出)"
)
_DONE_BEFORE = re.compile(r"(?:截至|截止|截止到|去年|上年|比|较|与|同|占)$")
_DONE_AFTER = re.compile(r"^[^，。；]{0,12}(?:已经?(?![建有])|相比|的?基础上|水平的)|^[^，。；]{0,24}的基础上")
_PLAN_NAME = re.compile(r"^[^，。；：]{0,16}(?:计划|规划|方案|要点|报告|预算|决算|通知|意见|会议|文件|决定)")
_CONDITION = re.compile(r"^[^，。；]{0,20}的(?:企业|单位|人员|职工|个人|部门|地区|项目|，|、|。|$)")
_TRIGGERED = re.compile(r"(?:收到|接到|受理|签订|届满|到期|变更|之日起|报送|送达|提出)[^，。；]{0,10}$")
_HANDS_IN = re.compile(r"^[，,]?[^，。；]{0,16}(?:制定|出台|上报|报送|报告|提交|印发|启动|完成|部署|传达|备案)")
_OWN_FORCE = re.compile(r"本(?:意见|通知|方案|办法|规定|规划|细则)[^。；]{0,6}$")
_DATE_LINE = re.compile(f"[^：]{{0,24}}?{DAY} ?(?:印发)?")


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date expression of any standing: quantities inside it are no quantities, whoever it bounds."""

    kind: str
    start: int
    end: int
    words: Words


def find_dates(source: Source) -> list[DateExpression]:
    """Every date expression, disjoint and in order; where forms compete the earlier, then the longer one wins."""
    found = [
        (match.start(), -match.end(), order, match)
        for order, form in enumerate(FORMS)
        for match in form.pattern.finditer(source.face)
    ]
    found.sort(key=lambda entry: entry[:3])
    kept: list[DateExpression] = []
    for start, _, order, match in found:
        if not kept or start >= kept[-1].end:
            words = {**match.groupdict(), "text": match[0]}
            kept.append(DateExpression(kind=FORMS[order].kind, start=start, end=match.end(), words=words))
    return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class DateContext:
    """Where the body begins, which cells belong to tables, which line is the title, and what dates are read against."""

    frame: Frame
    rows: Spans
    titles: Spans
    body_start: int
    looking_back: Spans


def build_deadlines(source: Source, dates: list[DateExpression], context: DateContext) -> list[Deadline]:
    """The expressions that bound the plan's own work; parents are set when the tree is known."""
    deadlines: list[Deadline] = []
    for expression in dates:
        period = resolve(expression.kind, expression.words, context.frame)
        if _is_own(source, expression, period=period, context=context):
            deadlines.append(
                _deadline(source, expression, period=period, frame=context.frame, number=len(deadlines) + 1)
            )
    return deadlines


def _is_own(source: Source, expression: DateExpression, *, period: Period, context: DateContext) -> bool:
    """Not quoted, not past, not somebody else's event, not the name of a plan, not a condition, not a signature."""
    start, end = expression.start, expression.end
    quote = source.quotes.over(start, end)
    if quote and quote.start < start and quote.end > end:
        return False
    line = source.line(start)
    if not context.rows.over(start, end) and _DATE_LINE.fullmatch(source.face[line.start : line.end].strip()):
        return False
    tail = source.face[end : min(source.full_sentence(start).end, end + 48)]
    head = source.face[max(source.sentence(start).start, start - 24) : start]
    if _SINCE.match(tail) or _OUTSIDE.match(tail):
        return False
    if expression.kind == "date-from" and _OWN_FORCE.search(head):
        return False
    if _is_past(expression, head=head, tail=tail, period=period, context=context):
        return False
    if expression.kind == "year" and expression.words.get("year") and not context.titles.over(start, end):
        return not _PLAN_NAME.match(tail)
    return not _is_service_term(expression, head=head, tail=tail)


def stale_sentences(source: Source, dates: list[DateExpression], context: DateContext) -> Spans:
    """Sentences of the introduction that tell what was done: those with a date that lies behind."""
    return melted(
        source.full_sentence(expression.start)
        for expression in dates
        if expression.start < context.body_start
        and _lies_behind(expression, period=resolve(expression.kind, expression.words, context.frame), context=context)
    )


def _is_service_term(expression: DateExpression, *, head: str, tail: str) -> bool:
    """收到要约后20日内: how long an errand may take, not when the plan is done."""
    if expression.kind != "relative" or expression.words.get("after"):
        return False
    if _CONDITION.match(tail) or _TRIGGERED.search(head):
        return True
    in_days = (expression.words.get("unit") or "") not in ("", "年", "个月")
    return in_days and not _HANDS_IN.match(tail)


_WRITTEN: Final = ("year", "month", "date", "half-year", "quarter", "month-end", "date-range", "period", "year-end")


def _is_past(expression: DateExpression, *, head: str, tail: str, period: Period, context: DateContext) -> bool:
    if context.looking_back.over(expression.start, expression.end):
        return True
    if expression.kind not in _WRITTEN:
        return False
    if _DONE_BEFORE.search(head) or _DONE_AFTER.match(tail):
        return True
    if expression.start < context.body_start and _ISSUED.match(tail):
        return True
    if context.titles.over(expression.start, expression.end) or context.rows.over(expression.start, expression.end):
        return False
    return _lies_behind(expression, period=period, context=context)


def _lies_behind(expression: DateExpression, *, period: Period, context: DateContext) -> bool:
    """Over before the plan year began, or, in the introduction, before the day of issue."""
    year, last, issued_on = context.frame.year, period[1], context.frame.issued_on
    if year is None or last is None:
        return False
    if expression.words.get("year") and last < date(year, 1, 1):
        return True
    return expression.start < context.body_start and issued_on is not None and last < issued_on


def _deadline(source: Source, expression: DateExpression, *, period: Period, frame: Frame, number: int) -> Deadline:
    from_on, to_on = period
    is_vague = expression.kind == "vague"
    return Deadline(
        id=f"d{number}",
        parent=None,
        text=source.text[expression.start : expression.end],
        start=expression.start,
        end=expression.end,
        doubts=_doubts(expression, period=period, frame=frame),
        kind="period" if expression.kind == "plan-period" else expression.kind,
        strength="vague" if is_vague else "explicit",
        from_on=from_on,
        to_on=to_on,
    )


def _doubts(expression: DateExpression, *, period: Period, frame: Frame) -> tuple[DoubtCode, ...]:
    if expression.kind == "vague":
        return (DoubtCode.VAGUE_DATE,)
    if period == (None, None):
        from_issue = expression.kind in ("relative", "duration") and expression.words.get("unit") != "年"
        return (DoubtCode.RELATIVE_TO_ISSUE if from_issue or expression.words.get("after") else DoubtCode.NO_YEAR,)
    doubts = []
    if expression.kind in ("festival", "season"):
        doubts.append(DoubtCode.APPROXIMATE_PERIOD)
    if period[1] and (expression.words.get("unit") or "").endswith("工作日"):
        doubts += [DoubtCode.UNPUBLISHED_CALENDAR] if national_calendar().is_provisional(period[1]) else []
    if frame.issued_on and period[1] and period[1] < frame.issued_on:
        doubts.append(DoubtCode.BEFORE_ISSUE)
    return tuple(doubts)
