"""Members of another union: within the scope they go over where that was decided, elsewhere they are asked themselves."""

from datetime import datetime

import polars as pl
from django.db import transaction

from zhijia.lib.sentences import Refused
from zhijia.organisation.actions.memberships import Renewal, transfer
from zhijia.organisation.models import Membership, Union
from zhijia.organisation.rosters.findings import Told
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.intake.reading import ROW
from zhijia.services.organising.intake.tidying import FINDINGS


def transfer_rows(rows: pl.DataFrame, actor: Actor, *, basis: str, now: datetime) -> list[int]:
    """Let the members of other unions among these rows go over; answers the rows whose member could not."""
    moving = rows.filter((pl.col(FINDINGS) & Told.OTHER_UNION.bit) != 0)
    places = Union.objects.in_bulk([*moving["union_id"], *moving["group_id"].drop_nulls()])
    held = {
        membership.person_id: membership
        for membership in Membership.objects.filter(person__in=moving["person_id"].to_list(), to_on=None)
    }
    left = []
    for number, person, union, group, on, approved in moving.select(
        ROW, "person_id", "union_id", "group_id", "from_on", "approved_on"
    ).iter_rows():
        renewal = Renewal(places[union], on, approved, basis, places.get(group))
        try:
            with transaction.atomic():
                transfer(actor, held[person], renewal, now=now)
        except (Refused, KeyError):
            left.append(number)
    return left
