"""The form over a list of cases (`listing`): firm, place and term, as its address says them and as fields."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from zhijia.engines.cases.desk import Cursor
from zhijia.engines.cases.listing import DATED, OVERDUE, PAGE_SIZE, WEEK, ListedPage, NextAct, Wanted
from zhijia.lib.phrases import noted
from zhijia.lib.typed import whole_number
from zhijia.organisation.models import Union
from zhijia.organisation.queries import get_union, places_below
from zhijia.organisation.scopes import Actor
from zhijia.ui.components import Column, FilterField, Page, url_with

SHORTEST = 2
LONGEST = 60


def wanted_of(actor: Actor, asked: Mapping[str, str]) -> Wanted:
    """What an address asks for. A place out of sight is not found."""
    place = whole_number(asked.get("place", ""))
    return Wanted(
        text=asked.get("text", "").strip()[:LONGEST],
        place=get_union(actor, place) if place is not None else None,
        due=asked.get("due", ""),
        before=whole_number(asked.get("before", "")),
        after=Cursor.read(asked.get("after", "")),
    )


def fields_of(actor: Actor, wanted: Wanted) -> list[FilterField]:
    """The fields: what to search for, the places below the reader (below a chosen one too), and the terms."""
    places = places_below(actor, chosen=wanted.place)
    chosen = str(wanted.place.pk) if wanted.place else ""
    fields = [FilterField("text", _("单位名称、代码或编号"), wanted.text)]
    if places:
        top = min(len(union.path) for union in places)
        options = [(str(union.pk), _indented(union, top)) for union in places]
        fields.append(FilterField("place", _("地区"), chosen, (("", _("所有地区")), *options)))
    terms = (
        ("", _("最新的在前")),
        (DATED, _("有期限的，先到期的在前")),
        (OVERDUE, _("已过期限")),
        (WEEK, _("七天内到期")),
    )
    return [*fields, FilterField("due", _("期限"), wanted.due, terms)]


def term_columns(url: str, query: Mapping[str, object], wanted: Wanted) -> list[Column]:
    """The heads of next step and term; the second puts the list in the order of terms."""
    is_sorted = bool(wanted.due)
    sort = url_with(url, query, due=None if is_sorted else DATED)
    return [
        Column(_("下一步"), "long"),
        Column(_("期限"), "mid", sort_url=sort, sorted="ascending" if is_sorted else ""),
    ]


def words_of(act: NextAct | None) -> str:
    """The act, and who is awaited."""
    return noted(_(act.what), act.whom, _) if act else ""


def is_late(act: NextAct | None, *, today: date) -> bool:
    return bool(act and act.due_on and act.due_on < today)


def page_of(url: str, query: Mapping[str, object], page: ListedPage, wanted: Wanted) -> Page:
    """Where the list goes on."""
    following = url_with(url, query, **page.following) if page.following else ""
    return Page(
        shown=min(len(page.rows), PAGE_SIZE),
        next_url=following,
        previous_url="" if wanted.is_first else url_with(url, query),
    )


def _indented(union: Union, top: int) -> str:
    """A deeper place stands further in."""
    return "　" * ((len(union.path) - top) // 4) + (union.short_name or union.name)
