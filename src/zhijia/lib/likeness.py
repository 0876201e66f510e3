"""How alike two Chinese texts are, by the pairs of characters they share. Pure; no dictionary, no model."""

import re

_NO_WORD = re.compile(r"[^\w]|_")


def bigrams(words: str) -> frozenset[str]:
    """Pairs of neighbouring characters, punctuation and spaces left out; a single character stands for itself."""
    plain = _NO_WORD.sub("", words).lower()
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1)) or frozenset([plain] if plain else [])


def likeness(one: str, other: str) -> float:
    """From 0 (nothing shared) to 1 (the same pairs): the Dice coefficient of the two sets of pairs."""
    first, second = bigrams(one), bigrams(other)
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def containment(part: str, whole: str) -> float:
    """What share of the pairs of `part` occurs in `whole`."""
    pairs = bigrams(part)
    return len(pairs & bigrams(whole)) / len(pairs) if pairs else 0.0
