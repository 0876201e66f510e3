"""The service: web server and worker run until somebody asks for the end."""

import signal
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from zhijia.site.console import say, tell
from zhijia.site.postgres import Holding
from zhijia.site.serving.certificate import Certificate
from zhijia.site.serving.children import Child

WATCH_SECONDS = 0.5
FIRST_LOOKS_SECONDS = 0.05
END_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def web_server(listener: socket.socket, *, workers: int, certificate: Certificate | None) -> Child:
    """gunicorn on a socket that is already bound, so that nobody can take the port in between."""
    command = [
        *(sys.executable, "-m", "gunicorn", "zhijia.site.wsgi:application"),
        *("--config", "python:zhijia.site.serving.gunicorn_settings"),
        *("--bind", f"fd://{listener.fileno()}", "--workers", str(workers)),
        *_secured_by(certificate),
    ]
    return Child(say("网页服务"), command, descriptors=(listener.fileno(),))


def ballot_box(listener: socket.socket, *, certificate: Certificate | None) -> Child:
    """The door of the box on a port of its own. Nothing of the web server's reaches it, and it keeps no log."""
    command = [
        *(sys.executable, "-m", "gunicorn", "zhijia.site.box:application"),
        *("--config", "python:zhijia.site.serving.box_settings", "--bind", f"fd://{listener.fileno()}"),
        *_secured_by(certificate),
    ]
    return Child(say("票箱"), command, descriptors=(listener.fileno(),))


def live_door(listener: socket.socket, *, certificate: Certificate | None) -> Child:
    """The process that pushes changes to those who watch a meeting."""
    command = [sys.executable, "-m", "zhijia.site.command", "live", str(listener.fileno()), *_secured_by(certificate)]
    return Child(say("实时画面"), command, descriptors=(listener.fileno(),))


def stamper(holder: str, passphrase_file: Path) -> Child:
    """A stamp that nobody guards, for the invented city only."""
    start = (sys.executable, "-m", "zhijia.site.command", "stamper", holder)
    return Child(say("印章"), [*start, "--passphrase-file", str(passphrase_file)])


def _secured_by(certificate: Certificate | None) -> tuple[str, ...]:
    return ("--certfile", str(certificate.chain), "--keyfile", str(certificate.key)) if certificate else ()


def job_worker() -> Child:
    """procrastinate's worker under the role for jobs."""
    command = [sys.executable, "-m", "zhijia.site.command", "manage", "procrastinate", "worker"]
    return Child(say("后台任务"), command, environ={"ZHIJIA_ROLE": "batch"})


class Service:
    """Starts children, restarts those that end by themselves, ends them all on SIGINT, SIGTERM or SIGHUP.

    `web` starts alone, so that its first page does not wait for a core that `others` use.
    """

    def __init__(self, web: Child, others: Sequence[Child], *, holding: Holding | None) -> None:
        self._running = [web]
        self._waiting = list(others)
        self._holding = holding
        self._end = threading.Event()

    def run(self, *, is_ready: Callable[[], bool], announce: Callable[[], None]) -> int:
        """Start, announce once ready, watch until the end; the exit code is 0 unless a child cannot be kept alive."""
        for order in END_SIGNALS:
            signal.signal(order, lambda _number, _frame: self._end.set())
        self._running[0].start()
        while not self._end.wait(FIRST_LOOKS_SECONDS if self._waiting else WATCH_SECONDS):
            if self._waiting and is_ready():
                self._start_others()
                announce()
            if self._holding and self._holding.revive():
                tell(say("数据库曾经中断，已恢复；已确认的数据没有丢失。"))
            if not self._are_kept_alive():
                return 1
        return 0

    def _start_others(self) -> None:
        for child in self._waiting:
            child.start()
        self._running += self._waiting
        self._waiting = []

    def stop(self) -> None:
        """End every child in order."""
        for child in self._running:
            child.ask_to_end()
        for child in self._running:
            child.await_end()

    def _are_kept_alive(self) -> bool:
        for child in self._running:
            if child.is_running:
                continue
            if child.keeps_ending:
                tell(say("{name}一再中断，服务停止。请查看上面的错误。").format(name=child.name))
                return False
            tell(say("{name}中断，正在重新启动。").format(name=child.name))
            child.start()
        return True
