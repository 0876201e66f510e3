"""Ballots and counts as forms. They are made of the frozen text, so that what is filled in is what was hashed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.ballots.content import Ballot
from zhijia.engines.ballots.kinds import LABELS
from zhijia.engines.ballots.manifest import questions_of
from zhijia.engines.ballots.models import CountSheet, Elector, Mode, Poll
from zhijia.engines.ballots.sheets import Counted
from zhijia.faces.polling.presenting import hint_of
from zhijia.lib.normalise import half_width
from zhijia.lib.typed import whole_number

LONGEST_NAME, MOST = 20, 1_000_000
Question = Mapping[str, Any]


class BallotForm(forms.Form):
    """The ballots of one elector: a choice of marks for each option, lines for names written in."""

    def __init__(self, *args: Any, poll: Poll, given: Mapping[int, Ballot] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.questions = questions_of(poll)
        for question in self.questions:
            number, ballot = question["number"], (given or {}).get(question["number"], Ballot({}))
            marks = [(mark, gettext(LABELS[mark])) for mark in question["marks"]]
            for option in question["options"]:
                self.fields[_mark(number, option["code"])] = forms.ChoiceField(
                    label=option["label"],
                    choices=marks,
                    widget=forms.RadioSelect,
                    required=False,
                    initial=ballot.marks.get(option["code"]),
                )
            for place in range(question["write_ins"]):
                self.fields[_name(number, place)] = forms.CharField(
                    label=_("另选他人"),
                    max_length=LONGEST_NAME,
                    required=False,
                    initial=ballot.write_ins[place] if place < len(ballot.write_ins) else None,
                )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self.ballots = {question["number"]: self._ballot(question, given) for question in self.questions}
        return given

    def shown(self) -> Sequence[dict[str, Any]]:
        """The questions with their fields, for the page."""
        return [
            {
                "number": one["number"],
                "title": one["title"],
                "hint": hint_of(one),
                "fields": [self[name] for name in _names_of(one)],
            }
            for one in self.questions
        ]

    def said(self) -> Sequence[dict[str, Any]]:
        """What was chosen, in words, before it is cast."""
        return say_ballots(self.questions, self.ballots)

    def _ballot(self, question: Question, given: Mapping[str, Any]) -> Ballot:
        number, codes = question["number"], [option["code"] for option in question["options"]]
        marks = {code: mark for code in codes if (mark := given.get(_mark(number, code)))}
        lines = [_name(number, place) for place in range(question["write_ins"])]
        names = [given[line].strip() for line in lines if given.get(line, "").strip()]
        first = question["marks"][0]
        chosen = sum(mark == first for mark in marks.values()) + len(names)
        if question["most"] is not None and chosen > question["most"]:
            self.add_error(
                _mark(number, codes[0]),
                gettext("赞成了%(chosen)d人，最多%(most)d人，请减少后再投。")
                % {"chosen": chosen, "most": question["most"]},
            )
        standing = {option["label"] for option in question["options"]}
        if len(set(names)) < len(names) or standing & set(names):
            self.add_error(lines[0], gettext("另选他人写了两次，或者已经在候选人中。"))
        return Ballot(marks, tuple(names))


class RollCallForm(BallotForm):
    """唱名: the teller calls a name and enters what she answers."""

    elector: "forms.ModelChoiceField[Elector]" = forms.ModelChoiceField(label=_("应答人"), queryset=None)

    def __init__(self, *args: Any, waiting: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["elector"].queryset = waiting  # type: ignore[attr-defined]
        self.order_fields(["elector"])


class CountForm(forms.Form):
    """票数登记 of one question: papers, a number for each option and mark, names written in with their numbers."""

    def __init__(self, data: Any = None, *, poll: Poll, question: Question, kept: CountSheet | None = None) -> None:
        super().__init__(data, prefix=f"q{question['number']}")
        self.question, self.is_on_paper = question, poll.mode == Mode.PAPER
        if self.is_on_paper:
            words = {"issued": _("发出选票"), "returned": _("收回选票"), "spoiled": _("废票")}
            for name, word in words.items():
                self.fields[name] = _number(word, getattr(kept, name, None))
        for option in question["options"]:
            for mark in question["marks"]:
                before = kept.marks[option["code"]][mark] if kept else None
                self.fields[f"{option['code']}_{mark}"] = _number(gettext(LABELS[mark]), before)
        if question["write_ins"]:
            lines = "\n".join(f"{name} {votes}" for name, votes in kept.write_ins.items()) if kept else ""
            self.fields["write_ins"] = forms.CharField(
                label=_("另选他人"),
                required=False,
                max_length=1000,
                initial=lines,
                widget=forms.Textarea({"rows": 2}),
                help_text=_("每人一行：姓名 票数。"),
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        names = self._written_in(given.get("write_ins", ""))
        if self.errors:
            return given
        codes = [option["code"] for option in self.question["options"]]
        marks = {code: {mark: given[f"{code}_{mark}"] for mark in self.question["marks"]} for code in codes}
        papers = {name: given[name] for name in ("issued", "returned", "spoiled") if self.is_on_paper}
        self.counted = Counted(marks=marks, write_ins=names, **papers)
        return given

    def groups(self) -> Sequence[tuple[str, Sequence[forms.BoundField]]]:
        """What belongs together, in the order of the tally: the papers, each option with its marks, the names written in."""
        papers = [self[name] for name in ("issued", "returned", "spoiled") if self.is_on_paper]
        options = [
            (
                gettext("票数") if option["label"] == self.question["title"] else option["label"],
                [self[f"{option['code']}_{mark}"] for mark in self.question["marks"]],
            )
            for option in self.question["options"]
        ]
        return [*([(gettext("选票"), papers)] if papers else []), *options]

    def _written_in(self, text: str) -> dict[str, int]:
        found: dict[str, int] = {}
        standing = {option["label"] for option in self.question["options"]}
        for line in filter(str.strip, text.replace("：", " ").splitlines()):
            name, _space, number = line.strip().rpartition(" ")
            votes, name = whole_number(half_width(number)), name.strip()
            if votes is None or votes > MOST or not name or len(name) > LONGEST_NAME:
                self.add_error("write_ins", gettext("“%(line)s”看不懂，请写成：姓名 票数。") % {"line": line.strip()})
            elif name in standing or name in found:
                self.add_error("write_ins", gettext("%(name)s已经在候选人中或者写了两次。") % {"name": name})
            else:
                found[name] = votes
        return found


def say_ballots(questions: Sequence[Question], ballots: Mapping[int, Ballot]) -> list[dict[str, Any]]:
    """Ballots in words: of each option its mark, and who was written in."""
    said = []
    for one in questions:
        ballot = ballots.get(one["number"])
        if ballot is None:
            continue
        marks = [(option["label"], ballot.marks.get(option["code"], one["blank"])) for option in one["options"]]
        lines = [(label, gettext(LABELS[mark])) for label, mark in marks]
        names = "、".join(ballot.write_ins)
        said.append({"number": one["number"], "title": one["title"], "lines": lines, "names": names})
    return said


def _names_of(question: Question) -> list[str]:
    number = question["number"]
    marks = [_mark(number, option["code"]) for option in question["options"]]
    return marks + [_name(number, place) for place in range(question["write_ins"])]


def _mark(question: int, code: str) -> str:
    return f"q{question}_{code}"


def _name(question: int, place: int) -> str:
    return f"q{question}_name_{place}"


def _number(label: Any, initial: int | None) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, initial=initial)
