"""Facts measured by the law: a parameter with its texts and a fact in, verdicts out. An empty answer means: kept.

Every judge asks each text that holds in the place. Breaking the text that decides is judged with its severity; breaking
only a stricter one beside it is warned. Where the stricter text decides (majorities), both texts are named, with which
of them is kept. What nobody knows is said as information and never stands in the way.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from zhijia.law.bounds import Bound
from zhijia.law.calendar import WorkingCalendar
from zhijia.law.counting import add_months
from zhijia.law.resolver import ResolvedParameter
from zhijia.law.spans import Due, Extension, Instant, Pause, Term, Unit, as_day
from zhijia.law.terms import compute_due
from zhijia.law.verdicts import Verdict
from zhijia.law.versions import DUTY, LENGTHS, Version, amount_of
from zhijia.lib.findings import Severity, softer
from zhijia.lib.sentences import Sentence, gettext_noop

Measure = int | Fraction
LIMITS = {
    Bound.AT_LEAST: gettext_noop("“{what}”不得少于{limit}，现为{found}"),
    Bound.MORE_THAN: gettext_noop("“{what}”须超过{limit}，现为{found}"),
    Bound.AT_MOST: gettext_noop("“{what}”不得超过{limit}，现为{found}"),
    Bound.LESS_THAN: gettext_noop("“{what}”须低于{limit}，现为{found}"),
    Bound.EXACTLY: gettext_noop("“{what}”应为{limit}，现为{found}"),
}


def judge_duty(law: ResolvedParameter, *, is_met: bool | None, rule: str = "") -> tuple[Verdict, ...]:
    """A duty without a number. `is_met` None: the fact is not known, which is not a breach but is said."""
    if is_met is not None or law.value is None:
        return _judge(law, rule, lambda text: bool(is_met) or not text.value, lambda _text: _undone(law))
    demanding = [text for text in law.texts if text.value]
    if not demanding:
        return ()
    words = {"what": law.parameter.name, "source": _cited(demanding)}
    unknown = Sentence("还没有登记是否做到“{what}”，请补录。依据{source}。", words)
    return (Verdict(_rule(law, rule), softer(law.severity, Severity.WARN), unknown, law.texts),)


def judge_number(law: ResolvedParameter, found: Measure, *, rule: str = "") -> tuple[Verdict, ...]:
    """A number against a floor, a ceiling or an exact number, in the unit of the parameter."""
    return _judge(
        law, rule, lambda text: _keeps(text, _in_unit(law, text, found), 1), lambda text: _limit(law, text, found)
    )


def judge_share(law: ResolvedParameter, part: Measure, whole: int, *, rule: str = "") -> tuple[Verdict, ...]:
    """A part of a whole against a share: 2/3 of the delegates, 1/3 outsiders, 80% of the minimum wage. Exact."""

    def told(text: Version) -> Sentence:
        counted = {"limit": _amount(text), "whole": whole, "part": part}
        found = Sentence("{whole}中的{part}", counted)
        return Sentence(LIMITS[_bound(text)], {"what": law.parameter.name, "limit": _amount(text), "found": found})

    return _judge(law, rule, lambda text: _keeps(text, part, whole), told)


def judge_term(
    law: ResolvedParameter,
    start: Instant,
    *,
    done: Instant | None,
    now: datetime,
    calendar: WorkingCalendar,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
    rule: str = "",
) -> tuple[Verdict, ...]:
    """An act against its term: in time, late, or not done although the term is over. `done` None: not done yet."""

    def due(text: Version) -> Due:
        term = _term(law, text)
        return compute_due(start, term, calendar=calendar, pauses=pauses, extensions=extensions)

    def told(text: Version) -> Sentence:
        words = {"what": law.parameter.name, "due": due(text).due_on, "count": _amount(text)}
        if done is None:
            return Sentence("“{what}”（{count}）已于{due}届满，还没有办理", words)
        return Sentence("“{what}”（{count}）于{due}届满，实际办理是{done}", {**words, "done": as_day(done)})

    return _judge(law, rule, lambda text: is_in_time(done if done is not None else now, due(text)), told)


def judge_span(law: ResolvedParameter, *, first: date, last: date, rule: str = "") -> tuple[Verdict, ...]:
    """A term of a contract or of an office, given by its first and last day, against a shortest or longest span.

    The first day may or may not be counted (both are written): a year from 1 March ends on the last day of February
    or on 1 March, and either is one year.
    """

    def keeps(text: Version) -> bool:
        end = _after(first, text)
        return last >= end - timedelta(days=1) if _bound(text).is_floor else last <= end

    def told(text: Version) -> Sentence:
        found = Sentence("{first}至{last}", {"first": first, "last": last})
        return Sentence(LIMITS[_bound(text)], {"what": law.parameter.name, "limit": _amount(text), "found": found})

    return _judge(law, rule, keeps, told)


def is_in_time(moment: Instant, due: Due) -> bool:
    """Whether something happened not later than the last moment of its term: 23:59:59 of the last day is in time."""
    if isinstance(moment, datetime):
        return moment <= due.due_at
    return moment <= due.due_on


def reaches(law: ResolvedParameter, found: Measure, whole: int = 1) -> bool:
    """Whether a number reaches a threshold from which another rule begins (20 people, 10% of the staff, 25 members)."""
    return any(_keeps(text, found, whole) for text in law.texts[:1])


def _judge(
    law: ResolvedParameter, rule: str, keeps: Callable[[Version], bool], told: Callable[[Version], Sentence]
) -> tuple[Verdict, ...]:
    if law.version is None:
        return (_unknown(law, rule),)
    broken = [text for text in law.texts if not keeps(text)]
    if not broken:
        return ()
    decides = law.version in broken
    severity = law.severity if decides else softer(law.severity, Severity.WARN)
    worst = law.version if decides else max(broken, key=lambda text: text.strictness)
    kept = [text for text in law.texts if text not in broken]
    words = {"told": told(worst), "source": _cited(broken)}
    sentence = Sentence("{told}。依据{source}。", words)
    if kept:
        words |= {"kept": _cited(kept), "limits": _limits(kept)}
        sentence = Sentence("{told}。依据{source}。按{kept}（{limits}）则已达到，两种规定不一致。", words)
    return (Verdict(_rule(law, rule), severity, sentence, law.texts),)


def _undone(law: ResolvedParameter) -> Sentence:
    return Sentence("没有做到“{what}”", {"what": law.parameter.name})


def _limit(law: ResolvedParameter, text: Version, found: Measure) -> Sentence:
    words = {"what": law.parameter.name, "limit": _amount(text), "found": amount_of(found, law.parameter.unit)}
    return Sentence(LIMITS[_bound(text)], words)


def _keeps(text: Version, part: Measure, whole: int) -> bool:
    return _bound(text).is_kept_by(part, whole, _number(text))


def _in_unit(law: ResolvedParameter, text: Version, found: Measure) -> Measure:
    """A measure in the unit of a text; one text may count in working days or months what the parameter counts in days."""
    if text.unit == law.parameter.unit:
        return found
    return found * LENGTHS[law.parameter.unit] / LENGTHS[text.unit]


def _bound(text: Version) -> Bound:
    if text.bound is None:
        raise ValueError(f"{text.key} does not say from which side it binds")
    return text.bound


def _number(text: Version) -> Measure:
    if not isinstance(text.value, int | Fraction):
        raise ValueError(f"{text.key} is no single number but {text.value!r}")
    return text.value


def _amount(text: Version) -> Sentence:
    return amount_of(_number(text), text.unit)


def _term(law: ResolvedParameter, text: Version) -> Term:
    rule = law.parameter
    return Term(int(_number(text)), Unit(text.unit), is_backward=rule.is_backward, rolls=rule.rolls, opens=rule.opens)


def _after(first: date, text: Version) -> date:
    """The day that corresponds to `first` when the span is over."""
    count, unit = int(_number(text)), Unit(text.unit)
    if unit is Unit.NATURAL_DAY:
        return first + timedelta(days=count)
    if unit not in (Unit.MONTH, Unit.YEAR):
        raise ValueError(f"a span is of days, months or years, not of {unit}")
    return add_months(first, count * 12 if unit is Unit.YEAR else count)


def _unknown(law: ResolvedParameter, rule: str) -> Verdict:
    sentence = Sentence("“{what}”在本地的规定还没有录入，无法核对。", {"what": law.parameter.name})
    return Verdict(_rule(law, rule), Severity.INFO, sentence, ())


def _rule(law: ResolvedParameter, rule: str) -> str:
    return rule or next(iter(law.parameter.rules), law.key)


def _cited(texts: Sequence[Version]) -> Sentence:
    """The sources of texts one after the other."""
    first, *rest = texts
    return (
        Sentence("{one}、{other}", {"one": first.source.cited, "other": _cited(rest)}) if rest else first.source.cited
    )


def _limits(texts: Sequence[Version]) -> Sentence:
    if texts[0].unit == DUTY:
        return Sentence("不要求")
    return Sentence(SHORT_LIMITS[_bound(texts[0])], {"limit": _amount(texts[0])})


SHORT_LIMITS = {
    Bound.AT_LEAST: gettext_noop("不少于{limit}"),
    Bound.MORE_THAN: gettext_noop("超过{limit}"),
    Bound.AT_MOST: gettext_noop("不超过{limit}"),
    Bound.LESS_THAN: gettext_noop("低于{limit}"),
    Bound.EXACTLY: gettext_noop("等于{limit}"),
}
