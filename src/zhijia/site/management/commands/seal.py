from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhijia.lib.sentences import Refused
from zhijia.site.batch import batch_alias
from zhijia.site.console import say, tell
from zhijia.trail.checkpoints import latest_checkpoint
from zhijia.trail.keys import introduce_key, published_keys
from zhijia.trail.numbering import number_settled
from zhijia.trail.remembering import note_newest, set_note_aside
from zhijia.trail.sealing import seal

ACTS = ("now", "keys", "rotate", "accept")


class Command(BaseCommand):
    """`zhijia seal [now|keys|rotate|accept]`: seal at once, show the public keys, change the key, accept an earlier state."""

    help = say("立即封存留痕，查看公钥，更换私钥")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = say("now 立即封存；keys 列出公钥；rotate 换新私钥；accept 承认恢复后的较早状态")
        parser.add_argument("act", choices=ACTS, nargs="?", default="now", help=acts)
        parser.add_argument("--lost", action="store_true", help=say("旧私钥已遗失，新公钥没有旧钥的签名"))

    def handle(self, *, act: str, lost: bool, **_options: Any) -> None:
        using = batch_alias()
        try:
            if act == "now":
                _seal(using)
            elif act == "rotate":
                introduce_key(now=timezone.now(), using=using, is_lost=lost)
            elif act == "accept":
                _accept(using)
        except Refused as refused:
            raise CommandError(refused.sentence.said_in(say)) from refused
        if act in {"keys", "rotate"}:
            _tell_keys(using)


def _seal(using: str) -> None:
    while number_settled(using=using):
        continue
    while seal(now=timezone.now(), using=using):
        continue
    note_newest(using=using)
    anchor = latest_checkpoint(using=using)
    tell(say("最新的根：{anchor}").format(anchor=anchor) if anchor else say("还没有留痕。"))


def _accept(using: str) -> None:
    kept = set_note_aside(now=timezone.localtime())
    note_newest(using=using)
    tell(say("原来记下的根留在 {path}。").format(path=kept) if kept else say("没有记下的根。"))


def _tell_keys(using: str) -> None:
    for key in published_keys(using=using):
        since = timezone.localtime(key.since)
        tell(say("{key}  自 {since:%Y-%m-%d %H:%M} 起").format(key=key.public, since=since))
