"""Bargainings, contracts and standard texts in the actor's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404

from zhijia.engines.campaigns.models import Campaign
from zhijia.engines.campaigns.selecting import coverages_on
from zhijia.engines.cases.models import Case, Clock
from zhijia.engines.cases.queries import cases_visible_to, with_places
from zhijia.engines.cases.sharing import employer_party
from zhijia.engines.documents.models import IssuedDocument
from zhijia.organisation.models import Employment, Enterprise, Union, UnionCoverage
from zhijia.organisation.queries import enterprises_visible_to, reached_parties
from zhijia.organisation.reading import Together
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.models import (
    Bargaining,
    Contract,
    ContractOpinion,
    ContractQuestion,
    CoverageLink,
    Draft,
    DraftEdit,
    Offer,
    OfferCampaign,
    PerformanceInspection,
    Reply,
    Review,
    StandardClause,
    StandardText,
)
from zhijia.services.bargaining.models.bargainings import BargainingKind, OutcomeKind
from zhijia.services.bargaining.models.filings import Opinion
from zhijia.services.bargaining.models.offers import Decision
from zhijia.services.bargaining.rules.standards import mandatory_of, standard_of

MOST_OFFERS = 6
NAME_LENGTH = 20
PRINTED_DRAFT = "bargaining.draft"
"""The template of a draft that is printed to be initialled."""


def bargainings_visible_to(actor: Actor) -> QuerySet[Bargaining]:
    """Bargainings whose case the actor may see, newest first."""
    return (
        Bargaining.objects.filter(case__in=cases_visible_to(actor))
        .select_related("case", "case__union", "case__enterprise")
        .order_by("-pk")
    )


def drafts_visible_to(actor: Actor) -> QuerySet[Draft]:
    """Drafts of cases in sight.

    Without union and enterprise: they are hidden from those with whom a case is shared, and a join would hide the draft.
    """
    return Draft.objects.filter(bargaining__case__in=cases_visible_to(actor)).select_related("bargaining__case")


def get_draft(actor: Actor, pk: int) -> Draft:
    """One draft in sight with the names of its parties (`place_of`) and its last edit (`undoes`), or not found."""
    edits = DraftEdit.objects.filter(draft=OuterRef("pk")).order_by("-seq")
    last = Subquery(edits.values(told=JSONObject(person="person", verb="verb"))[:1])
    rows = with_places(drafts_visible_to(actor), "bargaining__case").annotate(last_edit=last)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def undoes(draft: Any, actor: Actor) -> str:
    """The verb of the last edit of a draft that came through `get_draft`, where this actor made it; else empty."""
    last = draft.last_edit
    return str(last["verb"]) if last and last["person"] == actor.person_id else ""


def own_union(actor: Actor) -> Union | None:
    """The union of the acting post."""
    return Union.objects.filter(pk=actor.post.union_id).first() if actor.post else None


@dataclass(frozen=True, slots=True)
class Texts:
    """The drafts of a bargaining, the latest first, and the standard texts of its type that the unions above its case, or its
    own, have issued: the nearest first. `mandatory` are the clauses that the nearest one demands, None where there is none.
    """

    drafts: Sequence[Draft]
    issued: Sequence[StandardText]
    mandatory: Sequence[StandardClause] | None


@Together
def _written(bargaining: Any, contract_type: Any) -> Sequence[QuerySet[Any]]:
    issued = StandardText.objects.filter(contract_type=contract_type, withdrawn_on=None, published_on__isnull=False)
    demanded = StandardClause.objects.filter(text__in=issued.values("pk"), is_mandatory=True)
    return (
        Draft.objects.filter(bargaining=bargaining).order_by("-version"),
        issued.order_by("pk"),
        demanded.order_by("chapter", "position"),
    )


def texts_at_hand(bargaining: Bargaining) -> Texts:
    """Everything that is written already for a bargaining, in one question."""
    drafts, issued, demanded = _written.read(bargaining.pk, bargaining.contract_type)
    above = [text for text in issued if bargaining.case.path.startswith(text.path)]
    above.sort(key=lambda text: -len(text.path))
    return Texts(drafts, above, [row for row in demanded if row.text_id == above[0].pk] if above else None)


def mandatory_for(bargaining: Bargaining, texts: Texts | None = None) -> dict[str, str]:
    """The clauses that a contract of this bargaining may not lack, code to title: by the nearest issued text, else by ours."""
    demanded = (texts or texts_at_hand(bargaining)).mandatory
    if demanded is not None:
        return {row.code: row.title or row.body[:NAME_LENGTH] for row in demanded}
    required = mandatory_of(bargaining.contract_type)
    return {one.code: one.title for one in standard_of(bargaining.contract_type).clauses if one.code in required}


def printed_paper(case: Case, template: str, **fields: int) -> IssuedDocument | None:
    """The last paper of a kind that was issued in a case with these fields and that stands."""
    found = IssuedDocument.objects.filter(case=case, template=template, annulment=None)
    return found.filter(**{f"data__{name}": value for name, value in fields.items()}).order_by("-pk").first()


def printed_draft(case: Case, draft: Draft) -> IssuedDocument | None:
    """The paper on which the chiefs sign this text, if it was printed since its last edit."""
    return printed_paper(case, PRINTED_DRAFT, version=draft.version, edits=draft.revision)


def contracts_visible_to(_actor: Actor) -> QuerySet[Contract]:
    """Contracts that the database shows to this actor: those of its subtree, and those that cover its enterprises.

    Without their cases and unions: a worker sees the contract that covers her, and not these.
    """
    return Contract.objects.order_by("-pk")


def objections_to(bargaining: Any) -> QuerySet[Review]:
    """The objections in time to what came of a bargaining, the latest first; a late one changes nothing (CB-056)."""
    objections = Review.objects.filter(opinion=Opinion.OBJECTION, is_late=False)
    return objections.filter(filing__contract__bargaining=bargaining).order_by("-pk")


def standing_objections(bargaining: Any) -> QuerySet[Review]:
    """Those to the text as it is signed now: it is not in force, and nothing was signed after the filing (CB-059)."""
    is_of_this_text = Q(filing__filed_on__gte=F("filing__contract__signed_on"))
    return objections_to(bargaining).filter(is_of_this_text, filing__contract__effective_on=None)


def rounds_after(contract: Contract | OuterRef, kind: BargainingKind) -> QuerySet[Bargaining]:
    """Bargainings for the change or the renewal of a contract that are not given up: under way, or with a contract."""
    rounds = Bargaining.objects.filter(previous=contract, kind=kind, outcome=OutcomeKind.CONTRACT)
    return rounds.exclude(case__closed_at__isnull=False, contract=None)


def get_contract(actor: Actor, pk: int) -> Contract:
    """One contract in sight, or not found."""
    found = contracts_visible_to(actor).select_related("draft").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_own_contract(actor: Actor, pk: int, *, today: date) -> Contract:
    """A contract that is or was in force, for a worker: what is not in force gives her nothing (ST-02, CB-057)."""
    contract = get_contract(actor, pk)
    if contract.effective_on is None or contract.effective_on > today:
        raise Http404
    return contract


def get_inspection(pk: int) -> PerformanceInspection:
    """One inspection of a contract that the database shows to this actor, with its items; or not found."""
    rows = PerformanceInspection.objects.select_related("contract").prefetch_related("items__clause")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def case_of(contract: Contract) -> Case | None:
    """The case behind a contract with the union that signed, for those who may see them; the contract then knows it too."""
    found = Bargaining.objects.select_related("case__union").filter(pk=contract.bargaining_id).first()
    if found is None:
        return None
    contract.bargaining = found
    return found.case


def enterprises_to_bargain_with(union: Union, *, today: date) -> QuerySet[Enterprise]:
    """The enterprises that a union covers today, by name."""
    rows = UnionCoverage.objects.filter(union=union, from_on__lte=today).filter(Q(to_on=None) | Q(to_on__gt=today))
    return Enterprise.objects.filter(pk__in=rows.values("enterprise_id")).order_by("sort_key", "pk")


def firms_without_union(union: Union, *, today: date) -> QuerySet[Enterprise]:
    """The enterprises of a union's area that no union covers today, by name: the union guides their workers (CB-019)."""
    covered = coverages_on(today).filter(enterprise=OuterRef("pk"))
    near = Enterprise.objects.filter(path__gte=union.path, path__lt=union.upper_bound).filter(~Exists(covered))
    return near.filter(Q(closed_on=None) | Q(closed_on__gt=today)).order_by("sort_key", "pk")


