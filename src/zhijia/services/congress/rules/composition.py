"""How many delegates a congress has and who they are: formulas with their numbers and articles (WC-001 … WC-005, WC-039). Pure.

What is not known of a delegate is never counted as kept or broken: it is said that it is not known.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from zhijia.engines.ballots.rules import Reckoning, reckon_share, reckoned
from zhijia.law.resolver import ResolvedParameter
from zhijia.law.verdicts import Verdict
from zhijia.lib.dividing import divide
from zhijia.lib.findings import Severity
from zhijia.lib.sentences import Sentence, gettext_noop

Rule = Callable[[str], ResolvedParameter]
FEMALE = "2"
SEXES = ("1", "2")
DELEGATES, SENIOR, FRONT_LINE = gettext_noop("全体代表"), gettext_noop("中层以上代表"), gettext_noop("一线职工代表")
OF_ENTERPRISE = ("congress.delegates.leaders", "congress.delegates.frontline")
OF_REGION = ("congress.regional.leaders", "congress.regional.frontline")


class Mandate(Protocol):
    """What is asked of a delegate."""

    is_senior: bool
    is_front_line: bool | None
    is_dispatched: bool | None
    sex: str


class Found(StrEnum):
    """How a rule was found. Unknown: a fact is not entered. Unread: nobody has entered the rule of this place."""

    KEPT = "kept"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Measured:
    """One rule: how it was found, in words with numbers and article."""

    found: Found
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Staff:
    """The workforce; None: not known."""

    headcount: int | None
    women: int | None
    dispatched: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Makeup:
    """Delegates counted, and of how many a fact is not known."""

    total: int
    senior: int
    women: int
    sex_unknown: int
    front_line: int
    front_line_unknown: int
    dispatched: int
    dispatched_unknown: int


def make_up(mandates: Iterable[Mandate]) -> Makeup:
    """Count them."""
    rows = list(mandates)
    return Makeup(
        total=len(rows),
        senior=sum(row.is_senior for row in rows),
        women=sum(row.sex == FEMALE for row in rows),
        sex_unknown=sum(row.sex not in SEXES for row in rows),
        front_line=sum(row.is_front_line is True for row in rows),
        front_line_unknown=sum(row.is_front_line is None for row in rows),
        dispatched=sum(row.is_dispatched is True for row in rows),
        dispatched_unknown=sum(row.is_dispatched is None for row in rows),
    )


def least_delegates(rule: Rule, headcount: int) -> int | None:
    """WC-002: max(30, min(100, ceil(5% of the staff))), never more than there are people. None: a number is not known."""
    share, least, settled = (rule(f"congress.delegates.{name}") for name in ("share", "least", "settled"))
    if None in (share.value, least.value, settled.value):
        return None
    part = -(-share.share.numerator * headcount // share.share.denominator)
    return min(headcount, max(least.number, min(settled.number, part)))


def judge_number(rule: Rule, *, headcount: int | None, delegates: int) -> Measured | None:
    """WC-002 with its formula; None where the staff or the rule is not known."""
    least = least_delegates(rule, headcount) if headcount else None
    if headcount is None or least is None:
        return None
    law = rule("congress.delegates.least")
    words = {
        "delegates": delegates,
        "least": law.number,
        "settled": rule("congress.delegates.settled").number,
        "staff": headcount,
        "share": rule("congress.delegates.share").share,
        "sign": "≥" if delegates >= least else "<",
        "found": least,
    }
    formula = Sentence(
        "代表{delegates}人 {sign} max({least}, min({settled}, ⌈职工{staff}人 × {share}⌉)) = {found}人", words
    )
    return measured(reckoned(law, formula, is_kept=delegates >= least))


def judge_makeup(rule: Rule, makeup: Makeup, staff: Staff, *, is_regional: bool) -> list[Measured]:
    """WC-003, WC-004, WC-005, and of a region WC-039: what can be counted, and what is not known."""
    leaders, front_line = OF_REGION if is_regional else OF_ENTERPRISE
    found = [
        _share(rule(leaders), (SENIOR, makeup.senior), makeup.total, unknown=0),
        _share(rule(front_line), (FRONT_LINE, makeup.front_line), makeup.total, unknown=makeup.front_line_unknown),
        _women(rule("congress.delegates.women"), makeup, staff),
    ]
    if staff.dispatched:
        found.append(_dispatched(rule("congress.delegates.dispatched"), makeup, staff.dispatched))
    return found


def measured(reckoning: Reckoning) -> Measured:
    return Measured(Found.KEPT if reckoning.is_kept else Found.BROKEN, reckoning.verdict)


def verdicts_of(rows: Sequence[Measured | None]) -> list[Verdict]:
    """What is broken or not known, for the judges of a move."""
    return [one.verdict for one in rows if one is not None and one.found is not Found.KEPT]


def is_kept(rows: Sequence[Measured]) -> bool | None:
    """Whether all of them are kept; None: nothing is broken, but a fact is missing. What nobody has read does not count."""
    found = {one.found for one in rows} - {Found.UNREAD}
    if Found.BROKEN in found:
        return False
    return None if Found.UNKNOWN in found else True


def apportion(delegates: int, headcounts: Mapping[int, int]) -> dict[int, int]:
    """Delegates of each unit: one at least, the rest by its staff with the largest remainders; nobody has more than people."""
    if not headcounts:
        return {}
    rest = divide(max(0, delegates - len(headcounts)), {key: count - 1 for key, count in headcounts.items()})
    return {key: share + 1 for key, share in rest.items()}


def _share(law: ResolvedParameter, part: tuple[str, int], total: int, *, unknown: int) -> Measured:
    if law.value is None:
        return _unread(law)
    if unknown:
        return _unknown(law, unknown, total)
    return measured(reckon_share(law, part, (DELEGATES, total)))


def _women(law: ResolvedParameter, makeup: Makeup, staff: Staff) -> Measured:
    """Crosswise: women among the delegates × staff ≥ women on the staff × delegates."""
    if law.value is None:
        return _unread(law)
    if makeup.sex_unknown or staff.women is None or not staff.headcount:
        return _unknown(law, makeup.sex_unknown, makeup.total)
    left, right = makeup.women * staff.headcount, staff.women * makeup.total
    words = {
        "women": makeup.women,
        "total": makeup.total,
        "staff_women": staff.women,
        "staff": staff.headcount,
        "left": left,
        "right": right,
        "sign": "≥" if left >= right else "<",
    }
    formula = Sentence(
        "女代表{women} × 职工{staff} = {left} {sign} 女职工{staff_women} × 全体代表{total} = {right}", words
    )
    return measured(reckoned(law, formula, is_kept=left >= right))


def _dispatched(law: ResolvedParameter, makeup: Makeup, staff: int) -> Measured:
    if makeup.dispatched == 0 and makeup.dispatched_unknown:
        return _unknown(law, makeup.dispatched_unknown, makeup.total)
    formula = Sentence("劳务派遣职工{staff}人，其中当选代表{n}人", {"staff": staff, "n": makeup.dispatched})
    return measured(reckoned(law, formula, is_kept=makeup.dispatched > 0))


def _unread(law: ResolvedParameter) -> Measured:
    sentence = Sentence("“{what}”在本地的规定还没有录入，无法核对。", {"what": law.parameter.name})
    return Measured(Found.UNREAD, Verdict(law.parameter.rules[0], Severity.INFO, sentence, ()))


def _unknown(law: ResolvedParameter, unknown: int, total: int) -> Measured:
    words = {"what": law.parameter.name, "unknown": unknown, "total": total}
    sentence = Sentence("“{what}”无法核对：{total}名代表中有{unknown}名的情况没有登记，或者职工情况没有登记。", words)
    return Measured(Found.UNKNOWN, Verdict(law.parameter.rules[0], Severity.INFO, sentence, law.texts))
