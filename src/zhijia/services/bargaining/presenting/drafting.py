"""The draft editor as a page: another text on the left, the draft on the right, clause beside clause, findings at each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.queries import place_of
from zhijia.law.verdicts import Verdict
from zhijia.lib.findings import Severity
from zhijia.lib.numerals import say_number
from zhijia.services.bargaining.checks.floors import judge_clauses
from zhijia.services.bargaining.drafting.operations import load_sheet
from zhijia.services.bargaining.drafting.sheet import ClauseText, Sheet
from zhijia.services.bargaining.drafting.sources import Source, sheet_of, source_named, sources_among
from zhijia.services.bargaining.drafting.texts import fingerprint_of, names_at
from zhijia.services.bargaining.flow.states import SIGNABLE
from zhijia.services.bargaining.models import Bargaining, Draft
from zhijia.services.bargaining.queries import mandatory_for, texts_at_hand
from zhijia.services.bargaining.rules.wording import Part, PartKind, gaps_of, read_body
from zhijia.ui.components import Chip, url_with

LIGHTS = {Severity.BLOCK: "late", Severity.WARN: "behind", Severity.INFO: "none"}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What the law says of a clause: the sentence with its source, how hard it bites, how it is known."""

    rule: str
    text: str
    light: str
    word: str
    confidence: str


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause as one side of the page shows it."""

    code: str
    number: str
    chapter: str
    title: str
    parts: Sequence[Part]
    gaps: Sequence[str] = ()
    findings: Sequence[FindingRow] = ()

    @property
    def plain(self) -> str:
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Line:
    """A clause beside its counterpart; one of both may be missing. A chapter that begins here has its title set.

    `fields` are those of its terms while all of them are filled in at once; `is_missed`: the standard text calls it
    mandatory, and the draft has nothing of it.
    """

    code: str
    left: ClauseRow | None
    right: ClauseRow | None
    chapter_left: str = ""
    chapter_right: str = ""
    fields: Sequence[BoundField] = ()
    is_missed: bool = False

    @property
    def is_same(self) -> bool:
        return self.left is not None and self.right is not None and self.left.plain == self.right.plain


@dataclass(frozen=True, slots=True)
class DraftPage:
    """Everything the page shows besides an open form."""

    draft: Draft
    lines: Sequence[Line]
    beside: Source
    choices: Sequence[Chip]
    chapters: Sequence[str]
    can_write: bool
    fingerprint: str

    def filled_by(self, fields_of: Callable[[str], Sequence[BoundField]]) -> Self:
        """The same page with the fields of each clause's terms."""
        return replace(self, lines=[replace(line, fields=fields_of(line.code)) for line in self.lines])

    @property
    def rows(self) -> list[ClauseRow]:
        return [line.right for line in self.lines if line.right]

    @property
    def gap_count(self) -> int:
        return sum(len(row.gaps) for row in self.rows)

    @property
    def block_count(self) -> int:
        return sum(finding.light == "late" for row in self.rows for finding in row.findings)

    @property
    def warn_count(self) -> int:
        return sum(finding.light == "behind" for row in self.rows for finding in row.findings)

    @property
    def unknown_count(self) -> int:
        """What cannot be compared, because nobody knows the legal figure here."""
        return sum(finding.light == "none" for row in self.rows for finding in row.findings)

    @property
    def first_unknown(self) -> str:
        return next((row.code for row in self.rows if any(f.light == "none" for f in row.findings)), "")

    @property
    def missed(self) -> list[Line]:
        """What the standard text calls mandatory and the draft does not have."""
        return [line for line in self.lines if line.is_missed]

    @property
    def is_ready(self) -> bool:
        """Whether the chiefs can initial it: nothing open, nothing below the floor."""
        return bool(self.rows) and not self.gap_count and not self.block_count

    @property
    def may_sign(self) -> bool:
        """Whether the chiefs initial it now: it can be, and the talks are at that point."""
        return self.can_write and self.is_ready and self.draft.bargaining.case.state in SIGNABLE

    @property
    def first_gap(self) -> str:
        return next((row.code for row in self.rows if row.gaps), "")

    @property
    def first_finding(self) -> str:
        return next((row.code for row in self.rows if any(f.light in ("late", "behind") for f in row.findings)), "")


