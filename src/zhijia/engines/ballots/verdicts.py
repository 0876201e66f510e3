"""What the rules say of a count: passed or not, elected or not, with the formula, its numbers and the article. Pure.

Exactly half is not more than half, and the verdict says so. Votes are against everybody in the basis, so that who left, did not
vote or spoiled a ballot counts against. Of candidates with equal votes across the last seat none is elected.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from zhijia.engines.ballots.content import Tally
from zhijia.engines.ballots.kinds import ELECTION, EVALUATION, LABELS, SATISFACTION
from zhijia.engines.ballots.rules import SIGNS, seat
from zhijia.engines.ballots.thresholds import BASES, CAST, ELIGIBLE, MAJORITY, OFFICE, PRESENT, QUORUM, Threshold
from zhijia.law.bounds import Bound
from zhijia.lib.sentences import Sentence, gettext_noop

NO_RULE = Sentence("没有已核对的法定比例，只列票数，是否通过由会议决定。")
RULED = gettext_noop("{formula}，{outcome}（{source}）。")
HALF = gettext_noop("恰好等于{share}，没有超过，不通过")
KEPT, BROKEN, SOFT = (
    gettext_noop("已达到"),
    gettext_noop("没有达到"),
    gettext_noop("没有达到；条文未核对原文，由会议决定"),
)
EQUAL, SURPLUS = gettext_noop("等额选举"), gettext_noop("差额选举")


class Ruling(StrEnum):
    """What a verdict comes to. HUMAN: only a rule that nobody has checked is not kept; NONE: there is nothing to pass."""

    PASSED = "passed"
    FAILED = "failed"
    HUMAN = "human"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many: on the roll and there."""

    roll: int
    present: int


@dataclass(frozen=True, slots=True)
class QuestionVerdict:
    """Of one question. `undecided` reached every rule but one known from memory; names are labels of options or written in."""

    ruling: Ruling
    sentences: tuple[Sentence, ...]
    elected: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    open_seats: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """One rule measured."""

    is_kept: bool
    bites: bool
    sentence: Sentence


def judge(
    question: Mapping[str, Any], counted: Tally, numbers: Numbers, *, withdrawn: Collection[str] = ()
) -> QuestionVerdict:
    """The verdict on a counted question. `withdrawn` are codes of options that stand no more."""
    rules = [Threshold.read(one) for one in question["rules"]]
    base = {OFFICE: numbers.roll, ELIGIBLE: numbers.roll, PRESENT: numbers.present, CAST: counted.valid}
    attended = [
        measure(rule, BASES[PRESENT], numbers.present, base[rule.basis]) for rule in rules if rule.what == QUORUM
    ]
    majorities = [rule for rule in rules if rule.what == MAJORITY]
    if question["kind"] in (EVALUATION, SATISFACTION):
        return _judge_sheet(question, counted, attended)
    if question["kind"] == ELECTION:
        return _judge_election(question, counted, attended, majorities, base, withdrawn)
    return _judge_motion(question, counted, attended, majorities, base)


def measure(rule: Threshold, word: str, part: int, whole: int, *, name: str = "") -> Measured:
    """赞成 51 ÷ 应到 100 = 51% > 1/2. The comparison is of whole numbers; the percentage is for people."""
    is_kept = rule.bound.is_kept_by(part, whole, rule.share) and whole > 0
    is_edge = not is_kept and rule.bound is Bound.MORE_THAN and part == rule.share * whole and whole > 0
    words = {
        "name": name,
        "word": Sentence(word),
        "part": part,
        "base": Sentence(BASES[rule.basis]),
        "whole": whole,
        "percent": percent(part, whole),
        "sign": "=" if is_edge else SIGNS[rule.bound][0 if is_kept else 1],
        "share": rule.share,
    }
    formula = Sentence("{word} {part} ÷ {base} {whole} = {percent} {sign} {share}", words)
    named = Sentence("{name}：{formula}", {"name": name, "formula": formula}) if name else formula
    outcome = Sentence(KEPT) if is_kept else _missed(rule, is_edge=is_edge)
    return Measured(is_kept, rule.bites, Sentence(RULED, {"formula": named, "outcome": outcome, "source": rule.cited}))


def percent(part: int, whole: int) -> str:
    """51%, 66.67%; cut and never rounded up, so that 49.999% is not printed as half."""
    if whole == 0:
        return "–"
    hundredths = part * 10_000 // whole
    number = f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")
    return f"{number}%" if part * 10_000 % whole == 0 else f"{number}…%"


