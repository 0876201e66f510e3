"""Where the embedded server listens and with which passwords: one file, readable by its owner only."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Self

from psycopg.conninfo import make_conninfo

from zhijia.site.postgres.roles import DATABASE, LOGIN_ROLES

SUPERUSER = "zhijia_super"
PORT = 5432


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server reached through the socket `.s.PGSQL.<port>` in `socket_folder`."""

    socket_folder: str
    passwords: dict[str, str] = field(repr=False)
    port: int = PORT
    database: str = DATABASE

    @classmethod
    def invent(cls, socket_folder: Path) -> Self:
        """A new endpoint with fresh passwords for every role."""
        passwords = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, *LOGIN_ROLES)}
        return cls(str(socket_folder), passwords)

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """The endpoint kept at `path`, or None where no server was ever made."""
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None

    def write(self, path: Path) -> None:
        """Replace the file at `path` in one step, so that a reader never meets half of it."""
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(self), file, ensure_ascii=False, indent=2)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)

    def completed(self) -> Self:
        """The same with passwords for roles that the product did not have when it was made."""
        new = {role: secrets.token_urlsafe(24) for role in LOGIN_ROLES if role not in self.passwords}
        return replace(self, passwords={**self.passwords, **new})

    def moved_to(self, socket_folder: Path) -> Self:
        """The same server and passwords behind another socket."""
        return replace(self, socket_folder=str(socket_folder))

    def login(self, role: str, *, database: str | None = None) -> dict[str, str]:
        """Connection parameters of libpq for one role."""
        return {
            "host": self.socket_folder,
            "port": str(self.port),
            "user": role,
            "password": self.passwords[role],
            "dbname": database or self.database,
        }

    def conninfo(self, role: str, *, database: str | None = None) -> str:
        """The same as a connection string."""
        return make_conninfo(**self.login(role, database=database))
