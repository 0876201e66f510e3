"""Questions that many pages ask: compiled once for the process and planned once by each connection, not once a page.

Row security makes a plan dear (a policy looks up the row that its own hangs on, which has a policy too), and every page
of a kind needs the same one. `read_together` asks for several short lists at once: a page of ten lists of three rows
spends its time asking, not reading.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from inspect import signature
from typing import Any, TypeVar

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper
from django.db.models import (
    BinaryField,
    BooleanField,
    Expression,
    Field,
    Func,
    JSONField,
    Model,
    QuerySet,
    Value,
    Window,
)
from django.db.models.functions import RowNumber

LIST, PLACE, ROW = "list_nth", "list_place", "list_row"
HEX = r"\x"
Row = TypeVar("Row", bound=Model)


class Slot(Expression):
    """Where a query takes a value that is known only when it is asked."""

    def __init__(self, nth: int) -> None:
        self.nth = nth
        super().__init__()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002
        return "%s", (self,)


class IsAnyOf(Func):
    """Condition: an expression is one of the values of a list that is known only when it is asked (`__in` must know it)."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()


class Question:
    """A query that selects columns, with slots. `build` makes it, once, of a slot for each of its parameters."""

    def __init__(self, build: Callable[..., Any]) -> None:
        self._build = build

    def ask(self, *values: Any) -> list[tuple[Any, ...]]:
        """The rows, each slot filled with its value. JSON comes as its text."""
        sql, places = self._statement
        with closing(_preparing_cursor()) as cursor:
            cursor.execute(sql, [values[place.nth] if isinstance(place, Slot) else place for place in places])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    @cached_property
    def _statement(self) -> tuple[str, Sequence[Any]]:
        slots = [Slot(nth) for nth, _name in enumerate(signature(self._build).parameters)]
        sql, places = self._query(*slots).query.get_compiler(connection=connection).as_sql()
        return sql, places

    def _query(self, *slots: Slot) -> QuerySet[Any, Any]:
        query: QuerySet[Any, Any] = self._build(*slots)
        return query


class Together(Question):
    """Several lists in one question. `build` gives them ordered, not sliced, and with nothing related selected."""

    def read(self, *values: Any) -> list[list[Any]]:
        """The rows of each list in its own order."""
        rows = sorted(self.ask(*values), key=lambda entry: entry[:2])
        found: list[list[Any]] = [[] for _ in self._models]
        for nth, _place, row in rows:
            found[nth].append(instance_of(self._models[nth], json.loads(row)))
        return found

    def _query(self, *slots: Slot) -> QuerySet[Any, Any]:
        lists: Sequence[QuerySet[Any]] = self._build(*slots)
        self._models = [rows.model for rows in lists]
        first, *rest = (_as_json(nth, rows) for nth, rows in enumerate(lists))
        return first.union(*rest, all=True)


def _preparing_cursor() -> CursorWrapper:
    """Values go to the server apart from the statement, so that it keeps the plan (`prepare_threshold` in the settings).

    Django's log of statements reads them with their values in them: while it is on, nothing is kept.
    """
    if connection.queries_logged:
        return connection.cursor()
    connection.ensure_connection()
    cursor: Any = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]
    return connection.make_cursor(cursor)


class _WholeRow(Expression):
    """A row of the query's own table as JSON. Named column by column it takes longer to write and to plan than to read."""

    output_field = JSONField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[()]]:  # noqa: ARG002
        return f"to_jsonb({compiler.quote_name_unless_alias(compiler.query.get_initial_alias())})", ()


def _as_json(nth: int, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    told = {
        LIST: Value(nth),
        PLACE: Window(RowNumber(), order_by=[*rows.query.order_by]),  # type: ignore[list-item]
        ROW: _WholeRow(),
    }
    told_of: QuerySet[Any, Any] = rows.order_by().annotate(**told)
    return told_of.values_list(*told)


def instance_of(model: type[Row], row: Mapping[str, Any]) -> Row:
    """A row as the database knows it. JSON has no dates: each field reads its own value."""
    fields = model._meta.concrete_fields
    values = [_value(field, row[str(field.column)]) for field in fields]
    return model.from_db("default", [field.attname for field in fields], values)


def _value(field: "Field[Any, Any]", told: Any) -> Any:
    """JSON has no bytes either: PostgreSQL writes them in hexadecimal."""
    if isinstance(field, BinaryField) and told is not None:
        return bytes.fromhex(told.removeprefix(HEX))
    return field.to_python(told)
