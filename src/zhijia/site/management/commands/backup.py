from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from zhijia.organisation.protection.keys import protection_folder
from zhijia.site.backups.backup import write_backup
from zhijia.site.backups.storage import attachment_folder, owner_login
from zhijia.site.console import say, tell


class Command(BaseCommand):
    """`zhijia backup [FILE]`: one file, written while the system runs."""

    help = say("运行中备份到一个文件：数据库、附件和逐表行数")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help=say("文件名；默认按时间取名"))

    def handle(self, *, file: Path | None, **_options: Any) -> None:
        now = timezone.localtime()
        target = (file or Path(f"zhijia-{now:%Y%m%d-%H%M%S}.tar")).absolute()
        manifest = write_backup(target, login=owner_login(), files=attachment_folder(), now=now)
        sentence = say("已备份到 {path}：{tables} 张表、{rows} 行、{files} 个附件。其中有个人信息，请妥善保管。")
        rows = sum(manifest.tables.values())
        tell(sentence.format(path=target, tables=len(manifest.tables), rows=rows, files=manifest.file_count))
        folder = protection_folder()
        tell(say("打开个人信息的主密钥不在备份里：请把 {folder} 另存一份，与备份分开保管。").format(folder=folder))
