"""Panels of other services, rendered."""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from zhijia.organisation.models import Enterprise, Person, Union
from zhijia.organisation.panels import PanelQuestion, Place, panels_of
from zhijia.organisation.scopes import Actor


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """A panel with its words."""

    title: str
    html: str


def read_panels(actor: Actor, place: Place, row: Enterprise | Union | Person, *, today: date) -> list[ShownPanel]:
    """The panels of a page in their order; one with nothing to do there is left out."""
    question = PanelQuestion(actor, row, today)
    read = ((panel, panel.read(question)) for panel in panels_of(place))
    return [
        ShownPanel(_(panel.title), render_to_string(panel.template, dict(context)))
        for panel, context in read
        if context is not None
    ]
