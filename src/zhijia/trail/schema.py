"""The migration of an app's first tables: made together.

Django keeps a picture of all models while it migrates and draws much of it anew for every model, constraint and index
that an operation adds: with a hundred and fifty models that took ten times as long as PostgreSQL needs to make them.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateTogether(Operation):
    """The models of one app in one operation: the picture is drawn once, and keys between them may go in circles."""

    reversible = False
    serialization_expand_args = ["models"]

    def __init__(self, models: list[CreateModel]) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # the cached property: drawn again by the first who asks for it
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in self.models:
            model.database_forwards(app_label, editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.models)} models"
