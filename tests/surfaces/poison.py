"""The words that must not come out: every name, title and text of the other county's records, read from its rows."""

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db import models

from tests.surfaces.world import NORTH_MARK, SOUTH_MARK, World
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER

SHORTEST = 3


def words_of_south(world: World) -> frozenset[str]:
    """Texts that stand in rows under South's path and nowhere else, and South's mark."""
    with scoped(BUILDER):
        south = set(_texts(path=world.south.path))
        elsewhere = set(_texts(path=world.north.path))
    return frozenset(word for word in south - elsewhere if SOUTH_MARK in word or _is_code(word)) | {SOUTH_MARK}


def words_above_the_mill(world: World) -> frozenset[str]:
    """What a chair or worker of the mill does not see of North: its people, its drafts, its tasks.

    The cadre who asked for the reset of the chair's password is named on her page: who acts on an account is known to it.
    """
    mill = world.city.mill_union.path
    with scoped(BUILDER):
        names = set(_texts(path=world.north.path, only=("person", "plannode", "importrow", "case", "correction")))
        own = set(_texts(path=mill)) | {f"{NORTH_MARK}北干事"}
    return frozenset(word for word in names - own if NORTH_MARK in word)


def words_in(text: str, words: frozenset[str]) -> list[str]:
    """Which of the words a page holds. Pages are many, and words: the long ones are sought where a short one in them is."""
    return sorted(word for word in words if word in text) if any(word in text for word in _shortest_of(words)) else []


@cache
def _shortest_of(words: frozenset[str]) -> tuple[str, ...]:
    """The words that hold no other of them."""
    return tuple(word for word in words if not any(other in word for other in words if other != word))


def _texts(*, path: str, only: tuple[str, ...] = ()) -> Iterator[str]:
    for model in _models_with_path():
        if only and model._meta.model_name not in only:
            continue
        columns = [field.name for field in model._meta.concrete_fields if _is_text(field)]
        rows = model._base_manager.filter(path__gte=path, path__lt=f"{path}~")
        for row in rows.values_list(*columns):
            yield from (value for value in row if isinstance(value, str) and len(value) >= SHORTEST)


def _models_with_path() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("zhijia.") and "path" in {field.name for field in model._meta.concrete_fields}
    ]


def _is_text(field: "models.Field[object, object]") -> bool:
    return isinstance(field, models.CharField | models.TextField) and field.name != "path"


def _is_code(word: str) -> bool:
    """A credit code: eighteen signs that name one enterprise."""
    return len(word) == 18 and word.isascii() and word.isalnum()
