"""What must hold after every migration, whichever service brought it."""

from django.db import connections

from zhijia.organisation.models import UnionMove


def let_moves_pass(*, using: str, **_signal: object) -> None:
    """Triggers that refuse updates let a moved union's rows follow it (organisation/migrations/0009)."""
    database = connections[using]
    if UnionMove._meta.db_table in database.introspection.table_names():
        with database.cursor() as cursor:
            cursor.execute("SELECT organisation_let_moves_pass()")
