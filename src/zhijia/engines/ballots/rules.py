"""What the law says of a count, as formulas in whole numbers (OR-07 … OR-12, OR-20). No database, no division.

The base of a majority is everybody due, never those present or voting.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from zhijia.law.bounds import Bound
from zhijia.law.resolver import ResolvedParameter
from zhijia.law.verdicts import Verdict
from zhijia.lib.findings import Severity
from zhijia.lib.sentences import Sentence, gettext_noop

SIGNS = {
    Bound.AT_LEAST: ("≥", "<"),
    Bound.MORE_THAN: (">", "≤"),
    Bound.AT_MOST: ("≤", ">"),
    Bound.LESS_THAN: ("<", "≥"),
}
CITED = gettext_noop("{formula}，{verdict}。依据{source}。")
KEPT, BROKEN = gettext_noop("符合“{what}”"), gettext_noop("不符合“{what}”")
DUE, PRESENT, YES, WHOLE = (gettext_noop(word) for word in ("应到会", "实到会", "赞成票", "全体"))


@dataclass(frozen=True, slots=True)
class Votes:
    """What one name got."""

    name: str
    yes: int
    no: int = 0
    abstain: int = 0
    is_write_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A vote as it was counted."""

    due: int
    present: int
    issued: int
    returned: int
    valid: int
    invalid: int
    seats: int
    votes: Sequence[Votes]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """One rule measured: its formula with the numbers, and whether it is kept."""

    is_kept: bool
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Elected:
    """Who is elected, by votes; who stands equal across the last seat; how many seats stay open."""

    names: tuple[str, ...]
    tied: tuple[str, ...]
    open_seats: int


def reckon_sums(law: ResolvedParameter, count: Count) -> Reckoning:
    """OR-12: nothing comes back that was not issued to one present; every name has at most the valid ballots."""
    chain = (count.returned, count.issued, count.present, count.due)
    adds_up = all(one <= other for one, other in pairwise(chain))
    adds_up = adds_up and count.valid + count.invalid == count.returned
    within = all(vote.yes + vote.no + vote.abstain <= count.valid for vote in count.votes)
    total = sum(vote.yes for vote in count.votes)
    is_kept = adds_up and within and total <= count.valid * count.seats
    words = {**_numbers(count), "total": total, "seats": count.seats}
    formula = Sentence(
        "收回{returned} ≤ 发出{issued} ≤ 实到{present} ≤ 应到{due}，有效{valid} + 无效{invalid} = 收回{returned}，"
        "每人票数 ≤ 有效{valid}，赞成合计{total} ≤ 有效{valid} × 名额{seats}",
        words,
    )
    return reckoned(law, formula, is_kept=is_kept)


def reckon_quorum(law: ResolvedParameter, count: Count) -> Reckoning:
    """OR-10: so many of those due are present."""
    return reckon_share(law, (PRESENT, count.present), (DUE, count.due))


def reckon_majority(law: ResolvedParameter, vote: Votes, due: int) -> Reckoning:
    """OR-11: yes-votes against everybody due; exactly half is not more than half."""
    return reckon_share(law, (YES, vote.yes), (DUE, due), name=vote.name)


def reckon_recall(law: ResolvedParameter, *, yes: int, total: int) -> Reckoning:
    """OR-20: yes-votes against all members or delegates."""
    return reckon_share(law, (YES, yes), (WHOLE, total))


