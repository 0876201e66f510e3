"""What the pages send, read strictly: anything else is no message of ours."""

import json
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest

from zhijia.engines.ballots.issuing import Wish
from zhijia.engines.ballots.protocol import HOLDERS

MOST_BYTES = 256 * 1024
STAMP_BYTES = 384


def read_wishes(request: HttpRequest) -> list[Wish]:
    """The blinded tickets: `[{"question": 1, "a": hex, "b": hex}, …]`."""
    read = _json(request)
    try:
        wishes = [
            Wish(int(one["question"]), {holder: _bytes(one[holder], STAMP_BYTES) for holder in HOLDERS}) for one in read
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise BadRequest from error
    if len({wish.question for wish in wishes}) < len(wishes):
        raise BadRequest
    return wishes


def read_key(request: HttpRequest) -> tuple[bytes, bytes]:
    """A scrutineer's new key: `{"point": hex, "locked": hex}`."""
    read = _json(request)
    try:
        return _bytes(read["point"], 65), _bytes(read["locked"], 76)
    except (KeyError, TypeError, ValueError) as error:
        raise BadRequest from error


def read_secret(request: HttpRequest) -> bytes:
    """A scrutineer's secret half: `{"secret": hex}`."""
    read = _json(request)
    try:
        return _bytes(read["secret"], 32)
    except (KeyError, TypeError, ValueError) as error:
        raise BadRequest from error


def _json(request: HttpRequest) -> Any:
    if len(request.body) > MOST_BYTES:
        raise BadRequest
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BadRequest from error


def _bytes(digits: Any, length: int) -> bytes:
    content = bytes.fromhex(digits)
    if len(content) != length:
        raise ValueError(f"{len(content)} bytes, not {length}")
    return content
