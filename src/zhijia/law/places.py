"""Places of the law: the nation CN, a province CN-32, a city CN-3205, a county CN-320583."""

import re
from collections.abc import Iterator

PLACE = re.compile(r"CN(-\d{2}(\d{2}(\d{2})?)?)?")


def is_place(text: str) -> bool:
    """Whether it names a place."""
    return bool(PLACE.fullmatch(text))


def places_around(place: str) -> Iterator[str]:
    """The place and everything that it lies in, nearest first; ValueError for what is no place."""
    if not is_place(place):
        raise ValueError(f"{place!r} is not a place such as CN, CN-32, CN-3205 or CN-320583")
    for length in (9, 7, 5, 2):
        if len(place) >= length:
            yield place[:length]
