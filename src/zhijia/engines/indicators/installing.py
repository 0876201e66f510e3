"""What a new database needs before the first fact is counted."""

from django.db import connections

from zhijia.engines.indicators.models import Threshold
from zhijia.engines.indicators.thresholds import sync_thresholds


def copy_law(*, using: str, **_signal: object) -> None:
    """After a migration, copy the law's numbers for the nation; the nightly job follows the city's own corrections."""
    if Threshold._meta.db_table in connections[using].introspection.table_names():
        sync_thresholds(using=using)
