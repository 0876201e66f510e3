import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from zhijia.site.console import say
from zhijia.site.serving.options import Serving, add_serving_options, bring_schema_up_to_date, serve


class Command(BaseCommand):
    """`zhijia serve`: the product for real use."""

    help = say("正式运行：网页服务和后台任务")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_serving_options(parser)

    def handle(self, *, host: str, port: int, workers: int, tls_self: bool, **_options: Any) -> None:
        bring_schema_up_to_date()
        serving = Serving(host=host, port=port, workers=workers, is_tls=tls_self)
        sys.exit(serve(serving, announce=lambda: None))
