"""What the page of an enterprise says of its collective contracts: which are in force, until when."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.lib.phrases import clauses
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import Enterprise
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.services.bargaining.models import Contract, Offer
from zhijia.services.bargaining.queries import contracts_covering, offers_to
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read
from zhijia.ui.wording import full_date


def read_contracts(question: PanelQuestion) -> Mapping[str, object] | None:
    """The contracts in force; None on the page of anything else than an enterprise."""
    if not isinstance(question.row, Enterprise):
        return None
    contracts = list(contracts_covering(question.row.pk, today=question.today))
    return {"facts": [_fact(contract) for contract in contracts]}


def _fact(contract: Contract) -> Fact:
    term_to = day_read(contract.term_to)
    url = reverse("bargaining:contract", args=[contract.pk])
    return Fact(contract.get_contract_type_display(), contract.number, note=term_to, url=url)


def read_offers(question: PanelQuestion) -> Mapping[str, object] | None:
    """The newest offers to an enterprise with their answers; nothing where none was ever made."""
    if not isinstance(question.row, Enterprise):
        return None
    offers = offers_to(question.row)
    return {"facts": [_offer_fact(offer) for offer in offers]} if offers else None


def _offer_fact(offer: Offer) -> Fact:
    """集体合同 · 2026年3月2日发出 · 同意协商, leading to its case."""
    language, case = get_language() or "zh-hans", offer.bargaining.case
    reply = getattr(offer, "reply", None)
    answer = reply.get_decision_display() if reply else _("尚未答复")
    note = clauses([full_date(offer.sent_on, language=language), str(answer)], _)
    return Fact(
        offer.bargaining.get_contract_type_display(), case.number, note=note, url=reverse("cases:case", args=[case.pk])
    )


register_panel(
    place="enterprise",
    code="bargaining.offers",
    title=gettext_noop("要约和答复"),
    template="bargaining/_enterprise.html",
    read=read_offers,
    order=25,
)
register_panel(
    place="enterprise",
    code="bargaining.contracts",
    title=gettext_noop("集体合同"),
    template="bargaining/_enterprise.html",
    read=read_contracts,
    order=20,
)
