"""Keeping the roll-up: folding changes in, forgetting the days of long ago, and proving it against the sources.

Everything here runs as the batch role (jobs) or as the owner; the application's role may not.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connections, transaction

BATCH = 4000
"""Deltas folded in at once, so that nobody waits for the lock longer than about 0.2 s (docs/performance.md)."""


@dataclass(frozen=True, slots=True)
class Drift:
    """Facts of an indicator that did not agree with the sources, and were mended."""

    indicator: str
    missing: int
    extra: int


def drain(*, using: str = "default", most: int = BATCH) -> int:
    """Fold at most `most` deltas into the roll-up and return how many there were. Numbers on screen do not change."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT indicators_drain(%s)", [most])
        return int(cursor.fetchone()[0])


def drain_all(*, using: str = "default") -> int:
    """Fold all deltas, a batch in a transaction."""
    drained = 0
    while batch := drain(using=using):
        drained += batch
    return drained


def strike(first_on: date, *, using: str = "default") -> None:
    """Let the roll-up begin at a day: older changes are merged, older days are read from the facts."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT indicators_strike(%s)", [first_on])


def list_families(*, using: str = "default") -> list[str]:
    """The families of facts, by name."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT name FROM indicators_family ORDER BY name")
        return [name for (name,) in cursor.fetchall()]


def rebuild(family: str, *, using: str = "default") -> list[Drift]:
    """Compute all facts of a family again, mend what differs, and say what did."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT indicator, missing, extra FROM indicators_rebuild(%s)", [family])
        return [Drift(*row) for row in cursor.fetchall()]


def mend_rollup(*, using: str = "default") -> int:
    """Add the roll-up up again from the facts and return how many of its rows were wrong and are mended."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT indicators_mend_rollup()")
        return int(cursor.fetchone()[0])