def enterprises_to_ask(actor: Actor, contract: Contract, *, today: date) -> QuerySet[Enterprise]:
    """Enterprises below the union of a joint contract for which somebody can act here, that neither recognised it nor are asked."""
    near = enterprises_visible_to(actor).filter(path__startswith=contract.path)
    near = near.exclude(pk__in=contract.coverage.values("enterprise_id"))
    near = near.exclude(pk__in=contract.recognitions.filter(ended_on=None).values("enterprise_id"))
    reached = reached_parties([employer_party(pk) for pk in near.values_list("pk", flat=True)], today=today)
    return near.filter(pk__in=[int(party.partition(":")[2]) for party in reached]).order_by("sort_key", "pk")


def contracts_covering(enterprise_id: int, *, today: date) -> QuerySet[Contract]:
    """Contracts in force on a day that bind an enterprise, its own and those of its area or industry."""
    links = CoverageLink.objects.filter(enterprise=enterprise_id).filter(Q(to_on=None) | Q(to_on__gt=today))
    return in_force_on(today).filter(pk__in=links.values("contract_id")).order_by("contract_type", "pk")


def contracts_of_worker(actor: Actor, *, today: date) -> QuerySet[Contract]:
    """Contracts in force that cover the enterprises where the actor herself works."""
    jobs = Employment.objects.filter(person=actor.person_id, from_on__lte=today)
    mine = jobs.filter(Q(to_on=None) | Q(to_on__gt=today)).values("enterprise_id")
    links = CoverageLink.objects.filter(enterprise__in=mine).filter(Q(to_on=None) | Q(to_on__gt=today))
    return in_force_on(today).filter(pk__in=links.values("contract_id")).order_by("contract_type", "pk")


