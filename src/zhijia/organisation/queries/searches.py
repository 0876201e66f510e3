"""Search inside the scope, through definer functions that repeat it: a text match may not use its index otherwise."""

from typing import Literal

from django.db import connection

from zhijia.organisation.searching import query_of

STATEMENTS = {
    "unions": "SELECT organisation_search_unions(%s::tsquery, %s)",
    "enterprises": "SELECT organisation_search_enterprises(%s::tsquery, %s)",
}


def search_ids(what: Literal["unions", "enterprises"], typed: str, *, most: int) -> list[int]:
    """Ids in the announced scope that match what was typed, best first; none for an empty query."""
    query = query_of(typed)
    if not query:
        return []
    with connection.cursor() as cursor:
        cursor.execute(STATEMENTS[what], [query, most])
        return [row[0] for row in cursor.fetchall()]
