"""What verification found, in sentences for people."""

from dataclasses import dataclass, field

from zhijia.lib.sentences import Sentence
from zhijia.trail.checkpoints import Anchor


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was sealed: the place in the log, and the sentence that names it."""

    seq: int
    sentence: Sentence


@dataclass(slots=True)
class Report:
    """How far the log was checked, and what is wrong with it, in the order of the log."""

    events: int = 0
    sealed: int = 0
    checkpoints: int = 0
    erased: int = 0
    roots: list[Anchor] = field(default_factory=list)
    newest: Anchor | None = None
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.faults

    def note(self, seq: int, sentence: Sentence) -> None:
        self.faults.append(Fault(seq, sentence))
