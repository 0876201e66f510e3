"""A restored log: its seals hold as before, and events that had no number yet get theirs.

Numbers, tree and checkpoints come back with their rows. Transaction ids mean nothing on another server; the numberer
knows rows of an earlier life (`zhijia.trail.numbering`), so what waited for a number when the backup was made gets it here.
"""

from zhijia.trail.numbering import number_settled
from zhijia.trail.remembering import noted_root
from zhijia.trail.verification.findings import Report
from zhijia.trail.verification.verify import Demands, verify


def prove_log(*, using: str) -> Report:
    """Number what waits, then verify all of it, against the root noted in this home folder if there is one."""
    while number_settled(using=using):
        continue
    noted = noted_root()
    return verify(Demands(roots=[noted] if noted else []), using=using)
