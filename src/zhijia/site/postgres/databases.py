"""Django's DATABASES: one database under three roles, on an external server or on the embedded one.

`default` is the application role (it owns nothing, row security binds it), `owner` runs migrations, `batch` runs jobs.
A job worker sets `ZHIJIA_ROLE=batch`: then `default` is the batch role in that process, and `application` what was default.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from zhijia.organisation.application_role import APPLICATION
from zhijia.site.postgres.endpoint import Endpoint
from zhijia.site.postgres.roles import APP, BATCH, BOX, DATABASE, LOGIN_ROLES, OWNER
from zhijia.site.secrets import home_folder

URL_VARIABLES = {"default": "ZHIJIA_DATABASE_URL", "owner": "ZHIJIA_OWNER_URL", "batch": "ZHIJIA_BATCH_URL"}
ROLE_OF_ALIAS = {"default": APP, "owner": OWNER, "batch": BATCH}
BOX_VARIABLE = "ZHIJIA_BOX_URL"
"""Only the process of the ballot box gets this one; no alias of Django leads to its role."""
DJANGO_NAMES = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}


def uses_embedded_server(environ: Mapping[str, str]) -> bool:
    """No external database is named, so the product runs its own server."""
    return not environ.get(URL_VARIABLES["default"])


def endpoint_path(home: Path) -> Path:
    """The file that tells where the embedded server of this home folder listens."""
    return home / "postgres" / "endpoint.json"


def box_login(environ: Mapping[str, str]) -> str:
    """The connection string of the ballot box; empty where the environment names none."""
    if not uses_embedded_server(environ):
        return environ.get(BOX_VARIABLE, "")
    endpoint = Endpoint.read(endpoint_path(home_folder(environ)))
    return endpoint.conninfo(BOX) if endpoint else ""


def database_settings(environ: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Settings by alias. On an external server a role without URL has no alias; commands that need it say so."""
    logins = _embedded_logins(environ) if uses_embedded_server(environ) else _external_logins(environ)
    if environ.get("ZHIJIA_ROLE") == "batch" and "batch" in logins:
        logins[APPLICATION], logins["default"] = logins["default"], logins["batch"]
    return {alias: _django_settings(login) for alias, login in logins.items()}


def _embedded_logins(environ: Mapping[str, str]) -> dict[str, dict[str, str]]:
    path = endpoint_path(home_folder(environ))
    endpoint = Endpoint.read(path) or Endpoint(str(path.parent), dict.fromkeys(LOGIN_ROLES, ""), database=DATABASE)
    return {alias: endpoint.login(role) for alias, role in ROLE_OF_ALIAS.items()}


def _external_logins(environ: Mapping[str, str]) -> dict[str, dict[str, str]]:
    given = {alias: environ[name] for alias, name in URL_VARIABLES.items() if environ.get(name)}
    return {alias: _parse(url, variable=URL_VARIABLES[alias]) for alias, url in given.items()}


def _parse(url: str, *, variable: str) -> dict[str, str]:
    try:
        return {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    except ProgrammingError as error:
        raise ImproperlyConfigured(f"{variable} is not a PostgreSQL URL: {error}") from error


def _django_settings(login: Mapping[str, str]) -> dict[str, Any]:
    named = {DJANGO_NAMES[key]: value for key, value in login.items() if key in DJANGO_NAMES}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "prepare_threshold": 0,  # the plans of those who bind on the server stay with the connection: organisation.reading
            **{key: value for key, value in login.items() if key not in DJANGO_NAMES},
        },
        **named,
    }
