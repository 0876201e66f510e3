"""Finding people by a number that is sealed: through its blind index, never by its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db import connection

from zhijia.lib.crypto.indexes import IndexPurpose
from zhijia.organisation.protection.keyring import blind_index

Verdict = Literal["new", "mine", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Match:
    """What one who enters people may know of a number; `person_id` only of a person in her scope."""

    verdict: Verdict
    person_id: int | None


def id_index_of(number: str) -> bytes:
    """The index of a tidy document number."""
    return blind_index(IndexPurpose.ID_NUMBER).of(number)


def phone_index_of(number: str) -> bytes:
    """The index of a tidy phone number."""
    return blind_index(IndexPurpose.PHONE).of(number)


def match_people(numbers: Sequence[tuple[str, bytes]]) -> list[Match]:
    """For each kind and index, in the order given: new, in the announced scope, or elsewhere; never who or where."""
    kinds, indexes = [kind for kind, _index in numbers], [index for _kind, index in numbers]
    query = "SELECT verdict, id FROM organisation_match_people(%s::text[], %s::bytea[]) ORDER BY place"
    with connection.cursor() as cursor:
        cursor.execute(query, [kinds, indexes])
        return [Match(verdict, person_id) for verdict, person_id in cursor.fetchall()]
