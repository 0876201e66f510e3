"""The product as a process, and a browser without a screen that talks to it."""

import http.client
import os
import re
import signal
import subprocess
import sys
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import psycopg

from zhijia.demo.visitors import PASSWORD
from zhijia.site.postgres.databases import endpoint_path
from zhijia.site.postgres.endpoint import Endpoint
from zhijia.site.postgres.postmaster import command_line, find_postmaster
from zhijia.site.postgres.roles import OWNER

PATIENCE = 120.0
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Service:
    """A running `zhijia demo`, or `serve`, on its home folder."""

    home: Path
    process: "subprocess.Popen[str]"
    address: str

    def kill(self) -> None:
        """SIGKILL for the service, its web server and its database at once, in the middle of whatever they do."""
        database = find_postmaster(self.home / "postgres" / "data")
        assert database is not None
        for pid in (*self._web_server_pids(), database.pid, self.process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.communicate(timeout=PATIENCE)

    def start_again(self, *command: str) -> None:
        """Start on the same home, as somebody would the next morning: by `serve`, or the command given."""
        again = start(self.home, *(command or ("serve",)))
        self.process, self.address = again.process, again.address

    def end(self) -> None:
        """Ask the service to end."""
        self.process.terminate()
        self.process.communicate(timeout=PATIENCE)

    def answers(self) -> bool:
        """Whether the login page comes."""
        try:
            return Visitor(self.address).get("/accounts/login/")[0] == 200
        except OSError:
            return False

    def ask(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """What the database holds, asked as its owner."""
        endpoint = Endpoint.read(endpoint_path(self.home))
        assert endpoint is not None
        with psycopg.connect(**endpoint.login(OWNER)) as connection:  # type: ignore[arg-type]
            return connection.execute(sql, values).fetchall()  # type: ignore[arg-type]

    def _web_server_pids(self) -> Sequence[int]:
        parent = self.process.pid
        masters = [pid for pid in _children(parent) if "gunicorn" in command_line(pid)]
        return [*masters, *(child for master in masters for child in _children(master))]


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def start(home: Path, *given: str) -> Service:
    """Start the product on a home folder, wait for its first page."""
    command = [sys.executable, "-m", "zhijia.site.command", *given, "--port", "0", "--workers", "1"]
    process = subprocess.Popen(command, env={**os.environ, "ZHIJIA_HOME": str(home)}, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://[\d.]+:\d+", line):
            return Service(home, process, found[0])
    raise AssertionError(f"{given[0]} ended before it answered")


@dataclass
class Visitor:
    """Cookies and forms over plain HTTP. A request that was cut off raises OSError or HTTPException."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def sign_in(self, username: str) -> None:
        self.get("/accounts/login/")
        status, _body, _location = self.post("/accounts/login/", {"login": username, "password": PASSWORD})
        assert status == 302

    def get(self, path: str) -> tuple[int, str, str]:
        return self._ask("GET", path, b"", {})

    def post(
        self, path: str, data: Mapping[str, str], *, files: Mapping[str, tuple[str, bytes]] | None = None
    ) -> tuple[int, str, str]:
        """Status, body, where to go on."""
        fields = {**data, "csrfmiddlewaretoken": self.cookies["csrftoken"]}
        if files is None:
            kind, body = "application/x-www-form-urlencoded", urlencode(fields).encode()
        else:
            kind, body = _multipart(fields, files)
        return self._ask("POST", path, body, {"Content-Type": kind, "Referer": self.address + path})

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        sent = {**headers, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        try:
            connection.request(method, path, body=body, headers=sent)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _equals, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            return answer.status, text, answer.getheader("Location") or ""
        finally:
            connection.close()


def _multipart(fields: Mapping[str, str], files: Mapping[str, tuple[str, bytes]]) -> tuple[str, bytes]:
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in fields.items()
    ]
    for name, (filename, content) in files.items():
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{quote(filename)}"\r\n\r\n'
        parts += [head.encode(), content, b"\r\n"]
    return f"multipart/form-data; boundary={edge}", b"".join(parts) + f"--{edge}--\r\n".encode()
