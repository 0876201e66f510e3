"""Statements as the roles that the product connects as."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from django.db import connection

ActingAs = Callable[[str], AbstractContextManager[None]]


def run_as(role: str, statement: str, acting_as: ActingAs) -> None:
    """Run a statement as the batch role, or as the application."""
    if role == "batch":
        with acting_as("batch"), connection.cursor() as cursor:
            cursor.execute(statement)
        return
    with connection.cursor() as cursor:
        cursor.execute(statement)
