"""A filter that the lists of pairs and of issues have in common."""

from collections.abc import Mapping

from zhijia.ui.components import Chip, url_with


def late_chip(url: str, query: Mapping[str, object], label: str) -> Chip:
    """Turns the filter for what is late on or off."""
    is_on = query.get("late") is not None
    return Chip(label, url_with(url, query, late=None if is_on else "1"), is_current=is_on)
