from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.proofs import prove_case
from zhijia.lib.sentences import Refused
from zhijia.site.batch import batch_alias
from zhijia.site.console import say, tell


class Command(BaseCommand):
    """`zhijia prove NUMBER`: the proof of one case file with its offline verifier, in one archive."""

    help = say("导出一件事的存证和离线核对程序")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", help=say("事项编号"))
        parser.add_argument("--size", type=int, default=None, help=say("印在文书上的条数；默认到最新的封存点"))
        parser.add_argument("--to", type=Path, default=Path(), help=say("写到哪个文件夹"))

    def handle(self, *, number: str, size: int | None, to: Path, **_options: Any) -> None:
        using = batch_alias()
        case = Case.objects.using(using).filter(number=number).first()
        if case is None:
            raise CommandError(say("没有编号为 {number} 的事项。").format(number=number))
        try:
            proof = prove_case(case, now=timezone.now(), size=size, using=using)
        except Refused as refused:
            raise CommandError(refused.sentence.said_in(say)) from refused
        target = to / proof.filename
        target.write_bytes(proof.archive)
        tell(say("已写入 {path}。").format(path=target))
        if proof.unsealed:
            tell(say("另有 {count} 步还没有封存，不在其中。").format(count=proof.unsealed))
