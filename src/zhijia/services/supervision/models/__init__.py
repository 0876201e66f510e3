from zhijia.services.supervision.models.bodies import Supervisor, SupervisoryBody
from zhijia.services.supervision.models.letters import Department, Letter, Reply
from zhijia.services.supervision.models.supervisions import (
    Clue,
    Investigation,
    Investigator,
    Recheck,
    Referral,
    Supervision,
)

__all__ = [
    "Clue",
    "Department",
    "Investigation",
    "Investigator",
    "Letter",
    "Recheck",
    "Referral",
    "Reply",
    "Supervision",
    "Supervisor",
    "SupervisoryBody",
]
