"""Panels: what the services show on the pages of an enterprise, a union or a person. A page asks one query a panel."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from zhijia.organisation.models import Enterprise, Person, Union
from zhijia.organisation.scopes import Actor

Place = Literal["enterprise", "union", "person"]


@dataclass(frozen=True, slots=True)
class PanelQuestion:
    """Who asks about which record, on which day. The record is in the actor's scope."""

    actor: Actor
    row: Enterprise | Union | Person
    today: date


@dataclass(frozen=True, slots=True)
class Panel:
    """`title` is a Chinese message id; `read` gives what `template` shows, or None when the panel has nothing to do there.

    `code` is `<service>.<noun>`; `order` sorts a page's panels. `read` may make one query.
    """

    place: Place
    code: str
    title: str
    template: str
    read: Callable[[PanelQuestion], Mapping[str, object] | None]
    order: int


_panels: dict[tuple[Place, str], Panel] = {}


def register_panel(
    *,
    place: Place,
    code: str,
    title: str,
    template: str,
    read: Callable[[PanelQuestion], Mapping[str, object] | None],
    order: int = 100,
) -> Panel:
    """Put a panel on the pages of a place. The same code twice there is a ValueError."""
    if (place, code) in _panels:
        raise ValueError(f"panel {code} is registered twice for the page of a {place}")
    panel = Panel(place, code, title, template, read, order)
    _panels[place, code] = panel
    return panel


def panels_of(place: Place) -> list[Panel]:
    """The panels of a place, in their order."""
    found = (panel for (where, _), panel in _panels.items() if where == place)
    return sorted(found, key=lambda panel: (panel.order, panel.code))
