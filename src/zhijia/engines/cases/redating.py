"""Writing another day into a dated fact, as the `corrected` of a clock does."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Model

from zhijia.lib.sentences import Refused, Sentence


def write_day(row: Model, field: str, day: date) -> None:
    """Write the day; what the row's own constraints forbid is refused with their sentence."""
    setattr(row, field, day)
    try:
        row.validate_constraints()
    except ValidationError as error:
        said = "".join(error.messages)
        raise Refused(said) from error
    row.save(update_fields=[field])


def check_order(first: date | None, second: date | None, sentence: Sentence) -> None:
    """Raise `Refused` with the sentence when both days are known and stand in the wrong order."""
    if first and second and first > second:
        raise Refused(sentence)
