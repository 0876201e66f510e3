import platform
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from zhijia.organisation.cities import is_demo_city
from zhijia.organisation.models import City
from zhijia.site.bench.city.database import use_bench_city
from zhijia.site.bench.run import Run
from zhijia.site.bench.suites import NAMES, chosen

SCALES = ("demo", "city")
SOME, MILLION = 20_000, 1_000_000
"""Rows of a roster."""


class Command(BaseCommand):
    """`./run bench`: figures of this machine; exit 1 when one is over its limit."""

    help = "measure start, parsing, pages, searches, numbers; with --scale city also moves and clocks, in a large city"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("suites", nargs="*", help=f"what to measure: {', '.join(NAMES)}")
        parser.add_argument("--scale", choices=SCALES, default="demo", help="the demo city, or 100,000 enterprises")
        parser.add_argument("--rounds", type=int, default=40)
        parser.add_argument(
            "--people", type=int, default=1_000_000, help="how many the suite `members` fills the city with"
        )
        parser.add_argument(
            "--rows", type=int, help="how many the roster of `intake` has: 20,000, or a million in the city"
        )
        parser.add_argument("--rebuild", action="store_true", help="build the large city anew")

    def handle(self, *_args: Any, suites: Sequence[str], scale: str, rounds: int, **options: Any) -> None:
        if unknown := set(suites) - set(NAMES):
            raise CommandError(f"bench measures {', '.join(NAMES)}; it knows no {', '.join(sorted(unknown))}")
        today = timezone.localdate()
        if scale == "city":
            use_bench_city(today=today, rebuild=options["rebuild"], announce=self.stdout.write)
        elif City._meta.db_table not in connection.introspection.table_names() or not is_demo_city():
            raise CommandError("bench needs the demo city: run ./run demo first, or zhijia manage demo_city.")
        self.stdout.write(f"{platform.platform()} · Python {platform.python_version()} · scale {scale}")
        in_own_city = scale == "city"
        rows = options["rows"] or (MILLION if in_own_city else SOME)
        run = Run(today, rounds, options["people"], rows, takes_back=not in_own_city)
        within = True
        for suite in chosen(suites, in_own_city=in_own_city):
            for figure in suite.measure(run):
                self.stdout.write(str(figure))
                within &= figure.is_within
        sys.exit(0 if within else 1)
