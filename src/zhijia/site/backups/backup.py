"""Write a backup while the system runs: dump and counts come from one snapshot."""

import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from zhijia.site.backups.clients import client_program, run_client
from zhijia.site.backups.counting import count_rows
from zhijia.site.backups.manifest import Manifest

MANIFEST, DUMP, FILES = "manifest.json", "database.dump", "files"


def write_backup(target: Path, *, login: dict[str, str], files: Path, now: datetime) -> Manifest:
    """Make `target`, readable by its owner only; it carries its name only once it is complete.

    `login` is the owner of the schema (whom row security does not bind), `files` the attachment store, whose files are
    written before the rows that name them and never changed.
    """
    draft = target.with_name(f"{target.name}.part")
    with (
        tempfile.TemporaryDirectory(dir=target.parent) as folder,
        psycopg.connect(make_conninfo(**login)) as connection,
    ):
        dump = Path(folder) / DUMP
        tables = _dump(connection, dump, login=login)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w") as archive:
            stored = list(_add_files(archive, files))
            manifest = Manifest(
                made_at=now.isoformat(),
                server_version=connection.info.server_version,
                tables=tables,
                file_count=len(stored),
                file_bytes=sum(stored),
            )
            archive.add(dump, DUMP)
            _add_text(archive, MANIFEST, manifest.to_json())
        draft.replace(target)
    return manifest


def _dump(connection: psycopg.Connection, dump: Path, *, login: dict[str, str]) -> dict[str, int]:
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    with _ballots_in_order(login):
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
    assert row is not None
    program = client_program("pg_dump", server_major=connection.info.server_version // 10_000)
    run_client(program, ["--format=custom", "--no-password", f"--snapshot={row[0]}", f"--file={dump}"], login=login)
    return count_rows(connection)


@contextmanager
def _ballots_in_order(login: dict[str, str]) -> Iterator[None]:
    """Inside the block nobody casts, and the ballots of open ordinary polls do not lie in the order in which people voted.

    A dump copies rows as they lie: two tables in one order would say who voted what. Whoever casts meanwhile waits for us, as
    long as it takes to take a snapshot.
    """
    with psycopg.connect(make_conninfo(**login)) as holding:
        ready = holding.execute(
            "SELECT to_regprocedure('ordinary_box.put_in_order()') IS NOT NULL AND NOT pg_is_in_recovery()"
        ).fetchone()
        if ready and ready[0]:
            holding.execute(
                "SELECT FROM ballots_poll WHERE mode = 'ordinary' AND state IN ('open', 'closed') ORDER BY id FOR UPDATE"
            )
            with psycopg.connect(make_conninfo(**login)) as ordering:
                ordering.execute("SELECT ordinary_box.put_in_order()")
        yield


def _add_files(archive: tarfile.TarFile, files: Path) -> Iterator[int]:
    for path in sorted(files.rglob("*")):
        if path.is_file():
            archive.add(path, f"{FILES}/{path.relative_to(files)}", recursive=False)
            yield path.stat().st_size


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, BytesIO(content))
