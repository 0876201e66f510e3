"""The same step for all pairs of a federation that wait for it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from django.db.models import Count, Q, QuerySet

from zhijia.engines.cases.advance import UNMADE, Submission, advance_many
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import Actor
from zhijia.services.contacts.models import Pair, PairProgramme

STEPS = {"confirm": "draft", "notify": "confirmed"}
"""The steps that are made for many, each with the state in which pairs wait for it."""
SUBMISSIONS = UUID("6e0b5a86-1d41-4a0b-9a0f-6c55a1f0c7d2")


def waiting(programme: PairProgramme, actor: Actor) -> Mapping[str, int]:
    """By step how many pairs of the acting post's federation wait for it."""
    rows = Pair.objects.filter(programme=programme, federation=actor.post.union_id if actor.post else 0)
    counts: Mapping[str, int] = rows.aggregate(
        **{verb: Count("pk", filter=Q(case__state=state)) for verb, state in STEPS.items()}
    )
    return counts


def make_for_all(programme: PairProgramme, verb: str, *, actor: Actor, now: datetime) -> tuple[int, list[Refused]]:
    """Make the step; returns how many were made and what was refused. Pressing twice does it once."""
    if verb not in STEPS:
        raise Refused("没有这个办理动作。")
    ids = list(_waiting(programme, actor, verb).order_by("pk").values_list("case_id", flat=True))
    if not ids:
        raise Refused("没有等待办理的挂钩。请刷新页面查看最新情况。")
    submissions = [Submission(pk, uuid5(SUBMISSIONS, f"{verb} {pk} {now.isoformat()}")) for pk in ids]
    answers = advance_many(submissions, verb, actor=actor, now=now)
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    return sum(not isinstance(answer, UNMADE) for answer in answers), refused


def _waiting(programme: PairProgramme, actor: Actor, verb: str) -> QuerySet[Pair]:
    federation = actor.post.union_id if actor.post else 0
    return Pair.objects.filter(programme=programme, federation=federation, case__state=STEPS[verb])
