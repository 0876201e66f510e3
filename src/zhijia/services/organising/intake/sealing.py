"""What leaves this process of a person: indexes of numbers before they are matched, ciphertexts before they are written."""

import polars as pl

from zhijia.lib.crypto.ciphertexts import Place
from zhijia.lib.crypto.indexes import IndexPurpose
from zhijia.organisation.models import Person
from zhijia.organisation.protection.keyring import blind_index, opened_keys
from zhijia.organisation.rosters.findings import REFUSING
from zhijia.services.organising.intake.tidying import FINDINGS

TABLE = Person._meta.db_table
SEALED = ("id_number", "phone", "address")


def indexed(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with blind indexes of number and phone; a row that goes back has none."""
    is_asked = (pl.col(FINDINGS) & REFUSING) == 0
    numbers = frame.select(pl.when(is_asked & (pl.col("id_number") != "")).then("id_number"))["id_number"]
    phones = frame.select(pl.when(is_asked & (pl.col("phone") != "")).then("phone"))["phone"]
    return frame.with_columns(
        _indexes(numbers, IndexPurpose.ID_NUMBER).alias("id_index"),
        _indexes(phones, IndexPurpose.PHONE).alias("phone_index"),
    )


def sealed(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with its texts sealed, each bound to the `person_id` of its row; an empty text is null."""
    people = frame["person_id"].to_list()
    return frame.with_columns(_ciphertexts(frame[column], column, people).alias(column) for column in SEALED)


def _indexes(texts: pl.Series, purpose: IndexPurpose) -> pl.Series:
    given = texts.drop_nulls().to_list()
    found = iter(blind_index(purpose).of_all(given))
    return pl.Series([None if text is None else next(found) for text in texts], dtype=pl.Binary)


def _ciphertexts(texts: pl.Series, column: str, people: list[int]) -> pl.Series:
    rows = [(person, text) for person, text in zip(people, texts.to_list(), strict=True) if text]
    found = iter(opened_keys().ring.seal_all(Place(TABLE, column), rows))
    return pl.Series([next(found) if text else None for text in texts.to_list()], dtype=pl.Binary)
