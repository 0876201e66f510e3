"""One hash over the rows of a demo city, to prove that the same values give the same rows."""

import hashlib
from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models

LEFT_OUT = {
    ("organisation.user", "password"),
    ("organisation.activationslip", "code_hash"),
    ("organisation.datakey", "wrapped"),
    ("organisation.datakey", "opened_by"),
    ("organisation.datakey", "made_at"),
    ("organisation.person", "id_number"),
    ("organisation.person", "id_index"),
    ("organisation.person", "address"),
    ("cases.request", "key"),
    ("documents.issueddocument", "token"),
    ("trail.event", "hash"),
    ("trail.eventsalt", "salts"),
}
"""Salted or random by design: hashes of secrets and of events, and names of single submissions, keys and what they
seal."""

FLOORS = ("trail", "organisation", "cases", "documents", "indicators", "plans", "campaigns", "bargaining")


def digest_city() -> str:
    """SHA-256 over every table but the inbox, row by row, as the acting scope sees them: call it as the city's own."""
    whole = hashlib.sha256()
    for model in _models():
        whole.update(model._meta.label_lower.encode())
        for row in _rows(model):
            whole.update(row.encode())
    return whole.hexdigest()


def _models() -> list[type[models.Model]]:
    return [model for label in FLOORS for model in apps.get_app_config(label).get_models()]


def _rows(model: type[models.Model]) -> Iterator[str]:
    columns = [
        field.column
        for field in model._meta.concrete_fields
        if field.column is not None
        and (model._meta.label_lower, field.name) not in LEFT_OUT
        and not isinstance(field, models.GeneratedField)
    ]
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ROW({names})::text FROM {table} ORDER BY {names}")  # noqa: S608
        while piece := cursor.fetchmany(5000):
            yield from (row[0] for row in piece)
