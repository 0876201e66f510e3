"""Where and when a leader looks: a node of the tree and a day, carried by every address of the cockpit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, QueryDict
from django.urls import reverse

from zhijia.organisation.scopes import Actor
from zhijia.ui.components import url_with

PATH = re.compile(r"(?:[0-9A-Z]{4})+")
FIRST_DAY = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Look:
    """`at` is the path of the node, `on` the day looked at; both stay out of the address where they are the usual ones."""

    actor: Actor
    at: str
    on: date
    today: date

    @property
    def is_now(self) -> bool:
        return self.on == self.today

    @property
    def query(self) -> dict[str, object]:
        return {
            "at": "" if self.at == self.actor.path else self.at,
            "on": "" if self.is_now else self.on.isoformat(),
        }

    def on_day(self, day: date) -> "Look":
        """The same place on another day."""
        return replace(self, on=day)

    def home_url(self, **changes: object) -> str:
        return url_with(reverse("cockpit:home"), self.query, **changes)

    def number_url(self, code: str, **changes: object) -> str:
        return url_with(reverse("cockpit:number", args=[code]), self.query, **changes)

    def list_url(self, code: str, **changes: object) -> str:
        return url_with(reverse("cockpit:list", args=[code]), self.query, **changes)

    def sheet_url(self, code: str, **changes: object) -> str:
        return url_with(reverse("cockpit:sheet", args=[code]), self.query, **changes)

    def report_url(self, code: str) -> str:
        return url_with(reverse("cockpit:report", args=[code]), self.query)

    def recount_url(self, code: str) -> str:
        return url_with(reverse("cockpit:recount", args=[code]), self.query)


def read_look(actor: Actor, query: QueryDict | Mapping[str, str], *, today: date) -> Look:
    """The place and day that an address names. Not found: who holds no post, a place out of scope, a day that is none."""
    if actor.post is None:
        raise Http404
    at = query.get("at") or actor.path
    if not PATH.fullmatch(at) or not actor.covers(at):
        raise Http404
    return Look(actor, at, _read_day(query.get("on") or "", today), today)


def _read_day(text: str, today: date) -> date:
    """The day; not found: no day, one before there was anything to count, one still to come."""
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        raise Http404 from None
    if not FIRST_DAY <= day <= today:
        raise Http404
    return day
