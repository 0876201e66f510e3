"""`zhijia`: every command of the product under one name. It sees to it that the database runs while a command needs it."""

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from types import FrameType
from typing import NoReturn

import django
from django.core.management import execute_from_command_line
from django.utils import translation

from zhijia.site.console import say, tell, terminal_language
from zhijia.site.postgres import ServerUnavailableError, ensure_running, uses_embedded_server
from zhijia.site.secrets import home_folder
from zhijia.site.serving.tether import end_with_parent
from zhijia.site.translating.catalogue import compile_if_stale

WITHOUT_DATABASE = {
    "check",
    "help",
    "makemigrations",
    "plan",
    "provision",
    "reference",
    "stamper",
    "translations",
    "version",
}
EXIT_INTERRUPTED = 130
EXIT_UNAVAILABLE = 4


def main() -> NoReturn:
    """Entry point of the installed command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijia.site.settings")
    if not end_with_parent():  # a child that still starts has nothing to put in order and ends at once
        for order in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(order, _leave)
    try:
        run(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
    except ServerUnavailableError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(EXIT_UNAVAILABLE)
    sys.exit(0)


def run(arguments: Sequence[str]) -> None:
    """Run one command; the embedded server runs from before Django is set up until the command has ended."""
    arguments = list(arguments[1:] if arguments[:1] == ["manage"] else arguments)
    if not arguments or arguments[0] in {"-h", "--help"}:
        _list_commands()
        return
    arguments[0] = arguments[0].replace("-", "_")
    if arguments[0] == "migrate" and not any(argument.startswith("--database") for argument in arguments):
        arguments += ["--database", "owner"]
    compile_if_stale()
    with ExitStack() as stack:
        if arguments[0] not in WITHOUT_DATABASE and uses_embedded_server(os.environ):
            stack.enter_context(ensure_running(home_folder(os.environ)))
        django.setup()
        translation.activate(terminal_language(os.environ))
        execute_from_command_line(["zhijia", *arguments])


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


def _list_commands() -> None:
    for name, purpose in (
        ("demo", say("演示：自带数据库、虚构城市、网页服务，打印可登录的人员")),
        ("serve", say("正式运行：网页服务和后台任务")),
        ("provision", say("在外部 PostgreSQL 上建立角色、数据库和权限")),
        ("found", say("建立城市，打印第一位系统管理员的开通凭条")),
        ("plan parse", say("读取一份计划文件，打印读出的目标、措施和任务")),
        ("backup", say("运行中备份到一个文件")),
        ("restore", say("把备份恢复到空数据库，并逐表核对行数")),
        ("verify", say("重算全部留痕，指出被改动、删除或调换的第一条")),
        ("rotate-keys", say("更换个人信息的密钥，并重新加密")),
        ("prove", say("导出一件事的存证和离线核对程序")),
        ("seal", say("立即封存留痕，查看公钥，更换私钥")),
        ("stamper", say("掌印：为可验证无记名投票盖印")),
        ("live", say("把会场的变化推送给正在看的人；serve 会自己启动它")),
        ("doctor", say("检查缺少什么、哪里不安全")),
        ("manage", say("其他管理命令；manage help 列出全部")),
    ):
        tell(f"  zhijia {name:<12}{purpose}")


if __name__ == "__main__":
    main()
