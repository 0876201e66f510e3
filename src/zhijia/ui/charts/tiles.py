"""Tile maps: places as equal tiles in their rough position."""

from dataclasses import dataclass

SHADES = 5


@dataclass(frozen=True, slots=True)
class Tile:
    """A place on the tile map: `column` and `row` count from 0."""

    label: str
    value: float | None
    column: int
    row: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class TileMap:
    """Places as equal tiles in their rough position; the deeper the shade, the higher the value."""

    title: str
    tiles: tuple[Tile, ...]
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlacedTile:
    tile: Tile
    x: int
    y: int
    shade: int


@dataclass(frozen=True, slots=True)
class PlacedTileMap:
    width: int
    height: int
    tiles: tuple[PlacedTile, ...]


TILE_WIDTH, TILE_HEIGHT, TILE_GAP = 124, 56, 6


def shade_of(value: float | None, *, low: float, high: float) -> int:
    """0 for not reported, else 1..5 in equal bands between the lowest and the highest value."""
    if value is None:
        return 0
    if high == low:
        return (SHADES + 1) // 2
    return min(SHADES, 1 + int((value - low) / (high - low) * SHADES))


def place_tiles(chart: TileMap) -> PlacedTileMap:
    """ValueError when two places want one tile."""
    taken = {(tile.column, tile.row) for tile in chart.tiles}
    if len(taken) != len(chart.tiles):
        raise ValueError("two places on one tile")
    values = [tile.value for tile in chart.tiles if tile.value is not None]
    low, high = min(values, default=0), max(values, default=0)
    step_x, step_y = TILE_WIDTH + TILE_GAP, TILE_HEIGHT + TILE_GAP
    tiles = tuple(
        PlacedTile(tile, tile.column * step_x, tile.row * step_y, shade_of(tile.value, low=low, high=high))
        for tile in chart.tiles
    )
    columns = max((tile.column for tile in chart.tiles), default=0) + 1
    rows = max((tile.row for tile in chart.tiles), default=0) + 1
    return PlacedTileMap(width=columns * step_x - TILE_GAP, height=rows * step_y - TILE_GAP, tiles=tiles)