def reckon_surplus(law: ResolvedParameter, *, candidates: int, seats: int) -> Reckoning:
    """OR-08, OR-09: candidates beyond the seats, a part of one counts as one."""
    share = law.share
    more = max(1, -(-share.numerator * seats // share.denominator))
    words = {"candidates": candidates, "seats": seats, "share": share, "more": more, "least": seats + more}
    formula = Sentence("候选人{candidates}人，应选{seats}人 + max(1, ⌈{seats} × {share}⌉) = {least}人", words)
    return reckoned(law, formula, is_kept=candidates >= seats + more)


def reckon_size(laws: "Bands", *, members: int, seats: int) -> Reckoning:
    """OR-07: the size of a committee in the band of its members."""
    least, most = laws.of(members)
    words = {"members": members, "least": least, "most": most, "seats": seats}
    formula = Sentence("会员{members}人，委员应为{least}至{most}人，现为{seats}人", words)
    return reckoned(laws.least, formula, is_kept=least <= seats <= most)


@dataclass(frozen=True, slots=True)
class Bands:
    """The three lists that give the size of a committee: up to so many members, from so many seats, to so many."""

    steps: ResolvedParameter
    least: ResolvedParameter
    most: ResolvedParameter

    def of(self, members: int) -> tuple[int, int]:
        """The least and the greatest size for so many members."""
        band = sum(members > step for step in self.steps.choices)
        return self.least.choices[band], self.most.choices[band]


def elect(law: ResolvedParameter, count: Count, *, declared: Collection[str] = ()) -> Elected:
    """Those with a majority, and where its rule does not block those `declared` elected without it, seated by their votes."""
    by_people = () if law.severity is Severity.BLOCK else declared
    winning = [vote for vote in count.votes if vote.name in by_people or reckon_majority(law, vote, count.due).is_kept]
    return seat([(vote.name, vote.yes) for vote in winning], count.seats)


def seat(winning: Sequence[tuple[str, int]], seats: int) -> Elected:
    """Names with their votes: the most votes first, as many as there are seats; who stands equal across the last is left out."""
    ordered = sorted(winning, key=lambda one: -one[1])
    if len(ordered) <= seats:
        return Elected(tuple(name for name, _votes in ordered), (), seats - len(ordered))
    last = ordered[seats - 1][1]
    if ordered[seats][1] < last:
        return Elected(tuple(name for name, _votes in ordered[:seats]), (), 0)
    names = tuple(name for name, votes in ordered if votes > last)
    tied = tuple(name for name, votes in ordered if votes == last)
    return Elected(names, tied, seats - len(names))


def reckon_share(law: ResolvedParameter, part: tuple[str, int], whole: tuple[str, int], *, name: str = "") -> Reckoning:
    """实到会66 × 3 = 198 ≥ 应到会98 × 2 = 196: crosswise, so that nothing is rounded. Both come with what they are called."""
    text = law.version
    if text is None or text.bound is None:
        raise ValueError(f"{law.key}: no share with a side is known")
    share = Fraction(law.share)
    left, right = part[1] * share.denominator, whole[1] * share.numerator
    is_kept = text.bound.is_kept_by(part[1], whole[1], share)
    words = {
        "name": name,
        "part": Sentence(part[0]),
        "n": part[1],
        "by": share.denominator,
        "left": left,
        "sign": SIGNS[text.bound][0 if is_kept else 1],
        "whole": Sentence(whole[0]),
        "m": whole[1],
        "times": share.numerator,
        "right": right,
    }
    formula = Sentence("{part}{n} × {by} = {left} {sign} {whole}{m} × {times} = {right}", words)
    named = Sentence("{name}：{formula}", {"name": name, "formula": formula}) if name else formula
    return reckoned(law, named, is_kept=is_kept)


def reckoned(law: ResolvedParameter, formula: Sentence, *, is_kept: bool) -> Reckoning:
    """The formula, what it means and where it stands. A rule that is kept blocks and warns of nothing."""
    words = {
        "formula": formula,
        "verdict": Sentence(KEPT if is_kept else BROKEN, {"what": law.parameter.name}),
        "source": law.version.source.cited if law.version else "",
    }
    severity = Severity.INFO if is_kept else law.severity
    return Reckoning(is_kept, Verdict(law.parameter.rules[0], severity, Sentence(CITED, words), law.texts))


def _numbers(count: Count) -> dict[str, object]:
    names = ("due", "present", "issued", "returned", "valid", "invalid")
    return {name: getattr(count, name) for name in names}
