"""What must hold after every migration, whichever service brought it."""

from django.db import connections

from zhijia.organisation.models import DataKey, UnionMove
from zhijia.organisation.protection.keys import introduce_keys


def let_moves_pass(*, using: str, **_signal: object) -> None:
    """Triggers that refuse updates let a moved union's rows follow it (organisation/migrations/0009)."""
    database = connections[using]
    if UnionMove._meta.db_table in database.introspection.table_names():
        with database.cursor() as cursor:
            cursor.execute("SELECT organisation_let_moves_pass()")


def introduce_first_keys(*, using: str, **_signal: object) -> None:
    """A database that has no keys for personal data gets them here, while the owner of the schema is at work."""
    if DataKey._meta.db_table in connections[using].introspection.table_names():
        introduce_keys(using=using)
