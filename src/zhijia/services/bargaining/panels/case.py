"""What the case page shows of a bargaining: parties, offers, teams, talks, draft, vote, contract, filings."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.cases.findings import present_findings
from zhijia.engines.cases.models import OPEN_CLOCKS, Awaits, Case, CaseFinding, Clock
from zhijia.engines.cases.opening import SUBJECT
from zhijia.engines.cases.panels import register_facts
from zhijia.engines.cases.paper_entries import VERB as CONFIRM
from zhijia.lib.phrases import clauses
from zhijia.organisation.reading import Together
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.checks.coordination import TERM
from zhijia.services.bargaining.checks.data import DATA
from zhijia.services.bargaining.events import DRAFT_INITIALLED
from zhijia.services.bargaining.flow import BARGAINING_FLOW
from zhijia.services.bargaining.models import (
    Bargaining,
    Contract,
    DataRequest,
    Draft,
    Filing,
    Issue,
    Meeting,
    Negotiator,
    Offer,
    Reply,
    Review,
    Vote,
)
from zhijia.services.bargaining.models.bargainings import Side
from zhijia.services.bargaining.panels.preparing import missing_of
from zhijia.services.bargaining.presenting.contracts import objected_effect, signing_label
from zhijia.services.bargaining.presenting.coordination import coordination_facts
from zhijia.services.bargaining.presenting.talks import agreed_meeting
from zhijia.services.bargaining.queries import standing_objections
from zhijia.trail.models import Event
from zhijia.ui.components import Fact
from zhijia.ui.wording import full_date


@Together
def _on_the_table(case: Any, bargaining: Any) -> Sequence[QuerySet[Any]]:
    return (
        Draft.objects.filter(bargaining=bargaining).order_by("-version"),
        Offer.objects.filter(bargaining=bargaining).order_by("-number"),
        Reply.objects.filter(offer__bargaining=bargaining).order_by("pk"),
        Negotiator.objects.filter(bargaining=bargaining, ended_on=None).order_by("-is_chief", "pk"),
        DataRequest.objects.filter(bargaining=bargaining).order_by("pk"),
        Meeting.objects.filter(bargaining=bargaining).order_by("-number"),
        Issue.objects.filter(bargaining=bargaining).order_by("pk"),
        Vote.objects.filter(draft__bargaining=bargaining).order_by("-held_on"),
        Filing.objects.filter(contract__bargaining=bargaining).order_by("-number"),
        Review.objects.filter(filing__contract__bargaining=bargaining).order_by("pk"),
        CaseFinding.objects.filter(case=case).order_by("pk"),
        Clock.objects.filter(case=case, name=DATA, state__in=OPEN_CLOCKS).order_by("-pk"),
        standing_objections(bargaining),
        Event.objects.filter(subject_type=SUBJECT, subject_id=case, kind=DRAFT_INITIALLED.code).order_by("-pk"),
        Case.objects.filter(coordination__bargaining=bargaining, closed_at=None).order_by("pk"),
        Clock.objects.filter(case__coordination__bargaining=bargaining, name=TERM, state__in=OPEN_CLOCKS).order_by(
            "pk"
        ),
        Awaits.objects.filter(case__coordination__bargaining=bargaining).exclude(verb=CONFIRM).order_by("pk"),
    )


def show_bargaining(actor: Actor, case: Case, today: date) -> Mapping[str, Any]:
    """Everything on the table, grouped as the phases follow each other. Parts without rows are left out by the page."""
    bargaining: Bargaining = case.bargaining
    drafts, offers, replies, seats, requests, meetings, issues, votes, filings, reviews, findings, waits, *more = (
        _on_the_table.read(case.pk, bargaining.pk)
    )
    objections, initialled, *of_coordination = more
    data_due = next((clock.due_on for clock in waits), None)
    contract: Contract | None = getattr(bargaining, "contract", None)
    draft = next(iter(drafts), None)
    return {
        "facts": [
            *_facts(bargaining, contract, is_objected=bool(objections)),
            *coordination_facts(*of_coordination),
        ],
        "offers": _with({reply.offer_id: reply for reply in replies}, offers),
        "teams": _teams(seats),
        "data_requests": requests,
        "meetings": meetings,
        "issues": issues,
        "draft": draft,
        "draft_url": reverse("bargaining:draft", args=[draft.pk]) if draft else "",
        "votes": [vote for vote in votes if draft and vote.draft_id == draft.pk],
        "contract": contract,
        "contract_url": reverse("bargaining:contract", args=[contract.pk]) if contract else "",
        "filings": _with(
            {review.filing_id: review for review in reviews},
            filings,
        ),
        "findings": present_findings(_standing(findings, initialled[0].pk if initialled else 0)),
        "data_due": data_due,
        "missing": missing_of(case, bargaining, requests, actor, data_due=data_due, today=today),
    }


def _with(answers: Mapping[int, Any], rows: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each row with what answers it, None while nothing does."""
    return [(row, answers.get(row.pk)) for row in rows]


