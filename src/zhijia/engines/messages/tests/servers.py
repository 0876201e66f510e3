"""A mail server and a gateway on the loopback, each in a thread of its own, that remember what they were sent."""

import socketserver
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread


@dataclass
class MailServer:
    """`address` is how the product is told of it; `letters` are what arrived."""

    letters: list[str] = field(default_factory=list)
    is_refusing: bool = False
    port: int = 0

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?from=zhijia@example.org"


@dataclass
class Gateway:
    """What requests arrived; `status` is what it answers."""

    requests: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)
    status: int = 204
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/messages"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A server that speaks as much SMTP as a letter needs."""
    kept = MailServer()

    class Session(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            self.say("220 loopback")
            for raw in self.rfile:
                verb = raw.decode().strip().upper()
                if verb.startswith("DATA"):
                    self.say("354 go on")
                    kept.letters.append(self.read_letter())
                    self.say("250 taken")
                elif verb.startswith("QUIT"):
                    self.say("221 bye")
                    return
                elif verb.startswith("RCPT") and kept.is_refusing:
                    self.say("451 try later")
                else:
                    self.say("250 ok")

        def read_letter(self) -> str:
            lines = []
            for raw in self.rfile:
                if raw == b".\r\n":
                    break
                lines.append(raw.decode())
            return "".join(lines)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server, _serving(server):
        kept.port = server.server_address[1]
        yield kept


@contextmanager
def gateway() -> Iterator[Gateway]:
    """A web server that takes every POST."""
    kept = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if kept.status < 300:
                kept.requests.append((dict(self.headers), body))
            self.send_response(kept.status)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Say nothing on the console."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server, _serving(server):
        kept.port = server.server_address[1]
        yield kept


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield
    server.shutdown()
    thread.join()