def read_draft(draft: Draft, bargaining: Bargaining, *, beside: str, can_write: bool, today: date) -> DraftPage:
    """The draft, as `get_draft` gives it, beside the text that the reader chose (the likeliest one otherwise)."""
    sheet = load_sheet(draft)
    texts = texts_at_hand(bargaining)
    sources = sources_among(texts, bargaining, besides=draft)
    chosen = source_named(sources, beside)
    place = place_of(draft)
    names = names_at(place, bargaining, draft)
    findings = _findings(draft, bargaining, sheet, today=today)
    right = [replace(row, findings=findings.get(row.code, ())) for row in clause_rows(sheet, names)]
    left = clause_rows(
        sheet_of(chosen, bargaining), names_at(place, bargaining, chosen.draft) if chosen.draft else names
    )
    return DraftPage(
        draft=draft,
        lines=_with_missed(lines_of(left, right), frozenset(mandatory_for(bargaining, texts))),
        beside=chosen,
        choices=_choices(draft, sources, chosen),
        chapters=list(dict.fromkeys(clause.chapter for clause in sheet)),
        can_write=can_write,
        fingerprint=fingerprint_of(draft, sheet, names),
    )


def clause_rows(sheet: Sheet, names: Mapping[str, str]) -> list[ClauseRow]:
    """Clauses with their number, pieces and gaps."""
    return [
        ClauseRow(
            code=clause.code,
            number=f"第{say_number(number)}条",
            chapter=clause.chapter,
            title=clause.title,
            parts=_parts(clause, names),
            gaps=[_(term.label) for term in gaps_of(clause.body, clause.values)],
        )
        for number, clause in enumerate(sheet, 1)
    ]


def lines_of(left: Sequence[ClauseRow], right: Sequence[ClauseRow]) -> list[Line]:
    """The draft's order; what only the other text has stands where it stands there."""
    theirs, mine = {row.code: row for row in left}, {row.code for row in right}
    lines = [Line(row.code, theirs.get(row.code), row) for row in right]
    after = ""
    for row in left:
        if row.code not in mine:
            places = [at for at, line in enumerate(lines) if line.code == after]
            lines.insert(places[0] + 1 if places else 0, Line(row.code, row, None))
        after = row.code
    return _with_chapters(lines)


def _with_missed(lines: Sequence[Line], mandatory: frozenset[str]) -> list[Line]:
    return [replace(line, is_missed=line.right is None and line.code in mandatory) for line in lines]


def _with_chapters(lines: Sequence[Line]) -> list[Line]:
    """Titles where a chapter begins on either side; one that both have stands once, also over a clause of one side."""
    headed: list[Line] = []
    seen_left = seen_right = ""
    mine = {line.right.chapter for line in lines if line.right}
    for line in lines:
        on_left = line.left.chapter if line.left else ""
        on_right = line.right.chapter if line.right else on_left if on_left in mine else ""
        new_left, new_right = on_left not in ("", seen_left), on_right not in ("", seen_right)
        headed.append(
            replace(line, chapter_left=on_left if new_left else "", chapter_right=on_right if new_right else "")
        )
        seen_left, seen_right = on_left or seen_left, on_right or seen_right
    return headed


def _parts(clause: ClauseText, names: Mapping[str, str]) -> list[Part]:
    """The pieces of a body; the labels of gaps in the reader's language."""
    parts = read_body(clause.body, names=names, values=clause.values)
    return [replace(part, text=_(part.text)) if part.kind is PartKind.GAP else part for part in parts]


def _findings(draft: Draft, bargaining: Bargaining, sheet: Sheet, *, today: date) -> dict[str, list[FindingRow]]:
    judged = judge_clauses(draft, bargaining, {clause.code: clause.values for clause in sheet}, today=today)
    return {code: [present_verdict(verdict) for verdict in verdicts] for code, verdicts in judged.items()}


def present_verdict(verdict: Verdict) -> FindingRow:
    """A verdict in words."""
    words = {Severity.BLOCK: _("低于法定标准"), Severity.WARN: _("提示"), Severity.INFO: _("不清楚")}
    text = next(iter(verdict.texts), None)
    return FindingRow(
        rule=verdict.rule,
        text=verdict.sentence.said_in(_),
        light=LIGHTS[verdict.severity],
        word=words[verdict.severity],
        confidence=_(text.confidence.word) if text else "",
    )


def _choices(draft: Draft, sources: Sequence[Source], chosen: Source) -> list[Chip]:
    url = reverse("bargaining:draft", args=[draft.pk])
    return [
        Chip(source.label.said_in(_), url_with(url, {}, beside=source.code), is_current=source.code == chosen.code)
        for source in sources
    ]
