"""Chart tags. Each takes a dataclass of zhijia.ui.charts and draws it with a table behind it."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.translation import gettext as _

from zhijia.ui.charts import (
    BarChart,
    DotPlot,
    TileMap,
    TrendChart,
    meter_share,
    place_bars,
    place_dots,
    place_spark,
    place_tiles,
    place_trend,
)
from zhijia.ui.wording import grouped, percent

register = template.Library()
TREND_HEIGHT = 220


def _words(value: float | None, unit: str) -> str:
    if value is None:
        return _("未报")
    return (
        _("{value}{unit}").format(value=grouped(value), unit=unit)
        if unit not in ("", "%")
        else f"{grouped(value)}{unit}"
    )


@register.inclusion_tag("ui/charts/bars.html")
def bar_chart(chart: BarChart) -> dict[str, Any]:
    """Horizontal bars with target ticks; the labels are page text, so they wrap and grow with the type."""
    rows = [
        {
            "bar": bar,
            "width": f"{bar.share * 100:.2f}",
            "tick": None if bar.target_share is None else f"{bar.target_share * 100:.2f}",
            "words": _words(bar.item.value, chart.unit),
            "target_words": None if bar.item.target is None else _words(bar.item.target, chart.unit),
        }
        for bar in place_bars(chart)
    ]
    return {"chart": chart, "rows": rows, "has_targets": any(row["tick"] for row in rows)}


@register.inclusion_tag("ui/charts/trend.html")
def trend_chart(chart: TrendChart, width: int = 520) -> dict[str, Any]:
    """A line with ticks, direct label at its end and a dashed target."""
    known = [point.value for point in chart.points if point.value is not None]
    last_words = _words(known[-1], chart.unit) if known else ""
    placed = place_trend(chart, width=width, height=TREND_HEIGHT, last_words=last_words)
    table = [(point.label, _words(point.value, chart.unit)) for point in chart.points]
    last = placed.marks[-1] if placed.marks else None
    return {
        "chart": chart,
        "placed": placed,
        "table": table,
        "last_words": last_words,
        "last": last,
        "target_words": _words(chart.target, chart.unit),
        "description": _("从 %(first)s 到 %(last)s，最近为 %(value)s")
        % {
            "first": placed.first_label,
            "last": placed.last_label,
            "value": _words(last.value if last else None, chart.unit),
        },
    }


@register.inclusion_tag("ui/charts/spark.html")
def spark(values: Sequence[float | None], label: str, width: int = 72, height: int = 20) -> dict[str, Any]:
    """A sparkline; `label` says in words what it shows."""
    return {"paths": place_spark(values, width=width, height=height), "label": label, "width": width, "height": height}


@register.inclusion_tag("ui/charts/dots.html")
def dot_plot(plot: DotPlot, width: int = 520) -> dict[str, Any]:
    """Rows of dots: solid is now, hollow is before."""
    placed = place_dots(plot, width=width)
    rows = [{"dot": dot, "words": _words(dot.item.value, plot.unit)} for dot in placed.dots]
    has_before = any(item.before is not None for item in plot.items)
    table = [(item.label, _words(item.before, plot.unit), _words(item.value, plot.unit)) for item in plot.items]
    return {"chart": plot, "placed": placed, "rows": rows, "table": table, "has_before": has_before}


@register.inclusion_tag("ui/charts/tiles.html")
def tile_map(chart: TileMap) -> dict[str, Any]:
    """Places as tiles, each a link with its name and value written on it."""
    placed = place_tiles(chart)
    tiles = [{"placed": tile, "words": _words(tile.tile.value, chart.unit)} for tile in placed.tiles]
    table = [(tile.label, _words(tile.value, chart.unit)) for tile in chart.tiles]
    return {"chart": chart, "placed": placed, "tiles": tiles, "table": table}


@register.inclusion_tag("ui/charts/meter.html")
def meter(value: float | None, target: float, gone: float, light: str = "none") -> dict[str, Any]:
    """Value against target as a bar, with a tick at the share of time gone (0..1)."""
    share = meter_share(value, target=target)
    words = _("已完成目标的 %(share)s，时间已过 %(gone)s") % {
        "share": percent(share, places=0),
        "gone": percent(gone, places=0),
    }
    return {"width": f"{share * 100:.2f}", "tick": f"{gone * 100:.2f}", "light": light, "words": words}
