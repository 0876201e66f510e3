"""The course of a round of the demo city: how far it goes, and on which of its days each step is done."""

from collections.abc import Sequence

from zhijia.demo import steps as do
from zhijia.demo.steps import Round, Step

Steps = Sequence[tuple[int, Step]]
OFFER = ((0, do.send),)
SERVED = (*OFFER, (1, do.serve))
AGREED = (*SERVED, (9, do.agree))
PREPARED = (*AGREED, (10, do.prepare))
MET = (*PREPARED, (14, do.meet))
DRAFTED = (*MET, (20, do.initial))
TABLED = (*DRAFTED, (21, do.table))
ADOPTED = (*TABLED, (28, do.passed))
SIGNED = (*ADOPTED, (29, do.sign))
FILED = (*SIGNED, (31, do.file))
IN_FORCE = (*FILED, (32, do.take_effect), (50, do.publish))
PUBLISHED_LATE = (*FILED, (32, do.take_effect), (60, do.publish_late))


def follow(it: Round, steps: Steps) -> None:
    """Do each step on its day, counted from the day on which the round stands."""
    begun = it.day
    for after, step in steps:
        it.day = begun - after
        step(it)
