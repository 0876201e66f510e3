"""The kind of visit of the programme, and what recording one does: talks, promises and photos kept, problems on the ledger."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from zhijia.engines.cases.awaiting import rewrite_awaits
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Outcome, Turn, get_flow
from zhijia.engines.cases.standing import stand_together
from zhijia.engines.issues.raising import NewIssue, raise_issues
from zhijia.engines.visits.kinds import VisitKind, declare_visits
from zhijia.engines.visits.models import Visit
from zhijia.engines.visits.recording import NewVisit, record_visit, visit_sent
from zhijia.law.judging import judge_number
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.organisation.models import Union
from zhijia.organisation.models.posts import FunctionLine
from zhijia.services.contacts.forms.visit import ASKS, PROBLEMS, PROMISES, TALKS, client_id_of
from zhijia.services.contacts.models import Pair
from zhijia.services.contacts.planning import VISIT
from zhijia.services.contacts.rating import open_baseline


def follow_pair(visit: Visit, now: datetime) -> None:
    """The pair awaits its next visit, or again the one that was withdrawn."""
    if visit.about is None:
        return
    flow = get_flow(visit.about.kind)
    rewrite_awaits(flow, stand_together([(visit.about, flow.record_of(visit.about))]), now=now)


PAIR_VISITS = declare_visits(VisitKind(VISIT, gettext_noop("挂钩走访"), ASKS, follow_pair))


def judge_talks(turn: Turn) -> Sequence[Verdict]:
    """How many workers were talked with, against what the form asks (§E2); it warns."""
    rule = LocalLaw().rule("contacts.talks", place=turn.case.place, on=turn.data["visited_on"])
    return judge_number(rule, len(_talks(turn.data)))


def visit(turn: Turn) -> Outcome:
    """Keep the visit and put its problems on the ledger; the first one of the year opens the baseline of the rating.

    The pair's row is locked, so that one client id comes once.
    """
    pair: Pair = turn.record
    client_id = client_id_of(turn.data)
    if sent := visit_sent(client_id):
        raise Refused(Sentence("这次走访已经登记（{number}），不用再发。", {"number": sent.case.number}))
    union = Union.objects.get(pk=pair.union_id)
    entry = NewVisit(
        client_id=client_id,
        kind=VISIT,
        union=union,
        visited_on=turn.data["visited_on"],
        title=Sentence("走访{name}", {"name": union.name}).said_in(str),
        answers={name: turn.data[name] for name in ASKS if turn.data.get(name)},
        about=turn.case,
        companions=turn.data["companions"],
        talks=_talks(turn.data),
        promises=[
            (turn.data[f"promise_{n}"], turn.data[f"promised_on_{n}"])
            for n in range(1, PROMISES + 1)
            if turn.data.get(f"promise_{n}")
        ],
        photos=turn.data["scan"],
        line=FunctionLine.ORGANISING,
    )
    kept = record_visit(entry, actor=turn.actor, now=turn.now)
    issues = raise_issues(_issues(turn, kept, union), actor=turn.actor, now=turn.now)
    baseline = open_baseline(pair, actor=turn.actor, now=turn.now)
    data = {"visit": kept.case_id, "issues": [issue.case_id for issue in issues]}
    return Outcome(data={**data, "baseline": baseline.case_id} if baseline else data)


def _talks(data: Any) -> list[tuple[str, str]]:
    return [
        (data.get(f"talk_about_{n}") or "", data[f"talk_{n}"]) for n in range(1, TALKS + 1) if data.get(f"talk_{n}")
    ]


def _issues(turn: Turn, kept: Visit, union: Union) -> list[NewIssue]:
    """The problems of the form, in its order; the cadre's federation handles them."""
    pair: Pair = turn.record
    return [
        NewIssue(
            union=union,
            handled_by_id=pair.federation_id,
            source=VISIT,
            text=turn.data[f"problem_{n}"],
            category=turn.data.get(f"category_{n}") or "other",
            level=turn.data.get(f"level_{n}") or "own",
            found_on=kept.visited_on,
            origin=kept.case,
            line=FunctionLine.ORGANISING,
        )
        for n in range(1, PROBLEMS + 1)
        if turn.data.get(f"problem_{n}")
    ]
