"""Several short lists of rows in one question: a page of ten lists of three rows spends its time asking, not reading."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model, QuerySet, Value, Window
from django.db.models.functions import JSONObject, RowNumber

LIST, PLACE, ROW = "list_nth", "list_place", "list_row"


def read_together(*lists: QuerySet[Any]) -> list[list[Any]]:
    """The rows of each list in its own order. The lists are ordered, not sliced, and select nothing related."""
    first, *rest = (_as_json(nth, rows) for nth, rows in enumerate(lists))
    found: list[list[Any]] = [[] for _ in lists]
    for nth, _place, row in sorted(first.union(*rest, all=True), key=lambda entry: entry[:2]):
        found[nth].append(_instance(lists[nth].model, row))
    return found


def _as_json(nth: int, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    columns: Sequence[str] = [field.attname for field in rows.model._meta.concrete_fields]
    told = {
        LIST: Value(nth),
        PLACE: Window(RowNumber(), order_by=[*rows.query.order_by]),  # type: ignore[list-item]
        ROW: JSONObject(**{name: name for name in columns}),
    }
    told_of: QuerySet[Any, Any] = rows.order_by().annotate(**told)
    return told_of.values_list(*told)


def _instance(model: type[Model], row: Mapping[str, Any]) -> Model:
    """A row as the database knows it. JSON has no dates: each field reads its own value."""
    fields = model._meta.concrete_fields
    values = [field.to_python(row[field.attname]) for field in fields]
    return model.from_db("default", [field.attname for field in fields], values)
