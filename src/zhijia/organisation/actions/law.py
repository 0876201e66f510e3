"""Local corrections of the law: a parameter's value for a place and a time, a day that works or rests."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from zhijia.law.resolver import UnknownParameterError, declared_parameter
from zhijia.law.versions import Value
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.organisation import events
from zhijia.organisation.cities import this_city
from zhijia.organisation.models import CalendarDayOverride, City, ParameterOverride
from zhijia.organisation.overrides import law_place
from zhijia.organisation.permissions import check_correct_law
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import record

ONE_NUMBER = gettext_noop("这个参数只有一个数值，不能填几个数供选用。")
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
    if isinstance(value, tuple) and not declared.has_choices:
        raise Refused(ONE_NUMBER, field="value")
    if to_on is not None and to_on <= from_on:
        raise Refused("截止日期必须晚于起始日期。", field="to_on")
    row = ParameterOverride.objects.create(
        key=key,
        place=law_place(city.place),
        value=list(value) if isinstance(value, tuple) else value,
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
