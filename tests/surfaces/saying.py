"""How a test over all addresses says what is wrong: it fails once, with a line for each fault."""

from collections.abc import Iterable


def listed(faults: Iterable[str]) -> str:
    """One fault a line, so that whoever reads the failure knows every address to go to."""
    return "\n".join(["", *sorted(faults)])
