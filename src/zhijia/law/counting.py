"""One walk over the calendar: adding units to a day, and keeping the notes that explain the result."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

from zhijia.law.calendar import DayKind, DayNote, WorkingCalendar
from zhijia.law.spans import Pause, SkippedDay, Unit, as_day
from zhijia.lib.sentences import Sentence

ONE_DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The corresponding day of another month, or that month's last day (Civil Code art. 202)."""
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month_index + 1, min(day.day, monthrange(year, month_index + 1)[1]))


@dataclass(slots=True)
class Walk:
    """The state of one count: what was decided so far, in words."""

    calendar: WorkingCalendar
    pauses: list[Pause]
    rolls: bool
    steps: list[Sentence] = field(default_factory=list)
    skipped: list[SkippedDay] = field(default_factory=list)
    made_up: list[SkippedDay] = field(default_factory=list)
    is_provisional: bool = False

    def forward(self, anchor: date, *, amount: int, unit: Unit) -> tuple[date, date]:
        """Raw and rolled last day of a term that starts after `anchor`, with the pauses that fall into it."""
        raw = self._add(anchor, amount, unit)
        for pause in self.pauses:
            paused_on, resumed_on = max(as_day(pause.paused_at), anchor), as_day(pause.resumed_at)
            if resumed_on <= paused_on:
                continue
            if paused_on >= self._last_day(raw):
                break
            self._note_counted(anchor, paused_on, unit)
            amount, unit = self._left(paused_on, raw, unit)
            self._note_pause(pause, paused_on=paused_on, left=unit.amount(amount))
            anchor = resumed_on
            raw = self._add(anchor, amount, unit)
        self._note_counted(anchor, raw, unit)
        self.steps.append(Sentence("从次日起数{count}，到{day}", {"count": unit.amount(amount), "day": raw}))
        return raw, self._roll(raw, step=ONE_DAY)

    def backward(self, event_on: date, *, amount: int, unit: Unit) -> tuple[date, date]:
        """Raw and rolled last day for "not later than n before" an event."""
        raw = self._add(event_on, -amount, unit)
        self._note_counted(raw - ONE_DAY, event_on - ONE_DAY, unit)
        self.steps.append(Sentence("往前数{count}，到{day}", {"count": unit.amount(amount), "day": raw}))
        return raw, self._roll(raw, step=-ONE_DAY)

    def _add(self, day: date, amount: int, unit: Unit) -> date:
        if unit is Unit.WORKING_DAY:
            return self.calendar.add_workdays(day, amount)
        if unit is Unit.NATURAL_DAY:
            return day + timedelta(days=amount)
        return add_months(day, amount * 12 if unit is Unit.YEAR else amount)

    def _left(self, paused_on: date, raw: date, unit: Unit) -> tuple[int, Unit]:
        """Units still to run; of months and years, the natural days still to run."""
        if unit is Unit.WORKING_DAY:
            return self.calendar.workdays_between(paused_on, raw), unit
        return max(0, (raw - paused_on).days), Unit.NATURAL_DAY

    def _last_day(self, raw: date) -> date:
        return self.calendar.on_or_after(raw) if self.rolls else raw

    def _roll(self, raw: date, *, step: timedelta) -> date:
        if not self.rolls:
            return raw
        note, day = self._noted(raw), raw
        why = note.why
        while not note.is_work:
            self.skipped.append(SkippedDay(day, note.why))
            day += step
            note = self._noted(day)
        if day > raw:
            self.steps.append(Sentence("{raw}是休息日（{why}），顺延到{day}", {"raw": raw, "why": why, "day": day}))
        if day < raw:
            self.steps.append(Sentence("{raw}是休息日（{why}），提前到{day}", {"raw": raw, "why": why, "day": day}))
        return day

    def _noted(self, day: date) -> DayNote:
        note = self.calendar.explain(day)
        self.is_provisional |= note.is_provisional
        return note

    def _note_counted(self, after: date, until: date, unit: Unit) -> None:
        """Tell the rest days and the make-up workdays within the days (after, until] of a working-day count."""
        if unit is not Unit.WORKING_DAY:
            return
        for offset in range(1, (until - after).days + 1):
            note = self._noted(after + timedelta(days=offset))
            if not note.is_work:
                self.skipped.append(SkippedDay(note.day, note.why))
            elif note.kind is DayKind.MADE_UP:
                self.made_up.append(SkippedDay(note.day, note.why))

    def _note_pause(self, pause: Pause, *, paused_on: date, left: Sentence) -> None:
        resumed_on = as_day(pause.resumed_at)
        values = {"paused": paused_on, "resumed": resumed_on, "reason": pause.reason, "left": left}
        self.steps.append(Sentence("{paused}暂停（{reason}），还剩{left}；{resumed}恢复，接着计算", values))
        why = Sentence("暂停：{reason}", {"reason": pause.reason})
        for offset in range(1, (resumed_on - paused_on).days + 1):
            self.skipped.append(SkippedDay(paused_on + timedelta(days=offset), why))
