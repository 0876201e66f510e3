"""From the words of a deadline to its first and last day.

The plan year (title) comes first, the issue date second: 年内 is 31 December, 下半年 1 July to 31 December, M月底前 the last day
of M. "By then" has no first day. Both ends are inclusive; nothing is invented when no year is known.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from zhijia.law.calendar import national_calendar
from zhijia.lib.numerals import read_number, read_year
from zhijia.services.plans.parsing.dates.customary import customary_period

Words = Mapping[str, str | None]
Period = tuple[date | None, date | None]
UNKNOWN: Final[Period] = (None, None)

_FIRST_PLAN_YEAR: Final = {"一": 2006, "二": 2011, "三": 2016, "四": 2021, "五": 2026}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a date without a year is read against. `written_in` differs from `year` when the plan is for 明年."""

    year: int | None
    written_in: int | None
    issued_on: date | None


def resolve(kind: str, words: Words, frame: Frame) -> Period:
    """First and last day of a deadline of this kind; (None, None) when it cannot be known."""
    try:
        return _RESOLVERS[kind](words, frame)
    except ValueError:  # 2月30日, 13月: written, but no day of the calendar
        return UNKNOWN


def _year_of(words: Words, frame: Frame) -> int | None:
    if words.get("year"):
        return read_year(words["year"] or "")
    said = words.get("said") or ""
    if said in ("明年", "次年", "翌年"):
        return None if frame.written_in is None else frame.written_in + 1
    if said == "后年":
        return None if frame.written_in is None else frame.written_in + 2
    if said == "今年":
        return frame.written_in
    return frame.year


def _number(word: str | None) -> int | None:
    value = read_number(word) if word else None
    return None if value is None else int(value)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _whole_year(words: Words, frame: Frame) -> Period:
    year = _year_of(words, frame)
    return UNKNOWN if year is None else (date(year, 1, 1), date(year, 12, 31))


def _by_year_end(words: Words, frame: Frame) -> Period:
    year = _year_of(words, frame)
    return UNKNOWN if year is None else (None, date(year, 12, 31))


def _by_year(words: Words, frame: Frame) -> Period:
    """到2015年 holds to the end of 2015, 2014年前 to the end of 2013."""
    year = _year_of(words, frame)
    if year is None:
        return UNKNOWN
    is_before = (words.get("text") or "").endswith("前")
    return None, date(year - 1 if is_before else year, 12, 31)


def _next_year(_words: Words, frame: Frame) -> Period:
    year = frame.written_in
    return UNKNOWN if year is None else (date(year + 1, 1, 1), date(year + 1, 12, 31))


def _half_year(words: Words, frame: Frame) -> Period:
    year = _year_of(words, frame)
    if year is None:
        return UNKNOWN
    first, last = (
        (date(year, 1, 1), date(year, 6, 30)) if words["half"] == "上" else (date(year, 7, 1), date(year, 12, 31))
    )
    return _bounded(words, first, last)


def _quarter(words: Words, frame: Frame) -> Period:
    year = _year_of(words, frame)
    if year is None:
        return UNKNOWN
    if words.get("first"):
        return _bounded(words, date(year, 1, 1), date(year, 9, 30))
    quarter = _number(words.get("quarter") or words.get("bare_quarter")) or 1
    last = max(quarter, _number(words.get("last_quarter")) or quarter)
    return _bounded(words, date(year, 3 * quarter - 2, 1), _month_end(year, 3 * last))


def _bounded(words: Words, first: date, last: date) -> Period:
    """Q2前 ends before it begins; Q2末 and Q2底前 end with it; 到Q2 has no first day."""
    if words.get("end"):
        return None, last
    if words.get("before"):
        return None, first - timedelta(days=1)
    return (None if words.get("until") in ("到", "至") else first), last


_PARTS: Final = {
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, None),
    "初": (1, 10),
    "底": (21, None),
    "末": (21, None),
}


def _month(words: Words, frame: Frame) -> Period:
    year, month = _year_of(words, frame), _number(words["month"])
    if year is None or month is None:
        return UNKNOWN
    begin, end = _PARTS.get(words.get("part") or "", (1, None))
    first = date(year, month, begin)
    last = _month_end(year, month) if end is None else date(year, month, end)
    if not words.get("before"):
        return first, last
    return None, last if words.get("part") else first - timedelta(days=1)


def _month_end_form(words: Words, frame: Frame) -> Period:
    year, month = _year_of(words, frame), _number(words["month"])
    return UNKNOWN if year is None or month is None else (None, _month_end(year, month))


