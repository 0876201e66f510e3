"""How a name is found and sorted: the columns that actions fill, and the query that a search box sends."""

from zhijia.lib.normalise import tidy_code
from zhijia.lib.pinyin import query_tokens, search_tokens, sort_key

SORT_KEY_LENGTH = 120
ORGANISATION_CODE = slice(8, 17)
SHORTEST_CODE = 4
LONGEST_QUERY = 200
"""Characters of what was typed that are looked for; no name is longer."""


def sort_key_of(name: str) -> str:
    """The pinyin order of a name, cut to what its column takes."""
    return sort_key(name)[:SORT_KEY_LENGTH]


def index_of(*names: str, code: str) -> dict[str, str]:
    """Values of `sort_key` and `search_tokens` for something with these names and this credit code (or none).

    A code is found by its beginning, and by the organisation code inside it.
    """
    tokens = {token for name in names for token in search_tokens(name)}
    if code:
        tokens |= {code.lower(), code[ORGANISATION_CODE].lower()}
    return {"sort_key": sort_key_of(names[0]), "search_tokens": " ".join(sorted(tokens))}


def query_of(typed: str) -> str:
    """What was typed as a `tsquery`: all parts of a name, or the beginning of a code. Empty when nothing can be sought."""
    typed, alternatives = typed[:LONGEST_QUERY], []
    if parts := query_tokens(typed):
        alternatives.append(" & ".join(f"'{part}'" for part in parts))
    code = tidy_code(typed)
    if len(code) >= SHORTEST_CODE and code.isascii() and code.isalnum():
        alternatives.append(f"'{code.lower()}':*")
    return " | ".join(f"({alternative})" for alternative in alternatives)
