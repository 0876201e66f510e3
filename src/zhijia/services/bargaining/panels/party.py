"""What an outside party's page shows of a bargaining. Row security leaves out what is none of that party's business."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_party_facts
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.flow import BARGAINING_FLOW
from zhijia.services.bargaining.models import Bargaining, Contract
from zhijia.services.bargaining.models.bargainings import Side
from zhijia.services.bargaining.presenting.contracts import chapters_of, contract_facts
from zhijia.services.bargaining.presenting.inspections import fulfilment_of
from zhijia.ui.components import Fact
from zhijia.ui.wording import full_date


def show_to_party(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """Offers with the answers given, data asked for, both teams, the contract with its text, filings and opinions."""
    bargaining = Bargaining.objects.get(case=case)
    contract = Contract.objects.filter(bargaining=bargaining).select_related("draft").first()
    seats = list(bargaining.negotiators.filter(ended_on=None).order_by("side", "-is_chief", "pk"))
    return {
        "facts": _facts(bargaining),
        "offers": [(offer, getattr(offer, "reply", None)) for offer in _offers(bargaining)],
        "data_requests": bargaining.data_requests.filter(asked_by=Side.WORKERS).order_by("pk"),
        "seats": seats,
        "contract": contract,
        "contract_facts": contract_facts(contract, None) if contract else (),
        "chapters": chapters_of(contract, None) if contract else (),
        "votes": contract.draft.votes.order_by("-held_on") if contract and contract.draft else (),
        "inspections": _inspections(contract) if contract else (),
        "filings": [(filing, getattr(filing, "review", None)) for filing in _filings(contract)] if contract else (),
    }


def _inspections(contract: Contract) -> list[Fact]:
    """When it was inspected, what share was fulfilled, and what the employer said to it."""
    language = get_language() or "zh-hans"
    rows = contract.inspections.prefetch_related("items").order_by("-inspected_on", "-pk")
    found = [(row, fulfilment_of(list(row.items.all()))) for row in rows]
    return [
        Fact(
            full_date(row.inspected_on, language=language),
            _("到期 %(due)d 项，兑现 %(kept)d 项") % {"due": due, "kept": kept},
            note=row.employer_opinion or _("等用人单位方确认"),
        )
        for row, (kept, due) in found
    ]


def _offers(bargaining: Bargaining) -> Any:
    return bargaining.offers.select_related("reply").order_by("-number")


def _filings(contract: Contract) -> Any:
    return contract.filings.select_related("review").order_by("-number")


def _facts(bargaining: Bargaining) -> list[Fact]:
    language = get_language() or "zh-hans"
    return [
        Fact(_("合同类型"), bargaining.get_contract_type_display()),
        Fact(_("协商性质"), bargaining.get_kind_display()),
        Fact(_("程序"), bargaining.get_track_display()),
        Fact(_("立项"), full_date(bargaining.opened_on, language=language)),
    ]


register_party_facts(BARGAINING_FLOW.code, "bargaining/_party.html", show_to_party)
