"""Giving an opinion, once a pair, and reading what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import OWN_ROLES
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation.models import Post
from zhijia.organisation.scopes import Actor
from zhijia.services.contacts.models import Pair, PairProgramme

WHO_SAYS = gettext_noop("挂钩干部由企业工会的主席或者委员评价。")
ASKED_IN = frozenset({"active", "handed_over", "closed"})


@dataclass(frozen=True, slots=True)
class Said:
    """What the unions of one cadre say together."""

    cadre: str
    answers: int
    mean: Decimal


def can_say(actor: Actor, case: Case) -> bool:
    """The paired union's own chair and officers, once the contact has begun."""
    post = actor.post
    is_own = post is not None and post.union_id == case.union_id and post.role in OWN_ROLES
    return is_own and case.state in ASKED_IN


def give_opinion(pair: Pair, points: int, *, actor: Actor) -> None:
    """Keep the points without a trace of who gave them. Raises `Refused` for a wrong actor and the second time."""
    if not can_say(actor, pair.case):
        raise Refused(WHO_SAYS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT contacts_give_opinion(%s, %s)", [pair.pk, points])
        if not cursor.fetchone()[0]:
            raise Refused("本会已经评价过，每家企业工会评价一次。")


def opinions_of(programme: PairProgramme, *, on: date) -> Sequence[Said]:
    """By cadre of the federations in scope, where at least so many unions answered as the parameter asks."""
    least = LocalLaw().rule("contacts.opinions", place=programme.union.place, on=on).number
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM contacts_opinions_of(%s, %s)", [programme.pk, least])
        rows = cursor.fetchall()
    titles = {post.pk: post.title for post in Post.objects.filter(pk__in=[row[0] for row in rows])}
    return [Said(titles.get(cadre, ""), answers, mean) for cadre, answers, mean in rows]
