"""What became of the proposals is reported to the session that sits (WC-043)."""

from collections.abc import Mapping
from typing import Any

from zhijia.engines.cases.flow import Outcome, Paper, Turn
from zhijia.lib.sentences import Refused
from zhijia.services.congress.proposals.letters import REPORT_TEMPLATE, report_of
from zhijia.services.congress.proposals.models import Proposal, ProposalReply
from zhijia.services.congress.sessions.models import CongressSession


def report_proposals(turn: Turn) -> Outcome:
    """All that were decided on and not reported before are reported now; what is still handled is reported again next time."""
    session: CongressSession = turn.record
    proposals = _decided(session)
    if not proposals:
        raise Refused("本届还没有审查过的提案，不用报告。")
    fresh = [one for one in proposals if one.reported_on is None]
    Proposal.objects.filter(pk__in=[one.pk for one in fresh]).update(session=session.case_id, reported_on=turn.today)
    return Outcome({"proposals": [one.case.number for one in proposals], "fresh": len(fresh)})


def _decided(session: CongressSession) -> list[Proposal]:
    rows = Proposal.objects.filter(term=session.term_id, decided_on__isnull=False, withdrawn_on=None)
    return list(rows.select_related("case", "proposer").order_by("rank", "pk"))


def _report(turn: Turn) -> Mapping[str, Any]:
    proposals = _decided(turn.record)
    replies = ProposalReply.objects.filter(proposal__in=proposals).order_by("number")
    last = {one.proposal_id: one for one in replies}
    return report_of(proposals, last, title=turn.case.title, number=turn.case.number)


REPORT = Paper(REPORT_TEMPLATE.code, _report)
