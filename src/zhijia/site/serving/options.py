"""What `serve` and `demo` share: options, preparation of the database, and the run itself."""

import socket
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from os import environ
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from zhijia.engines.ballots.protocol import HOLDERS
from zhijia.site.console import say, tell
from zhijia.site.postgres import ensure_running, uses_embedded_server
from zhijia.site.serving.certificate import Certificate, names_served, own_certificate
from zhijia.site.serving.listening import address, answers, listen
from zhijia.site.serving.service import Service, ballot_box, job_worker, live_door, stamper, web_server


def add_serving_options(parser: ArgumentParser) -> None:
    """`--host`, `--port`, `--workers`, `--tls-self`."""
    parser.add_argument("--host", default="127.0.0.1", help=say("监听地址"))
    parser.add_argument("--port", type=int, default=8000, help=say("端口；被占用时顺延，0 为任意空闲端口"))
    parser.add_argument("--workers", type=int, default=2, help=say("网页进程数"))
    parser.add_argument("--tls-self", action="store_true", help=say("用本机自制的证书提供 HTTPS；手机投票需要"))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What the options say, and `passphrase_file`: the invented city's stamps run beside it, opened by what stands there."""

    host: str
    port: int
    workers: int
    is_tls: bool
    passphrase_file: Path | None = None

    @property
    def scheme(self) -> str:
        return "https" if self.is_tls else "http"


def serve(serving: Serving, *, announce: Callable[[], None]) -> int:
    """Serve until the end is asked for; `announce` runs once the first page was answered."""
    with ExitStack() as stack:
        holding = stack.enter_context(ensure_running(settings.HOME)) if uses_embedded_server(environ) else None
        listener = stack.enter_context(_listen(serving.host, serving.port))
        box_listener, live_listener = (
            stack.enter_context(_listen(serving.host, address(listener)[1] + further if serving.port else 0))
            for further in (1, 2)
        )
        certificate = _certificate(serving)
        host, port = address(listener)
        name_address(serving.scheme, host, port, box_port=address(box_listener)[1], live_port=address(live_listener)[1])
        others = [
            job_worker(),
            ballot_box(box_listener, certificate=certificate),
            live_door(live_listener, certificate=certificate),
        ]
        if serving.passphrase_file:
            others += [stamper(holder, serving.passphrase_file) for holder in HOLDERS]
        web = web_server(listener, workers=serving.workers, certificate=certificate)
        service = Service(web, others, holding=holding)
        stack.callback(service.stop)
        connections.close_all()
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        if serving.port and port != serving.port:
            tell(say("端口 {port} 已被占用，改用 {other}。").format(port=serving.port, other=port))

        def say_where() -> None:
            tell(say("职家已启动：{scheme}://{host}:{port}/").format(scheme=serving.scheme, host=host, port=port))
            if certificate:
                tell(say("证书指纹（浏览器首次提示时请核对）：{print}").format(print=certificate.fingerprint))
            announce()
            tell(say("按 Ctrl-C 结束。"))

        trusted = certificate.chain if certificate else None
        return service.run(is_ready=lambda: answers(host, port, trusted=trusted), announce=say_where)


def _certificate(serving: Serving) -> Certificate | None:
    if not serving.is_tls:
        return None
    environ["ZHIJIA_TLS_SELF"] = "1"
    names = names_served(serving.host)
    return own_certificate(settings.HOME / "tls", names=names, now=timezone.now())


def name_address(scheme: str, host: str, port: int, *, box_port: int, live_port: int) -> None:
    """Papers and messages lead to the address that is served here, unless this installation names another one."""
    environ["ZHIJIA_BOX_PORT"] = str(box_port)
    environ["ZHIJIA_LIVE_PORT"] = str(live_port)
    if not settings.CSRF_TRUSTED_ORIGINS:
        environ.setdefault("ZHIJIA_PUBLIC_ADDRESS", f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}")


def _listen(host: str, port: int) -> socket.socket:
    try:
        return listen(host, port)
    except OSError as error:
        sentence = say("不能在 {host}:{port} 上应答：{reason}")
        raise CommandError(sentence.format(host=host, port=port, reason=error.strerror)) from error
