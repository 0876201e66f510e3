"""Clocks as the strip of a case and the explanation of a date, in the reader's language."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from zhijia.engines.cases.clocks import LocalLaw, WhyThisDate, light_of, term_of, why
from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.models import Clock, ClockState, EntryKind
from zhijia.law.lights import Light
from zhijia.law.resolver import ResolvedParameter
from zhijia.law.spans import Explanation, Unit, as_day
from zhijia.law.versions import Confidence, Source, amount_of
from zhijia.lib.phrases import titled
from zhijia.lib.sentences import Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.ui.components import Action, CalendarDay, ClockCard, WhyDate

LONGEST_CALENDAR = 70
OWN_SETTING = gettext_noop("本系统默认设定")
"""The one source of parameters that is no document: it is said in English too, laws keep their own titles."""


def clock_label(flow: Flow, name: str) -> str:
    """What a clock is called in its flow's declaration."""
    start = flow.clock(name)
    return _(start.label) if start else name


ActsOf = Callable[[Clock], tuple[Action, ...]]


def no_acts(_clock: Clock) -> tuple[Action, ...]:
    return ()


def present_clocks(
    flow: Flow, clocks: Sequence[Clock], *, now: datetime, law: LocalLaw, acts_of: ActsOf = no_acts
) -> list[ClockCard]:
    """The strip: running clocks with their lights, ended ones in words. `acts_of`: what the reader may do about each."""
    return [_card(flow, clock, now=now, law=law, acts=acts_of(clock)) for clock in clocks]


def present_why(flow: Flow, found: WhyThisDate) -> WhyDate:
    """Trigger, rule with article and confidence, arithmetic, the days passed over, result."""
    clock = found.clock
    label = clock_label(flow, clock.name)
    trigger = Sentence("{day}，“{label}”起算", {"day": clock.started_on, "label": label}).said_in(_)
    if found.parameter is None or found.due is None:
        return WhyDate(due_on=clock.due_on, trigger=trigger, rule=_("办理时写定的日期，不按天数推算"))
    explanation = found.due.explanation
    return WhyDate(
        due_on=found.due.due_on,
        trigger=trigger,
        rule=titled(_label_of(found.parameter), explanation.rule.said_in(_), _),
        steps=tuple(
            step.said_in(_) for step in (*explanation.steps, *_decisions(found), *_texts_beside(found.parameter))
        ),
        days=tuple(_days(explanation)),
        citation=cite(found.parameter.source) if found.parameter.source else "",
        citation_url=f"{reverse('organising:parameters')}?q={found.parameter.key}#{found.parameter.key}",
        confidence=_confidence(found.parameter, explanation),
    )


def _decisions(found: WhyThisDate) -> Iterator[Sentence]:
    """Who entered each pause, resumption and extension; and of a paused clock what is left of it."""
    for entry in found.entries:
        words = {
            "who": entry.entered_by,
            "day": local_day(entry.entered_at),
            "what": Sentence(str(EntryKind(entry.kind).label)),
            "reason": f"{entry.reason}（{entry.ground}）" if entry.ground else entry.reason,
        }
        yield Sentence("{who}于{day}登记{what}：{reason}", words)
    if found.left:
        yield Sentence("现已暂停，恢复后还剩{left}，到期日届时重算", {"left": found.left})


def _texts_beside(law: ResolvedParameter) -> Iterator[Sentence]:
    """The other texts that hold there with their numbers, and that the strictest one counts; a promise moves nothing."""
    for text in law.beside:
        if isinstance(text.value, int | Fraction) and (text.value, text.unit) != (law.value, law.unit):
            words = {"source": text.source.cited, "amount": amount_of(text.value, text.unit)}
            if text.confidence is Confidence.OWN:
                yield Sentence("本市另有承诺{amount}（{source}），只作提醒，不改变法定时限", words)
            else:
                yield Sentence("{source}规定{amount}，时限按较严的规定计算", words)


