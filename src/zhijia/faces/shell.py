"""What the page shell shows of the person who looks: filled once for every page of every face."""

from collections.abc import Sequence
from functools import lru_cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from zhijia.faces.navigation import Entry, entries_of
from zhijia.faces.waiting import count_waiting
from zhijia.organisation.middleware import AS_HERSELF
from zhijia.organisation.queries import is_employed
from zhijia.organisation.scopes import NOBODY, ActingPost, Actor
from zhijia.ui.shell import Appearance, NavEntry, PostChoice, Shell, Variant

TODOS = frozenset({"workbench:desk", "partner:home"})
VARIANT_OF_NAMESPACE: dict[str, Variant] = {
    "portal": "portal",
    "cockpit": "cockpit",
    "entrance": "plain",
    "verification": "plain",
}


def shell(request: HttpRequest) -> dict[str, object]:
    """The context of every page; nothing is asked before a template looks at it."""
    return {"shell": SimpleLazyObject(lambda: _shell_of(request))}


def _shell_of(request: HttpRequest) -> Shell:
    actor: Actor = getattr(request, "actor", NOBODY)
    appearance = Appearance.of_request(request)
    law_url = _url("organising:parameters")
    if actor.user_id is None:
        return Shell(appearance=appearance, here=request.path, sign_in_url=_url("account_login"), law_url=law_url)
    variant, waiting = _variant(request, actor), count_waiting(actor)
    return Shell(
        variant=variant,
        home_url=_url("home") or "/",
        nav=_nav(request, entries_of(actor, variant), todos=waiting.todos),
        search_url=_url("workbench:search") if variant == "workbench" and not actor.mandate else "",
        search_query=request.GET.get("q", "") if _name_of(request) == "workbench:search" else "",
        search_hint=_("搜索工会、单位、事项编号或标题"),
        person=actor.name,
        posts=tuple(_choice(post, actor) for post in actor.posts),
        switch_url=_url("entrance:choose_post"),
        other_face=_other_face(request, actor),
        face_url=_url("entrance:choose_face"),
        account_url=_url("entrance:account"),
        sign_out_url=_url("account_logout"),
        inbox_url=_url(f"{_inbox_of(actor, variant)}:inbox"),
        inbox_count=waiting.unread,
        here=request.get_full_path() if request.method == "GET" else request.path,
        appearance=appearance,
        law_url=law_url,
    )


def _other_face(request: HttpRequest, actor: Actor) -> str:
    """Where somebody who works and acts for an outside party may go over to; nothing for all others."""
    if request.session.get(AS_HERSELF):
        return _("切换到授权联系人")
    if actor.mandate and is_employed(actor, today=timezone.localdate()):
        return _("切换到职工本人")
    return ""


def _inbox_of(actor: Actor, variant: Variant) -> str:
    if actor.mandate:
        return "partner"
    return "portal" if variant == "portal" or actor.post is None else "workbench"


def _variant(request: HttpRequest, actor: Actor) -> Variant:
    """The face whose page this is; pages of accounts are plain, and a worker without a post has the portal only."""
    namespace = _name_of(request).partition(":")[0]
    if namespace in VARIANT_OF_NAMESPACE:
        return VARIANT_OF_NAMESPACE[namespace]
    if namespace.startswith(("account_", "mfa_")):
        return "plain"
    return "portal" if actor.post is None and not actor.mandate else "workbench"


def _nav(request: HttpRequest, entries: Sequence[Entry], *, todos: int) -> tuple[NavEntry, ...]:
    shown = [entry for entry in entries if _url(entry.url_name)]
    here = _best_match(request, shown)
    return tuple(
        NavEntry(
            label=_(entry.label),
            url=_url(entry.url_name),
            icon=entry.icon,
            is_current=entry is here,
            count=todos if entry.url_name in TODOS else None,
            section=_(entry.section) if entry.section else "",
        )
        for entry in shown
    )


def _best_match(request: HttpRequest, entries: list[Entry]) -> Entry | None:
    """The entry that this page lies under: the one with the longest address that begins this one's."""
    places = {_url(name): entry for entry in entries for name in (entry.url_name, *entry.also)}
    matching = [place for place in places if place and request.path.startswith(place)]
    return places[max(matching, key=len)] if matching else None


def _choice(post: ActingPost, actor: Actor) -> PostChoice:
    return PostChoice(
        value=str(post.id),
        label=post.title,
        union=post.union_name,
        note=_("代理") if post.is_deputy else "",
        is_current=actor.post is not None and post.id == actor.post.id,
    )


def _name_of(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


@lru_cache(maxsize=64)
def _url(name: str) -> str:
    """The address of a page, or nothing for a page that this installation does not have."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
