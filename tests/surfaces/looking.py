"""Which names of a query a view looks at: what nobody looks at changes no answer."""

from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from django.http import QueryDict

EVERYTHING = "*"
"""Stands among the names where a query is gone through, copied or written out as a whole."""
BY_NAME = ("__getitem__", "get", "getlist", "_getlist", "__contains__", "pop", "setdefault")
AS_A_WHOLE = ("__iter__", "items", "lists", "values", "keys", "copy", "dict", "urlencode", "__copy__", "__deepcopy__")


@contextmanager
def looked_at() -> Iterator[set[str]]:
    """The names that are looked at inside the block."""
    names: set[str] = set()
    with ExitStack() as patched:
        for way in BY_NAME:
            patched.enter_context(patch.object(QueryDict, way, _by_name(getattr(QueryDict, way), names)))
        for way in AS_A_WHOLE:
            patched.enter_context(patch.object(QueryDict, way, _as_a_whole(getattr(QueryDict, way), names)))
        yield names


def cannot_matter(query: Iterable[str], names: Set[str]) -> bool:
    """Whether an answer for which these names were looked at is the same whatever such a query says."""
    return names.isdisjoint((*query, EVERYTHING))


def _by_name(original: Callable[..., object], names: set[str]) -> Callable[..., object]:
    def look(query: QueryDict, name: str, *rest: object, **more: object) -> object:
        names.add(name)
        return original(query, name, *rest, **more)

    return look


def _as_a_whole(original: Callable[..., object], names: set[str]) -> Callable[..., object]:
    def look(query: QueryDict, *rest: object, **more: object) -> object:
        names.add(EVERYTHING)
        return original(query, *rest, **more)

    return look
