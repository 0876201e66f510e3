"""Where this installation keeps what a backup must hold."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from django.core.files.storage import default_storage
from django.core.management import CommandError
from django.db import connections

from zhijia.site.backups.clients import ENVIRONMENT_NAMES
from zhijia.site.console import say
from zhijia.site.postgres.databases import DJANGO_NAMES


def owner_login() -> dict[str, str]:
    """libpq parameters of the schema's owner: the only role that sees every row without exception."""
    if "owner" not in connections.settings:
        raise CommandError(say("需要设置 ZHIJIA_OWNER_URL。"))
    given = cast("Mapping[str, Any]", connections.settings["owner"])
    named = {key: str(given[django_name]) for key, django_name in DJANGO_NAMES.items() if given.get(django_name)}
    return {**named, **{key: str(value) for key, value in given["OPTIONS"].items() if key in ENVIRONMENT_NAMES}}


def attachment_folder() -> Path:
    """The folder of the default file storage."""
    return Path(default_storage.path("."))
