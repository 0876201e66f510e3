"""A signed web request to a gateway of the city.

The gateway recomputes `HMAC-SHA256(secret, "<id>.<timestamp>." + body)`, refuses an old timestamp, and takes an id once.
"""

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from zhijia.engines.messages.channels.channel import UndeliveredError

TIMEOUT = 15


def sign(secret: str, *, key: str, timestamp: int, body: bytes) -> str:
    """The signature of one request."""
    signed = f"{key}.{timestamp}.".encode() + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Gateway:
    """An address, and the secret shared with it. `moment` gives the time that is signed, in seconds."""

    url: str
    secret: str
    moment: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        if not self.url.startswith(("https://", "http://")) or not self.secret:
            raise ValueError("a gateway needs an http(s) address and a secret")

    def post(self, key: str, content: Mapping[str, object]) -> None:
        """Hand it over; raises `UndeliveredError` unless the gateway took it."""
        try:
            with urllib.request.urlopen(self._request(key, content), timeout=TIMEOUT):  # noqa: S310 - http(s), checked above
                pass
        except urllib.error.HTTPError as error:
            raise UndeliveredError(f"网关答复 {error.code}") from error
        except OSError as error:
            raise UndeliveredError(f"网关没有答复：{type(error).__name__}") from error

    def _request(self, key: str, content: Mapping[str, object]) -> urllib.request.Request:
        body = json.dumps({"id": key, **content}, ensure_ascii=False).encode()
        timestamp = int(self.moment())
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "X-Zhijia-Id": key,
            "X-Zhijia-Timestamp": str(timestamp),
            "X-Zhijia-Signature": f"sha256={sign(self.secret, key=key, timestamp=timestamp, body=body)}",
        }
        return urllib.request.Request(self.url, data=body, headers=headers, method="POST")  # noqa: S310 - http(s), checked above
