from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections, transaction

from zhijia.demo.build import build_city
from zhijia.demo.digest import digest_city
from zhijia.engines.indicators.day import on_day
from zhijia.engines.indicators.rollup import drain_all
from zhijia.organisation.cities import this_city
from zhijia.organisation.scopes import scoped


class Command(BaseCommand):
    """Build the demo city in an empty database; an installation that has its city already is left alone."""

    help = "build the demo city"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--enterprises", type=int, default=1000)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--as-of", type=date.fromisoformat, required=True)

    def handle(self, *_args: Any, enterprises: int, seed: int, as_of: date, **_options: Any) -> None:
        city = this_city()
        if city is not None and not city.is_demo:
            raise CommandError(f"{city.name} is a real city; the demo needs an empty database (set ZHIJIA_HOME).")
        if city is not None:
            return
        with transaction.atomic(), on_day(as_of):
            built = build_city(enterprises=enterprises, seed=seed, as_of=as_of)
            with scoped(built.administrator):
                digest = digest_city()
        _settle()
        self.stdout.write(f"sha256 {digest}")


def _settle() -> None:
    """What the jobs of a running installation do by and by, done at once: a large city would be slow until then."""
    if "batch" in connections.settings:
        drain_all(using="batch")
    if "owner" in connections.settings:
        with connections["owner"].cursor() as cursor:
            cursor.execute("ANALYZE")
