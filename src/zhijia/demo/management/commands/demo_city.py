from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhijia.demo.build import build_city
from zhijia.demo.built import Built, note_built, read_built
from zhijia.demo.digest import digest_city
from zhijia.demo.timeline import Timeline
from zhijia.engines.indicators.day import on_day
from zhijia.engines.indicators.rollup import drain_all
from zhijia.organisation.cities import this_city
from zhijia.organisation.scopes import scoped

DEFAULTS: Mapping[str, Any] = {"enterprises": 1000, "seed": 1, "as_of": None}
STANDS = gettext_noop("虚构城市：%(enterprises)s 家用人单位，种子 %(seed)s，日期 %(as_of)s，sha256 %(sha256)s")
UNCHANGED = gettext_noop(
    "城市早已建成，这次给的 --enterprises、--seed、--as-of 不改变它；要另建一个，请把 ZHIJIA_HOME 指向空文件夹。"
)


class Command(BaseCommand):
    """Build the demo city in an empty database; an installation that has its city already is left alone."""

    help = "build the demo city"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--enterprises", type=int, default=None)
        parser.add_argument("--seed", type=int, default=None)
        parser.add_argument("--as-of", type=date.fromisoformat, default=None)

    def handle(self, *_args: Any, **options: Any) -> None:
        city, asked = this_city(), {name: options[name] for name in DEFAULTS if options[name] is not None}
        if city is not None and not city.is_demo:
            raise CommandError(f"{city.name} is a real city; the demo needs an empty database (set ZHIJIA_HOME).")
        if city is not None:
            self._tell(read_built(city), asked)
            return
        self._tell(_build({**DEFAULTS, "as_of": timezone.localdate(), **asked}), {})
        _settle()

    def _tell(self, built: Built | None, asked: Mapping[str, object]) -> None:
        """What the city was built from, and that other values change nothing in it."""
        if built:
            values = {**asdict(built), "as_of": built.as_of.isoformat()}
            self.stdout.write(_(STANDS) % values)
        if any(getattr(built, name, None) != value for name, value in asked.items()):
            self.stdout.write(_(UNCHANGED))


def _build(values: Mapping[str, Any]) -> Built:
    with transaction.atomic(), on_day(values["as_of"]):
        made = build_city(**values)
        with scoped(made.administrator):
            built = Built(**values, sha256=digest_city())
            root, now = made.structure.city.root, Timeline(values["as_of"]).now
            note_built(root, built, actor=made.administrator, now=now)
    return built


def _settle() -> None:
    """What the jobs of a running installation do by and by, done at once: a large city would be slow until then."""
    if "batch" in connections.settings:
        drain_all(using="batch")
    if "owner" in connections.settings:
        with connections["owner"].cursor() as cursor:
            cursor.execute("ANALYZE")
