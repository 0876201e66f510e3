"""Places of the law: the nation CN, a province CN-32, a city CN-3205, a county CN-320583."""

import re
from collections.abc import Iterator

from zhijia.lib.divisions import find_division
from zhijia.lib.sentences import Sentence, gettext_noop

PLACE = re.compile(r"CN(-\d{2}(\d{2}(\d{2})?)?)?")
NAMES = {
    "CN": gettext_noop("全国"),
    "CN-11": gettext_noop("北京市"),
    "CN-31": gettext_noop("上海市"),
    "CN-32": gettext_noop("江苏省"),
    "CN-33": gettext_noop("浙江省"),
    "CN-3301": gettext_noop("杭州市"),
    "CN-3302": gettext_noop("宁波市"),
    "CN-3601": gettext_noop("南昌市"),
    "CN-37": gettext_noop("山东省"),
    "CN-41": gettext_noop("河南省"),
    "CN-50": gettext_noop("重庆市"),
}


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


def name_of(place: str) -> Sentence:
    """What a place is called; a place without a name here is called by its code."""
    if place in NAMES:
        return Sentence(NAMES[place])
    division = find_division(place.removeprefix("CN-").ljust(6, "0"))
    return Sentence("{place}", {"place": division.name if division else place})
