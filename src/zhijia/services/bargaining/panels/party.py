"""What an outside party's page shows of a bargaining. Row security leaves out what is none of that party's business."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_party_facts
from zhijia.organisation.reading import Together
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.drafting.operations import sheet_from
from zhijia.services.bargaining.flow import BARGAINING_FLOW
from zhijia.services.bargaining.models import (
    Bargaining,
    Clause,
    ClauseTerm,
    Contract,
    DataRequest,
    Draft,
    Filing,
    Negotiator,
    Offer,
    PerformanceInspection,
    PerformanceItem,
    Reply,
    Review,
    Vote,
)
from zhijia.services.bargaining.models.bargainings import Side
from zhijia.services.bargaining.presenting.contracts import chapters_of, contract_facts
from zhijia.services.bargaining.presenting.inspections import fulfilment_of
from zhijia.services.bargaining.presenting.talks import agreed_meeting
from zhijia.services.bargaining.queries import standing_objections
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read
from zhijia.ui.wording import full_date


@Together
def _shared(bargaining: Any) -> Sequence[QuerySet[Any]]:
    of_contract, of_draft = {"contract__bargaining": bargaining}, {"draft__contract__bargaining": bargaining}
    return (
        Offer.objects.filter(bargaining=bargaining).order_by("-number"),
        Reply.objects.filter(offer__bargaining=bargaining).order_by("pk"),
        DataRequest.objects.filter(bargaining=bargaining, asked_by=Side.WORKERS).order_by("pk"),
        Negotiator.objects.filter(bargaining=bargaining, ended_on=None).order_by("side", "-is_chief", "pk"),
        Draft.objects.filter(**of_contract).order_by("pk"),
        Clause.objects.filter(**of_draft).order_by("chapter", "position"),
        ClauseTerm.objects.filter(clause__draft__contract__bargaining=bargaining).order_by("field"),
        Vote.objects.filter(**of_draft).order_by("-held_on"),
        PerformanceInspection.objects.filter(**of_contract).order_by("-inspected_on", "-pk"),
        PerformanceItem.objects.filter(inspection__contract__bargaining=bargaining).order_by("pk"),
        Filing.objects.filter(**of_contract).order_by("-number"),
        Review.objects.filter(filing__contract__bargaining=bargaining).order_by("pk"),
        standing_objections(bargaining),
    )


def show_to_party(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """Offers with the answers given, data asked for, both teams, the contract with its text, filings and opinions."""
    bargaining: Bargaining = case.bargaining
    (
        offers,
        replies,
        requests,
        seats,
        drafts,
        clauses,
        terms,
        votes,
        inspections,
        items,
        filings,
        reviews,
        objections,
    ) = _shared.read(bargaining.pk)
    contract: Contract | None = getattr(bargaining, "contract", None)
    if contract and drafts:
        contract.draft = drafts[0]
    answers, opinions = {row.offer_id: row for row in replies}, {row.filing_id: row for row in reviews}
    return {
        "facts": _facts(bargaining),
        "offers": [(offer, answers.get(offer.pk)) for offer in offers],
        "data_requests": requests,
        "seats": seats,
        "contract": contract,
        "contract_facts": contract_facts(contract, None, votes, is_objected=bool(objections)) if contract else (),
        "chapters": chapters_of(contract, None, sheet_from(clauses, terms)) if contract and drafts else (),
        "votes": votes,
        "inspections": [
            _inspected(row, [item for item in items if item.inspection_id == row.pk]) for row in inspections
        ],
        "filings": [(filing, opinions.get(filing.pk)) for filing in filings],
    }


def _inspected(row: PerformanceInspection, items: Sequence[PerformanceItem]) -> Fact:
    """When it was inspected, what share was fulfilled, and what the employer said to it."""
    kept, due = fulfilment_of(items)
    return Fact(
        day_read(row.inspected_on),
        _("到期 %(due)d 项，兑现 %(kept)d 项") % {"due": due, "kept": kept},
        note=row.employer_opinion or _("等用人单位方确认"),
    )


def _facts(bargaining: Bargaining) -> list[Fact]:
    language = get_language() or "zh-hans"
    agreed = agreed_meeting(bargaining)
    return [
        Fact(_("合同类型"), bargaining.get_contract_type_display()),
        Fact(_("协商性质"), bargaining.get_kind_display()),
        Fact(_("程序"), bargaining.get_track_display()),
        Fact(_("立项"), full_date(bargaining.opened_on, language=language)),
        *([agreed] if agreed else []),
    ]


register_party_facts(BARGAINING_FLOW.code, "bargaining/_party.html", show_to_party)
