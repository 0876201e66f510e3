"""What the page of a proposal shows: its text, its authors, what is alike, what was decided and answered."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.lib.phrases import listed
from zhijia.organisation.reading import Together
from zhijia.organisation.scopes import Actor
from zhijia.services.congress.proposals.checks import authors_of, merged_into
from zhijia.services.congress.proposals.flow import PROPOSAL_FLOW
from zhijia.services.congress.proposals.models import Proposal, ProposalReply
from zhijia.services.congress.proposals.queries import alike_of
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read


@Together
def _file(case: Any) -> Sequence[QuerySet[Any]]:
    return (
        ProposalReply.objects.filter(proposal__case=case).order_by("number"),
        Proposal.objects.filter(term__proposals__case=case, withdrawn_on=None).order_by("pk"),
    )


def show_proposal(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """Four queries: the proposal, its answers with what else was proposed, what was merged into it, who signed."""
    proposal = Proposal.objects.select_related("term__case", "proposer", "committee", "merged_into__case").get(
        case=case
    )
    replies, others = _file.read(case.pk)
    merged = merged_into(proposal)
    return {
        "facts": _facts(proposal, authors_of(proposal, merged)),
        "replies": [_reply(one) for one in replies],
        "merged": [Fact(one.proposer.name, one.title, url=case_url(one.case_id)) for one in merged],
        "alike": [Fact(_("相似提案"), one.title, url=case_url(one.case_id)) for one in alike_of(proposal, others)],
    }


def _facts(proposal: Proposal, authors: Sequence[str]) -> list[Fact]:
    facts = [
        Fact(_("届次"), proposal.term.case.title, url=case_url(proposal.term.case_id)),
        Fact(_("案由"), proposal.title, note=_("第%(n)d版") % {"n": proposal.version}),
        Fact(_("理由"), proposal.reason),
        Fact(_("建议措施"), proposal.measure),
        Fact(_("提案人"), listed(authors, _)),
    ]
    if proposal.decided_on:
        body = proposal.committee.name if proposal.committee else _("工会委员会")
        facts.append(Fact(_("审查意见"), proposal.decision, note=f"{body} · {day_read(proposal.decided_on)}"))
    if proposal.merged_into:
        facts.append(Fact(_("并入提案"), proposal.merged_into.title, url=case_url(proposal.merged_into.case_id)))
    if proposal.lead:
        facts.append(Fact(_("主办部门"), proposal.lead))
        if proposal.support:
            facts.append(Fact(_("协办部门"), proposal.support))
        facts.append(Fact(_("答复期限"), day_read(proposal.due_on)))
    if proposal.rank:
        facts.append(Fact(_("重点提案"), _("第%(n)d位") % {"n": proposal.rank}))
    if proposal.reported_on:
        url = case_url(proposal.session_id) if proposal.session_id else ""
        facts.append(Fact(_("向职代会报告"), day_read(proposal.reported_on), url=url))
    return facts


def _reply(one: ProposalReply) -> Fact:
    rated = " · ".join(filter(None, [str(one.get_rating_display()), one.rating_note]))
    return Fact(
        _("第%(n)d次答复") % {"n": one.number}, one.text, note=rated or f"{one.signer} · {day_read(one.replied_on)}"
    )


register_facts(PROPOSAL_FLOW.code, "congress/_proposal.html", show_proposal)
