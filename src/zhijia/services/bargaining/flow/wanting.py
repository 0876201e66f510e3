"""Whom a bargaining awaits in each state, and by when."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from zhijia.engines.cases.above import find_above
from zhijia.engines.cases.clocks import running_terms
from zhijia.engines.cases.flow import Wanted
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.paper_entries import have_unconfirmed, wanted_confirmations
from zhijia.engines.cases.sharing import bureau_party, employer_party
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.engines.documents.receiving import wanted_signature
from zhijia.organisation.models.posts import Role
from zhijia.services.bargaining.acts.offering import offers_of, refusal_of
from zhijia.services.bargaining.checks.data import DATA, open_requests
from zhijia.services.bargaining.checks.drafts import clauses_of, draft_of, first_gap
from zhijia.services.bargaining.checks.filing import find_overtaking_opinion, served_on_both
from zhijia.services.bargaining.checks.talks import are_teams_whole, are_workers_elected
from zhijia.services.bargaining.flow.acting import who_acts
from zhijia.services.bargaining.flow.states import AT_THE_TABLE, IN_FORCE_BY_REVIEW, PROVIDING
from zhijia.services.bargaining.models import Bargaining, Reply, Review
from zhijia.services.bargaining.models.bargainings import BargainingKind, ContractType, Side
from zhijia.services.bargaining.models.filings import Opinion
from zhijia.services.bargaining.models.offers import Channel
from zhijia.services.bargaining.queries import objections_to, printed_draft, rounds_after

OF_UNION = {
    "drafting": "send_offer",
    "refused": "send_offer",
    "accepted": "prepare",
    "negotiating": "initial_draft",
    "suspended": "resume",
    "deadlocked": "break_deadlock",
    "coordinating": "leave_coordination",
    "to_answer": "accept_offer",
    "drafted": "table_draft",
    "tabled": "record_vote",
    "not_passed": "renegotiate",
    "adopted": "sign",
    "objected": "renegotiate",
    "effective": "publish",
    "performing": "inspect",
    "taken_over": "inspect",
}
RENEWABLE = frozenset({"renewing", "expired"})
OF_ENDED = RENEWABLE | {"ended", "dissolved", "replaced"}
RESTING_ON_PAPERS = frozenset({"adopted", "effective"})
"""States whose next act rests on what was entered from paper."""
OF_EMPLOYER = {"offered": "agree", "signed": "file", "supplementing": "supplement"}
BESIDE = {"close_measures": "measures", "report_up": "upper_report"}
"""What the union owes beside its next act, while that clock runs."""
CLOCKS_OF = {
    "agree": ("reply",),
    "accept_offer": ("own_reply",),
    "provide_data": (DATA,),
    "begin_talks": ("meeting",),
    "resume": ("suspension",),
    "file": ("filing", "filing_wage"),
    "supplement": ("supplement",),
    "review": ("review",),
    "publish": ("publication", "publication_wage"),
    "inspect": ("inspection",),
    "renew": ("expiry",),
    "close_measures": ("measures",),
    "report_up": ("upper_report",),
    "sign": ("signature",),
}


def records_of(cases: Sequence[Case]) -> Sequence[Bargaining]:
    """The bargainings of cases, which the cases then know too; and the contracts that came of them, if there are any."""
    related = ("previous", "sent_by", "guided_by", "contract")
    return records_in_order(cases, Bargaining.objects.select_related(*related))


def url_of(case: Case) -> str:
    return reverse("cases:case", args=[case.pk])


def wants(standing: Standing) -> Sequence[Wanted]:
    """The next act of the party whose turn it is, and the confirmation of papers that were entered."""
    case, bargaining, due = standing.case, standing.record, standing.ask(running_terms)
    wanted = [*wanted_confirmations(standing)]
    if case.state == "refused" and (refusal := standing.ask(refusal_of)):
        return wanted or [_of_union_above(standing, refusal)]
    asked = _of_union(standing) + [verb for verb, clock in BESIDE.items() if clock in due]
    days = due | ({"meeting": bargaining.agreed_meeting_on} if bargaining.agreed_meeting_on else {})
    wanted += [Wanted(verb, case.union_id, role=who_acts(standing), due_on=_due_of(verb, days)) for verb in asked]
    if verb := OF_EMPLOYER.get(case.state):
        wanted += _of_employer(standing, verb, due)
    if case.state in PROVIDING and open_requests(bargaining).exists():
        wanted += _of_employer(standing, "provide_data", due)
    if case.state in IN_FORCE_BY_REVIEW and find_overtaking_opinion(bargaining.contract):
        wanted.append(Wanted("apply_opinion", case.union_id, role=who_acts(standing, Role.OFFICER)))
    if case.state == "filed":
        wanted += _of_bureau(standing, due)
    return wanted


def _of_union_above(standing: Standing, refusal: Reply) -> Wanted:
    """First the reasons of a refusal are judged: what comes next depends on it (CB-004)."""
    case = standing.case
    union_id, role = find_above(case, on=refusal.replied_on) or (case.union_id, who_acts(standing))
    return Wanted("review_refusal", union_id, role=role)


def _of_union(standing: Standing) -> list[str]:
    """The union's next acts; at the table the draft is written before the chiefs initial it."""
    case, bargaining = standing.case, standing.record
    state = case.state
    if state == "coordinating" and bargaining.coordinations.filter(ended_on=None).exists():
        return []  # while the bureau coordinates, the bargaining itself awaits nobody
    if state in OF_ENDED:
        return _of_ended(case, bargaining)
    if state == "drafting" and bargaining.initiator == Side.EMPLOYER:
        return ["employer_offer"]
    if state == "drafting" and bargaining.guided_by_id and not are_workers_elected(bargaining, place=case.place):
        return ["name_negotiator"]
    if state in RESTING_ON_PAPERS and standing.ask(have_unconfirmed):
        return []  # first the papers are confirmed
    if state == "tabled" and draft_of(standing).session_id:
        return []  # the session that has the draft on its agenda votes on it
    verb = OF_UNION.get(state, "")
    if state == "preparing":
        return _in_preparation(case, bargaining)
    if state in AT_THE_TABLE:
        return _at_the_table(case, bargaining, verb)
    return [verb] if verb else []


