"""What `serve` and `demo` share: options, preparation of the database, and the run itself."""

import socket
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from os import environ

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from zhijia.site.console import say, tell
from zhijia.site.postgres import ensure_running, uses_embedded_server
from zhijia.site.serving.listening import address, answers, listen
from zhijia.site.serving.service import Service, job_worker, web_server


def add_serving_options(parser: ArgumentParser) -> None:
    """`--host`, `--port`, `--workers`."""
    parser.add_argument("--host", default="127.0.0.1", help=say("监听地址"))
    parser.add_argument("--port", type=int, default=8000, help=say("端口；被占用时顺延，0 为任意空闲端口"))
    parser.add_argument("--workers", type=int, default=2, help=say("网页进程数"))


def bring_schema_up_to_date() -> None:
    """Apply what migrations are missing, as the owner of the schema."""
    alias = "owner" if "owner" in connections.settings else "default"
    with alone(connections[alias], "schema"):
        executor = MigrationExecutor(connections[alias])
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return
        if alias != "owner":
            raise CommandError(say("数据库结构需要更新：请设置 ZHIJIA_OWNER_URL 后重新启动。"))
        tell(say("正在更新数据库结构……"))
        call_command("migrate", database="owner", verbosity=0, interactive=False)


@contextmanager
def alone(connection: BaseDatabaseWrapper, errand: str) -> Iterator[None]:
    """Let one process at a time do `errand`: two that start at once would otherwise both do it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [f"zhijia {errand}"])
    try:
        yield
    finally:
        connection.close()  # the lock ends with the session, also after an error


def serve(*, host: str, port: int, workers: int, announce: Callable[[], None]) -> int:
    """Serve until the end is asked for; `announce` runs once the first page was answered."""
    with ExitStack() as stack:
        holding = stack.enter_context(ensure_running(settings.HOME)) if uses_embedded_server(environ) else None
        listener = stack.enter_context(_listen(host, port))
        shown_host, shown_port = address(listener)
        name_address(shown_host, shown_port)
        service = Service(web_server(listener, workers=workers), [job_worker()], holding=holding)
        stack.callback(service.stop)
        connections.close_all()
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        if port and shown_port != port:
            tell(say("端口 {port} 已被占用，改用 {other}。").format(port=port, other=shown_port))

        def say_where() -> None:
            tell(say("职家已启动：http://{host}:{port}/").format(host=shown_host, port=shown_port))
            announce()
            tell(say("按 Ctrl-C 结束。"))

        return service.run(is_ready=lambda: answers(shown_host, shown_port), announce=say_where)


def name_address(host: str, port: int) -> None:
    """Papers and messages lead to the address that is served here, unless this installation names another one."""
    if not settings.CSRF_TRUSTED_ORIGINS:
        environ.setdefault("ZHIJIA_PUBLIC_ADDRESS", f"http://{f'[{host}]' if ':' in host else host}:{port}")


def _listen(host: str, port: int) -> socket.socket:
    try:
        return listen(host, port)
    except OSError as error:
        sentence = say("不能在 {host}:{port} 上应答：{reason}")
        raise CommandError(sentence.format(host=host, port=port, reason=error.strerror)) from error
