from argparse import ArgumentParser
from time import monotonic, sleep
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhijia.lib.crypto.ciphertexts import Keyring
from zhijia.lib.crypto.keyfiles import path_of
from zhijia.lib.sentences import Refused
from zhijia.organisation.protection.keyring import reopen_keys
from zhijia.organisation.protection.keys import protection_folder
from zhijia.organisation.protection.recording import record_resealed, record_rewrapped
from zhijia.organisation.protection.rotating import (
    SealedTable,
    add_data_key,
    reseal,
    rewrap_keys,
    rows_left,
    sealed_tables,
)
from zhijia.site.batch import batch_alias
from zhijia.site.console import say, tell

ROUNDS = 20
PAUSE_SECONDS = 0.5
TELL_EVERY_SECONDS = 5.0


class Command(BaseCommand):
    """`zhijia rotate-keys [--data | --resume]`: a new key file for all data keys; on demand every sealed column again."""

    help = say("更换打开个人信息的主密钥；--data 连同数据密钥，全部重新加密")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--data", action="store_true", help=say("另建数据密钥，并在运行中把已有内容重新加密"))
        parser.add_argument("--resume", action="store_true", help=say("只接着做没有做完的重新加密"))

    def handle(self, *, data: bool, resume: bool, **_options: Any) -> None:
        using = batch_alias()
        try:
            if not resume:
                _rewrap(using)
            if data and not resume:
                add_data_key(using=using)
            if data or resume:
                _reseal_all(using)
        except Refused as refused:
            raise CommandError(refused.sentence.said_in(say)) from refused


def _rewrap(using: str) -> None:
    opener = rewrap_keys(using=using)
    record_rewrapped(opener.fingerprint, now=timezone.now())
    path = path_of(protection_folder(), opener.fingerprint)
    tell(say("数据密钥已改由 {path} 打开。请把它另行保管一份，不要与备份放在一起。").format(path=path))
    tell(say("旧的主密钥文件打开换钥以前的备份：只要还留着那些备份，就不要删除。"))


def _reseal_all(using: str) -> None:
    ring = reopen_keys(using=using).ring
    for table in sealed_tables():
        done = _reseal(table, ring, using=using)
        left = rows_left(table, ring, using=using)
        tell(say("{table}：重新加密 {done} 行。").format(table=table.name, done=done))
        if left:
            tell(
                say("{table}：还有 {left} 行正被别人改动，请再执行 zhijia rotate-keys --resume。").format(
                    table=table.name, left=left
                )
            )
        record_resealed(table.name, ring.current.number, rows=done, left=left, now=timezone.now())


def _reseal(table: SealedTable, ring: Keyring, *, using: str) -> int:
    """Rounds until nothing is behind; what somebody holds for longer is left."""
    done, told = 0, monotonic()
    for _round in range(ROUNDS):
        for count in reseal(table, ring, using=using):
            done += count
            if monotonic() - told > TELL_EVERY_SECONDS:
                told = monotonic()
                tell(say("{table}：已重新加密 {done} 行……").format(table=table.name, done=done))
        if not rows_left(table, ring, using=using):
            break
        sleep(PAUSE_SECONDS)
    return done
