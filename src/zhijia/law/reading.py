"""Reading parsed YAML strictly: a wrong or unknown field is refused where it stands."""

from collections.abc import Mapping, Sequence
from datetime import date


class ParameterFileError(Exception):
    """A file says something that cannot be law; the message names the file, the key and what is wrong."""


def read_fields(value: object, where: str, *, allowed: set[str], required: set[str]) -> Mapping[str, object]:
    """Named fields, every one of them known and none of the required missing."""
    if not isinstance(value, dict):
        raise ParameterFileError(f"{where}: expected named fields, found {value!r}")
    unknown, missing = set(value) - allowed, required - set(value)
    demand(not unknown, f"{where}: unknown fields {sorted(map(str, unknown))}")
    demand(not missing, f"{where}: missing fields {sorted(missing)}")
    return value


def read_rows(value: object, where: str) -> Sequence[object]:
    """A list."""
    if not isinstance(value, list):
        raise ParameterFileError(f"{where}: expected a list, found {value!r}")
    return value


def read_day(value: object, where: str) -> date | None:
    """A day, or None."""
    demand(value is None or type(value) is date, f"{where}: {value!r} is not a day such as 2022-01-01")
    return value if isinstance(value, date) else None


def demand(is_true: bool, otherwise: str) -> None:
    """Refuse the file unless so."""
    if not is_true:
        raise ParameterFileError(otherwise)
