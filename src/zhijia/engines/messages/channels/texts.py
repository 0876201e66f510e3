"""Codes to a phone: by the city's gateway, or into a file where one is developed or shown."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from zhijia.engines.messages.channels.channel import Text, Texting, UndeliveredError
from zhijia.engines.messages.channels.gateway import Gateway

FILE = "file:"


class GatewayTexting(Gateway):
    """Codes as signed requests."""

    def text(self, text: Text) -> None:
        content = {
            "to": text.phone,
            "kind": "phone_code",
            "code": text.code,
            "minutes": text.minutes,
            "text": text.words,
        }
        self.post(text.key, {**content, "sent_at": text.sent_at.isoformat()})


@dataclass(frozen=True, slots=True)
class FileTexting:
    """No text goes out: each is a line of a file that only the owner of the process reads."""

    path: Path

    def text(self, text: Text) -> None:
        line = json.dumps(
            {"to": text.phone, "text": text.words, "sent_at": text.sent_at.isoformat()}, ensure_ascii=False
        )
        try:
            opened = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with open(opened, "a", encoding="utf-8") as file:
                file.write(f"{line}\n")
        except OSError as error:
            raise UndeliveredError(f"没有写入文件：{type(error).__name__}") from error


def texting_at(address: str, secret: str) -> Texting:
    """`file:/path` for development, otherwise the http(s) address of a gateway; ValueError for anything else."""
    if address.startswith(FILE):
        return FileTexting(Path(address.removeprefix(FILE)))
    return GatewayTexting(address, secret)
