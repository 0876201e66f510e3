"""Asking both stampers. Who is not there, or will not, refuses the whole: a ticket has both stamps or none.

Keys are made and destroyed by both at the same time. Stamps are asked of one after the other: the first alone decides which
ticket is the elector's. Were both asked at once, each might take another of two tickets that arrive together, and the elector,
refused by one of them each time, would never get any.
"""

import json
import socket
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from zhijia.engines.ballots.protocol import HOLDERS
from zhijia.engines.ballots.stamping.keys import Order, StampedAnother
from zhijia.lib.sentences import Refused, Sentence, gettext_noop

ANSWER_SECONDS = 60.0
NAMES = {"a": gettext_noop("工会委员会"), "b": gettext_noop("监督组")}
ABSENT = gettext_noop(
    "{holder}的印章没有到位，现在不能办理。请掌印人在服务器上运行 zhijia stamper 并输入口令，然后再试。"
)
FAULTY = gettext_noop("{holder}的印章盖印出错，没有发出选票。请掌印人检查机器后重新启动，再领一次。")
UNKNOWN = gettext_noop("{holder}没有本次表决的印章：尚未刻制，或者已经销毁。")


def prepare_stamps(folder: Path, poll: int, *, questions: Sequence[int], electors: int) -> dict[str, dict[int, bytes]]:
    """Have both stampers make their keys; public halves by holder and question."""
    asked = {"do": "prepare", "poll": poll, "questions": list(questions), "electors": electors}
    answers = _ask(folder, dict.fromkeys(HOLDERS, asked))
    return {
        holder: {int(number): bytes.fromhex(public) for number, public in made.items()}
        for holder, made in answers.items()
    }


def stamp_both(folder: Path, poll: int, orders: Mapping[str, Sequence[Order]]) -> dict[str, list[bytes]]:
    """Both stamps on every order, by holder. Raises `Refused`, and `StampedAnother` where the elector had another one."""
    stamped = {}
    with ExitStack() as stack:
        lines = {holder: stack.enter_context(_connect(folder, holder)) for holder in HOLDERS}
        for holder, line in lines.items():
            wanted = [[order.question, order.elector, order.blinded.hex()] for order in orders[holder]]
            _tell(line, {"do": "stamp", "poll": poll, "orders": wanted})
            stamped[holder] = [bytes.fromhex(one) for one in _read(holder, stack.enter_context(line.makefile("rb")))]
    return stamped


def destroy_stamps(folder: Path, poll: int) -> None:
    """Have both destroy their keys."""
    _ask(folder, {holder: {"do": "destroy", "poll": poll} for holder in HOLDERS})


def _ask(folder: Path, asked: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Ask all before reading any answer: two stampers work at the same time."""
    with ExitStack() as stack:
        lines = {holder: stack.enter_context(_connect(folder, holder)) for holder in asked}
        for holder, line in lines.items():
            _tell(line, asked[holder])
        return {holder: _read(holder, stack.enter_context(line.makefile("rb"))) for holder, line in lines.items()}


def _tell(line: socket.socket, asked: Mapping[str, Any]) -> None:
    line.sendall(json.dumps(asked).encode() + b"\n")


def _connect(folder: Path, holder: str) -> socket.socket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(ANSWER_SECONDS)
    try:
        line.connect(str(folder / f"{holder}.sock"))
    except OSError as error:
        line.close()
        raise _refused(ABSENT, holder) from error
    return line


def _read(holder: str, answers: Any) -> Any:
    try:
        answer = json.loads(answers.readline() or b'{"refused": "gone"}')
    except OSError as error:
        raise _refused(ABSENT, holder) from error
    if "done" in answer:
        return answer["done"]
    if answer["refused"] == "another":
        raise StampedAnother
    sentence = {"fault": FAULTY, "no keys": UNKNOWN, "made before": FAULTY}.get(answer["refused"], ABSENT)
    raise _refused(sentence, holder)


def _refused(sentence: str, holder: str) -> Refused:
    return Refused(Sentence(sentence, {"holder": Sentence(NAMES[holder])}))
