"""What `normalise` and `resident_ids` say of one text, as expressions over columns of a million.

Each answers as its scalar sister does, row by row; a test holds them together.
"""

import polars as pl

from zhijia.lib.normalise import DOTS, FULL_WIDTH, HALF_WIDTH_ALWAYS, HAN, MIDDLE_DOT
from zhijia.lib.resident_ids import CHECK_DIGITS, WEIGHTS

INVISIBLE = "[\u200b\u200c\u200d\u2060\ufeff\u00ad\u0000-\u0008\u000e-\u001b\u007f]"
"""Invisible characters, and those of control that no database and no page takes."""
SPACES = r"[\s\u001c-\u001f\u0085\u00a0\u3000]+"
_FULL = {chr(full): chr(half) for full, half in FULL_WIDTH.items()}
_LETTERS = {chr(full): chr(half) for full, half in HALF_WIDTH_ALWAYS.items()}
_MARKED_HAN = rf"([{HAN}]) +([{HAN}])"
_DOT_IN_NAME = rf"([{HAN}]) ?[{DOTS}] ?([{HAN}])"
DAY = r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$"
DIGITS_OF_DAY = r"^(\d{4})(\d{2})(\d{2})$"
RESIDENT = r"^[0-9]{17}[0-9X]$"


def tidy_codes(column: pl.Expr) -> pl.Expr:
    """Identifiers: half-width, upper case, no space anywhere."""
    half = column.str.replace_many(list(_FULL), list(_FULL.values()))
    return half.str.replace_all(INVISIBLE, "").str.replace_all(SPACES, "").str.to_uppercase()


def tidy_texts(column: pl.Expr) -> pl.Expr:
    """Names and sentences: half-width letters and digits, single spaces, none between two Han characters."""
    half = column.str.replace_many(list(_LETTERS), list(_LETTERS.values()))
    single = half.str.replace_all(INVISIBLE, "").str.replace_all(SPACES, " ").str.strip_chars()
    joined = single.str.replace_all(_MARKED_HAN, "${1}${2}")
    return joined.str.replace_all(_MARKED_HAN, "${1}${2}")  # what stood between two matches


def tidy_names(column: pl.Expr) -> pl.Expr:
    """Names of people: tidy, and with one dot between their parts."""
    with_dot = f"${{1}}{MIDDLE_DOT}${{2}}"
    dotted = tidy_texts(column).str.replace_all(_DOT_IN_NAME, with_dot)
    return dotted.str.replace_all(_DOT_IN_NAME, with_dot)  # what stood between two matches


def days_of(column: pl.Expr) -> pl.Expr:
    """Days as `values.read_day` reads them, and eight digits; null for what is none."""
    parted = [column.str.extract(DAY, n) for n in (1, 2, 3)]
    joined = [column.str.extract(DIGITS_OF_DAY, n) for n in (1, 2, 3)]
    year, month, day = (pl.coalesce(a, b) for a, b in zip(parted, joined, strict=True))
    whole = pl.concat_str(year, month.str.zfill(2), day.str.zfill(2))
    return whole.str.to_date("%Y%m%d", strict=False)


def is_resident_form(number: pl.Expr) -> pl.Expr:
    return number.str.contains(RESIDENT)


def has_right_check_digit(number: pl.Expr) -> pl.Expr:
    """Whether the 18th character is that of the first 17; null where these are not digits."""
    total = sum(
        (number.str.slice(at, 1).cast(pl.Int32, strict=False) * weight for at, weight in enumerate(WEIGHTS)),
        start=pl.lit(0, dtype=pl.Int32),
    )
    right = (total % 11).replace_strict(dict(enumerate(CHECK_DIGITS)), return_dtype=pl.String)
    return number.str.slice(17, 1) == right


def birth_days_of(number: pl.Expr) -> pl.Expr:
    """The day in a resident number, or null."""
    return number.str.slice(6, 8).str.to_date("%Y%m%d", strict=False)


def sexes_of(number: pl.Expr) -> pl.Expr:
    """The code of GB/T 2261.1 that a resident number shows."""
    odd = number.str.slice(16, 1).cast(pl.Int32, strict=False) % 2
    return pl.when(odd == 1).then(pl.lit("1")).when(odd == 0).then(pl.lit("2"))


def days_as_numbers(day: pl.Expr) -> pl.Expr:
    """20260301 for the first of March: years can be added to it, and 29 February stays where it is."""
    return day.dt.year() * 10_000 + day.dt.month().cast(pl.Int32) * 100 + day.dt.day().cast(pl.Int32)
