from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import override

from zhijia.site.console import say, tell
from zhijia.site.reference.pages import reference_pages
from zhijia.site.reference.writing import CHECKOUT, stale_files, write_files


class Command(BaseCommand):
    """`zhijia reference`: write docs/reference and the diagrams in services' READMEs from the declarations."""

    help = say("由声明生成参考文档；--check 只检查是否一致")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help=say("只检查，不一致时以非零状态结束"))

    def handle(self, *, check: bool, **_options: Any) -> None:
        autodiscover_modules("events", "indicators")
        with override("zh-hans"):
            pages = reference_pages()
        if not check:
            for path in write_files(pages):
                tell(str(path.relative_to(CHECKOUT)))
            return
        stale = [str(path.relative_to(CHECKOUT)) for path in stale_files(pages)]
        if stale:
            hint = say("参考文档与代码不一致，请运行 ./run manage reference：")
            raise CommandError("\n".join([hint, *stale]))
        tell(say("参考文档与代码一致。"))
