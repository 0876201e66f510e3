"""The door of the box as a WSGI application: one address to put a ballot in. Nothing here reads who asks or writes a log.

POST /cast  {"poll": hash, "question": 1, "serial": …, "a": [prefix, stamp], "b": [prefix, stamp], "sealed": …}, all in hex
  200 {"answer": "kept", "receipt": …}   also for the same ballot again: the first answer may have been lost on its way
  400 malformed · 403 no valid ticket · 404 no such poll · 409 another ballot came with this ticket · 410 closed
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from zhijia.engines.ballots.box.receipts import receipt_key
from zhijia.engines.ballots.box.slot import CLOSED, KEPT, Line, Slot
from zhijia.engines.ballots.protocol import HOLDERS, StampedQuestion, Ticket, receipt_text
from zhijia.lib.blind_signatures import Signature

LONGEST_BALLOT = 64 * 1024
REASONS = {200: "OK", 204: "No Content", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}
REASONS |= {405: "Method Not Allowed", 410: "Gone", 503: "Service Unavailable"}
StartResponse = Callable[[str, list[tuple[str, str]]], object]


@dataclass(frozen=True, slots=True)
class Paper:
    """What is put in."""

    poll: bytes
    question: int
    ticket: Ticket
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A poll as the box knows it."""

    id: int
    questions: Mapping[int, StampedQuestion]


class Box:
    """`conninfo` connects as the role that may do nothing but cast; `folder` holds the key of receipts."""

    def __init__(self, conninfo: str, folder: Path) -> None:
        self._slot, self._line = Slot(conninfo), Line(conninfo)
        self._key = receipt_key(folder)
        self._polls: dict[bytes, Opened] = {}

    def __call__(self, environ: Mapping[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        status, answer = self._answer(environ)
        body = json.dumps(answer).encode() if answer else b""
        headers = [
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            (
                "Access-Control-Allow-Origin",
                "*",
            ),  # the page of the voter has another origin, and sends nothing of its own
        ]
        start_response(f"{status} {REASONS[status]}", headers)
        return [body]

    def close(self) -> None:
        """Leave the database."""
        self._slot.close()
        self._line.close()

    def _answer(self, environ: Mapping[str, Any]) -> tuple[int, dict[str, str]]:
        if environ["PATH_INFO"] != "/cast":
            return 404, {}
        if environ["REQUEST_METHOD"] != "POST":
            return 405, {}
        try:
            paper = read_paper(_body_of(environ))
        except ValueError:
            return 400, {"answer": "malformed"}
        try:
            return self._put_in(paper)
        except psycopg.OperationalError:
            return 503, {"answer": "later"}

    def _put_in(self, paper: Paper) -> tuple[int, dict[str, str]]:
        poll = self._poll(paper.poll)
        question = poll.questions.get(paper.question) if poll else None
        if poll is None or question is None:
            return 404, {"answer": "unknown"}
        if len(paper.sealed) != question.sealed_length:
            return 400, {"answer": "malformed"}
        if not question.admits(paper.ticket, paper.poll):
            return 403, {"answer": "forged"}
        answer = self._slot.put_in(poll.id, row_of(paper))
        if answer == KEPT:
            text = receipt_text(paper.poll, paper.question, paper.ticket.serial, paper.sealed)
            return 200, {"answer": KEPT, "receipt": self._key.sign(text).hex()}
        return (410 if answer == CLOSED else 409), {"answer": answer}

    def _poll(self, manifest_hash: bytes) -> Opened | None:
        if manifest_hash not in self._polls:
            row = self._line.ask("SELECT id, manifest FROM ballot_box.poll WHERE manifest_hash = %s", (manifest_hash,))
            if row is None:
                return None
            questions = [StampedQuestion.of(one) for one in json.loads(row[1])["questions"]]
            self._polls[manifest_hash] = Opened(row[0], {one.number: one for one in questions})
        return self._polls[manifest_hash]


def read_paper(body: bytes) -> Paper:
    """ValueError for anything but the form above."""
    try:
        read = json.loads(body)
        stamps = {holder: Signature(*map(bytes.fromhex, read[holder])) for holder in HOLDERS}
        ticket = Ticket(bytes.fromhex(read["serial"]), stamps)
        return Paper(bytes.fromhex(read["poll"]), int(read["question"]), ticket, bytes.fromhex(read["sealed"]))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no ballot") from error


def row_of(paper: Paper) -> tuple[Any, ...]:
    """As it lies in the box."""
    one, two = (paper.ticket.stamps[holder] for holder in HOLDERS)
    return paper.question, paper.ticket.serial, one.prefix, one.value, two.prefix, two.value, paper.sealed


def _body_of(environ: Mapping[str, Any]) -> bytes:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if not 0 < length <= LONGEST_BALLOT:
        raise ValueError("no ballot of this length")
    body: bytes = environ["wsgi.input"].read(length)
    return body
