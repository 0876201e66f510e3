"""What a service says to have something voted on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from zhijia.engines.ballots.kinds import BLANK, MARKS
from zhijia.engines.ballots.models import Mode, Poll


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPlan:
    """A question. `options` are what is marked (the motion itself, candidates, leaders); `most`: seats; `rules`: what judges."""

    kind: str
    title: str
    options: Sequence[str]
    most: int | None = None
    write_ins: int = 0
    rules: Sequence[dict[str, Any]] = ()

    def __post_init__(self) -> None:
        if self.kind not in MARKS:
            raise ValueError(f"no kind of question {self.kind}")
        if not self.options or len(set(self.options)) < len(self.options):
            raise ValueError("a question has options, each once")

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of the row."""
        return {
            "kind": self.kind,
            "title": self.title,
            "options": [{"code": str(n), "label": label} for n, label in enumerate(self.options, 1)],
            "marks": list(MARKS[self.kind]),
            "blank": BLANK,
            "most": self.most,
            "write_ins": self.write_ins,
            "rules": list(self.rules),
        }


@dataclass(frozen=True, slots=True)
class RollEntry:
    """Somebody who may vote."""

    person_id: int
    name: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollPlan:
    """A poll. `scrutineers`: the three of a verifiable one; else who counts hands and papers or calls the roll, and nobody else.

    `follows` is the poll of the round before; `is_changeable`: by name only, until the close.
    """

    subject: str
    title: str
    mode: Mode
    questions: Sequence[QuestionPlan]
    roll: Sequence[RollEntry]
    closes_at: datetime | None = None
    scrutineers: Sequence[RollEntry] = field(default=())
    follows: Poll | None = None
    is_changeable: bool = False
