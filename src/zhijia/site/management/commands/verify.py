import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhijia.lib.sentences import Refused
from zhijia.site.batch import batch_alias
from zhijia.site.console import say
from zhijia.site.verifying import tell_report
from zhijia.trail.checkpoints import Anchor
from zhijia.trail.models import Checkpoint
from zhijia.trail.remembering import noted_root
from zhijia.trail.verification.verify import Demands, verify


class Command(BaseCommand):
    """`zhijia verify`: the whole log computed again; exit code 1 when anything is not as it was sealed."""

    help = say("重算全部留痕，指出被改动、删除或调换的第一条")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--root",
            type=_anchor,
            nargs="+",
            action="extend",
            default=[],
            metavar="HEX@SIZE",
            help=say("印在文书上的根"),
        )
        parser.add_argument(
            "--from", type=int, default=0, dest="start", metavar="SIZE", help=say("从这个封存点之后算起，信任它的签名")
        )
        parser.add_argument("--key", type=_key, default=None, metavar="HEX", help=say("公布的首个公钥"))
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help=say("并行的进程数"))

    def handle(self, *, root: Sequence[Anchor], start: int, key: bytes | None, processes: int, **_options: Any) -> None:
        using = batch_alias()
        if start and not Checkpoint.objects.using(using).filter(size=start).exists():
            raise CommandError(say("第 {size} 条处没有封存点。").format(size=start))
        noted = _noted()
        asked = {anchor for anchor in [*root, noted] if anchor and (anchor.size >= start or anchor in root)}
        report = verify(
            Demands(sorted(asked, key=lambda anchor: anchor.size), key, start), using=using, processes=max(processes, 1)
        )
        tell_report(report)
        sys.exit(0 if report.is_whole else 1)


def _noted() -> Anchor | None:
    try:
        return noted_root()
    except Refused as refused:
        raise CommandError(refused.sentence.said_in(say)) from refused


def _anchor(text: str) -> Anchor:
    try:
        return Anchor.parse(text)
    except ValueError:
        raise ArgumentTypeError(say("{text} 不是“十六进制根@条数”。").format(text=text)) from None


def _key(text: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise ArgumentTypeError(say("公钥是 64 个十六进制数字。"))
    return key
