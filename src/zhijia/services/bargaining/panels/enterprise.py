"""What the page of an enterprise says of its collective contracts: which are in force, until when."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import get_language

from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import Enterprise
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.services.bargaining.models import Contract
from zhijia.services.bargaining.queries import contracts_covering
from zhijia.ui.components import Fact
from zhijia.ui.wording import full_date


def read_contracts(question: PanelQuestion) -> Mapping[str, object] | None:
    """The contracts in force; None on the page of anything else than an enterprise."""
    if not isinstance(question.row, Enterprise):
        return None
    contracts = list(contracts_covering(question.row.pk, today=question.today))
    return {"facts": [_fact(contract) for contract in contracts]}


def _fact(contract: Contract) -> Fact:
    term_to = full_date(contract.term_to, language=get_language() or "zh-hans")
    url = reverse("bargaining:contract", args=[contract.pk])
    return Fact(contract.get_contract_type_display(), contract.number, note=term_to, url=url)


register_panel(
    place="enterprise",
    code="bargaining.contracts",
    title=gettext_noop("集体合同"),
    template="bargaining/_enterprise.html",
    read=read_contracts,
    order=20,
)
