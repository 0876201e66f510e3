"""What is frozen of a poll, as one text with one hash: questions, options, rules, roll, keys, times.

The hash is printed in the notice, shown on the page of the voter, stands in every receipt and in every sealed ballot. Whatever
anybody alters later has another one.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from zhijia.engines.ballots.content import canonical, length_of
from zhijia.engines.ballots.models import Elector, Poll, Question, Scrutineer, Stamp
from zhijia.lib.masks import mask_name
from zhijia.lib.merkle import grow, leaf_hash, root_of

FORMAT = "zhijia-poll/1"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The text and what stands for it."""

    text: str

    @property
    def digest(self) -> bytes:
        return sha256(self.text.encode()).digest()


def questions_of(poll: Poll) -> list[dict[str, Any]]:
    """The questions as they were frozen, by number."""
    read: list[dict[str, Any]] = json.loads(poll.manifest)["questions"]
    return read


def published_line(elector: Elector) -> list[Any]:
    """A line of the roll as everybody may see it. Who knows name, group and salt finds the commitment; nobody guesses it."""
    committed = sha256(bytes(elector.salt) + canonical([elector.name, elector.group])).hexdigest()
    return [elector.number, mask_name(elector.name), committed]


def root_of_roll(lines: Iterable[Sequence[Any]]) -> str:
    """The Merkle root (RFC 6962) over the published lines in their order."""
    peaks: list[bytes] = []
    grow(peaks, 0, (leaf_hash(canonical(line)) for line in lines))
    return root_of(peaks).hex()


def build_manifest(
    poll: Poll,
    *,
    questions: Sequence[Question],
    roll: Sequence[Sequence[Any]],
    scrutineers: Sequence[Scrutineer],
    stamps: Mapping[int, Sequence[Stamp]],
    receipt_key: str,
) -> Manifest:
    """The manifest of a poll in any mode; keys stand in it where the mode has them. `stamps` are by question."""
    content = {
        "format": FORMAT,
        "poll": poll.pk,
        "title": poll.title,
        "mode": poll.mode,
        "is_changeable": poll.is_changeable,
        "closes_at": poll.closes_at.isoformat() if poll.closes_at else None,
        "questions": [_question(question, stamps.get(question.pk, ())) for question in questions],
        "roll": {"size": len(roll), "root": root_of_roll(roll)},
        "scrutineers": [{"name": one.name, "key": bytes(one.point or b"").hex()} for one in scrutineers],
        "receipt_key": receipt_key,
    }
    return Manifest(canonical(content).decode())


def _question(question: Question, stamps: Sequence[Stamp]) -> dict[str, Any]:
    names = ("number", "kind", "title", "options", "marks", "blank", "most", "write_ins", "rules")
    content = {name: getattr(question, name) for name in names}
    keys = {stamp.holder: bytes(stamp.public).hex() for stamp in stamps}
    return {**content, "length": length_of(content), "stamps": keys}
