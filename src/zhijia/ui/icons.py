"""Our own icons: strokes on a 20 × 20 field, drawn with `currentColor`, always beside a word or hidden from readers."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from zhijia.ui.tokens import ROOT_PX

ICONS: dict[str, str] = {
    "inbox": "M3 11l2-7h10l2 7v5H3zM3 11h4l1 2h4l1-2h4",
    "list": "M7 5h10M7 10h10M7 15h10M3 5h.01M3 10h.01M3 15h.01",
    "plan": "M5 2h7l3 3v13H5zM12 2v3h3M8 9h4M8 12h4M8 15h2",
    "tree": "M10 3v5M4 14v-3h12v3M10 8v6M8 3h4v4H8zM2.5 14h3v3h-3zM8.5 14h3v3h-3zM14.5 14h3v3h-3z",
    "building": "M4 18V3h8v15M12 8h4v10M2 18h16M7 6h2M7 9h2M7 12h2",
    "person": "M10 10a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3.5 17.5c.6-3.4 3-5 6.5-5s5.9 1.6 6.5 5",
    "people": (
        "M7 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM1.5 17c.4-3 2.4-5 5.5-5s5.1 2 5.5 5"
        "M13 3.3a3 3 0 0 1 0 5.4M14.5 12.3c2.2.5 3.6 2.2 4 4.7"
    ),
    "case": "M3 6h14v11H3zM7 6V3h6v3M3 11h14",
    "contract": "M4 2h12v16H4zM7 6h6M7 9h6M7 15l2-2 1.5 1 2.5-2",
    "chart": "M3 3v14h14M7 14v-4M11 14V6M15 14v-6",
    "bulletin": "M3 4h11v13H4.5A1.5 1.5 0 0 1 3 15.5zM14 8h3v7.5a1.5 1.5 0 0 1-3 0M6 8h5M6 11h5M6 14h3",
    "home": "M3 9l7-6 7 6v8h-5v-5H8v5H3z",
    "speak": "M3 4h14v9H9l-4 4v-4H3zM7 8h6",
    "hand": "M10 17C5 13 3 10.5 3 7.5A3.5 3.5 0 0 1 10 6a3.5 3.5 0 0 1 7 1.5c0 3-2 5.5-7 9.5z",
    "calendar": "M3 5h14v12H3zM3 9h14M7 3v4M13 3v4",
    "clock": "M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM10 5v5l3.5 2",
    "bell": "M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 18h3",
    "search": "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5L17.5 17.5",
    "plus": "M10 4v12M4 10h12",
    "check": "M4 10.5l4 4 8-9",
    "cross": "M5 5l10 10M15 5L5 15",
    "edit": "M4 16l1-4 8.5-8.5 3 3L8 15zM12 5l3 3",
    "trash": "M4 6h12M8 6V3h4v3M5.5 6l.8 11h7.4l.8-11M8.5 9v5M11.5 9v5",
    "upload": "M10 13V3M6 7l4-4 4 4M3 13v4h14v-4",
    "download": "M10 3v10M6 9l4 4 4-4M3 14v3h14v-3",
    "print": "M6 7V3h8v4M6 14H3V7h14v7h-3M6 12h8v5H6z",
    "filter": "M3 4h14l-5.5 7v5l-3 1v-6z",
    "link": "M8 12l4-4M9 6l2-2a3.5 3.5 0 0 1 5 5l-2 2M11 14l-2 2a3.5 3.5 0 0 1-5-5l2-2",
    "more": "M4 10h.01M10 10h.01M16 10h.01",
    "left": "M12 4l-6 6 6 6",
    "right": "M8 4l6 6-6 6",
    "down": "M4 7l6 6 6-6",
    "back": "M8 4L2 10l6 6M2 10h16",
    "help": "M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM7.8 7.8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .9-1 1.7M10 14.5h.01",
    "warning": "M10 3l8 14H2zM10 8v4M10 14.5h.01",
    "lock": "M5 9h10v8H5zM7 9V6a3 3 0 0 1 6 0v3M10 12v2",
    "swap": "M4 7h12M12 3l4 4-4 4M16 13H4M8 9l-4 4 4 4",
    "sun": (
        "M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 1.5v2M10 16.5v2"
        "M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6L16 16M4 16l1.4-1.4M14.6 5.4L16 4"
    ),
    "moon": "M16.5 12A7 7 0 0 1 8 3.5 7 7 0 1 0 16.5 12z",
    "type": "M2 16L6.5 4 11 16M3.5 12h6M13 16l2.5-7 2.5 7M13.8 14h3.4",
    "globe": "M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM2 10h16M10 2c3 2.5 3 13.5 0 16M10 2c-3 2.5-3 13.5 0 16",
    "side": "M3 4h14v12H3zM8 4v12",
    "screen": "M2 4h16v10H2zM7 17h6M10 14v3",
    "history": "M3.5 7A7.5 7.5 0 1 1 2.5 11M3 3v4h4M10 6v4.5l3 1.5",
    "file": "M5 2h7l3 3v13H5zM12 2v3h3",
    "book": "M3 4c3-1 5-1 7 .5C12 3 14 3 17 4v12c-3-1-5-1-7 .5C8 15 6 15 3 16zM10 4.5v12",
    "flag": "M5 18V3M5 4h10l-2 3.5 2 3.5H5",
    "out": "M8 3H3v14h5M13 6l4 4-4 4M17 10H7",
}


def icon_svg(name: str, *, size: int = 18) -> SafeString:
    """An icon hidden from screen readers. `size` is in px of normal type and grows with it. KeyError if not drawn."""
    return format_html(
        '<svg class="icon" width="{0}rem" height="{0}rem" viewBox="0 0 20 20" fill="none" stroke="currentColor"'
        ' stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        '<path d="{1}"/></svg>',
        f"{size / ROOT_PX:g}",
        mark_safe(ICONS[name]),  # noqa: S308 - our own table above
    )
