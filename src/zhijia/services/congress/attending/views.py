"""The pages of a session on the phone of a delegate, and the screen of the hall with its code."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhijia.engines.cases.advance import InvalidInput, advance, bind_form
from zhijia.engines.cases.flow import Turn, is_allowed
from zhijia.engines.cases.submissions import read_key
from zhijia.engines.live.regions import Region, allow_live
from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.congress.attending.acts import (
    ask_to_speak,
    come,
    confirm_read,
    offer_opinion,
    suggest_topic,
    withdraw_speech,
)
from zhijia.services.congress.attending.codes import ROTATES, HallCode, check_code
from zhijia.services.congress.attending.floor import LEADING, ONE_TAP, controls_of
from zhijia.services.congress.attending.presenting import facts_of_sessions, present, svg_of, texts_of
from zhijia.services.congress.attending.reading import asked_turn, own_sessions, read_session, turn_of
from zhijia.services.congress.queries import get_session
from zhijia.services.congress.sessions.flow import SESSION_FLOW
from zhijia.services.congress.sessions.hall import channel_of, picture_of
from zhijia.services.congress.sessions.models import CongressSession
from zhijia.services.congress.sessions.states import OPEN_TO_COMERS
from zhijia.ui.refusing import UNPROCESSABLE, put_refusal
from zhijia.ui.shell import Appearance, Shell

FLOOR_SECONDS = 10
"""A delegate who asks for the floor appears before whoever leads that soon."""


@require_GET
def list_own(request: ActingRequest) -> HttpResponse:
    """The sessions of the reader."""
    facts = facts_of_sessions(own_sessions(request.actor, today=local_day(timezone.now())))
    return render(request, "congress/own_sessions.html", {"facts": facts})


@require_GET
def show_session(request: ActingRequest, case: int) -> HttpResponse:
    """One of them as it goes on, with what she can do now."""
    attended = read_session(request.actor, case, today=local_day(timezone.now()))
    if not attended.is_of_it:
        return render(request, "congress/own_session.html", present(attended, ""))
    region = _region(request, attended.session)
    context = present(attended, region.html) | {"region": region}
    response = render(request, "congress/own_session.html", context)
    allow_live(request, response)
    return response


@require_http_methods(["GET", "POST"])
def show_texts(request: ActingRequest, case: int) -> HttpResponse:
    """All texts of the session; at their end she confirms that she has read them."""
    if request.method == "POST":
        try:
            confirm_read(request.actor, case, now=timezone.now())
        except Refused as refused:
            messages.error(request, refused.sentence.said_in(_))
        else:
            messages.success(request, _("已记录您阅读了材料。"))
        return redirect("congress:session_texts", case)
    attended = read_session(request.actor, case, today=local_day(timezone.now()))
    if not attended.is_of_it:
        raise Http404
    return render(request, "congress/session_texts.html", texts_of(attended))


@require_http_methods(["GET", "POST"])
def give_opinion(request: ActingRequest, case: int) -> HttpResponse:
    """Say what one thinks of an item."""
    now = timezone.now()
    turn = turn_of(request.actor, case, now=now)
    words = {"title": _("提出意见"), "act": _("提出"), "done": _("意见已提出，答复后在本页显示。")}
    return _say(request, turn, "offer_opinion", offer_opinion, words)


@require_http_methods(["GET", "POST"])
def give_topic(request: ActingRequest, case: int) -> HttpResponse:
    """Suggest what comes on the agenda, while topics are collected."""
    now = timezone.now()
    turn = asked_turn(request.actor, case, now=now)
    words = {"title": _("建议议题"), "act": _("提出"), "done": _("建议已提出，结果在本页显示。")}
    return _say(request, turn, "suggest_topic", suggest_topic, words)


def _say(
    request: ActingRequest, turn: Turn, verb: str, say: Callable[..., None], words: Mapping[str, str]
) -> HttpResponse:
    """The form of something that a delegate says; a mistake stands at its field."""
    move, case = SESSION_FLOW.move(verb), turn.case.pk
    form = bind_form(move, turn) if request.method == "GET" else bind_form(move, turn, data=request.POST)
    if request.method == "POST":
        try:
            say(request.actor, case, now=turn.now, data=request.POST)
        except InvalidInput as invalid:
            form = invalid.form
        except Refused as refused:
            form.is_valid()
            put_refusal(form, refused)
        else:
            messages.success(request, words["done"])
            return redirect("congress:session", case)
    context = {"form": form, **words, "lede": turn.case.title, "back": reverse("congress:session", args=[case])}
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return render(request, "ui/form_page.html", context, status=status)


@require_POST
def speak(request: ActingRequest, case: int) -> HttpResponse:
    """Ask for the floor, or give up one's place in the queue."""
    act = withdraw_speech if request.POST.get("act") == "withdraw" else ask_to_speak
    try:
        act(request.actor, case, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence.said_in(_))
    return redirect("congress:session", case)


