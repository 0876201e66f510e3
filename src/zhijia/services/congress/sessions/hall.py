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
from zhijia.services.congress.sessions.checks import items_of, present_at
from zhijia.services.congress.sessions.models import AgendaItem, CongressSession, Sitting, SittingMember
from zhijia.services.congress.sessions.speaking import Floor
from zhijia.services.congress.sessions.states import STATES
from zhijia.services.congress.sessions.votes_of import live_polls, subject_of
from zhijia.services.congress.terms.staff import law_of
from zhijia.ui.components import Fact, Stat


@dataclass(frozen=True, slots=True)
class Hall:
    """The picture. No `figures` before the roll is frozen; without that of the quorum where no number is known."""

    title: str
    stage: str
    figures: Sequence[Stat]
    current: AgendaItem | None
    agenda: Sequence[Fact]
    speaker: SittingMember | None
    waiting: Sequence[SittingMember]
    speaking_minutes: int | None
    open_polls: Sequence[Poll]


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
    floor = Floor.of(session)
    return Hall(
        session.case.title,
        _(label),
        figures,
        current,
        [_line(one, current, voted_on) for one in items],
        floor.speaker.member if floor.speaker else None,
        [one.member for one in floor.waiting],
        session.speaking_minutes,
        open_polls,
    )


def _figures(session: CongressSession, sitting: Sitting) -> list[Stat]:
    present, rule = present_at(sitting), law_of(session.term, sitting.day)("congress.quorum")
    figures = [Stat(_("应到"), sitting.size, unit=_("人")), Stat(_("实到"), present, unit=_("人"))]
    if rule.version is None:
        return figures
    needed = least_of(rule, sitting.size)
    light, words = ("ok", _("已达到")) if present >= needed else ("near", _("还差%(n)d人") % {"n": needed - present})
    return [*figures, Stat(_("开会须到"), needed, unit=_("人"), light=light, light_words=words)]


def _line(item: AgendaItem, current: AgendaItem | None, voted_on: Collection[str]) -> Fact:
    at = f"{item.starts_at:%H:%M} " if item.starts_at else ""
    return Fact(
        f"{at}{item.number}. {item.title}",
        _said(item, item == current, subject_of(item) in voted_on),
        note=_counted(item),
    )


def _said(item: AgendaItem, is_current: bool, is_voted_on: bool) -> str:
    if is_voted_on:
        return _("正在投票")
    if item.decided_on is not None:
        return _("通过") if item.is_passed else _("未通过")
    return _("正在进行") if is_current else str(item.get_power_display())


def _counted(item: AgendaItem) -> str:
    if item.yes is None:
        return ""
    counts = {"yes": item.yes, "no": item.no, "abstain": item.abstain, "invalid": item.invalid}
    return _("赞成 %(yes)d，反对 %(no)d，弃权 %(abstain)d，无效 %(invalid)d") % counts
