import platform
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhijia.organisation.cities import is_demo_city
from zhijia.site.bench.facts import measure_facts
from zhijia.site.bench.pages import measure_pages
from zhijia.site.bench.parsing import measure_parsing


class Command(BaseCommand):
    """`./run bench`: figures of this machine with the demo city that is in the database; exit 1 when one is over its limit."""

    help = "measure parsing, pages and the cockpit"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rounds", type=int, default=40)

    def handle(self, *_args: Any, rounds: int, **_options: Any) -> None:
        if not is_demo_city():
            raise CommandError("bench needs the demo city: run ./run demo first, or zhijia manage demo_city.")
        self.stdout.write(f"{platform.platform()} · Python {platform.python_version()}")
        self.stdout.write(f"{'':<52} {'median ms':>9} {'p95 ms':>9}")
        within = True
        for figures in (measure_parsing(timezone.localdate()), measure_pages(rounds=rounds), measure_facts()):
            for figure in figures:
                self.stdout.write(str(figure))
                within &= figure.is_within
        sys.exit(0 if within else 1)
