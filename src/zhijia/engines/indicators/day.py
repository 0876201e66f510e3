"""Acting on another day than the clock's: for tests and the demo city, whose history is played day by day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connections, transaction


@contextmanager
def on_day(day: date, *, using: str = "default") -> Iterator[None]:
    """A transaction in which undated changes (a headcount, a term) count from `day` on."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT set_config('app.today', %s, true)", [day.isoformat()])
        yield
        cursor.execute("SELECT set_config('app.today', '', true)")
