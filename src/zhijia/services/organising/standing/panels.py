"""Whether a union lives, on its own page and on that of the enterprises that it covers."""

from collections.abc import Mapping

from django.urls import reverse

from zhijia.engines.campaigns.selecting import coverages_on
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.unions import GRASSROOTS_KINDS
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.organisation.permissions import can_administer
from zhijia.services.organising.standing.presenting import facts_of, row_of
from zhijia.services.organising.standing.queries import with_life
from zhijia.ui.components import Fact


def read_life_of_union(question: PanelQuestion) -> Mapping[str, object] | None:
    """The five facts of a grass-roots union; nothing on any other page."""
    row = question.row
    if not isinstance(row, Union) or row.kind not in GRASSROOTS_KINDS or row.closed_on:
        return None
    union = with_life(Union.objects.filter(pk=row.pk), today=question.today).get()
    shown = row_of(union, today=question.today)
    return {
        "row": shown,
        "facts": facts_of(union, today=question.today),
        "union": row,
        "may_record": can_administer(question.actor, row.path),
    }


def read_life_of_enterprise(question: PanelQuestion) -> Mapping[str, object] | None:
    """Of each union that covers the enterprise today, whether it lives."""
    if not isinstance(question.row, Enterprise):
        return None
    covering = coverages_on(question.today).filter(enterprise=question.row).values("union")
    unions = with_life(Union.objects.filter(pk__in=covering), today=question.today).order_by("path")
    rows = [row_of(union, today=question.today) for union in unions]
    facts = [Fact(row.union.name, row.words, url=reverse("organising:union", args=[row.union.pk])) for row in rows]
    return {"facts": facts} if facts else None


register_panel(
    place="union",
    code="organising.life",
    title=gettext_noop("组织活力"),
    template="organising/standing/_union.html",
    read=read_life_of_union,
    order=12,
)
register_panel(
    place="enterprise",
    code="organising.life",
    title=gettext_noop("组织活力"),
    template="organising/standing/_enterprise.html",
    read=read_life_of_enterprise,
    order=16,
)
