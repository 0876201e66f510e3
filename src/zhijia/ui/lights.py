"""The five lights. Each is a colour, a shape and a word, so that none of the three has to be relied on alone."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from zhijia.ui.tokens import ROOT_PX

LIGHT_WORDS = {
    "none": _("未开始"),
    "ok": _("按期"),
    "near": _("临近"),
    "behind": _("滞后"),
    "late": _("逾期"),
}
LIGHT_SHAPES = {
    "none": '<circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" stroke-width="2"/>',
    "ok": '<circle cx="6" cy="6" r="5" fill="currentColor"/>',
    "near": '<path d="M6 0l6 6-6 6-6-6z" fill="currentColor"/>',
    "behind": '<path d="M6 1l6 10.5H0z" fill="currentColor"/>',
    "late": '<rect x="1" y="1" width="10" height="10" fill="currentColor"/>',
}


def light_shape(code: str, *, size: int = 12) -> SafeString:
    """The bare shape of a light, hidden from screen readers; KeyError for an unknown code."""
    return format_html(
        '<svg class="shape" width="{0}rem" height="{0}rem" viewBox="0 0 12 12" aria-hidden="true" focusable="false">'
        "{1}</svg>",
        f"{size / ROOT_PX:g}",
        mark_safe(LIGHT_SHAPES[code]),  # noqa: S308 - our own table above
    )


def light_html(code: str, words: str = "") -> SafeString:
    """Shape and word; `words` replaces the usual word (逾期 3 日). KeyError for an unknown code."""
    return format_html(
        '<span class="light light-{}">{}<span>{}</span></span>', code, light_shape(code), words or LIGHT_WORDS[code]
    )
