import ctypes
import sys
from argparse import ArgumentParser
from getpass import getpass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from zhijia.engines.ballots.protocol import HOLDERS
from zhijia.engines.ballots.stamping.keys import StampKeys
from zhijia.engines.ballots.stamping.window import Window
from zhijia.lib.kept_keys import WrongPassphrase
from zhijia.site.console import say, tell

LEAST_SIGNS = 12
PR_SET_DUMPABLE = 4


class Command(BaseCommand):
    """`zhijia stamper a`: the stamp of one holder, in a process that no other account or process of ours can look into."""

    help = say("掌印：为可验证无记名投票盖印，运行期间掌印人在场")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("holder", choices=HOLDERS, help=say("a 为工会委员会，b 为监督组"))
        parser.add_argument("--passphrase-file", type=Path, help=say("口令文件，只供无人值守的演示使用"))

    def handle(self, *, holder: str, passphrase_file: Path | None, **_options: Any) -> None:
        _hide_memory()
        folder = settings.HOME / "stampers"
        given = passphrase_file.read_text().strip() if passphrase_file else _ask(is_new=not (folder / holder).exists())
        try:
            keys = StampKeys.opened(folder / holder, given)
        except WrongPassphrase:
            raise CommandError(say("口令不对，印章没有启用。")) from None
        with Window(folder / f"{holder}.sock", keys) as window:
            tell(say("印章已启用。按 Ctrl-C 收起。"))
            window.serve_forever()


def _ask(*, is_new: bool) -> str:
    passphrase = getpass(say("口令："))
    if is_new and len(passphrase) < LEAST_SIGNS:
        raise CommandError(say("口令至少十二个字符。"))
    if is_new and getpass(say("再输入一次：")) != passphrase:
        raise CommandError(say("两次输入不同，请重新启动。"))
    return passphrase


def _hide_memory() -> None:
    """Keep other processes of the same account from reading our memory. Linux only; elsewhere the account is the wall."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
