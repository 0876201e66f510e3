"""The service: web server and worker run until somebody asks for the end."""

import signal
import socket
import sys
import threading
from collections.abc import Callable, Sequence

from zhijia.site.console import say, tell
from zhijia.site.postgres import Holding
from zhijia.site.serving.children import Child

WATCH_SECONDS = 0.5
FIRST_LOOKS_SECONDS = 0.05
END_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def web_server(listener: socket.socket, *, workers: int) -> Child:
    """gunicorn on a socket that is already bound, so that nobody can take the port in between."""
    descriptor = listener.fileno()
    command = [
        *(sys.executable, "-m", "gunicorn", "zhijia.site.wsgi:application"),
        *("--config", "python:zhijia.site.serving.gunicorn_settings"),
        *("--bind", f"fd://{descriptor}", "--workers", str(workers)),
    ]
    return Child(say("网页服务"), command, descriptors=(descriptor,))


def job_worker() -> Child:
    """procrastinate's worker under the role for jobs."""
    command = [sys.executable, "-m", "zhijia.site.command", "manage", "procrastinate", "worker"]
    return Child(say("后台任务"), command, environ={"ZHIJIA_ROLE": "batch"})


class Service:
    """Starts children, restarts those that end by themselves, ends them all on SIGINT, SIGTERM or SIGHUP."""

    def __init__(self, children: Sequence[Child], *, holding: Holding | None) -> None:
        self._children = children
        self._holding = holding
        self._end = threading.Event()

    def start(self) -> None:
        """Start every child and listen for the order to end."""
        for order in END_SIGNALS:
            signal.signal(order, lambda _number, _frame: self._end.set())
        for child in self._children:
            child.start()

    def run(self, *, is_ready: Callable[[], bool], announce: Callable[[], None]) -> int:
        """Announce once it is ready, watch until the end; the exit code is 0 unless a child cannot be kept alive."""
        is_announced = False
        while not self._end.wait(WATCH_SECONDS if is_announced else FIRST_LOOKS_SECONDS):
            if not is_announced and is_ready():
                is_announced = True
                announce()
            if self._holding and self._holding.revive():
                tell(say("数据库曾经中断，已恢复；已确认的数据没有丢失。"))
            if not self._are_kept_alive():
                return 1
        return 0

    def stop(self) -> None:
        """End every child in order."""
        for child in self._children:
            child.ask_to_end()
        for child in self._children:
            child.await_end()

    def _are_kept_alive(self) -> bool:
        for child in self._children:
            if child.is_running:
                continue
            if child.keeps_ending:
                tell(say("{name}一再中断，服务停止。请查看上面的错误。").format(name=child.name))
                return False
            tell(say("{name}中断，正在重新启动。").format(name=child.name))
            child.start()
        return True
