"""Small things: icons, lights, badges, buttons."""

from typing import Any

from django import template
from django.forms.utils import flatatt
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from zhijia.ui.icons import icon_svg
from zhijia.ui.lights import light_html, light_shape

register = template.Library()


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
