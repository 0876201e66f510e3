"""Joining a union, changing it, leaving it. Every door leaves an event about the person; history is rows."""

from zhijia.organisation.actions.memberships.ending import Idleness, expel, lapse, record_death, take_back, withdraw
from zhijia.organisation.actions.memberships.joining import Joining, Outcome, join, join_all
from zhijia.organisation.actions.memberships.renewing import (
    Renewal,
    merge_members,
    move_group,
    resume,
    retain,
    transfer,
    transfer_all,
)

__all__ = [
    "Idleness",
    "Joining",
    "Outcome",
    "Renewal",
    "expel",
    "join",
    "join_all",
    "lapse",
    "merge_members",
    "move_group",
    "record_death",
    "resume",
    "retain",
    "take_back",
    "transfer",
    "transfer_all",
    "withdraw",
]