def _missed(rule: Threshold, *, is_edge: bool) -> Sentence:
    if not rule.bites:
        return Sentence(SOFT)
    return Sentence(HALF, {"share": rule.share}) if is_edge else Sentence(BROKEN)


def ruling_of(measured: Sequence[Measured]) -> Ruling:
    """What bites decides; what is only remembered leaves it to people."""
    if not measured:
        return Ruling.NONE
    missed = [one for one in measured if not one.is_kept]
    if any(one.bites for one in missed):
        return Ruling.FAILED
    return Ruling.HUMAN if missed else Ruling.PASSED


def _judge_motion(
    question: Mapping[str, Any],
    counted: Tally,
    attended: Sequence[Measured],
    majorities: Sequence[Threshold],
    base: Mapping[str, int],
) -> QuestionVerdict:
    """Every option of a motion is put to the same rules; it passes when all do."""
    first = question["marks"][0]
    single = len(question["options"]) == 1
    measured = [
        measure(
            rule,
            LABELS[first],
            counted.marks[one["code"]][first],
            base[rule.basis],
            name="" if single else one["label"],
        )
        for one in question["options"]
        for rule in majorities
    ]
    ruling = ruling_of([*attended, *measured])
    if not measured and ruling is Ruling.PASSED:
        ruling = Ruling.NONE
    said = tuple(one.sentence for one in (*attended, *measured))
    return QuestionVerdict(ruling, said if measured else (*said, NO_RULE))


@dataclass(frozen=True, slots=True)
class _Standing:
    name: str
    votes: int
    measured: tuple[Measured, ...]

    @property
    def ruling(self) -> Ruling:
        return ruling_of(self.measured)


def _judge_election(
    question: Mapping[str, Any],
    counted: Tally,
    attended: Sequence[Measured],
    majorities: Sequence[Threshold],
    base: Mapping[str, int],
    withdrawn: Collection[str],
) -> QuestionVerdict:
    first = question["marks"][0]
    votes = {
        one["label"]: counted.marks[one["code"]][first] for one in question["options"] if one["code"] not in withdrawn
    }
    for name, number in counted.write_ins.items():
        votes[name] = votes.get(name, 0) + number
    standing = [
        _Standing(
            name,
            number,
            tuple(measure(rule, LABELS[first], number, base[rule.basis], name=name) for rule in majorities),
        )
        for name, number in votes.items()
    ]
    seats = question["most"] or len(question["options"])
    opened = ruling_of(attended)
    said = tuple(one.sentence for one in attended) + tuple(one.sentence for who in standing for one in who.measured)
    candidates = len(question["options"]) - len(set(withdrawn))
    words = {"n": candidates, "seats": seats, "way": Sentence(EQUAL if candidates <= seats else SURPLUS)}
    said = (Sentence("候选人{n}人，应选{seats}人，{way}。", words), *said)
    if not majorities:
        return QuestionVerdict(Ruling.NONE, (*said, NO_RULE), open_seats=seats)
    if opened is Ruling.FAILED:
        return QuestionVerdict(Ruling.FAILED, said, open_seats=seats)
    seated = seat([(who.name, who.votes) for who in standing if who.ruling is Ruling.PASSED], seats)
    undecided = tuple(who.name for who in standing if who.ruling is Ruling.HUMAN) if seated.open_seats else ()
    if seated.tied:
        said += (
            Sentence("{names}得票相等，超过余下的名额，不能确定当选，须再次投票。", {"names": "、".join(seated.tied)}),
        )
    ruling = Ruling.FAILED if seated.open_seats else Ruling.PASSED
    if opened is Ruling.HUMAN or undecided:
        ruling = Ruling.HUMAN
    return QuestionVerdict(ruling, said, seated.names, seated.tied, undecided, seated.open_seats)


def _judge_sheet(question: Mapping[str, Any], counted: Tally, attended: Sequence[Measured]) -> QuestionVerdict:
    """Evaluation and satisfaction have no mark at which somebody passes: only shares of the valid ballots are said."""
    said = [one.sentence for one in attended]
    for option in question["options"]:
        votes = counted.marks[option["code"]]
        shares: Sentence | None = None
        for mark in question["marks"]:
            words = {"mark": Sentence(LABELS[mark]), "n": votes[mark], "percent": percent(votes[mark], counted.valid)}
            one = Sentence("{mark} {n}（{percent}）", words)
            shares = Sentence("{before} · {one}", {"before": shares, "one": one}) if shares else one
        said.append(Sentence("{name}：{shares}", {"name": option["label"], "shares": shares}))
    failed = ruling_of(attended)
    return QuestionVerdict(Ruling.NONE if failed in (Ruling.PASSED, Ruling.NONE) else failed, tuple(said))
