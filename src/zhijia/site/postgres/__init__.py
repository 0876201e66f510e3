"""The embedded PostgreSQL server: the wheel's binaries under our own supervisor, and how Django reaches it."""

from zhijia.site.postgres.databases import database_settings, endpoint_path, uses_embedded_server
from zhijia.site.postgres.endpoint import Endpoint
from zhijia.site.postgres.errors import ServerUnavailableError
from zhijia.site.postgres.supervisor import Holding, ensure_running

__all__ = [
    "Endpoint",
    "Holding",
    "ServerUnavailableError",
    "database_settings",
    "endpoint_path",
    "ensure_running",
    "uses_embedded_server",
]
