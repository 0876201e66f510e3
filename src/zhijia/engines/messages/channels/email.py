"""E-mail by SMTP."""

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from zhijia.engines.messages.channels.channel import Letter, UndeliveredError

TIMEOUT = 15
PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True, slots=True)
class EmailChannel:
    """A mail server, as `smtp://user:password@host:25?from=zhijia@example.org` (smtps: TLS from the first byte)."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    sender: str

    @classmethod
    def at(cls, address: str) -> Self:
        """The server of that address; ValueError for anything that is not one."""
        parts = urlsplit(address)
        sender = parse_qs(parts.query).get("from", [""])[0]
        if parts.scheme not in PORTS or not parts.hostname or not sender:
            raise ValueError("a mail server is written smtp://host:port?from=address")
        port = parts.port or PORTS[parts.scheme]
        return cls(
            parts.scheme, parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), sender
        )

    def send(self, letter: Letter) -> None:
        try:
            with self._connected() as server:
                server.send_message(self._message(letter))
        except (OSError, smtplib.SMTPException) as error:
            raise UndeliveredError(f"邮件服务器没有接收：{type(error).__name__}") from error

    def _connected(self) -> smtplib.SMTP:
        if self.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
        if self.user:
            if self.scheme == "smtp":
                server.starttls()
            server.login(self.user, self.password)
        return server

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["Subject"] = f"职家：{letter.told}"
        message["From"] = self.sender
        message["To"] = letter.address
        message["Message-ID"] = f"<{letter.key}@{self.sender.rpartition('@')[2]}>"
        message["Date"] = letter.sent_at
        message.set_content(f"您有一条新消息：{letter.told}。\n\n请登录查看：{letter.link}\n")
        return message
