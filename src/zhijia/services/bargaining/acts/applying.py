"""Asking for coordination opens its own case; when it has ended the bargaining goes on from there."""

from dataclasses import replace

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.cases.papers import issue_papers
from zhijia.engines.cases.sharing import bureau_party, parties_reached, share_with_party
from zhijia.engines.cases.standing import Batch
from zhijia.engines.documents.scans import keep_scans_on
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.bargaining.checks.coordination import last_coordination
from zhijia.services.bargaining.flow.coordinating import COORDINATION_FLOW
from zhijia.services.bargaining.letters.coordinating import REQUEST_LETTER
from zhijia.services.bargaining.models import Coordination


def apply_for_coordination(turn: Turn) -> Outcome:
    """Open the coordination; the bureau and the employer see it where somebody can act for them here.

    The application is a paper of the new case: those who decide on it see nothing of the talks themselves.
    """
    data = turn.data
    entry = NewCase(
        title=turn.case.title[:300],
        union_id=turn.case.union_id,
        place=turn.case.place,
        enterprise_id=turn.case.enterprise_id,
        line=turn.case.line,
        data={"bargaining": turn.record.pk, "applicant": data["applicant"]},
    )
    reached = parties_reached(turn.case, today=turn.today)
    bureau = bureau_party(turn.case.place)
    with scoped(SYSTEM):  # an employer opens it without seeing the union that keeps it
        (case,) = open_cases(COORDINATION_FLOW, [entry], actor=turn.actor, now=turn.now)
        coordination = Coordination.objects.create(
            case=case,
            bargaining=turn.record,
            kind=data["kind"],
            applicant=data["applicant"],
            facts=data["facts"],
            applied_on=turn.today,
            bureau=reached.get(bureau, ""),
        )
        for party in reached:
            share_with_party(case, party)
        begin(COORDINATION_FLOW, [(case, coordination)], now=turn.now)
        case.refresh_from_db(fields=["path"])  # whose it is decides who may serve what lies with it
    issue_papers(REQUEST_LETTER, [replace(turn, case=case, batch=Batch())])
    scans = keep_scans_on(case, turn, for_party=bureau if bureau in reached else "")
    return Outcome(data={"coordination": coordination.pk, "number": case.number, "scans": scans})


def leave_coordination(turn: Turn) -> Outcome:
    """Back to the table, or to the deadlock, as the union says after a coordination without a result."""
    coordination = last_coordination(turn)
    data = {"coordination": coordination.pk, "outcome": str(coordination.outcome), "text": coordination.result[:500]}
    return Outcome(data=data, to_state=turn.data["to"])
