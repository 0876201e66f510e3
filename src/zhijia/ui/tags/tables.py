"""Data tables, their filters and pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhijia.ui.components import Chip, Column, FilterField, Page

register = template.Library()


@register.simple_block_tag
def datatable(
    content: SafeString,
    columns: Sequence[Column],
    caption: str,
    *,
    keys: bool = False,
    show: bool = False,
    wrap: bool = False,
) -> SafeString:
    """`{% datatable columns "待办" keys=True %}<tbody>…</tbody>{% enddatatable %}`.

    `keys` lets j, k, Enter, x and e work on its rows; `show` prints the caption; `wrap` lets cells break lines.
    """
    return render_to_string(
        "ui/_table.html",
        {
            "body": content,
            "columns": columns,
            "caption": caption,
            "has_keys": keys,
            "shows_caption": show,
            "is_wrapped": wrap,
        },
    )


@register.simple_tag
def row_check(value: object, label: str, name: str = "row") -> SafeString:
    """The checkbox of a row; `label` names the row for those who do not see it."""
    words = _("选择 %(label)s") % {"label": label}
    return format_html('<input type="checkbox" name="{}" value="{}" aria-label="{}" data-check>', name, value, words)


@register.inclusion_tag("ui/_pages.html")
def pagination(page: Page, label: str = "") -> dict[str, Any]:
    """Previous, next and what is shown, for lists cut by key. Two on one page need two labels."""
    return {"page": page, "label": label or _("翻页")}


@register.inclusion_tag("ui/_filters.html")
def chips(entries: Sequence[Chip], label: str = "") -> dict[str, Any]:
    """Filters as links with counts."""
    return {"chips": entries, "label": label or _("筛选")}


@register.inclusion_tag("ui/_narrow.html")
def narrowing(fields: Sequence[FilterField], kept: Mapping[str, object]) -> dict[str, Any]:
    """A form that narrows a list; `kept` is what else its address says (the chips)."""
    names = {field.name for field in fields}
    hidden = [(name, value) for name, value in kept.items() if value not in (None, "") and name not in names]
    return {"fields": fields, "hidden": hidden}
