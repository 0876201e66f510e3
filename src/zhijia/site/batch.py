"""The role of the jobs, for commands that must see every row without owning the schema."""

from django.core.management import CommandError
from django.db import connections

from zhijia.site.console import say


def batch_alias() -> str:
    """The alias to use; CommandError where this installation has none."""
    if "batch" not in connections.settings:
        raise CommandError(say("需要设置 ZHIJIA_BATCH_URL。"))
    return "batch"