def rule_in_short(flow: Flow, clock: Clock) -> str:
    """Why a to-do is due: the clock and its length, or that somebody set the day."""
    label = clock_label(flow, clock.name)
    if clock.promised_on or clock.amount is None:
        return f"{label} · {_('约定日期')}"
    term = term_of(clock)
    count = term.unit.amount(term.amount)
    rule = Sentence("提前{count}", {"count": count}) if term.is_backward else Sentence("{count}内", {"count": count})
    return f"{label} · {rule.said_in(_)}"


def cite(source: Source) -> str:
    """《title》article（year）."""
    return "".join(
        (
            _("《%(title)s》") % {"title": _(source.title)},
            source.article or "",
            _("（%(year)d年）") % {"year": source.year} if source.year else "",
        )
    )


def _card(flow: Flow, clock: Clock, *, now: datetime, law: LocalLaw, acts: tuple[Action, ...]) -> ClockCard:
    return ClockCard(
        label=clock_label(flow, clock.name),
        due_on=clock.due_on,
        light=_light(clock, now=now, law=law).value,
        light_words=_state_words(clock, now),
        why=present_why(flow, why(clock, law)),
        acts=acts,
        is_over=clock.ended_on is not None,
    )


def _light(clock: Clock, *, now: datetime, law: LocalLaw) -> Light:
    """A clock that was met shows only whether it was met in time: nothing of it is near any more."""
    if clock.state == ClockState.STOPPED:
        return Light.GREY
    if clock.ended_on:
        return Light.GREEN if clock.ended_on <= clock.due_on else Light.RED
    near = law.near_days(clock.kind, place=clock.case.place, on=local_day(now))
    return light_of(clock, now=now, near_days=near).light


STATE_WORDS = {
    ClockState.MET: gettext_noop("{day}已完成"),
    ClockState.LAPSED: gettext_noop("{day}届满"),
    ClockState.STOPPED: gettext_noop("{day}已终止"),
}


def _state_words(clock: Clock, now: datetime) -> str:
    if clock.ended_on:
        return Sentence(STATE_WORDS[ClockState(clock.state)], {"day": clock.ended_on}).said_in(_)
    if clock.state == ClockState.PAUSED and clock.paused_until:
        return Sentence("已暂停，最晚{day}恢复", {"day": clock.paused_until}).said_in(_)
    if clock.state == ClockState.PAUSED:
        return _("已暂停")
    if clock.unit == Unit.HOUR:
        return Sentence("{at}到期", {"at": clock.due_at}).said_in(_)
    return days_left(clock.due_on, local_day(now))


def days_left(due_on: date, today: date) -> str:
    """逾期 3 天, 今天到期, 还有 5 天."""
    left = (due_on - today).days
    if left < 0:
        return ngettext("逾期 %(n)d 天", "逾期 %(n)d 天", -left) % {"n": -left}
    return _("今天到期") if left == 0 else ngettext("还有 %(n)d 天", "还有 %(n)d 天", left) % {"n": left}


def _days(explanation: Explanation) -> Iterator[CalendarDay]:
    """Every day from trigger to result and what the counting did with it; of a long term only its last weeks."""
    first, last = sorted((as_day(explanation.trigger), explanation.rolled_due))
    skipped = {day.day: day.why.said_in(_) for day in explanation.skipped}
    made_up = {day.day: day.why.said_in(_) for day in explanation.made_up}
    first = max(first, last - timedelta(days=LONGEST_CALENDAR))
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if day == explanation.rolled_due:
            yield CalendarDay(day, "due", made_up.get(day, ""))
        elif day == as_day(explanation.trigger):
            yield CalendarDay(day, "trigger")
        elif day in skipped:
            yield CalendarDay(day, "skipped", skipped[day])
        elif day in made_up:
            yield CalendarDay(day, "makeup", made_up[day])
        else:
            yield CalendarDay(day, "counted")


def _label_of(parameter: ResolvedParameter) -> str:
    return parameter.parameter.label_in(get_language() or "zh-hans")


def _confidence(parameter: ResolvedParameter, explanation: Explanation) -> str:
    words = [_(parameter.confidence.word)] if parameter.confidence else []
    if explanation.is_provisional:
        words.append(_("暂定"))
    return " · ".join(words)
