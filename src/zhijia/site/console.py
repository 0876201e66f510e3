"""Words for the person at the terminal, in Chinese or English by the terminal's language.

Commands speak before Django is set up (the database must run first), so the catalogue is read without it.
"""

import gettext
import os
import sys
from collections.abc import Mapping
from pathlib import Path

LOCALE_FOLDER = Path(__file__).parent.parent / "locale"


def terminal_language(environ: Mapping[str, str]) -> str:
    """`en` for a terminal set to English, else `zh-hans`: most servers say only C or POSIX."""
    chosen = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "en" if chosen.startswith("en") else "zh-hans"


def say(message: str) -> str:
    """The message (a Chinese sentence of the catalogue) in the language of the terminal."""
    language = terminal_language(os.environ)
    return gettext.translation("django", LOCALE_FOLDER, [language], fallback=True).gettext(message)


def tell(sentence: str) -> None:
    """Write one line to the terminal at once."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()
