"""Bringing files up to date with the declarations, or telling which are not."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from zhijia.engines.cases.flow import get_flow
from zhijia.engines.cases.reference import diagram_block

CHECKOUT = Path(__file__).resolve().parents[4]
FOLDER = CHECKOUT / "docs" / "reference"
SERVICES = CHECKOUT / "src" / "zhijia" / "services"
PROVEN = "<!-- Gathered by `zhijia reference` from services/*/tests/who_may.md, which tests/permissions proves; do not edit. -->\n"
DIAGRAM = re.compile(r"(<!-- diagram: (?P<flow>[a-z_.]+) -->\n).*?(<!-- end of diagram -->)", re.DOTALL)


def wanted_files(pages: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """Every file that is written from declarations, with the text it should have."""
    for name, text in sorted(pages.items()):
        yield FOLDER / name, text
    tables = [path.read_text(encoding="utf-8") for path in sorted(SERVICES.glob("*/tests/who_may.md"))]
    yield FOLDER / "who_may.md", "\n".join([PROVEN, *tables])
    for readme in sorted(SERVICES.glob("*/README.md")):
        yield readme, with_diagrams(readme.read_text(encoding="utf-8"))


def with_diagrams(text: str) -> str:
    """A README with each diagram drawn anew: between `<!-- diagram: <flow> -->` and `<!-- end of diagram -->`.

    KeyError for a flow that is not registered.
    """
    return DIAGRAM.sub(lambda found: found[1] + diagram_block(get_flow(found["flow"])) + "\n" + found[3], text)


def stale_files(pages: Mapping[str, str]) -> list[Path]:
    """Files that do not say what the declarations say, and pages that nothing writes any more."""
    wanted = dict(wanted_files(pages))
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    return stale + [path for path in sorted(FOLDER.glob("*.md")) if path not in wanted]


def write_files(pages: Mapping[str, str]) -> list[Path]:
    """Make every file say what the declarations say; returns those that were changed or removed."""
    wanted, stale = dict(wanted_files(pages)), stale_files(pages)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in stale:
        if path in wanted:
            path.write_text(wanted[path], encoding="utf-8")
        else:
            path.unlink()
    return stale
