"""Feasts and seasons by custom: when they fall, roughly, for a reviewer to correct."""

from datetime import date, timedelta
from typing import Final

_CUSTOMS: Final = (
    # First and last day by custom; lunar feasts and 两节 span the weeks in which they can fall.
    (("元旦", "春节"), (1, 1), (2, 28)),
    (("两节",), (1, 1), (2, 28)),
    (("双节",), (9, 8), (10, 8)),
    (("元旦",), (1, 1), (1, 3)),
    (("春节",), (1, 15), (2, 28)),
    (("元宵",), (2, 1), (3, 6)),
    (("妇女节",), (3, 1), (3, 8)),
    (("三八",), (3, 1), (3, 8)),
    (("清明",), (4, 3), (4, 6)),
    (("五一",), (5, 1), (5, 5)),
    (("劳动节",), (5, 1), (5, 5)),
    (("护士节",), (5, 6), (5, 12)),
    (("六一",), (5, 25), (6, 1)),
    (("儿童节",), (5, 25), (6, 1)),
    (("端午",), (5, 25), (6, 25)),
    (("七一",), (6, 24), (7, 1)),
    (("教师节",), (9, 1), (9, 10)),
    (("中秋",), (9, 8), (10, 8)),
    (("国庆",), (10, 1), (10, 7)),
    (("十一",), (10, 1), (10, 7)),
    (("重阳",), (10, 1), (10, 31)),
    (("记者节",), (11, 1), (11, 8)),
    (("寒假",), (1, 15), (2, 28)),
    (("暑假", "暑期"), (7, 1), (8, 31)),
    (("汛期",), (5, 1), (9, 30)),
    (("高温", "酷暑", "夏季"), (6, 1), (8, 31)),
    (("供暖", "冬季"), (12, 1), (12, 31)),
    (("春季",), (3, 1), (5, 31)),
    (("秋季",), (9, 1), (11, 30)),
    (("冬春",), (11, 1), (12, 31)),
)


def customary_period(text: str, year: int) -> tuple[date | None, date]:
    """First and last day of the first feast or season that the text names; before it when the text ends with 前."""
    for names, first, last in _CUSTOMS:
        is_named = all(name in text for name in names) if "元旦" in names else any(name in text for name in names)
        if is_named:
            begin, end = date(year, *first), date(year, *last)
            return (None, begin - timedelta(days=1)) if text.endswith("前") else (begin, end)
    return date(year, 1, 1), date(year, 12, 31)
