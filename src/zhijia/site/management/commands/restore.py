import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from zhijia.site.backups.log import prove_log
from zhijia.site.backups.restore import restore_backup
from zhijia.site.backups.storage import attachment_folder, owner_login
from zhijia.site.console import say, tell
from zhijia.site.doctor.finding import Weight
from zhijia.site.doctor.keys import check_keys
from zhijia.site.verifying import tell_report


class Command(BaseCommand):
    """`zhijia restore FILE`: into an empty database, proved by counts and by the seal of the log."""

    help = say("把备份恢复到空数据库，并逐表核对行数")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=say("备份文件"))

    def handle(self, *, file: Path, **_options: Any) -> None:
        manifest = restore_backup(file, login=owner_login(), files=attachment_folder())
        report = prove_log(using="owner")
        sentence = say("已恢复 {moment} 的备份：{tables} 张表、{rows} 行、{files} 个附件，数量全部相符。")
        rows = sum(manifest.tables.values())
        tell(
            sentence.format(moment=manifest.made_at, tables=len(manifest.tables), rows=rows, files=manifest.file_count)
        )
        tell_report(report)
        found = list(check_keys(using="owner"))
        for finding in found:
            tell(f"{finding.weight} {finding.sentence}")
        can_open = all(finding.weight is Weight.GOOD for finding in found)
        sys.exit(0 if report.is_whole and can_open else 1)
