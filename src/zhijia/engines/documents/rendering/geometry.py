"""The type area of an official document, from the law's parameters (DO-01)."""

from collections.abc import Mapping
from datetime import date

from zhijia.law.resolver import parameter

NATION = "CN"
KEYS: Mapping[str, str] = {
    "top": "document.margin.top",
    "binding": "document.margin.binding",
    "width": "document.area.width",
    "height": "document.area.height",
    "lines": "document.area.lines",
    "characters": "document.area.characters",
    "size": "document.body.size",
}


def geometry_on(day: date) -> dict[str, int]:
    """Margins and area in millimetres, lines to a page, characters to a line, size of type in points."""
    return {name: parameter(key, place=NATION, on=day).number for name, key in KEYS.items()}
