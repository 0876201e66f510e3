"""Elections and terms of office in the actor's scope."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from zhijia.engines.cases.queries import cases_visible_to
from zhijia.organisation.models import Post, Union
from zhijia.organisation.models.posts import Role
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.queries import holdings_on, unions_visible_to
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.electing.models import OfficeTerm
from zhijia.services.organising.elections.models import Election

INNER = (UnionKind.BRANCH, UnionKind.GROUP)


def elections_visible_to(actor: Actor) -> QuerySet[Election]:
    """Elections that the actor may see, newest first."""
    rows = Election.objects.filter(case__in=cases_visible_to(actor))
    return rows.select_related("case", "case__union").order_by("-pk")


def terms_ending(actor: Actor, *, today: date, near_days: int) -> QuerySet[Union]:
    """Unions whose term ends within so many days or has ended, `ends_on` with what was allowed on top; the soonest first."""
    postponed = OfficeTerm.objects.filter(union=OuterRef("pk"), ended_on=None).values("postponed_to")[:1]
    rows = unions_visible_to(actor).exclude(kind__in=INNER).filter(Q(closed_on=None) | Q(closed_on__gt=today))
    rows = rows.annotate(ends_on=Coalesce(postponed, F("term_to")))
    return rows.filter(ends_on__lte=today + timedelta(days=near_days)).order_by("ends_on", "pk")


def chairs_vacant(actor: Actor, *, today: date) -> QuerySet[Union]:
    """Unions with a chair's post that nobody holds."""
    held = holdings_on(today).filter(post=OuterRef("pk"))
    vacant = Post.objects.filter(~Exists(held), union=OuterRef("pk"), role=Role.CHAIR, closed_on=None)
    filled = Post.objects.filter(Exists(held), union=OuterRef("pk"), role=Role.CHAIR, closed_on=None)
    rows = unions_visible_to(actor).filter(Exists(vacant), ~Exists(filled), closed_on=None)
    return rows.order_by("path", "pk")