def contract_before(contract: Contract) -> Contract | None:
    """The contract of the same parties and type that this one follows, with its text."""
    same = Q(contract_type=contract.contract_type, union=contract.union_id, enterprise=contract.enterprise_id)
    earlier = Contract.objects.filter(same, draft__isnull=False, term_from__lt=contract.term_from)
    return earlier.select_related("draft").order_by("-term_from", "-pk").first()


def questions_of(actor: Actor, contract: Contract) -> QuerySet[ContractQuestion]:
    """What this worker asked about a contract, newest first. She does not see the cases behind her questions."""
    asked = ContractQuestion.objects.filter(contract=contract, asker=actor.person_id)
    return asked.select_related("clause").order_by("-pk")


def open_questions_of(actor: Actor) -> QuerySet[ContractQuestion]:
    """What this worker asked of any contract and waits for, the one promised first at the top."""
    return ContractQuestion.objects.filter(asker=actor.person_id, answered_on=None).order_by("promised_on", "pk")


def contracts_asked_about(actor: Actor, case_ids: Sequence[int]) -> dict[int, int]:
    """Of cases that are this worker's own questions: the contract on whose page she reads the answer."""
    asked = ContractQuestion.objects.filter(asker=actor.person_id, case__in=case_ids)
    return dict(asked.values_list("case", "contract")) if case_ids else {}


def opinion_of(actor: Actor, contract: Contract, *, year: int) -> ContractOpinion | None:
    """What this worker said of a contract in a year."""
    return ContractOpinion.objects.filter(contract=contract, person=actor.person_id, year=year).first()


def in_force_on(today: date) -> QuerySet[Contract]:
    """ST-02: in effect on the day, and not ended or past its last day."""
    return Contract.objects.filter(effective_on__lte=today, term_to__gte=today).filter(
        Q(ended_on=None) | Q(ended_on__gt=today)
    )


def get_offers(campaigns: QuerySet[Campaign], pk: int) -> OfferCampaign:
    """What one of these campaigns offers, with the campaign and its union; or not found."""
    rows = OfferCampaign.objects.filter(campaign__in=campaigns.order_by().values("pk"), campaign=pk)
    found = rows.select_related("campaign__union").first()
    if found is None:
        raise Http404
    return found


def target_answered() -> Exists:
    """Of a target of a campaign: an offer of its case was answered in writing, whatever the answer."""
    return Exists(_replies_to_target())


def target_agreed() -> Exists:
    """Of a target: the other side agreed to talk, wholly or partly."""
    return Exists(_replies_to_target().exclude(decision=Decision.REFUSE))


def target_answered_on_time() -> Exists:
    """Of a target: it was answered by the end of the first term of its case for an answer."""
    term = Clock.objects.filter(case=OuterRef("offer__bargaining__case"), name="reply").order_by("pk")
    return Exists(_replies_to_target().filter(replied_on__lte=Subquery(term.values("due_on")[:1])))


def target_signed() -> Exists:
    """Of a target: its talks led to a signed contract."""
    return Exists(Contract.objects.filter(bargaining__case=OuterRef("case"), signed_on__isnull=False))


def _replies_to_target() -> QuerySet[Reply]:
    return Reply.objects.filter(offer__bargaining__case=OuterRef("case"))


def offers_to(enterprise: Enterprise) -> list[Offer]:
    """The newest offers to an enterprise, newest first, each with its answer and its case."""
    rows = Offer.objects.filter(bargaining__case__enterprise=enterprise).select_related("bargaining__case", "reply")
    return list(rows.order_by("-pk")[:MOST_OFFERS])
