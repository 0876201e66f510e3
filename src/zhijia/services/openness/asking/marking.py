"""A worker marks what she read, and says how she finds it. The log does not hear of it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.services.openness.asking.queries import READ, get_shown
from zhijia.services.openness.asking.tokens import token_of
from zhijia.services.openness.models import CONTENT, Disclosure, Reading


def mark_read(actor: Actor, case_id: int, *, grade: str = "", now: datetime) -> None:
    """Once each; a grade given again takes the place of the one before. Raises `Refused` once it is withdrawn."""
    with transaction.atomic(), scoped(SYSTEM):
        found = get_shown(actor, case_id, today=local_day(now))
        row = Disclosure.objects.select_for_update().get(pk=found.pk)
        if row.withdrawn_on is not None:
            raise Refused("这份公开内容已经撤回。")
        token = token_of(READ, row.pk, actor.person_id or 0)
        mark, _is_new = Reading.objects.get_or_create(disclosure=row, token=token)
        if grade:
            mark.grade = grade
            mark.save(update_fields=["grade"])
        _count(row)


def _count(row: Disclosure) -> None:
    """The numbers that everybody may see."""
    counted = Reading.objects.filter(disclosure=row).aggregate(
        readers=Count("pk"),
        raters=Count("pk", filter=~Q(grade="")),
        satisfied=Count("pk", filter=Q(grade__in=CONTENT)),
    )
    row.readers, row.raters, row.satisfied = counted["readers"], counted["raters"], counted["satisfied"]
    row.save(update_fields=["readers", "raters", "satisfied"])
