"""Bring a backup into an empty database and prove by counts that nothing is missing."""

import shutil
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

import psycopg
from django.core.management import CommandError
from psycopg.conninfo import make_conninfo

from zhijia.site.backups.backup import DUMP, FILES, MANIFEST
from zhijia.site.backups.clients import client_program, run_client
from zhijia.site.backups.counting import TABLES, count_rows, differences
from zhijia.site.backups.manifest import Manifest
from zhijia.site.console import say
from zhijia.site.postgres.provision import missing_roles, told_of_missing, withdraw_default_access


def restore_backup(source: Path, *, login: dict[str, str], files: Path) -> Manifest:
    """Restore everything or nothing of the database; CommandError says what does not fit. `login` is the owner."""
    with psycopg.connect(make_conninfo(**login)) as connection:
        if connection.execute(TABLES).fetchone() or any(files.rglob("*")):
            raise CommandError(say("目标不是空的：请换一个空数据库，或用 ZHIJIA_HOME 指定新的文件夹。"))
        if missing := missing_roles(connection.cursor()):
            raise CommandError(told_of_missing(missing))
        server_major = connection.info.server_version // 10_000
    try:
        with tarfile.open(source) as archive:
            manifest = _read_manifest(archive)
            _restore_database(archive, login=login, server_major=max(server_major, manifest.server_version // 10_000))
            _restore_files(archive, files)
    except (tarfile.TarError, ValueError, KeyError) as error:
        raise CommandError(say("{path} 不是完整的备份：{reason}").format(path=source, reason=error)) from error
    _prove(manifest, login=login, files=files)
    return manifest


def _read_manifest(archive: tarfile.TarFile) -> Manifest:
    file = archive.extractfile(MANIFEST)
    if file is None:
        raise ValueError(MANIFEST)
    return Manifest.from_json(file.read())


def _restore_database(archive: tarfile.TarFile, *, login: dict[str, str], server_major: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / DUMP
        _extract(archive, archive.getmember(DUMP), dump)
        program = client_program("pg_restore", server_major=server_major)
        withdraw_default_access(make_conninfo(**login))
        options = ["--no-owner", "--single-transaction", "--exit-on-error", "--no-password"]
        run_client(program, [*options, f"--dbname={login['dbname']}", str(dump)], login=login)


def _restore_files(archive: tarfile.TarFile, files: Path) -> None:
    for member in archive.getmembers():
        name = PurePosixPath(member.name)
        if not member.isfile() or name.parts[0] != FILES:
            continue
        if ".." in name.parts:
            raise ValueError(member.name)
        _extract(archive, member, files.joinpath(*name.parts[1:]))


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    content = archive.extractfile(member)
    if content is None:
        raise ValueError(member.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        shutil.copyfileobj(content, file)


def _prove(manifest: Manifest, *, login: dict[str, str], files: Path) -> None:
    with psycopg.connect(make_conninfo(**login)) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        found = differences(manifest.tables, count_rows(connection))
    sizes = [path.stat().st_size for path in files.rglob("*") if path.is_file()]
    if (len(sizes), sum(sizes)) != (manifest.file_count, manifest.file_bytes):
        found.append(f"{FILES}: {manifest.file_count} ({manifest.file_bytes} B) → {len(sizes)} ({sum(sizes)} B)")
    if found:
        raise CommandError("\n".join([say("恢复后的数量与备份不符："), *found]))
