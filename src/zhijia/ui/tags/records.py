"""What a record page is made of: tabs, facts, figures, steps, timeline, tree, clocks, dialogs, notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.ui.calendars import calendar_weeks
from zhijia.ui.components import (
    CalendarDay,
    ClockCard,
    Crumb,
    Fact,
    Notice,
    PrintHead,
    Stat,
    Step,
    Tab,
    TimelineEntry,
    TreeNode,
    WhyDate,
)
from zhijia.ui.wording import month_mark

register = template.Library()


@register.inclusion_tag("ui/_tabs.html")
def tabs(entries: Sequence[Tab], label: str = "") -> dict[str, Any]:
    """Tabs as links: each is a page of its own."""
    return {"tabs": entries, "label": label or _("分页")}


@register.inclusion_tag("ui/_crumbs.html")
def crumbs(entries: Sequence[Crumb]) -> dict[str, Any]:
    """The way here, for the block `crumbs`."""
    return {"crumbs": entries}


@register.inclusion_tag("ui/_steps.html")
def steps(entries: Sequence[Step]) -> dict[str, Any]:
    """Where a procedure stands."""
    return {"steps": entries}


@register.inclusion_tag("ui/_timeline.html")
def timeline(entries: Sequence[TimelineEntry]) -> dict[str, Any]:
    """What happened, in the order given."""
    return {"entries": entries}


@register.inclusion_tag("ui/_facts.html")
def facts(entries: Sequence[Fact], *, wide: bool = False) -> dict[str, Any]:
    """Key and value, one or (`wide`) two pairs a line."""
    return {"facts": entries, "is_wide": wide}


@register.inclusion_tag("ui/_stats.html")
def stats(entries: Sequence[Stat]) -> dict[str, Any]:
    """A row of figures, each opening its list."""
    return {"stats": entries}


@register.inclusion_tag("ui/_progress.html")
def progress(done: int, total: int, words: str) -> dict[str, Any]:
    """How far a long piece of work is; `words` says it (已确认 61 / 84)."""
    return {"done": done, "total": total, "words": words}


@register.inclusion_tag("ui/_tree.html")
def tree(nodes: Sequence[TreeNode], label: str) -> dict[str, Any]:
    """An ARIA tree. `ui/_tree_nodes.html` over `nodes` and `level` is what `children_url` answers."""
    return {"nodes": nodes, "label": label, "level": 1, "is_root": True}


@register.inclusion_tag("ui/_notice.html")
def notice(content: Notice) -> dict[str, Any]:
    """An empty, refused or missing state with what to do next."""
    return {"notice": content}


@register.inclusion_tag("ui/_why.html")
def why(content: WhyDate, *, floating: bool = False) -> dict[str, Any]:
    """Why a date is that date; `floating` lays it over what follows (in a table)."""
    return {"why": content, "weeks": calendar_weeks(content.days), "is_floating": floating}


@dataclass(frozen=True, slots=True)
class KeyEntry:
    kind: str
    label: str


@register.simple_tag
def calendar_key(weeks: Sequence[Sequence[CalendarDay]]) -> list[KeyEntry]:
    """The marks that occur in this calendar, with their words."""
    words = {
        "trigger": _("起因"),
        "counted": _("计入"),
        "skipped": _("不计"),
        "makeup": _("调休上班，计入"),
        "due": _("最迟"),
    }
    seen = {day.kind for week in weeks for day in week}
    return [KeyEntry(kind=kind, label=label) for kind, label in words.items() if kind in seen]


@register.simple_tag
def calendar_rows(weeks: Sequence[Sequence[CalendarDay]]) -> SafeString:
    """The weeks as rows. Without a template of their own: a page of eight terms has five hundred of these days."""
    language = get_language() or "zh-hans"
    rows = (f"<tr>{''.join(_cell(day, language) for day in week)}</tr>" for week in weeks)
    return mark_safe("".join(rows))  # noqa: S308 - the cells escape their notes


def _cell(day: CalendarDay, language: str) -> str:
    words = month_mark(day.on, language=language) if day.on.day == 1 else day.on.day
    if not day.note:
        return f'<td class="cal-{day.kind}">{words}</td>'
    note = escape(day.note)
    return f'<td class="cal-{day.kind}" title="{note}">{words}<span class="unseen">{note}</span></td>'


@register.inclusion_tag("ui/_clocks.html")
def clocks(entries: Sequence[ClockCard]) -> dict[str, Any]:
    """The terms that run, side by side; those that are over folded below, so that what is to do stands first."""
    return {
        "running": [clock for clock in entries if not clock.is_over],
        "over": [clock for clock in entries if clock.is_over],
    }


@register.inclusion_tag("ui/_print_head.html")
def print_head(content: PrintHead) -> dict[str, Any]:
    """Head of a printed page; not on screen."""
    return {"head": content}


@register.simple_block_tag
def dialog(content: SafeString, name: str, title: str) -> SafeString:
    """`{% dialog "confirm" "发出要约" %}…{% enddialog %}`, opened by anything with `data-opens="confirm"`."""
    return render_to_string("ui/_dialog.html", {"body": content, "name": name, "title": title})


@register.simple_block_tag
def diagram(content: SafeString, caption: str) -> SafeString:
    """Frame of a state diagram: an SVG with the classes `state`, `state-past`, `state-now`, `move`, `move-word`."""
    return format_html('<figure class="diagram" tabindex="0">{}<figcaption>{}</figcaption></figure>', content, caption)