def _facts(bargaining: Bargaining, contract: Contract | None, *, is_objected: bool) -> list[Fact]:
    language = get_language() or "zh-hans"
    previous = bargaining.previous
    facts = [
        Fact(_("合同类型"), bargaining.get_contract_type_display()),
        Fact(_("协商性质"), bargaining.get_kind_display()),
        Fact(_("程序"), bargaining.get_track_display()),
        Fact(_("提出方"), bargaining.get_initiator_display()),
    ]
    if bargaining.scope_label:
        facts.append(Fact(_("区域或行业"), bargaining.scope_label))
    if bargaining.sent_by:
        facts.append(Fact(_("代为要约的工会"), bargaining.sent_by.name))
    if bargaining.guided_by:
        facts.append(Fact(_("指导工会"), bargaining.guided_by.name))
    if agreed := agreed_meeting(bargaining):
        facts.append(agreed)
    if previous:
        facts.append(Fact(_("原合同"), previous.number, url=reverse("bargaining:contract", args=[previous.pk])))
    if contract:
        facts += _contract_facts(contract, language, is_objected=is_objected)
    if contract and bargaining.is_joint:
        facts.append(_covers(contract))
    return facts


def _contract_facts(contract: Contract, language: str, *, is_objected: bool) -> list[Fact]:
    """The dates of the contract; effect and end stand with their basis because nobody types them."""
    term = f"{full_date(contract.term_from, language=language)} – {full_date(contract.term_to, language=language)}"
    facts = [Fact(_("合同期限"), term)]
    if contract.signed_on:
        facts.append(Fact(signing_label(is_objected=is_objected), full_date(contract.signed_on, language=language)))
    if is_objected:
        facts.append(Fact(_("生效日期"), objected_effect()))
    if contract.effective_on:
        basis = contract.get_effect_basis_display()
        facts.append(Fact(_("生效日期"), clauses([full_date(contract.effective_on, language=language), basis], _)))
    if contract.ended_on:
        reason = contract.get_end_reason_display()
        facts.append(Fact(_("终止日期"), clauses([full_date(contract.ended_on, language=language), reason], _)))
    return facts


def _covers(contract: Contract) -> Fact:
    """How many enterprises and employees a regional or industry contract binds today."""
    links = contract.coverage.filter(to_on=None).aggregate(firms=Count("pk"), heads=Sum("headcount"))
    words = _("%(firms)d家 · %(heads)d人") % {"firms": links["firms"], "heads": links["heads"] or 0}
    return Fact(_("合同覆盖"), words, url=reverse("bargaining:contract", args=[contract.pk]))


def _teams(seats: Sequence[Negotiator]) -> list[tuple[str, list[Negotiator]]]:
    """Both sides with their negotiators in office; a side without any is left out."""
    sides = [(str(side.label), [seat for seat in seats if seat.side == side]) for side in Side]
    return [(label, members) for label, members in sides if members]


def _standing(rows: Iterable[CaseFinding], last_initialled: int) -> list[CaseFinding]:
    """Warnings of a text belong to its version: once another one is initialled (`last_initialled` is the event), they are past."""
    return [row for row in rows if row.verb != "initial_draft" or row.event_id >= last_initialled]


register_facts(BARGAINING_FLOW.code, "bargaining/_facts.html", show_bargaining)
