"""The cells of a piece by what they hold: tidy, read into codes and days, with a bit where that fails."""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from zhijia.lib.ethnic_groups import ETHNIC_GROUPS, ethnic_code
from zhijia.lib.spreadsheets.streaming import LOST_MARK
from zhijia.lib.vectors import birth_days_of, days_of, is_resident_form, sexes_of, tidy_codes, tidy_names, tidy_texts
from zhijia.organisation.models.person_codes import IdKind
from zhijia.organisation.rosters.findings import UNREAD_DAYS, UNREAD_WORDS, Told
from zhijia.services.organising.intake.columns import COLUMNS, DAYS, FLAGS, WORDS, YES_NO
from zhijia.services.organising.intake.reading import ROW

_TIDY = {"name": tidy_names, **dict.fromkeys(("id_number", "phone", "employer_code"), tidy_codes)}
BLANK = ("", "-", "—", "/", "\\")
NOT_GIVEN = (*BLANK, "无", "没有", "暂无", "不详", "未知")
"""How offices write that they have nothing to write; 否 stands for 无 in a column of yes and no."""
LONGEST = {"name": 60, "id_number": 60, "phone": 40, "address": 120}
KEYS = tuple(column.key for column in COLUMNS)
MOST_DIFFERENT = 4
"""Of values that stand in a column so many times on the average each is read once."""
FINDINGS = "findings"
PERMIT_HEAD = r"^8[123]0000"
REMARK_BEHIND = r"\s*[（(【\[][^）)】\]]*[）)】\]]$"
"""What offices write behind a name: 柳某（组长）."""
COUNTRY_CODE = r"^(?:\+?86)(1[0-9]{10})$"
ETHNIC_WORDS = {name: code for code, name in ETHNIC_GROUPS.items()}


def tidy_frame(frame: pl.DataFrame, mapping: Mapping[str, int]) -> pl.DataFrame:
    """For each key of the roster its tidy text, empty where the sheet has no such column; `row_no` stays."""
    written = [pl.col(f"c{mapping[key]}").fill_null("").alias(key) for key in KEYS if key in mapping]
    texts = frame.select(ROW, *written)
    given = texts.with_columns(_by_value(texts[key], _tidy(key)) for key in KEYS if key in mapping)
    return given.with_columns(pl.lit("").alias(key) for key in KEYS if key not in mapping).select(ROW, *KEYS)


def read_frame(texts: pl.DataFrame) -> pl.DataFrame:
    """Texts read into codes, days and flags; null where nothing was given; `findings` begin with what cannot be read.

    A number without a kind is a resident's or, by its head, a permit; birth date and sex follow from a resident number.
    """
    kinds = _with_kinds(texts)
    days = [_by_value(texts[key], days_of(pl.col(key))) for key in DAYS]
    remark = bit(Told.NAME_REMARK, pl.col("name").str.contains(REMARK_BEHIND))
    wrong = [*_unread_words(), *_unread_days(days), _lost(), remark]
    frame = kinds.with_columns(pl.sum_horizontal(wrong).alias(FINDINGS))
    frame = frame.with_columns(
        *(_word(key, words) for key, words in WORDS.items() if key != "id_kind"),
        _word("ethnicity", _ethnic_words(frame)),
        *(pl.col(key).replace_strict(YES_NO, default=None, return_dtype=pl.Boolean) for key in FLAGS),
        *days,
        pl.col("name").str.replace(REMARK_BEHIND, "").str.strip_chars(),
        pl.col("phone").str.replace_all(r"[-()（）]", "").str.replace(COUNTRY_CODE, "${1}"),
    )
    resident = (pl.col("id_kind") == IdKind.RESIDENT.value) & is_resident_form(pl.col("id_number"))
    told = [
        pl.when(resident).then(birth_days_of(pl.col("id_number"))).alias("told_born"),
        pl.when(resident).then(sexes_of(pl.col("id_number"))).alias("told_sex"),
    ]
    return frame.with_columns(told).with_columns(
        pl.coalesce("born_on", "told_born").alias("born_on"), pl.coalesce("sex", "told_sex").alias("sex")
    )


