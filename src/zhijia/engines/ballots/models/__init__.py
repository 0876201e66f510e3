"""Tally sheets of votes on paper, and polls: what is voted on, by whom, in which way."""

from zhijia.engines.ballots.models.casting import CountSheet, NamedBallot, Turnout, Withdrawal
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
    "CountSheet",
    "Elector",
    "Extension",
    "Issuance",
    "Mode",
    "NamedBallot",
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
    "Turnout",
    "Withdrawal",
]
