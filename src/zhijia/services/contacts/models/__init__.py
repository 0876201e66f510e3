from zhijia.services.contacts.models.pairs import Handover, Pair, PairProgramme
from zhijia.services.contacts.models.proposals import Proposal, ProposedPair

__all__ = ["Handover", "Pair", "PairProgramme", "Proposal", "ProposedPair"]
