"""Acts of one screen that are several acts of the organisation."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from zhijia.engines.cases.handing import tell_successor
from zhijia.engines.messages.sending import Line, send
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.accounts.opening import open_account
from zhijia.organisation.actions import NewMandate, enter_person, give_mandate, hand_over
from zhijia.organisation.actions.exports import Wanted, approve_export, ask_export, decline_export
from zhijia.organisation.models import Enterprise, LabourBureau, Mandate, PeopleExport, Person, Post, Union
from zhijia.organisation.models.posts import Role
from zhijia.organisation.queries.unions import ancestors_of
from zhijia.organisation.rules import UNMASKING_ROLES
from zhijia.organisation.scopes import SYSTEM, Actor, scoped


def enter_person_with_account(actor: Actor, *, home: Union, name: str, username: str, now: datetime) -> Person:
    """Enter a person and open her account; an empty account name is made from her number. Raises `Refused`."""
    person = enter_person(actor, home=home, name=name, now=now)
    open_account(actor, person, username=username, now=now)
    return person


def name_contact(
    actor: Actor, of: Enterprise | LabourBureau, given: Mapping[str, Any], *, home: Union, now: datetime
) -> Mandate:
    """Enter who acts for a party. Somebody new is entered at `home` with an account, which a slip then opens.

    `given` are the answers of `MandateForm`. Raises `Refused`.
    """
    person = given["person"] or enter_person_with_account(actor, home=home, name=given["name"], username="", now=now)
    entry = {name: given[name] for name in ("title", "letter", "scan", "from_on", "to_on")}
    return give_mandate(actor, NewMandate(person, of, **entry), now=now)


def hand_post_over(actor: Actor, post: Post, *, person: Person, on: date, now: datetime) -> int:
    """Hand a post over with what is awaited of it; returns how many to-dos that are. Raises `Refused`."""
    hand_over(actor, post, person, on=on, now=now)
    return tell_successor(post, person, actor=actor, now=now)


def ask_for_export(actor: Actor, wanted: Wanted, *, people: int, reason: str, now: datetime) -> PeopleExport:
    """Ask for a long list of people and tell who may approve it. Raises `Refused`."""
    export = ask_export(actor, wanted, people=people, reason=reason, now=now)
    lines = [Line(post, None, events.EXPORT_ASKED.code, str(export)) for post in _approving_posts(export)]
    send(lines, now=now, today=local_day(now), not_to=actor.person_id)
    return export


def decide_export(actor: Actor, export: PeopleExport, *, declined: str = "", now: datetime) -> PeopleExport:
    """Approve the request, or send it back for the reason in `declined`, and tell whoever asked. Raises `Refused`."""
    if declined:
        kind, decided = events.EXPORT_DECLINED, decline_export(actor, export, reason=declined, now=now)
    else:
        kind, decided = events.EXPORT_APPROVED, approve_export(actor, export, now=now)
    line = Line(None, None, kind.code, str(decided), person_id=decided.asked_by_id)
    send([line], now=now, today=local_day(now))
    return decided


def _approving_posts(export: PeopleExport) -> list[int]:
    """Of the nearest union, from the asking one upwards, that has another post which may approve: its leaders, else all."""
    with scoped(SYSTEM):
        own = Post.objects.select_related("union").get(pk=export.asked_by_post_id).union
        for union in (own, *reversed(ancestors_of(own))):
            posts = Post.objects.filter(union=union, closed_on=None, role__in=UNMASKING_ROLES)
            others = dict(posts.exclude(pk=export.asked_by_post_id).values_list("pk", "role"))
            if others:
                return [pk for pk, role in others.items() if role == Role.LEADER] or list(others)
    return []
