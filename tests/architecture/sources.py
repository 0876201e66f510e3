"""The project's own sources as the architecture tests read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "zhijia"

FLOORS = ("lib", "law", "ui", "trail", "organisation", "engines", "services", "faces", "demo", "site")
"""Bottom to top."""


def source_files() -> list[Path]:
    """Every Python file of the product without migrations and tests."""
    return sorted(
        path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts and "tests" not in path.parts
    )


def proofs() -> list[Path]:
    """Every Python file of the tests, those beside the code and those above it."""
    beside = (path for path in PACKAGE.rglob("*.py") if "tests" in path.parts)
    return sorted([*beside, *(ROOT / "tests").rglob("*.py")])


def templates() -> list[Path]:
    return sorted(PACKAGE.rglob("templates/**/*.html"))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def room_of(path: Path) -> str:
    """The room a file lies in: its floor, and for services, engines and faces the package below it."""
    parts = path.relative_to(PACKAGE).parts
    return "/".join(parts[:2]) if parts[0] in ("services", "engines", "faces") else parts[0]


def floor_of(path: Path) -> int:
    """How high a file's floor is, 0 at the bottom; -1 for the package's own __init__."""
    first = path.relative_to(PACKAGE).parts[0]
    return FLOORS.index(first) if first in FLOORS else -1


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))
