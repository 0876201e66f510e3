"""Sessions in words, for those who sit in them."""

from collections.abc import Sequence
from io import BytesIO

import segno
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from zhijia.engines.ballots.panels import ShownPoll
from zhijia.services.congress.attending.reading import Attended
from zhijia.services.congress.sessions.collecting import COLLECTING
from zhijia.services.congress.sessions.models import AgendaItem, CongressSession, DelegationOpinion, TopicSuggestion
from zhijia.services.congress.sessions.speaking_flow import DELIBERATING
from zhijia.services.congress.sessions.states import OPEN_TO_COMERS, STATES
from zhijia.services.congress.sessions.votes_of import outcome_of
from zhijia.ui.components import Action, Fact
from zhijia.ui.reader import day_read

DISCUSSED = frozenset({"delivered", "discussing"})


def facts_of_sessions(rows: Sequence[CongressSession]) -> list[Fact]:
    """Which, where it stands, when and where."""
    return [
        Fact(
            row.case.title,
            stage_read(row),
            note=f"{day_read(row.planned_on)} {row.venue}",
            url=reverse("congress:session", args=[row.case_id]),
        )
        for row in rows
    ]


def present(attended: Attended, picture: str) -> dict[str, object]:
    """Her session: her own part of it, what she can do, what was said and answered, beside the picture of the hall."""
    session = attended.session
    case = session.case_id
    facts = [Fact(_("拟召开日期"), day_read(session.planned_on), note=session.venue)]
    if attended.receipt:
        read = _("已阅读") if attended.receipt.read_at else _("还没有确认阅读")
        facts.append(Fact(_("材料"), read, note=_("%(day)s 送达") % {"day": day_read(attended.receipt.delivered_on)}))
    if attended.member:
        facts.append(Fact(_("签到"), _("已签到") if attended.has_come else _("未签到，请扫描会场屏幕上的签到码")))
    if session.published_on:
        facts.append(Fact(_("公布日期"), day_read(session.published_on), note=session.channel))
    is_live = session.case.state in OPEN_TO_COMERS
    acts = []
    if attended.receipt:
        is_next = attended.receipt.read_at is None and not any(one.is_asked for one in attended.polls)
        texts = reverse("congress:session_texts", args=[case])
        acts.append(Action(_("阅读材料"), texts, "primary" if is_next else ""))
    if attended.receipt and session.case.state in DISCUSSED:
        acts.append(Action(_("提出意见"), reverse("congress:give_opinion", args=[case])))
    if attended.may_suggest:
        acts.append(Action(_("建议议题"), reverse("congress:give_topic", args=[case]), "" if acts else "primary"))
    return {
        "session": session,
        "facts": facts,
        "acts": acts,
        "polls": [one for one in attended.polls if not _is_led_to(one, picture)],
        "is_live": is_live,
        "is_of_it": attended.is_of_it,
        "topics_until": day_read(session.topics_until) if session.topics_until else "",
        "suggestions": [_suggestion(one) for one in attended.suggestions],
        "must_come": is_live and attended.member is not None and not attended.has_come,
        "may_speak": attended.has_come and session.case.state in DELIBERATING,
        "is_waiting": attended.is_waiting,
        "opinions": [_opinion(one) for one in attended.opinions],
        "resolutions": [_resolution(one) for one in attended.items if session.resolved_on and one.resolution],
    }


def _is_led_to(poll: ShownPoll, picture: str) -> bool:
    """Whether all that she can do in a poll is to vote, and the picture of the hall leads there already."""
    return poll.is_open and len(poll.acts) == 1 and f'href="{poll.acts[0].url}"' in picture


def texts_of(attended: Attended) -> dict[str, object]:
    """The texts in the order of the agenda, and whether she has confirmed that she read them."""
    receipt = attended.receipt
    return {
        "session": attended.session,
        "items": attended.items,
        "is_read": bool(receipt and receipt.read_at),
        "is_to_read": bool(receipt and not receipt.read_at and attended.session.delivered_on),
    }


def svg_of(address: str) -> SafeString:
    """A code as a picture that stands in the page."""
    out = BytesIO()
    segno.make_qr(address, error="m").save(
        out, kind="svg", xmldecl=False, svgns=False, border=2, light="#fff", omitsize=True
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308 - drawn here from an address of ours


def _suggestion(one: TopicSuggestion) -> Fact:
    return Fact(one.title, became_of(one), note=one.reason)


def became_of(one: TopicSuggestion) -> str:
    """Of a suggestion: on the agenda, or why not, or nothing yet."""
    if one.item:
        return _("已列入议题：%(item)s") % {"item": f"{one.item.number}. {one.item.title}"}
    return _("没有列入：%(reason)s") % {"reason": one.answer} if one.answered_on else _("待答复")


def _opinion(one: DelegationOpinion) -> Fact:
    by = one.delegation.name if one.delegation else ""
    return Fact(f"{one.item.number}. {one.text}", one.answer or _("待答复"), note=by)


def _resolution(item: AgendaItem) -> Fact:
    return Fact(item.title, item.resolution, note=outcome_of(item))


def stage_read(session: CongressSession) -> str:
    """Where it stands; while topics are collected, until when."""
    label = next(_(state.label) for state in STATES if state.code == session.case.state)
    if session.case.state == COLLECTING and session.topics_until:
        return _("%(state)s，议题征集至%(day)s") % {"state": label, "day": day_read(session.topics_until)}
    return label