def _date(words: Words, frame: Frame) -> Period:
    year, month, day = _year_of(words, frame), _number(words["month"]), _number(words["day"])
    if year is None or month is None or day is None:
        return UNKNOWN
    on = date(year, month, day)
    return (None, on) if words.get("before") or words.get("until") in ("到", "至") else (on, on)


def _date_from(words: Words, frame: Frame) -> Period:
    year = _year_of(words, frame)
    if year is None:
        return UNKNOWN
    season = {"春季": 3, "秋季": 9}.get(words.get("season") or "", 1)
    return date(year, _number(words.get("month")) or season, _number(words.get("day")) or 1), None


def _period(words: Words, frame: Frame) -> Period:
    """Years, months or days from–to; a month that seems to run backwards ends in the next year."""
    year = _year_of(words, frame)
    if year is None:
        return UNKNOWN
    year2 = read_year(words.get("year2") or "") or (year + 1 if words.get("said2") else year)
    month, month2 = _number(words.get("month")) or 1, _number(words.get("month2"))
    if month2 is None:
        month2 = month if words.get("day2") else 12
    last_day = _number(words.get("day2")) or _PARTS.get(words.get("part2") or "", (1, None))[1]
    if (year2, month2) < (year, month):
        year2 += 1
    first = date(year, month, _number(words.get("day")) or 1)
    return first, _month_end(year2, month2) if last_day is None else date(year2, month2, last_day)


def _plan_period(words: Words, _frame: Frame) -> Period:
    first = _FIRST_PLAN_YEAR[words["plan"] or ""]
    part = words["part"]
    if part in ("末", "期末"):
        return None, date(first + 4, 12, 31)
    begin = first + 2 if part == "后三年" else first
    length = 3 if part in ("前三年", "后三年") else 2 if part == "初期" else 5
    return date(begin, 1, 1), date(begin + length - 1, 12, 31)


def _recurring(_words: Words, frame: Frame) -> Period:
    """What comes round holds for the whole plan year."""
    return UNKNOWN if frame.year is None else (date(frame.year, 1, 1), date(frame.year, 12, 31))


def _relative(words: Words, frame: Frame) -> Period:
    """印发之日起N日内 counts from the issue date, the day of issue left out; N年内 counts the plan year as the first."""
    text, number = words.get("text") or "", _number(words.get("n"))
    if text.startswith("当年"):
        return _whole_year({}, frame)
    if number is None:
        return _half(words, frame)
    unit = words["unit"] or ""
    if unit == "年" and not words.get("after"):
        return UNKNOWN if frame.year is None else (date(frame.year, 1, 1), date(frame.year + number - 1, 12, 31))
    counts_from_issue = bool(words.get("after")) or unit == "个月"
    if frame.issued_on is None or not counts_from_issue:
        return UNKNOWN
    return frame.issued_on, _later(frame.issued_on, number=number, unit=unit)


def _half(words: Words, frame: Frame) -> Period:
    """半年内: six months from the issue date."""
    if words.get("n") != "半" or frame.issued_on is None:
        return UNKNOWN
    return frame.issued_on, _later(frame.issued_on, number=6, unit="个月")


def _later(day: date, *, number: int, unit: str) -> date:
    """`number` units after the day; working days as the published holiday notices have them."""
    if unit in ("日", "天", "周"):
        return day + timedelta(days=number * (7 if unit == "周" else 1))
    if unit.endswith("工作日"):
        return national_calendar().add_workdays(day, number)
    months = day.month - 1 + number * (12 if unit == "年" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _duration(words: Words, frame: Frame) -> Period:
    number = _number(words.get("n2") or words.get("n"))
    if number is None or frame.year is None:
        return UNKNOWN
    if words["unit"] == "年":
        return date(frame.year, 1, 1), date(frame.year + number - 1, 12, 31)
    begin = frame.issued_on
    return UNKNOWN if begin is None else (begin, _later(begin, number=number, unit=words["unit"] or ""))


def _customary(words: Words, frame: Frame) -> Period:
    return UNKNOWN if frame.year is None else customary_period(words.get("text") or "", frame.year)


def _never(_words: Words, _frame: Frame) -> Period:
    return UNKNOWN


_RESOLVERS: Final[Mapping[str, Callable[[Words, Frame], Period]]] = {
    "year": _whole_year,
    "year-end": _by_year_end,
    "by-year": _by_year,
    "next-year": _next_year,
    "half-year": _half_year,
    "quarter": _quarter,
    "month": _month,
    "month-end": _month_end_form,
    "date": _date,
    "date-from": _date_from,
    "date-range": _period,
    "period": _period,
    "plan-period": _plan_period,
    "recurring": _recurring,
    "relative": _relative,
    "duration": _duration,
    "festival": _customary,
    "season": _customary,
    "vague": _never,
}
