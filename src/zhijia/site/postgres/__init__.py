"""The embedded PostgreSQL server: the wheel's binaries under our own supervisor, and how Django reaches it."""

from zhijia.site.postgres.databases import database_settings, endpoint_path, uses_embedded_server
from zhijia.site.postgres.endpoint import Endpoint

__all__ = ["Endpoint", "database_settings", "endpoint_path", "uses_embedded_server"]
