"""The component tags. Each takes plain values or the dataclasses of components.py and renders one `ui/_*.html`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.forms.utils import flatatt
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from zhijia.ui.components import Chip, Column, Page
from zhijia.ui.icons import icon_svg
from zhijia.ui.lights import light_html, light_shape
from zhijia.ui.shell import Appearance

register = template.Library()

UNBOXED = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.FileInput)


@register.simple_tag
def icon(name: str, size: int = 18) -> SafeString:
    """`{% icon "clock" %}`: hidden from screen readers, so set a word beside it."""
    return icon_svg(name, size=size)


@register.simple_tag
def light(code: str, words: str = "") -> SafeString:
    """`{% light "late" "逾期 3 日" %}`: shape, colour and word."""
    return light_html(code, words)


@register.simple_tag
def shape(code: str, size: int = 12) -> SafeString:
    """The bare shape of a light, where the word stands elsewhere."""
    return light_shape(code, size=size)


@register.simple_tag
def badge(words: str, kind: str = "") -> SafeString:
    """A short word in a box; `kind` is empty, ok, near, behind, late or gold."""
    return format_html('<span class="badge{}">{}</span>', f" badge-{kind}" if kind else "", words)


def _button_parts(kind: str, icon_name: str) -> tuple[str, SafeString]:
    classes = "".join(f" btn-{part}" for part in kind.split())
    return f"btn{classes}", icon_svg(icon_name, size=16) if icon_name else SafeString()


def _attributes(extra: dict[str, Any]) -> SafeString:
    named = {name.replace("_", "-"): value for name, value in extra.items()}
    return mark_safe(flatatt(named))  # noqa: S308 - flatatt escapes


@register.simple_tag
def button(label: str, kind: str = "", icon: str = "", *, type: str = "submit", **extra: Any) -> SafeString:  # noqa: A002 - the HTML names
    """`{% button "发出要约" "primary" name="verb" value="send" %}`; `kind` may hold several words ("primary small").

    Further arguments become attributes; an underscore stands for a hyphen (`data_opens`).
    """
    classes, picture = _button_parts(kind, icon)
    return format_html(
        '<button type="{}" class="{}"{}>{}{}</button>', type, classes, _attributes(extra), picture, label
    )


@register.simple_tag
def link_button(label: str, url: str, kind: str = "", icon: str = "", **extra: Any) -> SafeString:
    """A link that looks like a button; arguments as for `button`."""
    classes, picture = _button_parts(kind, icon)
    return format_html('<a href="{}" class="{}"{}>{}{}</a>', url, classes, _attributes(extra), picture, label)


@register.simple_tag(takes_context=True)
def csrf_field(context: Context) -> SafeString:
    """The hidden token field, or nothing where there is no request (the page of a server error)."""
    token = context.get("csrf_token")
    if not token or token == "NOTPROVIDED":  # noqa: S105 - Django's own word for a missing token
        return SafeString()
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)


@register.simple_tag(takes_context=True)
def htmx_headers(context: Context) -> SafeString:
    """Attribute of <body> that gives every htmx request the CSRF token."""
    token = context.get("csrf_token")
    if not token or token == "NOTPROVIDED":  # noqa: S105 - Django's own word for a missing token
        return SafeString()
    return format_html('hx-headers=\'{{"X-CSRFToken": "{}"}}\'', token)


@register.simple_tag(takes_context=True)
def toasts(context: Context) -> SafeString:
    """The live region with the pending messages; present on every page so that fragments can add to it."""
    return render_to_string("ui/_toasts.html", {"messages": context.get("messages") or ()})


@dataclass(frozen=True, slots=True)
class AppearanceChoice:
    name: str
    value: str
    label: str
    is_chosen: bool
    language: str = ""


@register.simple_tag
def appearance_choices(appearance: Appearance) -> list[AppearanceChoice]:
    """The switches of the footer: theme, type size, language."""
    offered = [
        ("theme", "auto", _("随系统"), appearance.theme, ""),
        ("theme", "light", _("浅色"), appearance.theme, ""),
        ("theme", "dark", _("深色"), appearance.theme, ""),
        ("type_size", "normal", _("常规字"), appearance.type_size, ""),
        ("type_size", "large", _("大字"), appearance.type_size, ""),
        ("language", "zh-hans", "中文", appearance.language, "zh-CN"),
        ("language", "en", "English", appearance.language, "en"),
    ]
    return [
        AppearanceChoice(name=name, value=value, label=label, is_chosen=value == chosen, language=language)
        for name, value, label, chosen, language in offered
    ]


@register.inclusion_tag("ui/_field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """`{% field form.name %}`: label, help, errors and control."""
    widget = bound.field.widget
    is_boxed = not isinstance(widget, UNBOXED)
    classes = f"{widget.attrs.get('class', '')} input".strip()
    return {
        "field": bound,
        "control": bound.as_widget(attrs={"class": classes} if is_boxed else {}),
        "is_tick": isinstance(widget, forms.CheckboxInput),
        "is_choice": isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple),
    }


@register.inclusion_tag("ui/_form_fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """The error summary, hidden fields and all visible fields of a form, in its own order."""
    return {"form": form}


@dataclass(frozen=True, slots=True)
class SummaryEntry:
    text: str
    target: str = ""


@register.inclusion_tag("ui/_error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What has to be changed, each line a link to its field. Shows nothing for a form without errors."""
    entries = [SummaryEntry(text=str(text)) for text in form.non_field_errors()]
    for bound in form:
        target = bound.auto_id if bound.use_fieldset else bound.id_for_label
        entries += [SummaryEntry(text=f"{bound.label}：{text}", target=target) for text in bound.errors]
    return {"entries": entries}


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
def pagination(page: Page) -> dict[str, Any]:
    """Previous, next and what is shown, for lists cut by key."""
    return {"page": page}


@register.inclusion_tag("ui/_filters.html")
def chips(entries: Sequence[Chip], label: str = "") -> dict[str, Any]:
    """Filters as links with counts."""
    return {"chips": entries, "label": label or _("筛选")}
