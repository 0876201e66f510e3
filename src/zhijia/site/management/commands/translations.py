from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhijia.site.console import say, tell
from zhijia.site.translating.catalogue import (
    ENGLISH,
    compile_if_stale,
    complaints,
    merge,
    read_catalogue,
    write_catalogue,
)
from zhijia.site.translating.extraction import messages_in_source


class Command(BaseCommand):
    """`zhijia manage translations extract|compile|check`."""

    help = say("译文：extract 收集原文，compile 编译，check 检查英文是否齐全")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=("extract", "compile", "check"))

    def handle(self, *, act: str, **_options: Any) -> None:
        {"extract": self._extract, "compile": self._compile, "check": self._check}[act]()

    def _extract(self) -> None:
        write_catalogue(merge(messages_in_source(), read_catalogue()))
        tell(str(ENGLISH))

    def _compile(self) -> None:
        tell(say("已编译。") if compile_if_stale() else say("没有变化，无需编译。"))

    def _check(self) -> None:
        found = list(complaints(messages_in_source(), read_catalogue()))
        if found:
            raise CommandError("\n".join([*found, say("共 {count} 条译文有问题。").format(count=len(found))]))
        tell(say("英文齐全。"))
