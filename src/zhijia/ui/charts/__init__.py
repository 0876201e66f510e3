"""Charts as geometry: plain data in, plain coordinates out; the templates under `ui/charts/` draw them.

Coordinates are pixels from the top left. A value None means not reported: it is drawn as a gap and said in words,
never as zero.
"""

from zhijia.ui.charts.bars import BarChart, BarItem, PlacedBar, meter_share, place_bars
from zhijia.ui.charts.dots import DotItem, DotPlot, PlacedDotPlot, place_dots
from zhijia.ui.charts.scales import Tick, nice_ticks
from zhijia.ui.charts.tiles import PlacedTileMap, Tile, TileMap, place_tiles, shade_of
from zhijia.ui.charts.trends import PlacedTrend, TrendChart, TrendPoint, place_spark, place_trend

__all__ = [
    "BarChart",
    "BarItem",
    "DotItem",
    "DotPlot",
    "PlacedBar",
    "PlacedDotPlot",
    "PlacedTileMap",
    "PlacedTrend",
    "Tick",
    "Tile",
    "TileMap",
    "TrendChart",
    "TrendPoint",
    "meter_share",
    "nice_ticks",
    "place_bars",
    "place_dots",
    "place_spark",
    "place_tiles",
    "place_trend",
    "shade_of",
]
