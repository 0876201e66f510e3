"""Which operation "undo" takes back, and when it no longer can."""

from collections.abc import Sequence

from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.services.plans.review.changes import Operation

READ = "read"
UNDO = "undo"
NOTHING_TO_UNDO = gettext_noop("您还没有可以撤回的修改。")
BUILT_ON = gettext_noop("您的上一次修改之后，有人在同一处又作了修改，不能直接撤回。请在那一项上重新修改。")


def operation_to_undo(operations: Sequence[Operation], *, person: int) -> Operation:
    """The last operation of this person that is still in force, given all operations in order.

    Raises Refused when there is none, or when an operation in force builds on it: changes a node that it touched, or puts
    something under one.
    """
    taken_back = {operation.undoes for operation in operations if operation.undoes is not None}
    in_force = [entry for entry in operations if entry.verb != UNDO and entry.seq not in taken_back]
    mine = [entry for entry in in_force if entry.person == person and entry.verb != READ]
    if not mine:
        raise Refused(NOTHING_TO_UNDO)
    last = mine[-1]
    own = {change.node for change in last.changes}
    if any(entry.touched & own for entry in in_force if entry.seq > last.seq):
        raise Refused(BUILT_ON)
    return last
