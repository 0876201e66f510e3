"""Which process, if any, serves a data folder. A process is only ours if its command line says so.

`postmaster.pid` outlives a killed server, and its number may since belong to anybody: in a container low numbers
return at once. Nothing here trusts the number alone, and nothing is signalled that was not recognised.
"""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

PID_FILE = "postmaster.pid"
STATUS_LINE = 7
NEVER_A_PROCESS = 2_147_483_647


@dataclass(frozen=True, slots=True)
class Postmaster:
    """A living server: its process and what it says of itself (`starting`, `ready`, `stopping` …)."""

    pid: int
    status: str


def find_postmaster(data: Path) -> Postmaster | None:
    """The server that runs on `data`, or None; a leftover pid file alone is no server."""
    lines = _pid_file_lines(data)
    if not lines or not lines[0].strip().isdigit():
        return None
    pid = int(lines[0])
    if not is_postmaster(pid, data):
        return None
    return Postmaster(pid, lines[STATUS_LINE].strip() if len(lines) > STATUS_LINE else "")


def is_postmaster(pid: int, data: Path) -> bool:
    """Whether process `pid` is a PostgreSQL server on exactly this data folder."""
    arguments = command_line(pid)
    return bool(arguments) and Path(arguments[0]).name == "postgres" and str(data) in arguments


def command_line(pid: int) -> list[str]:
    """The arguments of a living process; empty for one that is gone or dead but not yet collected."""
    try:
        raw = Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return _command_line_from_ps(pid)
    except ProcessLookupError:
        return []
    return os.fsdecode(raw).split("\0")[:-1]


def disarm_pid_file(data: Path) -> None:
    """Free a dead server's pid file from a number that somebody else's process has taken.

    The file is not deleted: its other lines let PostgreSQL find shared memory that orphaned backends still use.
    """
    lines = _pid_file_lines(data)
    if not lines or find_postmaster(data):
        return
    lines[0] = str(NEVER_A_PROCESS)
    (data / PID_FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _pid_file_lines(data: Path) -> list[str]:
    try:
        return (data / PID_FILE).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def _command_line_from_ps(pid: int) -> list[str]:
    if Path("/proc/self/cmdline").exists():
        return []
    listed = subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(pid)], check=False, capture_output=True, text=True)
    program, _, rest = listed.stdout.strip().partition(" -D ")
    return [program, "-D", rest] if program else []
