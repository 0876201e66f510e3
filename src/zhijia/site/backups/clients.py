"""The pg_dump and pg_restore that fit a server, and how they log in."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.core.management import CommandError

from zhijia.site.console import say
from zhijia.site.postgres.programs import wheel_folder

# The wheel carries two: the older writes dumps that servers up to 16 understand.
BUNDLED = ((16, "pginstall"), (18, "pginstall18"))
ENVIRONMENT_NAMES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


def client_program(name: str, *, server_major: int) -> Path:
    """`pg_dump` or `pg_restore` for a server: of the same version, else the oldest of ours that can read it."""
    for found in _installed(name, server_major):
        return found
    for major, installation in BUNDLED:
        if server_major <= major:
            return wheel_folder() / installation / "bin" / name
    sentence = say("没有适合 PostgreSQL {version} 的 {name}：请安装该版本的客户端后再试。")
    raise CommandError(sentence.format(version=server_major, name=name))


def run_client(program: Path, arguments: Sequence[str], *, login: dict[str, str]) -> None:
    """Run a client program against the database of `login`; CommandError with its own words if it fails."""
    named = {ENVIRONMENT_NAMES[key]: value for key, value in login.items() if key in ENVIRONMENT_NAMES}
    done = subprocess.run(
        [program, *arguments], env={**os.environ, **named}, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise CommandError(f"{program.name}: {done.stderr.strip()}")


def _installed(name: str, major: int) -> Iterator[Path]:
    candidates = [f"/usr/lib/postgresql/{major}/bin/{name}", f"/usr/pgsql-{major}/bin/{name}", shutil.which(name)]
    for candidate in candidates:
        if candidate and Path(candidate).exists() and _major_of(candidate) == major:
            yield Path(candidate)


def _major_of(program: str) -> int:
    told = subprocess.run([program, "--version"], check=False, capture_output=True, text=True).stdout
    found = re.search(r"(\d+)", told)
    return int(found[1]) if found else 0