@require_http_methods(["GET", "POST"])
def check_in_here(request: ActingRequest, case: int) -> HttpResponse:
    """Where the code of the hall leads: she confirms that she is here."""
    code, now = request.GET.get("code", ""), timezone.now()
    attended = read_session(request.actor, case, today=local_day(now))
    refusal, status = "", 200
    try:
        if request.method == "POST":
            come(request.actor, case, code, now=now)
            return redirect("congress:session", case)
        if not attended.has_come:
            check_code(code, attended.member.sitting_id if attended.member else 0, now=now)
    except Refused as refused:
        refusal, status = refused.sentence.said_in(_), UNPROCESSABLE
    context = {"attended": attended, "refusal": refusal}
    return render(request, "congress/here.html", context, status=status)


@require_GET
def show_hall(request: ActingRequest, case: int) -> HttpResponse:
    """The big screen: how many are here, what is spoken about, how votes ended; while people come, the code."""
    session = get_session(request.actor, case)
    shell = Shell(variant="cockpit", is_wall=True, here=request.path, appearance=Appearance.of_request(request))
    context = {"session": session, "region": _region(request, session), "shell": shell}
    context["code_url"] = reverse("congress:hall_code", args=[case]) if _may_check_in(request, session) else ""
    response = render(request, "congress/hall.html", context)
    allow_live(request, response)
    return response


@require_GET
def show_code(request: ActingRequest, case: int) -> HttpResponse:
    """The code of now, fetched by the screen again and again; nothing while nobody checks in."""
    session = get_session(request.actor, case)
    if not _may_check_in(request, session):
        raise PermissionDenied(_("签到码由召开会议的工会展示。"))
    sitting = session.sittings.order_by("-pk").first()
    is_open = sitting is not None and session.case.state in OPEN_TO_COMERS
    is_late = session.case.state != "gathering"
    context = {
        "is_late": is_late,
        "code_url": request.path,
        "seconds": int(ROTATES.total_seconds()),
        "picture": SafeString(""),
    }
    if sitting and is_open:
        code = HallCode.of(sitting.pk, timezone.now())
        here = reverse("congress:here", args=[case])
        context["picture"] = svg_of(request.build_absolute_uri(f"{here}?code={code}"))
    response = render(request, "congress/_code.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _region(request: ActingRequest, session: CongressSession) -> Region:
    """The picture as it was last drawn; before the first act that draws it, as it is now."""
    region = Region.of(request, channel_of(session))
    return region if region.version else replace(region, html=SafeString(picture_of(session, session.case.state)))


def _may_check_in(request: ActingRequest, session: CongressSession) -> bool:
    now = timezone.now()
    turn = Turn(session.case, session, request.actor, now, local_day(now))
    move = SESSION_FLOW.move("check_in")
    return move.admits(request.actor) and is_allowed(move.may, turn)


@require_GET
def show_floor(request: ActingRequest, case: int) -> HttpResponse:
    """The picture of the hall, and below it what one tap can do."""
    session = _led(request, case)
    context = {"session": session, "region": _region(request, session), **_controls(session)}
    response = render(request, "congress/floor.html", context)
    allow_live(request, response)
    return response


@require_GET
def show_controls(request: ActingRequest, case: int) -> HttpResponse:
    """The same below the picture, fetched again and again: a delegate who asks for the floor appears by herself."""
    session = _led(request, case)
    response = render(request, "congress/_floor.html", {"session": session, **_controls(session)})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def lead(request: ActingRequest, case: int, verb: str) -> HttpResponse:
    """One tap."""
    if verb not in ONE_TAP:
        raise Http404
    session = _led(request, case)
    try:
        key = read_key(request.POST)
        advance(session.case_id, verb, actor=request.actor, key=key, now=timezone.now(), data=request.POST)
    except InvalidInput:
        messages.error(request, _("会场情况刚刚有变化，请看清以后再按一次。"))
    except Refused as refused:
        messages.error(request, refused.sentence.said_in(_))
    return redirect("congress:floor", case)


def _led(request: ActingRequest, case: int) -> CongressSession:
    """The session, for whoever may lead it; not found for whoever does not see it."""
    session, now = get_session(request.actor, case), timezone.now()
    turn, move = Turn(session.case, session, request.actor, now, local_day(now)), SESSION_FLOW.move(LEADING)
    if not (move.admits(request.actor) and is_allowed(move.may, turn)):
        raise PermissionDenied(_("会议由召开会议的工会主持。"))
    return session


def _controls(session: CongressSession) -> dict[str, object]:
    address = reverse("congress:floor_controls", args=[session.case_id])
    return {"controls": controls_of(session, now=timezone.now()), "controls_url": address, "seconds": FLOOR_SECONDS}
