"""What a ballot says, as it lies in the sealed box, and how it counts. `verify.py` and the page of the voter repeat this.

A ballot is JSON: {"m": {option: mark}, "w": [names written in]}. An option that is left alone counts as the question's
`blank`. A ballot is invalid, as a whole, when it is no such JSON, names an option or a mark that the question does not have,
or chooses more than the question allows.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

NAME_SIGNS = 20
NAME = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,20}")
"""No control signs and no halves of a sign: no database or page takes them, and one ballot must not stop the count."""
NAME_BYTES = 4 * NAME_SIGNS + 3
STEP = 64


@dataclass(frozen=True, slots=True)
class Ballot:
    """A valid ballot."""

    marks: Mapping[str, str]
    write_ins: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """What a question got: votes by option and mark, votes by written name."""

    ballots: int
    valid: int
    marks: Mapping[str, Mapping[str, int]]
    write_ins: Mapping[str, int] = field(default_factory=dict)

    @property
    def invalid(self) -> int:
        return self.ballots - self.valid


def canonical(value: object) -> bytes:
    """The one spelling of a JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def write_ballot(ballot: Ballot) -> bytes:
    return canonical({"m": dict(ballot.marks), "w": list(ballot.write_ins)})


def read_ballot(question: Mapping[str, Any], text: bytes) -> Ballot | None:
    """The ballot as the manifest's question allows it; None for an invalid one."""
    try:
        read = json.loads(text.decode())
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, dict) or set(read) != {"m", "w"}:
        return None
    marks, names = read["m"], read["w"]
    if not isinstance(marks, dict) or not isinstance(names, list):
        return None
    codes = {option["code"] for option in question["options"]}
    if not set(marks) <= codes or not all(mark in question["marks"] for mark in marks.values()):
        return None
    if not all(isinstance(name, str) and NAME.fullmatch(name) for name in names):
        return None
    chosen = sum(mark == question["marks"][0] for mark in marks.values()) + len(names)
    if len(names) > question["write_ins"] or len(set(names)) < len(names):
        return None
    if question["most"] is not None and chosen > question["most"]:
        return None
    return Ballot(marks, tuple(names))


def tally(question: Mapping[str, Any], ballots: Iterable[Ballot | None]) -> Tally:
    """Count ballots of one question; None stands for an invalid one."""
    codes = [option["code"] for option in question["options"]]
    marks = {code: dict.fromkeys(question["marks"], 0) for code in codes}
    names: Counter[str] = Counter()
    total = valid = 0
    for ballot in ballots:
        total += 1
        if ballot is None:
            continue
        valid += 1
        for code in codes:
            marks[code][ballot.marks.get(code, question["blank"])] += 1
        names.update(ballot.write_ins)
    return Tally(total, valid, marks, dict(sorted(names.items())))


def length_of(question: Mapping[str, Any]) -> int:
    """The length of every sealed text of a question: its longest ballot, rounded up."""
    longest = max(question["marks"], key=len)
    fullest = Ballot({option["code"]: longest for option in question["options"]})
    needed: int = 2 + len(write_ballot(fullest)) + question["write_ins"] * NAME_BYTES
    return -(-needed // STEP) * STEP
