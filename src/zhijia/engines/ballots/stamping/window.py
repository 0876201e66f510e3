"""The window of a stamper: a socket in the file system, one JSON line in, one out.

{"do": "prepare" | "stamp" | "destroy", "poll": 7, …}  →  {"done": …} or {"refused": "another" | "no keys" | …}
"""

import json
import socketserver
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from zhijia.engines.ballots.stamping.keys import KeysAreMade, NoSuchKeys, Order, StampedAnother, StampKeys
from zhijia.lib.blind_signatures import NotBlinded, SigningFault
from zhijia.lib.kept_keys import WrongPassphrase

LONGEST_LINE = 4 * 1024 * 1024
REFUSALS = {
    StampedAnother: "another",
    NoSuchKeys: "no keys",
    KeysAreMade: "made before",
    NotBlinded: "not blinded",
    SigningFault: "fault",
    WrongPassphrase: "passphrase",
}


class Window(socketserver.ThreadingUnixStreamServer):
    """Answers while the holder sits there."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 1024
    """Everybody takes tickets at once; who finds the queue full would be told that nobody is there."""

    def __init__(self, path: Path, keys: StampKeys) -> None:
        self.keys = keys
        path.unlink(missing_ok=True)
        super().__init__(str(path), _Caller)
        path.chmod(0o600)


class _Caller(socketserver.StreamRequestHandler):
    server: Window

    def handle(self) -> None:
        while line := self.rfile.readline(LONGEST_LINE):
            self.wfile.write(json.dumps(answer(self.server.keys, json.loads(line))).encode() + b"\n")


def answer(keys: StampKeys, asked: Mapping[str, Any]) -> dict[str, Any]:
    """One answer; what is refused says why in a word, and nothing else."""
    try:
        return {"done": _ACTS[asked["do"]](keys, asked)}
    except tuple(REFUSALS) as refusal:
        return {"refused": REFUSALS[type(refusal)]}


def _prepare(keys: StampKeys, asked: Mapping[str, Any]) -> dict[str, str]:
    made = keys.prepare(asked["poll"], questions=asked["questions"], electors=asked["electors"])
    return {str(question): public.hex() for question, public in made.items()}


def _stamp(keys: StampKeys, asked: Mapping[str, Any]) -> list[str]:
    orders = [Order(question, elector, bytes.fromhex(blinded)) for question, elector, blinded in asked["orders"]]
    return [stamped.hex() for stamped in keys.stamp(asked["poll"], orders)]


def _destroy(keys: StampKeys, asked: Mapping[str, Any]) -> bool:
    keys.destroy(asked["poll"])
    return True


_ACTS: Mapping[str, Callable[[StampKeys, Mapping[str, Any]], Any]] = {
    "prepare": _prepare,
    "stamp": _stamp,
    "destroy": _destroy,
}
