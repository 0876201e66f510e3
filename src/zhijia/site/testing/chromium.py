"""Which browser the journeys drive."""

import shutil
from collections.abc import Mapping

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
"""First the one that draws no windows: the same engine, and a page takes a third less."""
PATIENCE_MS = 30_000
"""How long a journey waits for what must come. Long, because a machine that is busy with other things is not a fault."""
# A test browser talks to the test server only; the sandbox cannot be had as root in a container.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium(environ: Mapping[str, str]) -> str | None:
    """The path of a Chromium: `ZHIJIA_CHROMIUM`, else the first on the PATH; None where there is none."""
    if chosen := environ.get("ZHIJIA_CHROMIUM"):
        return shutil.which(chosen)
    return next((path for name in NAMES if (path := shutil.which(name))), None)
