"""One PostgreSQL cluster: made, started and stopped by the wheel's programs."""

import os
import shutil
import signal
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from zhijia.site.console import say
from zhijia.site.postgres.confinement import Confinement
from zhijia.site.postgres.endpoint import PORT, SUPERUSER
from zhijia.site.postgres.errors import ServerUnavailableError
from zhijia.site.postgres.postmaster import command_line, disarm_pid_file, find_postmaster, is_postmaster

SOCKET_PATH_LIMIT = 107
START_SECONDS = 300.0
STOP_SECONDS = 60.0
ORPHAN_SECONDS = 30.0
ORPHAN_MESSAGE = "pre-existing shared memory block"
POLL_SECONDS = 0.02
LAUNCH = '"$@" </dev/null >"$0" 2>&1 & echo $!'

# No statement, parameter or row detail reaches the log: it would carry personal data and secret ballots.
CONFIGURATION = """\
listen_addresses = ''
port = {port}
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
timezone = 'UTC'
jit = off
wal_level = minimal
max_wal_senders = 0
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_rotation_age = '1d'
log_rotation_size = 0
log_error_verbosity = terse
log_min_error_statement = panic
log_statement = none
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""
# What is written by the million, as rosters are, goes to a few places of many indexes again and again: they stay in memory,
# and are not written out as a whole after each gigabyte or two of log.
WORKING = """\
shared_buffers = {buffers}MB
max_wal_size = 8GB
checkpoint_timeout = '15min'
"""
LEAST_BUFFERS, MOST_BUFFERS, SHARE_OF_MEMORY = 128, 4096, 6
THROW_AWAY = """\
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
min_wal_size = 32MB
max_wal_size = 128MB
"""


def initialise(confinement: Confinement, password: str) -> None:
    """Make the cluster in one step: a half-made one never carries the final name."""
    draft = confinement.folder / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    password_file = confinement.folder / "password"
    password_file.touch(mode=0o600)
    password_file.write_text(password, encoding="utf-8")
    if confinement.account:
        os.chown(password_file, confinement.account.pw_uid, confinement.account.pw_gid)
    done = confinement.run(
        confinement.programs / "initdb",
        f"--pgdata={draft}",
        f"--username={SUPERUSER}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
    )
    password_file.unlink()
    if done.returncode:
        sentence = say("无法在 {folder} 建立数据库：{reason}")
        raise ServerUnavailableError(sentence.format(folder=confinement.folder, reason=done.stderr.strip()))
    with (draft / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write("include 'zhijia.conf'\n")
    draft.rename(confinement.data)


def choose_socket_folder(confinement: Confinement, previous: str) -> Path:
    """A folder whose socket path the system accepts: the cluster's own, else a private one with a short name."""
    own = confinement.folder / "run"
    if _is_usable(own):
        confinement.make_folder(own)
        return own
    if _is_private_folder(Path(previous)) and _is_usable(Path(previous)):
        return Path(previous)
    return Path(tempfile.mkdtemp(prefix="zhijia-"))


def clear_socket_folder(confinement: Confinement, folder: Path) -> None:
    """Remove a private folder that was made elsewhere for a short name."""
    if folder != confinement.folder / "run":
        with suppress(FileNotFoundError):
            folder.rmdir()


def start(confinement: Confinement, socket_folder: Path, *, is_durable: bool) -> None:
    """Start the server and wait until it answers; after a crash that includes its recovery."""
    _configure(confinement, socket_folder, is_durable=is_durable)
    give_up_at = time.monotonic() + ORPHAN_SECONDS
    while complaint := _attempt(confinement, socket_folder):
        if ORPHAN_MESSAGE not in complaint or time.monotonic() > give_up_at:
            raise ServerUnavailableError(say("数据库没有启动：{reason}").format(reason=complaint))
        time.sleep(0.5)


def stop(data: Path) -> None:
    """Stop the server on `data` in order: sessions end, everything is written. Nothing to do if none runs."""
    for order, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, STOP_SECONDS)):
        found = find_postmaster(data)
        if found is None:
            return
        os.kill(found.pid, order)
        if _is_gone_within(seconds, found.pid, data):
            return
    raise ServerUnavailableError(say("{folder} 上的数据库停不下来，请查看其日志。").format(folder=data))


def await_status_change(data: Path, status: str) -> None:
    """Wait while the server on `data` says `status` (`starting` or `stopping`)."""
    deadline = time.monotonic() + START_SECONDS
    while (found := find_postmaster(data)) and found.status == status and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)


def _is_usable(folder: Path) -> bool:
    path = os.fsencode(folder / f".s.PGSQL.{PORT}")
    return len(path) <= SOCKET_PATH_LIMIT and b"," not in path


def _is_private_folder(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) == 0o700


def _configure(confinement: Confinement, socket_folder: Path, *, is_durable: bool) -> None:
    quoted = '"' + str(socket_folder).replace('"', '""') + '"'
    text = CONFIGURATION.format(port=PORT, socket=quoted.replace("\\", "\\\\").replace("'", "''"))
    kind = WORKING.format(buffers=_buffers()) if is_durable else THROW_AWAY
    (confinement.data / "zhijia.conf").write_text(text + kind, encoding="utf-8")
    (confinement.data / "zhijia.conf").chmod(0o644)


def _buffers() -> int:
    """Megabytes of shared buffers: a sixth of the machine's memory, within bounds."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return max(LEAST_BUFFERS, min(memory // SHARE_OF_MEMORY, MOST_BUFFERS))


def _attempt(confinement: Confinement, socket_folder: Path) -> str:
    """Launch once; empty when the server is ready, else what it said before it ended."""
    disarm_pid_file(confinement.data)
    for leftover in socket_folder.glob(".s.PGSQL.*"):
        leftover.unlink()
    log = confinement.folder / "start.log"
    server = (confinement.programs / "postgres", "-D", confinement.data)
    launched = confinement.run("sh", "-c", LAUNCH, log, *server)
    if launched.returncode:
        return launched.stderr
    pid = int(launched.stdout)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        found = find_postmaster(confinement.data)
        if found and found.pid == pid and found.status == "ready":
            return ""
        if not command_line(pid):
            return log.read_text(encoding="utf-8", errors="replace").strip()
        time.sleep(POLL_SECONDS)
    return say("{seconds:.0f} 秒内没有就绪，请查看 {log}").format(seconds=START_SECONDS, log=log)


def _is_gone_within(seconds: float, pid: int, data: Path) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not is_postmaster(pid, data):
            return True
        time.sleep(POLL_SECONDS)
    return False
