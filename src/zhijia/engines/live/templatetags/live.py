"""`{% live_region region %}`."""

from typing import Any

from django import template

from zhijia.engines.live.regions import Region

register = template.Library()


@register.inclusion_tag("live/_region.html")
def live_region(region: Region) -> dict[str, Any]:
    """The region with its picture; the page needs `live/live.js` in its head."""
    return {"region": region}
