"""Local corrections of the law: a parameter's value for a place and a time, a day that works or rests."""

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction

from django.db import IntegrityError, transaction

from zhijia.law.calendar import national_calendar
from zhijia.law.resolver import UnknownParameterError, declared_parameter
from zhijia.law.versions import DUTY, RATE, SHARE, Value, plain_value
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.organisation import events
from zhijia.organisation.cities import this_city
from zhijia.organisation.models import CalendarDayOverride, CalendarNotice, City, ParameterOverride
from zhijia.organisation.overrides import law_place
from zhijia.organisation.permissions import check_correct_law
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import record

ONE_NUMBER = gettext_noop("这个参数只有一个数值，不能填几个数供选用。")
NO_NUMBER = gettext_noop("这一项是要求，没有数值可以修正。")
WHOLE_NUMBER = gettext_noop("这个参数不是比例，请填整数。")
DAY_TAKEN = gettext_noop("这一天已经修正过。修正不能覆盖，请核对日期。")


def override_parameter(
    actor: Actor,
    *,
    key: str,
    value: Value,
    from_on: date,
    to_on: date | None,
    reason: str,
    source: str,
    now: datetime,
) -> ParameterOverride:
    """Give a parameter another value in this city from a day on (`to_on` is the first day no more).

    Raises `Refused`: not the city's leader or administrator, unknown parameter, several numbers where the law has one,
    no reason or source, days out of order.
    """
    city = _city(actor)
    try:
        declared = declared_parameter(key)
    except UnknownParameterError as error:
        raise Refused(Sentence("没有“{key}”这个参数。", {"key": key}), field="key") from error
    if declared.unit == DUTY:
        raise Refused(NO_NUMBER, field="key")
    if isinstance(value, Fraction) and declared.unit not in (SHARE, RATE):
        raise Refused(WHOLE_NUMBER, field="value")
    if isinstance(value, tuple) and not declared.has_choices:
        raise Refused(ONE_NUMBER, field="value")
    if to_on is not None and to_on <= from_on:
        raise Refused("截止日期必须晚于起始日期。", field="to_on")
    row = ParameterOverride.objects.create(
        key=key,
        place=law_place(city.place),
        value=plain_value(value),
        from_on=from_on,
        to_on=to_on,
        reason=_said(reason, "reason"),
        source=_said(source, "source"),
        entered_by_id=actor.post.id if actor.post else 0,
        entered_at=now,
    )
    data = {"key": key, "value": row.value, "from_on": from_on, "to_on": to_on, "source": row.source}
    record(event_about(city.root, events.PARAMETER_OVERRIDDEN, actor=actor, now=now, data=data))
    return row


def override_day(actor: Actor, *, day: date, is_workday: bool, source: str, now: datetime) -> CalendarDayOverride:
    """Say that a day works or rests. Raises `Refused`: not the city's leader or administrator, corrected before."""
    city = _city(actor)
    try:
        with transaction.atomic():
            row = CalendarDayOverride.objects.create(
                day=day,
                is_workday=is_workday,
                source=_said(source, "source"),
                entered_by_id=actor.post.id if actor.post else 0,
                entered_at=now,
            )
    except IntegrityError as error:
        raise Refused(DAY_TAKEN, field="day") from error
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
    known = dict(CalendarDayOverride.objects.filter(day__in=days).values_list("day", "is_workday"))
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
