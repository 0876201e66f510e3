"""What an actor sees of a wide table, asked for each row once and not twice.

Row security asks every row whether its place is announced; a query that asks the same again takes half as long again, because
a row that nothing else reads has to be taken apart for it. So the database first says, once a statement, whether row security
shows of this table what lies in just these places. Where it does not (another role, other places announced), each row is asked.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, ExpressionWrapper, Model, Q

from zhijia.organisation.application_role import APPLICATION
from zhijia.organisation.scopes import Actor


class InSight(ExpressionWrapper):  # type: ignore[type-arg]
    """Condition: the actor sees the row. `<table>_in_sight(row, places)` says in the database what `condition` says here.

    Only the application's connection asks so: `condition` is served by an index where no policy serves for one.
    """

    def __init__(self, condition: Q, actor: Actor, model: type[Model]) -> None:
        super().__init__(condition, output_field=BooleanField())
        self.table, self.places = model._meta.db_table, actor.places

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """The statement is right on every connection; which of the two it is, is a matter of speed."""
        if not _is_applications(connection):
            return super().as_sql(compiler, connection)
        row = compiler.quote_name_unless_alias(compiler.query.get_initial_alias())
        places = list(self.places)
        return (
            f"((SELECT organisation_shows(%s::regclass, %s::text[])) OR {self.table}_in_sight({row}, %s::text[]))",
            (self.table, places, places),
        )


def _is_applications(connection: Any) -> bool:
    """Whether row security binds it: a process of jobs has another default."""
    return connection.settings_dict is connections.settings.get(APPLICATION, connections.settings[DEFAULT_DB_ALIAS])
