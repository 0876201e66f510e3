"""The whole product as a process: it starts everything it needs and leaves nothing behind."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from zhijia.site.postgres.postmaster import command_line, find_postmaster
from zhijia.site.testing.memory import memory_folder

PATIENCE = 60.0


@dataclass
class Running:
    """`zhijia serve` on a free port, its first page answered."""

    home: Path
    process: subprocess.Popen[str]
    address: str

    def get(self, path: str) -> int:
        """The status of a page."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        except OSError:
            return 0

    def children(self) -> dict[str, int]:
        """Process ids by what the children are: `gunicorn` and `procrastinate`, once both run their program."""
        assert _eventually(lambda: len(self._listed()) == 2)
        return self._listed()

    def _listed(self) -> dict[str, int]:
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        names = ("gunicorn", "procrastinate")
        return {name: int(pid) for pid in listed for name in names if name in command_line(int(pid))}


def _eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def _start(home: Path) -> Running:
    command = [sys.executable, "-m", "zhijia.site.command", "serve", "--port", "0", "--workers", "1"]
    process = subprocess.Popen(command, env={**os.environ, "ZHIJIA_HOME": str(home)}, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if "http://" in line:
            return Running(home, process, line.strip().partition("：")[2].rstrip("/"))
    raise AssertionError("the service ended before it answered")


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="zj-", dir=memory_folder()))
    yield folder / "home"
    shutil.rmtree(folder)


@pytest.fixture
def running(home: Path) -> Iterator[Running]:
    service = _start(home)
    yield service
    if service.process.poll() is None:
        service.process.terminate()
    service.process.communicate(timeout=PATIENCE)


def _see_what_is_logged(running: Running) -> None:
    running.get("/accounts/login/?name=%E7%8E%8B%E5%B0%8F%E6%98%8E&token=secret")
    folder = running.home / "log"

    def logged() -> str:
        return "".join(path.read_text() for path in folder.glob("access-*.log"))

    assert _eventually(lambda: "/accounts/login/" in logged())
    assert "secret" not in logged()
    assert "127.0.0.1" not in logged()


def test_the_access_log_holds_paths_but_no_query_and_the_end_leaves_no_process_behind(running: Running) -> None:
    children = running.children()
    _see_what_is_logged(running)

    running.process.terminate()
    code = running.process.wait(PATIENCE)

    assert code == 0
    assert children.keys() == {"gunicorn", "procrastinate"}
    assert not any(command_line(pid) for pid in children.values())
    assert find_postmaster(running.home / "postgres" / "data") is None


def test_a_service_killed_without_warning_takes_its_children_and_the_database_along(running: Running) -> None:
    children = running.children()

    running.process.kill()

    assert _eventually(lambda: not any(command_line(pid) for pid in children.values()))
    assert _eventually(lambda: find_postmaster(running.home / "postgres" / "data") is None)


def test_a_killed_web_server_and_a_killed_database_come_back(running: Running) -> None:
    database = find_postmaster(running.home / "postgres" / "data")
    assert database is not None

    os.kill(running.children()["gunicorn"], signal.SIGKILL)
    os.kill(database.pid, signal.SIGKILL)

    assert _eventually(lambda: find_postmaster(running.home / "postgres" / "data") not in (None, database))
    assert _eventually(lambda: running.get("/accounts/login/") == 200)
