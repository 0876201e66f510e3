"""Tables of collective bargaining (bargaining-congress §A12)."""

from zhijia.services.bargaining.models.bargainings import Bargaining
from zhijia.services.bargaining.models.campaigns import OfferCampaign
from zhijia.services.bargaining.models.contracts import Contract, CoverageLink
from zhijia.services.bargaining.models.coordination import Coordination
from zhijia.services.bargaining.models.disputes import PerformanceDispute
from zhijia.services.bargaining.models.drafts import Draft, DraftEdit, Vote
from zhijia.services.bargaining.models.filings import Filing, Review
from zhijia.services.bargaining.models.offers import Offer, Reply
from zhijia.services.bargaining.models.opinions import ContractOpinion
from zhijia.services.bargaining.models.performance import ContractQuestion, PerformanceInspection, PerformanceItem
from zhijia.services.bargaining.models.recognition import Recognition
from zhijia.services.bargaining.models.talks import DataRequest, Issue, Meeting, Negotiator, Suspension
from zhijia.services.bargaining.models.texts import Clause, ClauseTerm, StandardClause, StandardText

__all__ = [
    "Bargaining",
    "Clause",
    "ClauseTerm",
    "Contract",
    "ContractOpinion",
    "ContractQuestion",
    "Coordination",
    "CoverageLink",
    "DataRequest",
    "Draft",
    "DraftEdit",
    "Filing",
    "Issue",
    "Meeting",
    "Negotiator",
    "Offer",
    "OfferCampaign",
    "PerformanceDispute",
    "PerformanceInspection",
    "PerformanceItem",
    "Recognition",
    "Reply",
    "Review",
    "StandardClause",
    "StandardText",
    "Suspension",
    "Vote",
]
