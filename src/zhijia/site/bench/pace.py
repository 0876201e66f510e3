"""How fast this machine is just now: a fixed loop, compared with what it takes on the reference machine at rest."""

from dataclasses import dataclass, field
from hashlib import sha256
from statistics import median
from time import perf_counter

REFERENCE_MS = 5.0
"""The loop on one core of the machine that docs/performance.md describes, with nothing else running."""
ROUNDS = 4000


@dataclass
class Pace:
    """Times of the loop, taken between the rounds of a measure."""

    times: list[float] = field(default_factory=list)

    def take(self) -> None:
        """Run the loop once."""
        begun = perf_counter()
        _loop()
        self.times.append((perf_counter() - begun) * 1000)

    @property
    def slowness(self) -> float:
        """How many times slower than at rest on the reference machine; below 1 on a faster one."""
        return median(self.times) / REFERENCE_MS


def _loop() -> int:
    """Work of the kind that pages do: strings, dictionaries, a hash."""
    words: dict[str, int] = {}
    for n in range(ROUNDS):
        text = f"{n}-{n * n}" * 4
        words[text] = len(text.replace("1", "工会").encode())
        words[sha256(text.encode()).hexdigest()] = n
    return sum(words.values())
