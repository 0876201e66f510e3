"""Finding and sorting Chinese names by pinyin: 重庆 by cq and by zq, 长江 by cj and by zj.

The tokens are made here and not by the database, whose `simple` configuration knows no Chinese: store
`array_to_tsvector(search_tokens(name))` and ask for all of `query_tokens(typed)` at once.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import import_module
from itertools import combinations, islice, pairwise, product
from types import ModuleType

from zhijia.lib.normalise import HAN, half_width

HAN_CHARACTER = re.compile(f"[{HAN}]")
HAN_ONLY = re.compile(f"[{HAN}]+")
LONGEST_SINGLY = 4
RUN = re.compile(f"[{HAN}]+|[a-z0-9]+")
MOST_VARIANTS = 16
LONGEST_READING, LONGEST_SYLLABLE = 24, 6
SYLLABLE = re.compile(
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ui|ao|ou|iu|ie|ve|ue|er|an|en|in|un|ia|ua|uo|[aoeiuv])"
)


@cache
def dictionary() -> ModuleType:
    """pypinyin, read when the first text is asked for: that takes a quarter of a second, and most processes ask for none."""
    return import_module("pypinyin")


@cache
def _phrases() -> Mapping[str, object]:
    """The words that are read otherwise than their characters are."""
    phrases: Mapping[str, object] = import_module("pypinyin.constants").PHRASES_DICT
    return phrases


@cache
def _word_starts() -> frozenset[str]:
    return frozenset(word[:2] for word in _phrases())


def initials_variants(name: str) -> tuple[str, ...]:
    """The initials of a name under its readings: the usual reading first, then those that differ in one character,
    then in two, at most sixteen. Latin letters and digits stand for themselves, punctuation for nothing.
    """
    readings = _readings_of(name)
    first_letter = dictionary().Style.FIRST_LETTER
    usual = "".join(dictionary().lazy_pinyin(half_width(name), style=first_letter, errors=_keep_letters)).lower()
    return tuple(islice(_variants(usual, readings), MOST_VARIANTS))


@lru_cache(maxsize=65_536)
def sort_key(name: str) -> str:
    """A string whose byte order is the pinyin order of names; equal readings fall back to the characters."""
    syllables = filter(None, map(_syllable, name)) if _is_read_singly(name) else _syllables(half_width(name))
    return " ".join(syllables).lower() + "\t" + name


def search_tokens(name: str) -> tuple[str, ...]:
    """All that a name can be found by: its characters, neighbouring pairs, and two or three neighbouring initials
    under every reading.
    """
    tokens: set[str] = set()
    for run in RUN.findall(half_width(name).lower()):
        tokens.update(run)
        tokens.update(_grams(run, 2))
    readings = _readings_of(name)
    for size in (2, 3):
        for start in range(len(readings) - size + 1):
            tokens.update(map("".join, product(*readings[start : start + size])))
    return tuple(sorted(tokens))


def query_tokens(typed: str) -> tuple[str, ...]:
    """What `search_tokens` of a matching name must contain: all of them. Empty when nothing can be searched for."""
    tokens: dict[str, None] = {}
    for run in RUN.findall(half_width(typed).lower()):
        longest = 2 if HAN_CHARACTER.match(run) else 3
        tokens.update(dict.fromkeys(_grams(run, min(longest, len(run)))))
    return tuple(tokens)


def readings_typed(typed: str) -> tuple[tuple[str, ...], ...]:
    """Every way to read what was typed as pinyin without tones: `zhangwei` as zhang, wei. Empty where it is none."""
    letters = "".join(character for character in typed.lower() if character.isascii() and character.isalpha())
    return tuple(_syllables_of(letters)) if 0 < len(letters) <= LONGEST_READING else ()


def _syllables_of(letters: str) -> Iterator[tuple[str, ...]]:
    if not letters:
        yield ()
        return
    for size in range(min(LONGEST_SYLLABLE, len(letters)), 0, -1):
        if SYLLABLE.fullmatch(letters[:size]):
            for rest in _syllables_of(letters[size:]):
                yield (letters[:size], *rest)


def _variants(usual: str, readings: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """The usual initials, then the others by how many characters are read differently."""
    if len(usual) != len(readings):
        usual = "".join(reading[0] for reading in readings)
    others = [tuple(letter for letter in reading if letter != usual[at]) for at, reading in enumerate(readings)]
    ambiguous = [at for at, letters in enumerate(others) if letters]
    for changes in range(len(ambiguous) + 1):
        for places in combinations(ambiguous, changes):
            for letters in product(*(others[at] for at in places)):
                changed = dict(zip(places, letters, strict=True))
                yield "".join(changed.get(at, letter) for at, letter in enumerate(usual))


def _readings_of(name: str) -> list[tuple[str, ...]]:
    """For each character that has one, its possible initials."""
    return [letters for letters in map(_letters, half_width(name).lower()) if letters]


@lru_cache(maxsize=30_000)
def _letters(character: str) -> tuple[str, ...]:
    """The initials of one character under all its readings, or itself if it is a Latin letter or a digit."""
    if character.isascii():
        return (character,) if character.isalnum() else ()
    if not HAN_CHARACTER.match(character):
        return ()
    first_letter = dictionary().Style.FIRST_LETTER
    readings = dictionary().pinyin(character, style=first_letter, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(letter for letter in readings[0] if letter.isalpha())) if readings else ()


def _is_read_singly(name: str) -> bool:
    """Whether each of its characters is read as it is alone: nothing but Han, and no part of it in the dictionary of words.

    So are most names of people; to look their characters up one by one takes a tenth of reading them as a sentence.
    """
    if len(name) > LONGEST_SINGLY or not HAN_ONLY.fullmatch(name):
        return False
    pairs = map("".join, pairwise(name))
    if _word_starts().isdisjoint(pairs):
        return True
    parts = (name[start:end] for start in range(len(name) - 1) for end in range(start + 2, len(name) + 1))
    return not any(part in _phrases() for part in parts)


@lru_cache(maxsize=30_000)
def _syllable(character: str) -> str:
    """How a character is read alone; nothing where it is not known."""
    return " ".join(_syllables(character))


def _syllables(text: str) -> Iterator[str]:
    words = dictionary()
    return map(_tone_at_end, words.lazy_pinyin(text, style=words.Style.TONE, errors=_keep_capitals))


@lru_cache(maxsize=5_000)
def _tone_at_end(syllable: str) -> str:
    """`zhōng` as `zhong1`, a neutral tone as 5; letters that are no pinyin come in capitals and stay.

    There are some 1,500 syllables: each is converted once, not for every name.
    """
    if not syllable.islower():
        return syllable
    to_tone3 = import_module("pypinyin.contrib.tone_convert").to_tone3
    return str(to_tone3(syllable, neutral_tone_with_five=True))


def _grams(run: str, size: int) -> Iterator[str]:
    return (run[start : start + size] for start in range(len(run) - size + 1))


def _keep_letters(other: str) -> str:
    """Of what has no pinyin keep the Latin letters and digits."""
    return "".join(character for character in other if character.isascii() and character.isalnum())


def _keep_capitals(other: str) -> str:
    """The same, told apart from a syllable."""
    return _keep_letters(other).upper()
