"""Which messages the source holds: calls in Python, tags in templates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

from zhijia.trail.kinds import EVENT

PACKAGE = Path(__file__).resolve().parents[2]
Keywords = Mapping[str, Any]
NOT_FOR_USERS = {"tests", "testing", "migrations"}
PYTHON_KEYWORDS = {
    **DEFAULT_KEYWORDS,
    **dict.fromkeys(("gettext_lazy", "gettext_noop", "say", "Sentence", "Refused", "NotYours")),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
EVENT_KEYWORDS = {"declare_event": (2,)}


@dataclass(frozen=True, slots=True)
class Message:
    """One message and where it stands; `ids` has two entries where there is a plural."""

    ids: tuple[str, ...]
    context: str | None
    path: str
    line: int


def messages_in_source() -> Iterator[Message]:
    """Every message of the package, file by file in a fixed order."""
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*")]):
        place = path.relative_to(PACKAGE)
        if path.is_file() and NOT_FOR_USERS.isdisjoint(place.parts):
            yield from messages_in(path.read_text(encoding="utf-8"), place)


def messages_in(source: str, path: Path) -> Iterator[Message]:
    """The messages of one file; a template is any file that is not Python."""
    code = source if path.suffix == ".py" else _as_python(source, path)
    yield from _messages(code, path, PYTHON_KEYWORDS)
    if "declare_event(" in code:
        yield from _messages(code, path, EVENT_KEYWORDS, context=EVENT)


def _messages(code: str, path: Path, keywords: Keywords, *, context: str | None = None) -> Iterator[Message]:
    found = extract("python", BytesIO(code.encode()), keywords=keywords, options={"encoding": "utf-8"})
    for line, ids, _comments, own in found:
        texts = (ids,) if isinstance(ids, str) else tuple(text for text in ids if text)
        if texts and texts[0]:
            yield Message(texts, context or own, str(path), line)


def _as_python(template: str, path: Path) -> str:
    """Django's own rewriting of a template into calls; indentation would otherwise read as Python's."""
    return "\n".join(line.strip() for line in templatize(template, origin=str(path)).splitlines())
