"""What the log keeps of each row that was entered, written for all rows of a piece at once."""

import polars as pl

from zhijia.organisation.models import Roster
from zhijia.organisation.rosters.findings import changes_in
from zhijia.services.organising.intake.reading import ROW
from zhijia.services.organising.intake.tidying import FINDINGS
from zhijia.trail.canonical import text_of

QUOTED = ("union", "group")
"""Names that stand in the sheet; what else is told are days and numbers."""


def told_of(rows: pl.DataFrame, roster: Roster) -> pl.Series:
    """The data of the event of each row, as `canonical.text_of` writes them: keys in order, nothing that is empty."""
    default = pl.lit(_quoted(roster.union.name if roster.union else ""))
    union, group = (_in_json(rows[key]) for key in QUOTED)
    parts = (
        _fields(rows),
        _part("from_on", pl.col("from_on").dt.to_string('"%Y-%m-%d"')),
        _part("group_name", pl.when(group != "").then(group)),
        _part("membership", pl.col("membership")),
        _part("roster", pl.lit(roster.pk)),
        _part("row", pl.col(ROW)),
        _part("union", pl.col("union_id")),
        _part("union_name", pl.when(union != "").then(union).when(default != "").then(default)),
    )
    text = pl.concat_str(*(part.fill_null("") for part in parts)).str.strip_prefix(",")
    return rows.select(pl.concat_str(pl.lit("{"), text, pl.lit("}")))["literal"]


def _part(key: str, value: pl.Expr) -> pl.Expr:
    """A key with its value; null where the value is."""
    return pl.concat_str(pl.lit(f',"{key}":'), value)


def _fields(rows: pl.DataFrame) -> pl.Expr:
    """What a row changes of somebody known, in words; written once for each set of changes."""
    changes = {found: changes_in(found) for found in rows.filter(~pl.col("is_new"))[FINDINGS].unique()}
    texts = {found: text_of(words).decode() for found, words in changes.items() if words}
    words = pl.col(FINDINGS).replace_strict(texts, default=None, return_dtype=pl.String)
    return _part("fields", pl.when(~pl.col("is_new")).then(words))


def _in_json(texts: pl.Series) -> pl.Expr:
    """The texts as JSON writes them; what is empty stays so."""
    return pl.lit(texts.replace_strict({text: _quoted(text) for text in texts.unique()}, return_dtype=pl.String))


def _quoted(text: str) -> str:
    return text_of(text).decode() if text else ""
