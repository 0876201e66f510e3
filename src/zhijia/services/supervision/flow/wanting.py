"""Whom a case of supervision awaits in each state, and by when."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from zhijia.engines.cases.clocks import running_terms
from zhijia.engines.cases.flow import Wanted
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.paper_entries import wanted_confirmations
from zhijia.engines.cases.sharing import bureau_party, employer_party
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.engines.documents.receiving import wanted_signature
from zhijia.organisation.models import Union
from zhijia.organisation.models.posts import Role
from zhijia.organisation.models.unions import FEDERATION_KINDS, GRASSROOTS_KINDS
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.supervision.checks.casework import lacks_supervisors
from zhijia.services.supervision.checks.letters import latest_letter
from zhijia.services.supervision.models import Supervision
from zhijia.services.supervision.models.letters import Channel, LetterKind
from zhijia.services.supervision.models.supervisions import Source

OF_UNION = {
    "registered": "accept",
    "accepted": "investigate",
    "investigating": "send_opinion",
    "defaulted": "send_opinion",
    "checking": "recheck",
    "corrected": "close",
}
OF_EMPLOYER = {"prompted": "answer", "opined": "answer", "rectifying": "report_rectified"}
OF_BUREAU = {"recommended": "record_ruling", "handling": "record_handling"}
CLOCKS_OF = {
    "investigate": ("checking",),
    "hand_up": ("checking",),
    "send_prompt": ("checking",),
    "send_opinion": ("checking",),
    "close": ("notice",),
    "answer": ("prompt_reply", "opinion_reply"),
    "report_rectified": ("rectification",),
    "recheck": ("rectification",),
    "recommend": ("recommending",),
    "record_ruling": ("department_filing", "wage_filing"),
    "record_handling": ("inspection", "wage_closing"),
}


def records_of(cases: Sequence[Case]) -> Sequence[Supervision]:
    """The supervisions of cases, which the cases then know too."""
    return records_in_order(cases, Supervision.objects.all())


def url_of(case: Case) -> str:
    return reverse("cases:case", args=[case.pk])


def kind_of_handler(supervision: Supervision) -> str:
    """What kind of union has the turn; asked as the system, because an employer that moves does not see the union's row."""
    with scoped(SYSTEM):
        return Union.objects.values_list("kind", flat=True).get(pk=supervision.handled_by_id)


def wants(standing: Standing) -> Sequence[Wanted]:
    """The next act of whoever has the turn, and the confirmation of papers that were entered."""
    case, supervision = standing.case, standing.record
    due = standing.ask(running_terms)
    wanted = [*wanted_confirmations(standing)]
    if case.state in OF_UNION:
        verb = _verb_of_union(case, supervision)
        wanted.append(_of_union(supervision, verb, due))
    elif case.state in OF_EMPLOYER or case.state in OF_BUREAU:
        wanted += _of_other_side(standing, due)
    return wanted


def _verb_of_union(case: Case, supervision: Supervision) -> str:
    """A8: the record of a bargaining needs no investigation; a union that cannot go on asks upwards, the last word is passed on."""
    if case.state == "accepted":
        return _verb_of_accepted(supervision)
    if case.state != "defaulted" or latest_letter(supervision, LetterKind.OPINION) is None:
        return OF_UNION[case.state]
    last = latest_letter(supervision)
    if last is not None and last.kind == LetterKind.RECOMMENDATION:
        return "close" if supervision.referrals.exists() else "refer"
    return "recommend" if kind_of_handler(supervision) in FEDERATION_KINDS else "hand_up"


def _verb_of_accepted(supervision: Supervision) -> str:
    """A4 step 2 after a bargaining; else an investigation, which needs two certified supervisors (LS-01)."""
    if supervision.source == Source.BARGAINING:
        return "send_prompt"
    is_small = kind_of_handler(supervision) in GRASSROOTS_KINDS and lacks_supervisors(supervision)
    return "hand_up" if is_small else OF_UNION["accepted"]


def _of_other_side(standing: Standing, due: dict[str, date]) -> list[Wanted]:
    """The employer or the bureau itself where the letter went out here; else the union, which enters what comes on paper."""
    case, supervision = standing.case, standing.record
    letter = latest_letter(supervision)
    is_online = letter is not None and letter.channel == Channel.ONLINE
    is_unserved = letter is not None and letter.served_on is None
    verb = OF_EMPLOYER.get(case.state) or OF_BUREAU[case.state]
    if is_online and case.state in OF_BUREAU:
        verb = "record_receipt" if is_unserved else verb
        return [Wanted(verb, party=bureau_party(case.place), due_on=_due_of(verb, due))]
    service = "record_receipt" if case.state in OF_BUREAU else "record_service"
    of_union = _of_union(supervision, service if is_unserved else verb, due)
    if not is_online or case.enterprise_id is None:
        return [of_union]
    party = employer_party(case.enterprise_id)
    if is_unserved:
        return wanted_signature("record_service", standing, party=party, otherwise=of_union)
    return [Wanted(verb, party=party, due_on=_due_of(verb, due))]


def _of_union(supervision: Supervision, verb: str, due: dict[str, date]) -> Wanted:
    """A basic union acts through its chair, a federation through a cadre."""
    role = Role.CHAIR if kind_of_handler(supervision) in GRASSROOTS_KINDS else Role.CADRE
    return Wanted(verb, supervision.handled_by_id, role=role, due_on=_due_of(verb, due))


def _due_of(verb: str, due: dict[str, date]) -> date | None:
    days = [due[name] for name in CLOCKS_OF.get(verb, ()) if name in due]
    return min(days) if days else None
