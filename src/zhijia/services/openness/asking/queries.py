"""What a worker reads of her employer: she sees no case, the system reads for her."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from zhijia.organisation.models import Employment
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.services.openness.asking.tokens import token_of
from zhijia.services.openness.models import Disclosure, DisclosureQuestion, DisclosureText, Reading

MOST = 60
READ = "read"


@dataclass(frozen=True)
class Listed:
    """A disclosure in her list, and whether she marked it as read."""

    row: Disclosure
    is_read: bool


@dataclass(frozen=True)
class Read:
    """A disclosure as she reads it: the text as it stands (None: withdrawn), earlier ones, answers, her own mark."""

    row: Disclosure
    text: DisclosureText | None
    earlier: Sequence[DisclosureText]
    questions: Sequence[DisclosureQuestion]
    own: Sequence[DisclosureQuestion]
    mark: Reading | None


def shown_to(actor: Actor, *, today: date) -> QuerySet[Disclosure]:
    """What was published where she works; in the scope of the system."""
    working = Employment.objects.filter(
        Q(to_on=None) | Q(to_on__gt=today), person=actor.person_id or 0, from_on__lte=today
    )
    rows = Disclosure.objects.filter(
        published_on__isnull=False, item__plan__enterprise__in=working.values("enterprise")
    )
    return rows.select_related("case", "item__plan__enterprise").order_by("-published_on", "-pk")


def read_list(actor: Actor, *, today: date) -> list[Listed]:
    """The newest first; two queries."""
    if actor.person_id is None:
        return []
    with scoped(SYSTEM):
        rows = list(shown_to(actor, today=today).filter(withdrawn_on=None)[:MOST])
        tokens = {token_of(READ, row.pk, actor.person_id): row.pk for row in rows}
        marked = set(Reading.objects.filter(token__in=tokens).values_list("token", flat=True))
    read = {pk for token, pk in tokens.items() if token in marked}
    return [Listed(row, row.pk in read) for row in rows]


def read_one(actor: Actor, case_id: int, *, today: date) -> Read:
    """One of them, or not found."""
    with scoped(SYSTEM):
        row = get_shown(actor, case_id, today=today)
        person_id = actor.person_id or 0
        texts = list(DisclosureText.objects.filter(disclosure=row).exclude(digest="").order_by("-version"))
        questions = list(DisclosureQuestion.objects.filter(disclosure=row).order_by("-pk")[:MOST])
        mark = Reading.objects.filter(disclosure=row, token=token_of(READ, row.pk, person_id)).first()
    own_token = token_of("ask", row.pk, person_id)
    is_out = row.withdrawn_on is not None
    return Read(
        row,
        None if is_out else texts[0],
        [] if is_out else texts[1:],
        [one for one in questions if one.answered_on],
        [one for one in questions if one.token == own_token and not one.answered_on],
        mark,
    )


def disclosures_read_by(actor: Actor, case_ids: Collection[int], *, today: date) -> set[int]:
    """Of these cases, those of disclosures that she reads where she works."""
    if not case_ids:
        return set()
    with scoped(SYSTEM):
        return set(shown_to(actor, today=today).filter(case__in=case_ids).values_list("case", flat=True))


def get_shown(actor: Actor, case_id: int, *, today: date) -> Disclosure:
    """A disclosure that she reads, or not found; in the scope of the system."""
    row = shown_to(actor, today=today).filter(case=case_id).first()
    if row is None:
        raise Http404
    return row
