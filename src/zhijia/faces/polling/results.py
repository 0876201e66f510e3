"""A result in words: for each question its votes, what the rules say, who is elected; and what happened to the poll on its way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Func
from django.utils.translation import gettext as _

from zhijia.engines.ballots.content import Tally
from zhijia.engines.ballots.kinds import ELECTION, LABELS
from zhijia.engines.ballots.manifest import questions_of
from zhijia.engines.ballots.models import Extension, Mode, NamedBallot, Poll, Withdrawal
from zhijia.engines.ballots.outcomes import result_of
from zhijia.engines.ballots.verdicts import QuestionVerdict, Ruling
from zhijia.faces.polling.queries import sheets_of
from zhijia.lib.sentences import gettext_noop

RULINGS = {
    Ruling.PASSED: (gettext_noop("通过"), "ok"),
    Ruling.FAILED: (gettext_noop("未通过"), "late"),
    Ruling.HUMAN: (gettext_noop("由会议决定"), "behind"),
    Ruling.NONE: (gettext_noop("只列票数"), ""),
}
OF_ELECTION = {
    Ruling.PASSED: (gettext_noop("名额已选满"), "ok"),
    Ruling.FAILED: (gettext_noop("名额未选满"), "late"),
}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """An option or a name written in, with its votes in the order of the marks, and what became of it."""

    name: str
    votes: Sequence[int | str]
    note: str


@dataclass(frozen=True, slots=True)
class ShownResult:
    """One question."""

    number: int
    title: str
    ruling: str
    badge: str
    counted: str
    marks: Sequence[str]
    lines: Sequence[ShownLine]
    sentences: Sequence[str]
    withdrawals: Sequence[str]
    by_name: Sequence[tuple[str, str]]

    @property
    def is_of_itself(self) -> bool:
        """Whether the only option is the question: its name says nothing more."""
        return len(self.lines) == 1 and self.lines[0].name == self.title

    @property
    def has_notes(self) -> bool:
        """Whether something became of an option."""
        return any(line.note for line in self.lines)


@dataclass(frozen=True, slots=True)
class Shown:
    """The page of a result. `counters`: who entered and who confirmed hands or papers."""

    poll: Poll
    attended: str
    questions: Sequence[ShownResult]
    extensions: Sequence[tuple[datetime, datetime, str, str]]
    counters: Sequence[str]
    before: Poll | None
    after: Sequence[Poll]


def present_result(poll: Poll) -> Shown:
    """Judged by the frozen text; what is said here can be recounted from it."""
    outcome = result_of(poll)
    withdrawn = _withdrawn(poll)
    by_name = _by_name(poll)
    numbers = {"roll": outcome.numbers.roll, "present": outcome.numbers.present}
    return Shown(
        poll,
        _("应到 %(roll)d 人，实到 %(present)d 人") % numbers,
        [
            _question(one, outcome.counts[one["number"]], outcome.verdicts[one["number"]], withdrawn, by_name)
            for one in questions_of(poll)
        ],
        [
            (one.old_at, one.new_at, one.reason, one.decided_by)
            for one in Extension.objects.filter(poll=poll).order_by("pk")
        ],
        _counters(poll),
        poll.follows,
        list(Poll.objects.filter(follows=poll).order_by("pk")),
    )


def _question(
    one: Mapping[str, Any],
    counted: Tally,
    verdict: QuestionVerdict,
    withdrawn: Mapping[tuple[int, str], Withdrawal],
    by_name: Mapping[int, Sequence[tuple[str, Mapping[str, Any]]]],
) -> ShownResult:
    number, labels = one["number"], {option["code"]: option["label"] for option in one["options"]}
    words = (OF_ELECTION if one["kind"] == ELECTION else RULINGS).get(verdict.ruling) or RULINGS[verdict.ruling]
    gone = {code: row for (question, code), row in withdrawn.items() if question == number}
    lines = [
        ShownLine(label, [counted.marks[code][mark] for mark in one["marks"]], _note(label, verdict, code in gone))
        for code, label in labels.items()
    ]
    blanks: list[int | str] = [""] * (len(one["marks"]) - 1)
    lines += [
        ShownLine(name, [votes, *blanks], _("另选他人") + _after_dot(_note(name, verdict, is_gone=False)))
        for name, votes in counted.write_ins.items()
    ]
    papers = {"ballots": counted.ballots, "valid": counted.valid, "invalid": counted.invalid}
    return ShownResult(
        number,
        one["title"],
        _(words[0]),
        words[1],
        _("收回 %(ballots)d，有效 %(valid)d，无效 %(invalid)d") % papers,
        [_(LABELS[mark]) for mark in one["marks"]],
        lines,
        [sentence.said_in(_) for sentence in verdict.sentences],
        [f"{labels[code]}：{row.reason}（{row.decided_by}）" for code, row in gone.items()],
        [(name, _said(one, content)) for name, content in by_name.get(number, ())],
    )


def _note(name: str, verdict: QuestionVerdict, is_gone: bool) -> str:
    if is_gone:
        return _("已退出")
    if name in verdict.elected:
        return _("当选")
    if name in verdict.tied:
        return _("得票相等")
    return _("由会议决定") if name in verdict.undecided else ""


def _after_dot(words: str) -> str:
    return f" · {words}" if words else ""


def _withdrawn(poll: Poll) -> dict[tuple[int, str], Withdrawal]:
    rows = Withdrawal.objects.filter(question__poll=poll).select_related("question").order_by("pk")
    return {(row.question.number, row.code): row for row in rows}


def _by_name(poll: Poll) -> dict[int, list[tuple[str, Mapping[str, Any]]]]:
    """Of a named vote who said what. The name comes from the database only where the poll is over and was by name."""
    if poll.mode != Mode.NAMED:
        return {}
    name = Func(F("elector_id"), function="ballots_name_of", output_field=CharField())
    rows = NamedBallot.objects.filter(question__poll=poll).annotate(said_by=name)
    found: dict[int, list[tuple[str, Mapping[str, Any]]]] = {}
    for number, who, content in rows.order_by("elector_id").values_list("question__number", "said_by", "content"):
        found.setdefault(number, []).append((who, content))
    return found


def _said(one: Mapping[str, Any], content: Mapping[str, Any]) -> str:
    """What an elector said: of a motion the mark alone."""
    marks = {option["label"]: content["m"].get(option["code"], one["blank"]) for option in one["options"]}
    if len(marks) == 1 and not one["write_ins"]:
        return _(LABELS[next(iter(marks.values()))])
    said = [f"{label} {_(LABELS[mark])}" for label, mark in marks.items()]
    return "；".join([*said, *(_("另选 %(name)s") % {"name": name} for name in content["w"])])


def _counters(poll: Poll) -> list[str]:
    """Who entered and who confirmed."""
    said = _("第%(n)d项：%(entered)s登记，%(confirmed)s核对")
    return [
        said % {"n": number, "entered": one.entered_name, "confirmed": one.confirmed_name}  # type: ignore[attr-defined]
        for number, one in sorted(sheets_of(poll).items())
    ]
