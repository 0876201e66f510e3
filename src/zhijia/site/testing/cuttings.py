"""Processes that begin side by side on nothing migrate once: the first leaves a copy of its cluster to each of the others."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

from zhijia.site.testing.databases import test_databases
from zhijia.site.testing.memory import throw_away_home
from zhijia.site.testing.server import ADMIN_VARIABLE, test_server

CLUSTER = "postgres"
PARTS = ("data", "endpoint.json")
"""What makes a cluster that does not run: its files, and by which passwords one enters it."""


def plant_beside_others(home: Path) -> None:
    """Before a process of several starts its server for the first time."""
    others = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")) - 1
    if others and ADMIN_VARIABLE not in os.environ:
        plant(throw_away_home(home), bed=throw_away_home(home.parent), others=others, grow=lambda: _migrate(home))


def _migrate(home: Path) -> None:
    with test_server(home) as server, test_databases(server):
        connections.close_all()


def plant(home: Path, *, bed: Path, others: int, grow: Callable[[], None]) -> None:
    """Where `home` has no cluster yet: take a cutting that lies in `bed`, or grow one and leave a cutting to each other."""
    with _alone(bed):
        if (home / CLUSTER).exists():
            return
        cuttings = sorted(bed.glob("cutting-*"))
        if cuttings:
            home.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.move(cuttings[0], home / CLUSTER)
            return
        grow()
        if (home / CLUSTER / PARTS[0]).is_dir():  # else it lies with a service user, and each grows its own
            for number in range(others):
                _cut(home / CLUSTER, bed / f"cutting-{number}")


def _cut(cluster: Path, target: Path) -> None:
    draft = target.with_name(f"draft-{target.name}")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    for part in PARTS:
        copy = shutil.copytree if (cluster / part).is_dir() else shutil.copy2
        copy(cluster / part, draft / part)
    draft.rename(target)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
