"""What judging and applying rows needs to know: who brings them, when, and the unions that the rows name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from zhijia.lib.findings import Finding, Severity
from zhijia.lib.sentences import Sentence
from zhijia.organisation.checks import CheckContext
from zhijia.organisation.models import Union
from zhijia.organisation.models.imports import ImportVerdict
from zhijia.organisation.queries import unions_visible_to
from zhijia.organisation.scopes import Actor

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to happen with a row. `record_id` is the record that it is about already, if there is one."""

    verdict: ImportVerdict
    reasons: Sequence[Sentence] = ()
    record_id: int | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done with a row: the record, and what is needed to undo it."""

    record_id: int
    before: Mapping[str, object]


@dataclass
class Desk:
    """One importer's work on one sheet. `names` are the unions of her scope that rows have named so far; `ahead` is
    what earlier rows of the sheet will enter: unions with their kinds, account names with the people they are for.
    """

    actor: Actor
    now: datetime
    checks: CheckContext
    names: dict[str, list[Union]] = field(default_factory=dict)
    ahead: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, actor: Actor, *, now: datetime) -> "Desk":
        return cls(actor, now, CheckContext.at(now))

    def learn(self, references: Iterable[str]) -> None:
        """Look up unions by full name or credit code, all at once."""
        wanted = {text for text in references if text} - set(self.names)
        if not wanted:
            return
        self.names |= {text: [] for text in wanted}
        visible = unions_visible_to(self.actor)
        for union in [*visible.filter(name__in=wanted), *visible.filter(credit_code__in=wanted)]:
            for text in {union.name, union.credit_code} & wanted:
                self.names[text].append(union)

    def forget(self, references: Iterable[str]) -> None:
        """Look these up anew next time: they have just been entered."""
        for text in references:
            self.names.pop(text, None)

    def union(self, reference: str) -> tuple[Union | None, Sentence | None]:
        """The union that a cell names, or why it names none."""
        found = self.names.get(reference, [])
        if len(found) == 1:
            return found[0], None
        if found:
            return None, Sentence(
                "有 {n} 个工会叫“{text}”，请改填统一社会信用代码。", {"n": len(found), "text": reference}
            )
        return None, Sentence("在您的范围内没有找到工会“{text}”，请填全称或统一社会信用代码。", {"text": reference})


def refuse(*reasons: Sentence) -> Judgement:
    """The row goes back with these reasons."""
    return Judgement(ImportVerdict.REFUSED, reasons)


def blocking(findings: Iterable[Finding]) -> list[Sentence]:
    """Why a row cannot be taken."""
    return [finding.sentence for finding in findings if finding.severity is Severity.BLOCK]


def warnings(findings: Iterable[Finding]) -> list[Sentence]:
    """What to look at in a row that is taken."""
    return [finding.sentence for finding in findings if finding.severity is Severity.WARN]


def text(values: Values, key: str) -> str:
    """A value that is text."""
    return str(values.get(key) or "")
