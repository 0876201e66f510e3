"""The tables of the congress, by room."""

from zhijia.services.congress.directors.models import EmployeeSeat, SeatHolder, SeatReport
from zhijia.services.congress.electing.models import DelegateCandidate, DelegateElection
from zhijia.services.congress.joint.models import JointMeeting
from zhijia.services.congress.proposals.models import CoSignature, Proposal, ProposalReply
from zhijia.services.congress.sessions.models import (
    AgendaItem,
    Attendance,
    CongressSession,
    DelegationOpinion,
    PresidiumMember,
    Receipt,
    Referral,
    Sitting,
    SittingMember,
    Speech,
    TopicSuggestion,
)
from zhijia.services.congress.terms.models import (
    Committee,
    CommitteeMember,
    CongressTerm,
    Delegate,
    Delegation,
    ElectionUnit,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "CoSignature",
    "Committee",
    "CommitteeMember",
    "CongressSession",
    "CongressTerm",
    "Delegate",
    "DelegateCandidate",
    "DelegateElection",
    "Delegation",
    "DelegationOpinion",
    "ElectionUnit",
    "EmployeeSeat",
    "JointMeeting",
    "PresidiumMember",
    "Proposal",
    "ProposalReply",
    "Receipt",
    "Referral",
    "SeatHolder",
    "SeatReport",
    "Sitting",
    "SittingMember",
    "Speech",
    "TopicSuggestion",
]
