"""What nobody did by its last day is pointed out the day after, not only once it is done late (WC-029, WC-030).

Whoever enters it afterwards with a day in time shows that nothing was wrong: the finding stays in the case and counts no
more. A later day answers it, and it counts once.
"""

from collections.abc import Iterable, Mapping

from zhijia.engines.cases.clocks import LocalLaw, judge_clock
from zhijia.engines.cases.findings import point_out
from zhijia.engines.cases.models import CaseFinding, Clock, ClockState
from zhijia.services.congress.sessions.models import CongressSession
from zhijia.services.congress.sessions.opening import FLOW
from zhijia.trail.models import Event
from zhijia.trail.subscribers import subscribe

MISSED: Mapping[str, str] = {"publication": "publish_missed", "report": "report_missed"}
"""Clocks of a session, and under which name its finding is kept."""


def still_wrong(rows: Iterable[CaseFinding], session: CongressSession) -> list[CaseFinding]:
    """Without what was missed and then done: a day in time shows that nothing was wrong, a later one says so itself."""
    done = {MISSED["publication"]: session.published_on, MISSED["report"]: session.reported_on}
    return [row for row in rows if done.get(row.verb) is None]


@subscribe("congress.missed", "cases.clock_overdue")
def note_missed(event: Event) -> None:
    """The last day of a term has passed and nobody did it; repeatable."""
    verb = MISSED.get(str(event.data["clock"]))
    if verb is None or CaseFinding.objects.filter(case=event.subject_id, verb=verb).exists():
        return
    rows = Clock.objects.filter(case=event.subject_id, case__kind=FLOW, name=event.data["clock"])
    clock = rows.filter(state=ClockState.RUNNING).select_related("case").prefetch_related("entries").first()
    if clock is None:
        return
    for verdict in judge_clock(clock, done=None, now=event.at, law=LocalLaw()):
        point_out(clock.case, verdict.rule, verdict.sentence, verb=verb, event_id=event.pk, now=event.at)
