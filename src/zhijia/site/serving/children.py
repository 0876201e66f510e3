"""Processes that the service starts, restarts and stops."""

import os
import subprocess
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic

from zhijia.site.serving.tether import TETHERED

STARTS_ALLOWED = 3
STARTS_WINDOW = 60.0
STOP_SECONDS = 20.0


@dataclass
class Child:
    """One process: how to start it, and when it was started."""

    name: str
    command: Sequence[str]
    environ: Mapping[str, str] = field(default_factory=dict)
    descriptors: tuple[int, ...] = ()
    _process: subprocess.Popen[bytes] | None = None
    _starts: deque[float] = field(default_factory=lambda: deque(maxlen=STARTS_ALLOWED))

    def start(self) -> None:
        """Start it, away from the terminal's signals and tethered to us."""
        self._starts.append(monotonic())
        self._process = subprocess.Popen(
            self.command,
            env={**os.environ, **self.environ, TETHERED: "1"},
            pass_fds=self.descriptors,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,  # what matters goes to the log or to standard error
            start_new_session=True,
        )

    @property
    def is_running(self) -> bool:
        """Started and not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def keeps_ending(self) -> bool:
        """Started so often in a short time that another start would not help."""
        return len(self._starts) == STARTS_ALLOWED and monotonic() - self._starts[0] < STARTS_WINDOW

    def ask_to_end(self) -> None:
        """SIGTERM: finish what is being answered, then end."""
        if self._process and self.is_running:
            self._process.terminate()

    def await_end(self) -> None:
        """Wait until it has ended; kill it where it does not."""
        if self._process is None:
            return
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()
