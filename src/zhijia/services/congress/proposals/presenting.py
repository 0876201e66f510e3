"""Proposals in words, for delegates."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.lib.phrases import listed
from zhijia.lib.sentences import gettext_noop
from zhijia.services.congress.proposals.flow import PROPOSAL_FLOW
from zhijia.services.congress.proposals.models import Proposal, ProposalReply
from zhijia.services.congress.proposals.queries import Read, ReadList
from zhijia.ui.components import Action, Fact
from zhijia.ui.reader import day_read

NOTHING: Mapping[int, str] = MappingProxyType({})
AWAITED = {"cosign": gettext_noop("文本已修改，请重新联名"), "rate": gettext_noop("请您评价答复")}


def facts_of_list(rows: Sequence[Proposal], awaited: Mapping[int, str] = NOTHING) -> list[Fact]:
    """Who proposed what, where it stands, or what of it waits for the reader."""
    return [
        Fact(
            row.proposer.name,
            row.title,
            note=_(AWAITED[awaited[row.pk]]) if row.pk in awaited else _state(row),
            url=reverse("congress:proposal", args=[row.case_id]),
        )
        for row in rows
    ]


def present_list(read: ReadList) -> dict[str, object]:
    """What waits for her first, then the others."""
    own = [row for row in read.proposals if row.pk in read.awaited]
    others = [row for row in read.proposals if row.pk not in read.awaited]
    return {
        "awaited": facts_of_list(own, read.awaited),
        "facts": facts_of_list(others),
        "is_delegate": read.is_delegate,
    }


def text_facts(proposal: Proposal) -> list[Fact]:
    """What is proposed and why."""
    return [Fact(_("理由"), proposal.reason), Fact(_("建议措施"), proposal.measure)]


def present(read: Read) -> dict[str, object]:
    """The text, the answers, and a button for each thing that can be done."""
    proposal = read.proposal
    facts = [
        Fact(_("提案人"), listed(read.authors, _)),
        *text_facts(proposal),
        Fact(_("文本版次"), _("第%(n)d版") % {"n": proposal.version}),
    ]
    if proposal.decision:
        facts.append(Fact(_("审查意见"), proposal.decision))
    if proposal.lead and proposal.due_on:
        facts.append(Fact(_("主办部门"), proposal.lead, note=_("最迟 %(day)s") % {"day": day_read(proposal.due_on)}))
    return {
        "proposal": proposal,
        "state": _state(proposal),
        "changed": _changed(read),
        "alike": facts_of_list(read.alike),
        "facts": facts,
        "replies": [_reply(one) for one in read.replies],
        "acts": [
            Action(
                _(move.label),
                reverse("congress:act_on_proposal", args=[proposal.case_id, move.verb]),
                "primary" if not n else "",
            )
            for n, move in enumerate(read.moves)
        ],
    }


def _changed(read: Read) -> str:
    """To whoever signed another text than the one that stands."""
    if read.signed is None:
        return ""
    versions = {"old": read.signed, "new": read.proposal.version}
    return _("您联名的是第%(old)d版，文本已改为第%(new)d版。请重新阅读，同意的再次联名。") % versions


def _reply(one: ProposalReply) -> Fact:
    rated = " · ".join(filter(None, [str(one.get_rating_display()), one.rating_note]))
    return Fact(
        _("第%(n)d次答复") % {"n": one.number}, one.text, note=rated or f"{one.signer} · {day_read(one.replied_on)}"
    )


def _state(row: Proposal) -> str:
    return _(PROPOSAL_FLOW.state(row.case.state).label)
