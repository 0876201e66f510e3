"""A child ends with its parent, also when the parent is killed without warning: its standard input then closes."""

import os
import signal
import sys
import threading

TETHERED = "ZHIJIA_TETHERED"


def end_with_parent() -> bool:
    """Send this process SIGTERM once the parent is gone; False, and nothing done, for a process started by hand."""
    if os.environ.pop(TETHERED, "") != "1":
        return False
    threading.Thread(target=_wait_for_the_end, name="tether", daemon=True).start()
    return True


def _wait_for_the_end() -> None:
    while os.read(sys.stdin.fileno(), 1):
        continue
    os.kill(os.getpid(), signal.SIGTERM)
