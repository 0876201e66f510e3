"""What the hall and the phones of the delegates see while the session goes on: drawn by the acts that change it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from zhijia.engines.ballots.models import Poll, PollState
from zhijia.engines.cases.flow import Act, Outcome, Turn
from zhijia.engines.live.publishing import publish
from zhijia.law.votes import least_of
from zhijia.services.congress.rules.powers import Power
from zhijia.services.congress.sessions.checks import items_of, present_at
from zhijia.services.congress.sessions.models import AgendaItem, CongressSession, Sitting, SittingMember
from zhijia.services.congress.sessions.speaking import Floor
from zhijia.services.congress.sessions.states import STATES
from zhijia.services.congress.sessions.votes_of import live_polls, outcome_of, subject_of
from zhijia.services.congress.terms.staff import law_of
from zhijia.ui.components import Stat

MOST_WAITING = 6
"""So many names of those who wait are shown; the others are counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the agenda: what it is called, where it stands, how its votes were counted."""

    name: str
    said: str
    badge: str
    counted: str


@dataclass(frozen=True, slots=True)
class Hall:
    """The picture. No `figures` before the roll is frozen; without that of the quorum where no number is known.

    `result` is that of the current item, once it was voted on.
    """

    title: str
    stage: str
    figures: Sequence[Stat]
    current: AgendaItem | None
    result: Line | None
    agenda: Sequence[Line]
    speaker: SittingMember | None
    waiting: Sequence[SittingMember]
    more_waiting: int
    speaking_minutes: int | None
    open_polls: Sequence[Poll]

    @property
    def has_now(self) -> bool:
        """Whether anything is going on beside the agenda."""
        return bool(self.current or self.open_polls or self.speaker or self.waiting)


def channel_of(session: CongressSession) -> str:
    return f"congress.session.{session.case_id}.hall"


def picture_of(session: CongressSession, state: str) -> str:
    """The picture in the language of now."""
    return render_to_string("congress/_hall.html", {"hall": _hall(session, state)})


def show(session: CongressSession, state: str, *, now: datetime) -> None:
    """Draw it anew for everybody who watches; last in the act."""
    publish(channel_of(session), lambda: picture_of(session, state), now=now)


def shown(act: Act, state: str = "") -> Act:
    """The act, and then the picture in the state to which the move leads; empty: it stays as it is."""

    def act_and_show(turn: Turn) -> Outcome:
        outcome = act(turn)
        show(turn.record, state or turn.case.state, now=turn.now)
        return outcome

    return act_and_show


def _hall(session: CongressSession, state: str) -> Hall:
    sitting = Sitting.objects.filter(session=session).order_by("-pk").first()
    label = next(one.label for one in STATES if one.code == state)
    items = items_of(session)
    current = next((one for one in items if one.pk == session.current_id), None)
    figures = _figures(session, sitting) if sitting else ()
    open_polls = list(live_polls(session.case_id).filter(state=PollState.OPEN))
    voted_on = {one.subject for one in open_polls}
    lines = {one.pk: _line(one, current, voted_on) for one in items}
    floor = Floor.of(session)
    waiting = [one.member for one in floor.waiting]
    return Hall(
        title=session.case.title,
        stage=_(label),
        figures=figures,
        current=None if current and subject_of(current) in voted_on else current,
        result=lines[current.pk] if current and current.decided_on else None,
        agenda=list(lines.values()),
        speaker=floor.speaker.member if floor.speaker else None,
        waiting=waiting[:MOST_WAITING],
        more_waiting=len(waiting[MOST_WAITING:]),
        speaking_minutes=session.speaking_minutes,
        open_polls=open_polls,
    )


def _figures(session: CongressSession, sitting: Sitting) -> list[Stat]:
    present, rule = present_at(sitting), law_of(session.term, sitting.day)("congress.quorum")
    figures = [Stat(_("应到"), sitting.size, unit=_("人")), Stat(_("实到"), present, unit=_("人"))]
    if rule.version is None:
        return figures
    needed = least_of(rule, sitting.size)
    light, words = ("ok", _("已达到")) if present >= needed else ("near", _("还差%(n)d人") % {"n": needed - present})
    return [*figures, Stat(_("开会须到"), needed, unit=_("人"), light=light, light_words=words)]


def _line(item: AgendaItem, current: AgendaItem | None, voted_on: Collection[str]) -> Line:
    at = f" · {item.starts_at:%H:%M}" if item.starts_at else ""
    said, badge = _said(item, item == current, subject_of(item) in voted_on)
    return Line(f"{item.number}. {item.title}{at}", said, badge, _counted(item))


def _said(item: AgendaItem, is_current: bool, is_voted_on: bool) -> tuple[str, str]:
    """Where it stands, and the badge of that."""
    if is_voted_on:
        return _("正在投票"), "near"
    if item.decided_on is not None:
        return outcome_of(item), "ok" if item.is_passed or item.power == Power.EVALUATE else "late"
    return (_("正在进行"), "near") if is_current else (str(item.get_power_display()), "")


def _counted(item: AgendaItem) -> str:
    if item.yes is None:
        return ""
    counts = {"yes": item.yes, "no": item.no, "abstain": item.abstain, "invalid": item.invalid}
    return _("赞成 %(yes)d，反对 %(no)d，弃权 %(abstain)d，无效 %(invalid)d") % counts
