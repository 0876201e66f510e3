"""Opening cases of supervision, from a clue or directly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.cases.sides import OWN_ROLES, UPPER_ROLES
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.scopes import Actor
from zhijia.services.supervision.checks.grounds import check_founded
from zhijia.services.supervision.flow import SUPERVISION_FLOW
from zhijia.services.supervision.flow.states import OPEN
from zhijia.services.supervision.models import Clue, Supervision
from zhijia.services.supervision.models.supervisions import Matter, Source

WHO_OPENS = gettext_noop("由本会主席、委员或上级工会的干部登记。")


@dataclass(frozen=True, kw_only=True)
class NewSupervision:
    """What a case is opened with. `origin` is the case that it came from (a bargaining that was refused)."""

    union: Union
    enterprise: Enterprise
    source: Source
    matter: Matter
    facts: str
    occurred_from: date
    provisions: str = ""
    occurred_to: date | None = None
    people: int | None = None
    amount: int | None = None
    is_major: bool = False
    clue: Clue | None = None
    origin: Case | None = None

    @property
    def title(self) -> str:
        """甲公司 · 集体协商和集体合同: what the register calls it."""
        return f"{self.enterprise.name} · {Matter(self.matter).label}"


def open_supervision(entry: NewSupervision, *, actor: Actor, now: datetime) -> Supervision:
    """Open one case. Raises `Refused` for a wrong actor, for a bargaining that accuses nobody yet, for a matter open already."""
    check_opens(entry.union, actor)
    if entry.origin is not None and entry.clue is None:
        check_founded(entry.origin)
    _check_none_open(entry)
    return open_supervisions([entry], actor=actor, now=now)[0]


def open_supervisions(entries: Sequence[NewSupervision], *, actor: Actor, now: datetime) -> list[Supervision]:
    """Open many in one transaction, in the order given: all of them or none."""
    for entry in entries:
        check_opens(entry.union, actor)
    with transaction.atomic():
        cases = open_cases(SUPERVISION_FLOW, [_new_case(entry) for entry in entries], actor=actor, now=now)
        rows = [
            Supervision(
                case=case,
                clue=entry.clue,
                source=entry.source,
                matter=entry.matter,
                facts=entry.facts,
                provisions=entry.provisions,
                occurred_from=entry.occurred_from,
                occurred_to=entry.occurred_to,
                people=entry.people,
                amount=entry.amount,
                is_major=entry.is_major,
                origin=entry.origin or (entry.clue.origin if entry.clue else None),
                handled_by=entry.union,
                registered_on=local_day(now),
            )
            for case, entry in zip(cases, entries, strict=True)
        ]
        Supervision.objects.bulk_create(rows, batch_size=1000)
        begin(SUPERVISION_FLOW, zip(cases, rows, strict=True), now=now)
    return rows


def _new_case(entry: NewSupervision) -> NewCase:
    return NewCase(
        title=entry.title[:300],
        union_id=entry.union.pk,
        place=entry.union.place,
        enterprise_id=entry.enterprise.pk,
        line=FunctionLine.RIGHTS,
        data={"matter": str(entry.matter), "source": str(entry.source)},
    )


def check_opens(union: Union, actor: Actor) -> None:
    """The union's own chair and officers, or a cadre of the union itself or of one above it."""
    post = actor.post
    if post is None or not actor.covers(union.path):
        raise Refused(WHO_OPENS)
    allowed = OWN_ROLES | UPPER_ROLES if post.union_id == union.pk else UPPER_ROLES
    if post.role not in allowed:
        raise Refused(WHO_OPENS)


def can_open(actor: Actor, union: Union) -> bool:
    try:
        check_opens(union, actor)
    except Refused:
        return False
    return True


def _check_none_open(entry: NewSupervision) -> None:
    same = Supervision.objects.filter(
        case__enterprise=entry.enterprise, case__union=entry.union, matter=entry.matter, case__state__in=OPEN
    )
    if same.exists():
        raise Refused("对这家单位的同一监督内容已有在办事项，请在该事项中继续办理。")
