"""Tally sheets of votes on paper, and polls: what is voted on, by whom, in which way."""

from zhijia.engines.ballots.models.polls import (
    Elector,
    Extension,
    Mode,
    Poll,
    PollState,
    Presence,
    Question,
    QuestionCount,
)
from zhijia.engines.ballots.models.sealing import Issuance, Publication, Scrutineer, Stamp, StampHolder
from zhijia.engines.ballots.models.sheets import TallyLine, TallySheet

__all__ = [
    "Elector",
    "Extension",
    "Issuance",
    "Mode",
    "Poll",
    "PollState",
    "Presence",
    "Publication",
    "Question",
    "QuestionCount",
    "Scrutineer",
    "Stamp",
    "StampHolder",
    "TallyLine",
    "TallySheet",
]