def bit(told: Told, when: pl.Expr) -> pl.Expr:
    """The bit of a finding where a condition holds; what is not known does not hold."""
    return pl.when(when.fill_null(value=False)).then(pl.lit(told.bit, dtype=pl.Int64)).otherwise(0)


def _tidy(key: str) -> pl.Expr:
    """What stands in a cell of a column, without what only says that there is nothing."""
    text = _TIDY.get(key, tidy_texts)(pl.col(key))
    given = pl.when(text.is_in(BLANK if key in FLAGS else NOT_GIVEN)).then(pl.lit("")).otherwise(text)
    return given.str.slice(0, LONGEST.get(key))


def _by_value(texts: pl.Series, read: pl.Expr) -> pl.Series:
    """What an expression of a column reads in it, each value once where values repeat, as days, words and unions do."""
    values = texts.unique()
    is_worth_it = len(values) * MOST_DIFFERENT < len(texts)
    found = (values if is_worth_it else texts).to_frame().select(read.alias(texts.name)).to_series()
    if not is_worth_it:
        return found
    return texts.replace_strict(values, found, return_dtype=found.dtype)


def _with_kinds(texts: pl.DataFrame) -> pl.DataFrame:
    named = pl.col("id_kind").replace_strict(WORDS["id_kind"], default="", return_dtype=pl.String)
    permit = pl.col("id_number").str.contains(PERMIT_HEAD) & (pl.col("id_number").str.len_chars() == 18)
    guessed = pl.when(permit).then(pl.lit(IdKind.PERMIT.value)).otherwise(pl.lit(IdKind.RESIDENT.value))
    unknown = (pl.col("id_kind") != "") & (named == "")
    return texts.with_columns(
        pl.when(pl.col("id_kind") == "").then(guessed).otherwise(named).alias("id_kind"),
        unknown.alias("is_unknown_kind"),
    )


def _unread_words() -> Iterator[pl.Expr]:
    for key, (cell, _) in UNREAD_WORDS.items():
        yield bit(cell, _is_unread(key))
    yield bit(Told.UNKNOWN_WORD, pl.any_horizontal(map(_is_unread, UNREAD_WORDS)))


def _is_unread(key: str) -> pl.Expr:
    """Whether a word stands there that means nothing."""
    if key == "id_kind":
        return pl.col("is_unknown_kind")
    if key == "ethnicity":
        return (pl.col(key) != "") & ~pl.col(key).str.replace("族$", "").is_in(_ETHNIC_STEMS)
    return (pl.col(key) != "") & ~pl.col(key).is_in(list(YES_NO if key in FLAGS else WORDS[key]))


def _unread_days(days: Sequence[pl.Series]) -> Iterator[pl.Expr]:
    """`days` are what was read in the columns of the same names."""
    wrong = {day.name: (pl.col(day.name) != "") & pl.lit(day.is_null()) for day in days}
    for key, (cell, _) in UNREAD_DAYS.items():
        yield bit(cell, wrong[key])
    yield bit(Told.UNREADABLE_DAY, pl.any_horizontal(wrong.values()))


def _lost() -> pl.Expr:
    return bit(Told.LOST_DIGITS, pl.col("id_number").str.ends_with(LOST_MARK.translate(_AS_CODE)))


def _word(key: str, words: Mapping[str, str]) -> pl.Expr:
    return pl.col(key).replace_strict(dict(words), default=None, return_dtype=pl.String)


def _ethnic_words(frame: pl.DataFrame) -> dict[str, str]:
    return {word: ethnic_code(word) for word in frame["ethnicity"].unique() if word and ethnic_code(word)}


_AS_CODE = str.maketrans("（）", "()")
_ETHNIC_STEMS = [*ETHNIC_GROUPS, *(name.removesuffix("族") for name in ETHNIC_GROUPS.values()), *ETHNIC_GROUPS.values()]
