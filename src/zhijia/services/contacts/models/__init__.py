from zhijia.services.contacts.models.opinions import Opinion, OpinionGiven
from zhijia.services.contacts.models.pairs import Handover, Pair, PairProgramme, Quota
from zhijia.services.contacts.models.proposals import Proposal, ProposedPair

__all__ = ["Handover", "Opinion", "OpinionGiven", "Pair", "PairProgramme", "Proposal", "ProposedPair", "Quota"]