def _in_preparation(case: Case, bargaining: Bargaining) -> list[str]:
    """The sides name their teams and agree when they meet, in either order; then the talks begin."""
    teams = [] if are_teams_whole(bargaining, place=case.place) else ["name_negotiator"]
    meeting = [] if bargaining.agreed_meeting_on else ["agree_meeting"]
    return [*teams, *meeting] or ["begin_talks"]


def _at_the_table(case: Case, bargaining: Bargaining, verb: str) -> list[str]:
    """While the sides talk, minutes that were printed come back signed, whatever else is next."""
    meetings = list(bargaining.meetings.values_list("held_on", "minutes_signed_on"))
    unsigned = ["sign_minutes"] if any(signed_on is None for _held_on, signed_on in meetings) else []
    if case.state == "deadlocked" and not bargaining.coordinations.exists():
        return [*unsigned, verb, "apply_coordination"]
    if verb != "initial_draft":
        return [*unsigned, verb]
    objection = objections_to(bargaining).first()
    has_met = any(objection is None or day >= objection.given_on for day, _signed_on in meetings)
    if objection and not has_met:
        return [*unsigned, "record_meeting"]
    following = _next_to_draft(case, bargaining, has_met=has_met)
    return unsigned if unsigned and following in ("print_draft", "initial_draft") else [*unsigned, following]


def _next_to_draft(case: Case, bargaining: Bargaining, *, has_met: bool) -> str:
    """The text is begun and filled in, the talks are put on record, the text is printed, and then the chiefs initial it."""
    draft = bargaining.drafts.filter(workers_initialled_on=None).order_by("-version").first()
    if draft is None or first_gap(clauses_of(draft)):
        return "write_draft"
    if not has_met:
        return "record_meeting"
    return "initial_draft" if printed_draft(case, draft) else "print_draft"


def _of_ended(case: Case, bargaining: Bargaining) -> list[str]:
    """What is left of a contract that runs out or has run out: told, renewed, kept to its last day, archived."""
    is_told = bargaining.contract.end_told_on is not None or case.state not in {"expired", "replaced"}
    is_renewed = rounds_after(bargaining.contract, BargainingKind.RENEWAL).exists()
    left = ["renew"] if case.state in RENEWABLE and not is_renewed else []
    if case.state == "renewing":
        return [*left, "inspect"]
    left = left if is_told else ["tell_ended", *left]
    return left or ["archive"]


def _of_employer(standing: Standing, verb: str, due: dict[str, date]) -> list[Wanted]:
    """The employer's own contact where the offer went out here; else the union, which enters what comes on paper."""
    case, offers = standing.case, standing.ask(offers_of)
    is_unserved = bool(verb == "agree" and offers and offers[-1].served_on is None)
    verb = "record_service" if is_unserved else verb
    of_union = Wanted(verb, case.union_id, role=who_acts(standing), due_on=_due_of(verb, due))
    if case.enterprise_id is None or not offers or offers[-1].channel != Channel.ONLINE:
        return [of_union]
    party = employer_party(case.enterprise_id)
    if is_unserved:
        return wanted_signature(verb, standing, party=party, otherwise=of_union)
    return [Wanted(verb, party=party, due_on=_due_of(verb, due))]


def _of_bureau(standing: Standing, due: dict[str, date]) -> list[Wanted]:
    """The bureau where the text was filed here; else the union, which enters receipt and opinion. Once, not twice."""
    case, bargaining = standing.case, standing.record
    filing = bargaining.contract.filings.select_related("review").order_by("-number").first()
    if hasattr(filing, "review"):
        return _of_service(standing, filing.review, due)
    verb = "acknowledge" if filing and filing.received_on is None else "review"
    if filing and filing.channel == Channel.ONLINE:
        return [Wanted(verb, party=bureau_party(case.place), due_on=_due_of(verb, due))]
    return [Wanted(verb, case.union_id, role=who_acts(standing), due_on=_due_of(verb, due))]


def _of_service(standing: Standing, opinion: Review, due: dict[str, date]) -> list[Wanted]:
    """A wage agreement is in force once both sides have the opinion: the employer signs for one given here (CB-058)."""
    is_wage = standing.record.contract_type == ContractType.WAGE
    if not is_wage or opinion.opinion == Opinion.OBJECTION or served_on_both(opinion):
        return []
    if opinion.channel == Channel.ONLINE:
        return _of_employer(standing, "serve_opinion", due)
    return [Wanted("serve_opinion", standing.case.union_id, role=who_acts(standing))]


def _due_of(verb: str, due: dict[str, date]) -> date | None:
    days = [due[name] for name in CLOCKS_OF.get(verb, ()) if name in due]
    return min(days) if days else None
