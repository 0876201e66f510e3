from typing import Any

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import connections

from zhijia.site.postgres.provision import missing_roles, told_of_missing


class Command(migrate.Command):
    """`zhijia manage migrate`: says at once where the server lacks a role that the steps grant rights to."""

    def handle(self, *args: Any, **options: Any) -> None:
        with connections[options["database"]].cursor() as cursor:
            missing = missing_roles(cursor)
        if missing:
            raise CommandError(told_of_missing(missing))
        super().handle(*args, **options)
