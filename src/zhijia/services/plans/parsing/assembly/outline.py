"""Which heading or item a place of the text stands under."""

from bisect import bisect_right

from zhijia.services.plans.parsing.model import Heading, Item

Edge = tuple[int, str, int | None]


class Outline:
    """Headings own the text up to the next heading; an item owns its extent inside that."""

    def __init__(self, headings: tuple[Heading, ...], items: tuple[Item, ...]) -> None:
        edges: list[Edge] = [(heading.marker_start, heading.id, None) for heading in headings]
        edges += [(item.marker_start, item.id, item.extent_end) for item in items]
        self._at, self._ids = self._sweep(sorted(edges, key=lambda edge: edge[0]))

    @staticmethod
    def _sweep(edges: list[Edge]) -> tuple[list[int], list[str]]:
        at: list[int] = [0]
        ids: list[str] = [""]
        open_items: list[tuple[int, str]] = []
        heading = ""

        def close_until(position: int) -> None:
            while open_items and open_items[-1][0] <= position:
                end, _ = open_items.pop()
                at.append(end)
                ids.append(open_items[-1][1] if open_items else heading)

        for start, node, end in edges:
            close_until(start)
            if end is None:
                open_items.clear()
                heading = node
            else:
                open_items.append((end, node))
            at.append(start)
            ids.append(node)
        close_until(1 << 60)
        return at, ids

    def parent_at(self, position: int) -> str | None:
        return self._ids[bisect_right(self._at, position) - 1] or None
