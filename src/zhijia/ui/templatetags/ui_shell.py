"""Tags of the page shell itself; pages need `ui`, not these."""

from dataclasses import dataclass

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhijia.ui.shell import Appearance

register = template.Library()


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
