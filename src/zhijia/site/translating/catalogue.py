"""The file of English texts: brought up to date with the source, checked, compiled."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from zhijia.site.console import LOCALE_FOLDER
from zhijia.site.translating.extraction import Message

ENGLISH = LOCALE_FOLDER / "en" / "LC_MESSAGES" / "django.po"
PLACES = re.compile(r"%\(\w+\)[sd]|\{\w*(?::[^}]*)?\}|%[sd]")


def read_catalogue(path: Path = ENGLISH) -> Catalog:
    """The catalogue kept at `path`; an empty one where there is none."""
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def merge(messages: Iterable[Message], known: Catalog) -> Catalog:
    """A catalogue of exactly these messages, with the English texts that are known; the others are empty.

    A message that is newly given a context begins with the text it had without.
    """
    merged = Catalog(locale="en", project="Zhijia", header_comment="# English texts of Zhijia (职家).", fuzzy=False)
    for message in messages:
        known_message = known.get(message.ids[0], context=message.context) or known.get(message.ids[0])
        identity = message.ids if len(message.ids) > 1 else message.ids[0]
        text = known_message.string if known_message and known_message.id == identity else ""
        merged.add(identity, text, locations=[(message.path, message.line)], context=message.context)
    return merged


def write_catalogue(catalogue: Catalog, path: Path = ENGLISH) -> None:
    """Write it without dates or line numbers, so that only real changes show."""
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    write_po(buffer, catalogue, width=120, sort_by_file=False, omit_header=False, include_lineno=False)
    lines = buffer.getvalue().decode().splitlines()
    dated = ('"POT-Creation-Date', '"PO-Revision-Date', '"Last-Translator', '"Language-Team', '"Report-Msgid')
    path.write_text("\n".join(line for line in lines if not line.startswith(dated)).strip() + "\n", encoding="utf-8")


def complaints(messages: Iterable[Message], known: Catalog) -> Iterator[str]:
    """What keeps the English from being complete: texts that are missing, or that lost a place to fill in."""
    seen: set[tuple[str, str | None]] = set()
    for message in messages:
        key = (message.ids[0], message.context)
        if key in seen:
            continue
        seen.add(key)
        found = known.get(message.ids[0], context=message.context)
        texts = _texts(found.string) if found and not found.fuzzy else ()
        where = f"{message.path}:{message.line}: {message.ids[0]!r}"
        if not texts or not all(texts):
            yield f"{where} has no English text"
        elif any(_places(text) != _places(message.ids[0]) for text in texts[-1:]):
            yield f"{where} has other places to fill in than {texts[-1]!r}"


def compile_if_stale(path: Path = ENGLISH) -> bool:
    """Compile the catalogue for gettext unless that was done since it changed; True if it was needed."""
    target = path.with_suffix(".mo")
    if not path.exists() or (target.exists() and target.stat().st_mtime >= path.stat().st_mtime):
        return False
    draft = target.with_suffix(f".{os.getpid()}")
    with draft.open("wb") as file:
        write_mo(file, read_catalogue(path))
    draft.replace(target)
    return True


def _texts(string: str | Sequence[str] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ())


def _places(text: str) -> list[str]:
    return sorted(PLACES.findall(text))
