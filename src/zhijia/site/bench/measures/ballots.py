"""How fast votes are taken and counted: over HTTP, in a city made for it, so that no ballot of ours lies in another's log."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from zhijia.site.bench.figures import Figure
from zhijia.site.bench.run import Run


def measure_ballots(_run: Run) -> Iterator[Figure]:
    """2,000 electors vote ordinarily on one item and verifiably on five."""
    with tempfile.TemporaryDirectory(prefix="zhijia-ballots-") as home:
        command = [sys.executable, "-m", "zhijia.site.bench.balloting"]
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("ZHIJIA_")}
        with subprocess.Popen(
            command, env={**inherited, "ZHIJIA_HOME": home}, stdout=subprocess.PIPE, text=True
        ) as measuring:
            assert measuring.stdout is not None
            for line in measuring.stdout:
                yield Figure(**json.loads(line))
        if measuring.returncode:
            raise RuntimeError(f"the vote ended with {measuring.returncode}")
