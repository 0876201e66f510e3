"""A process that holds a server, for tests: `python -m zhijia.site.postgres.tests.holder HOME`.

Prints the endpoint's file once the server runs, releases it when standard input closes or on SIGTERM.
"""

import signal
import sys
from pathlib import Path

from zhijia.site.postgres import ServerUnavailableError, endpoint_path, ensure_running


def main() -> None:
    home = Path(sys.argv[1])
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        with ensure_running(home):
            sys.stdout.write(f"{endpoint_path(home)}\n")
            sys.stdout.flush()
            sys.stdin.read()
    except ServerUnavailableError as error:
        sys.stdout.write(f"refused: {error}\n")


if __name__ == "__main__":
    main()
