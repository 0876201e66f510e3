"""Putting lines into inboxes. Who holds a post is asked inside the database, so a sender learns nothing of strangers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection


@dataclass(frozen=True)
class Line:
    """One message to whoever holds a post, acts for an outside party, or to one person.

    `kind` says what it tells: `<flow>.<verb>` of an act that is awaited, or the code of an event; the page words it in
    the reader's language. `text` is what it is about, in the words of the record, at most 300 characters.
    """

    post_id: int | None
    case_id: int | None
    kind: str
    text: str
    party: str = ""
    person_id: int | None = None


def send(lines: Sequence[Line], *, now: datetime, today: date, not_to: int | None = None) -> int:
    """Send each line to the present holders and deputies of its post, or to whom else it names; returns how many went."""
    if not lines:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inbox_send(%s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s, %s, %s)",
            [
                [line.post_id for line in lines],
                [line.party for line in lines],
                [line.person_id for line in lines],
                [line.case_id for line in lines],
                [line.kind for line in lines],
                [line.text[:300] for line in lines],
                now,
                today,
                not_to,
            ],
        )
        return int(cursor.fetchone()[0])
