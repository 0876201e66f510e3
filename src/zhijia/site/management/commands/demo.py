import os
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from zhijia.demo.stamps import demo_passphrase
from zhijia.organisation.cities import this_city
from zhijia.site.console import say, tell
from zhijia.site.serving.options import Serving, add_serving_options, alone, bring_schema_up_to_date, serve


class Command(BaseCommand):
    """`zhijia demo`: the product with an invented city, for whoever wants to see it."""

    help = say("演示：自带数据库、虚构城市、网页服务，打印可登录的人员")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_serving_options(parser)
        parser.add_argument("--enterprises", type=int, default=None, help=say("虚构城市的用人单位数，默认 1000"))
        parser.add_argument("--seed", type=int, default=None, help=say("随机数种子：相同的种子和日期得到相同的城市"))
        parser.add_argument("--as-of", type=date.fromisoformat, default=None, help=say("虚构城市的日期，默认今天"))

    def handle(self, *, host: str, port: int, workers: int, tls_self: bool, **options: Any) -> None:
        os.environ.setdefault("ZHIJIA_SMS", f"file:{settings.HOME / 'texts.jsonl'}")  # nobody's phone rings
        bring_schema_up_to_date()
        with alone(connections["owner"], "demo city"):
            self._build_city(options)
        serving = Serving(
            host=host, port=port, workers=workers, is_tls=tls_self, passphrase_file=demo_passphrase(settings.HOME)
        )
        sys.exit(serve(serving, announce=self._list_people))

    def _build_city(self, options: Mapping[str, Any]) -> None:
        if this_city() is None:
            tell(say("正在建立虚构城市……"))
        call_command("demo_city", enterprises=options["enterprises"], seed=options["seed"], as_of=options["as_of"])

    def _list_people(self) -> None:
        call_command("demo_people")
