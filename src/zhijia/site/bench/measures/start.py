"""How long it takes until the first page answers: in an empty home folder, and the next time."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from zhijia.site.bench.figures import Figure
from zhijia.site.bench.pace import Pace
from zhijia.site.bench.run import Run
from zhijia.site.bench.timing import Times

LIMITS_MS = {"first start to first page": 90_000.0, "next start to first page": 6_000.0}
STOP_SECONDS = 60
PACE_ROUNDS = 5


def measure_start(_run: Run) -> Iterator[Figure]:
    """`zhijia demo` twice in one home folder: the first makes database and city, the second finds them."""
    with TemporaryDirectory(prefix="zhijia-bench-") as home:
        for name, limit in LIMITS_MS.items():
            yield _start(Path(home)).typical(name, limit_ms=limit)


def _start(home: Path) -> Times:
    pace, begun = Pace(), monotonic()
    program = [sys.executable, "-m", "zhijia.site.command", "demo", "--port", "0"]
    environ = {key: value for key, value in os.environ.items() if not key.startswith("ZHIJIA_")}
    server = subprocess.Popen(
        program, env={**environ, "ZHIJIA_HOME": str(home)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    said = []
    try:
        for line in server.stdout or ():
            said.append(line)
            if "http://" in line:
                break
        else:
            raise RuntimeError(f"zhijia demo ended: {''.join(said)}")
        took = (monotonic() - begun) * 1000
        for _ in range(PACE_ROUNDS):
            pace.take()
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=STOP_SECONDS)
    return Times((took,), pace.slowness)
