"""Local corrections of the law: a parameter's value for a place and a time, a day that works or rests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from zhijia.law.calendar import national_calendar
from zhijia.law.places import is_place
from zhijia.law.ranges import makes_sense, units_of
from zhijia.law.resolver import UnknownParameterError, declared_parameter, parameter
from zhijia.law.versions import DUTY, RATE, SHARE, Parameter, Value, plain_value
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.cities import this_city
from zhijia.organisation.models import CalendarDayOverride, CalendarNotice, City, OverrideKind, ParameterOverride
from zhijia.organisation.overrides import as_override, law_place, parameter_overrides
from zhijia.organisation.permissions import check_correct_law
from zhijia.organisation.recording import event_about
from zhijia.organisation.scans import Scan
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import record

ONE_NUMBER = gettext_noop("这个参数只有一个数值，不能填几个数供选用。")
YES_OR_NO = gettext_noop("这一项是要求，请填“是”或者“否”。")
WHOLE_NUMBER = gettext_noop("这个参数不是比例，请填整数。")
OUT_OF_RANGE = gettext_noop("这个数值不可能成立，请核对。")
OTHER_UNIT = gettext_noop("这个参数不能用这个单位计算。")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOverride:
    """A city's own row for a parameter. `to_on` is the first day no more.

    `place` is empty for the city itself, else its province or one of its counties as the law names them; `unit` is empty
    where the row counts as the parameter does. A text with its article and scan counts as read in the original.
    """

    key: str
    value: Value
    from_on: date
    to_on: date | None
    reason: str
    source: str
    article: str = ""
    scan: Scan | None = None
    kind: OverrideKind = OverrideKind.TEXT
    place: str = ""
    unit: str = ""


def override_parameter(actor: Actor, new: NewOverride, *, now: datetime) -> ParameterOverride:
    """Enter what a local text says of a parameter, or what this city promises beyond the law, from a day on.

    Raises `Refused`: not the city's leader or administrator, unknown parameter, a value that cannot be true, a place that
    is not here, a day that has begun (running terms stay as they are), a promise below the law, no reason or source.
    """
    city = _city(actor)
    declared = _declared(new.key)
    _check_value(declared, new)
    _check_days(declared, new, today=local_day(now))
    scan = new.scan
    row = ParameterOverride(
        kind=new.kind,
        key=new.key,
        place=_place(new.place, city),
        value=plain_value(new.value),
        unit=new.unit if new.unit != declared.unit else "",
        from_on=new.from_on,
        to_on=new.to_on,
        reason=_said(new.reason, "reason"),
        source=_said(new.source, "source"),
        article=new.article.strip(),
        scan_name=scan.filename if scan else "",
        scan_type=scan.content_type if scan else "",
        scan_sha256=scan.sha256 if scan else "",
        entered_by_id=actor.post.id if actor.post else 0,
        entered_at=now,
    )
    _check_promise(declared, row)
    row.save()
    record(event_about(city.root, events.PARAMETER_OVERRIDDEN, actor=actor, now=now, data=_told(row)))
    return row


def _declared(key: str) -> Parameter:
    try:
        return declared_parameter(key)
    except UnknownParameterError as error:
        raise Refused(Sentence("没有“{key}”这个参数。", {"key": key}), field="key") from error


def _check_value(declared: Parameter, new: NewOverride) -> None:
    unit, value = new.unit or declared.unit, new.value
    if unit not in units_of(declared):
        raise Refused(OTHER_UNIT, field="unit")
    if (declared.unit == DUTY) != isinstance(value, bool):
        raise Refused(YES_OR_NO if declared.unit == DUTY else WHOLE_NUMBER, field="value")
    if isinstance(value, Fraction) and declared.unit not in (SHARE, RATE):
        raise Refused(WHOLE_NUMBER, field="value")
    if isinstance(value, tuple) and not declared.has_choices:
        raise Refused(ONE_NUMBER, field="value")
    if not makes_sense(value, unit, declared):
        raise Refused(OUT_OF_RANGE, field="value")


def _check_days(declared: Parameter, new: NewOverride, *, today: date) -> None:
    """What runs already keeps the law by which it began; only a number that each place publishes counts from its day."""
    if new.from_on <= today and not declared.is_local:
        words = {"day": today + timedelta(days=1)}
        raise Refused(Sentence("已经开始的期限不受影响，请填{day}或者以后的日期。", words), field="from_on")
    if new.to_on is not None and new.to_on <= new.from_on:
        raise Refused("截止日期必须晚于起始日期。", field="to_on")


def _check_promise(declared: Parameter, row: ParameterOverride) -> None:
    """A city may promise more than the law asks, never less."""
    law = parameter(row.key, place=row.place, on=row.from_on, overrides=parameter_overrides()).strictest
    if row.kind != OverrideKind.PROMISE or law.version is None or not law.version.confidence.is_law:
        return
    if as_override(row).as_version(declared).strictness < law.version.strictness:
        words = {"source": law.version.source.cited}
        raise Refused(Sentence("承诺不能低于法律的要求。依据{source}。", words), field="value")


def _place(place: str, city: City) -> str:
    """The city, its province or one of its counties."""
    own = law_place(city.place)
    if not place:
        return own
    if not is_place(place) or place == "CN" or not (own.startswith(place) or place.startswith(own)):
        raise Refused("只能录入本省、本市或者本市各县（市、区）的规定。", field="place")
    return place


def _told(row: ParameterOverride) -> dict[str, object]:
    named = ("kind", "key", "place", "value", "unit", "from_on", "to_on", "source", "article", "scan_sha256")
    return {name: getattr(row, name) for name in named}


def override_day(actor: Actor, *, day: date, is_workday: bool, source: str, now: datetime) -> CalendarDayOverride:
    """Say that a day works or rests; said again, the newer row holds. Raises `Refused`: not the city's leader or
    administrator, or what the calendar already says.
    """
    city = _city(actor)
    before = CalendarDayOverride.objects.filter(day=day).order_by("-pk").first()
    if before and before.is_workday == is_workday:
        raise Refused("这一天已经这样修正过，不必再录。", field="day")
    row = CalendarDayOverride.objects.create(
        day=day,
        is_workday=is_workday,
        source=_said(source, "source"),
        entered_by_id=actor.post.id if actor.post else 0,
        entered_at=now,
    )
    data = {"day": day, "is_workday": is_workday, "source": row.source}
    record(event_about(city.root, events.DAY_OVERRIDDEN, actor=actor, now=now, data=data))
    return row


def enter_notice(
    actor: Actor, *, year: int, rests: Sequence[date], works: Sequence[date], source: str, now: datetime
) -> CalendarNotice:
    """Enter the notice of a whole year: the days that rest and the made-up workdays. Terms of that year become firm.

    Raises `Refused`: not the city's leader or administrator, a year that is known, no day, a day of another year, on both
    lists, or corrected otherwise before.
    """
    city = _city(actor)
    days = dict.fromkeys(rests, False) | dict.fromkeys(works, True)
    _check_notice(year, rests=rests, works=works)
    entered = CalendarDayOverride.objects.filter(day__in=days).order_by("pk")
    known = dict(entered.values_list("day", "is_workday"))
    for day, is_workday in known.items():
        if days[day] != is_workday:
            raise Refused(Sentence("{day}以前修正为另一种情况，请核对。", {"day": day}))
    source, post = _said(source, "source"), actor.post.id if actor.post else 0
    notice = CalendarNotice.objects.create(year=year, source=source, entered_by_id=post, entered_at=now)
    CalendarDayOverride.objects.bulk_create(
        CalendarDayOverride(day=day, is_workday=is_workday, source=source, entered_by_id=post, entered_at=now)
        for day, is_workday in sorted(days.items())
        if day not in known
    )
    data = {"year": year, "days": sorted(days), "source": source}
    record(event_about(city.root, events.NOTICE_ENTERED, actor=actor, now=now, data=data))
    return notice


def _check_notice(year: int, *, rests: Sequence[date], works: Sequence[date]) -> None:
    if national_calendar().is_published(year) or CalendarNotice.objects.filter(year=year).exists():
        raise Refused("这一年的放假安排已经有了；个别日期请用“修正日历”。", field="year")
    if not rests:
        raise Refused("请填写放假的日期。", field="rests")
    for field, days in (("rests", rests), ("works", works)):
        for day in days:
            if not date(year - 1, 12, 1) <= day <= date(year, 12, 31):
                raise Refused(Sentence("{day}不在{year}年，请核对。", {"day": day, "year": year}), field=field)
    if both := sorted(set(rests) & set(works)):
        raise Refused(Sentence("{day}既放假又上班，请核对。", {"day": both[0]}), field="works")


def _city(actor: Actor) -> City:
    city = this_city()
    if city is None:
        raise Refused("还没有建立城市。")
    check_correct_law(actor, root_id=city.root_id)
    return city


def _said(words: str, field: str) -> str:
    if not words.strip():
        raise Refused("请写明理由和依据（文件名称、文号）。", field=field)
    return words.strip()
