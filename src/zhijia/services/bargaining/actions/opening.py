"""Opening bargainings: one, many at once, or the next one of a contract that is changed or renewed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhijia.engines.cases.flow import get_flow
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.models.unions import TERRITORIAL_KINDS
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.checks.parties import OWN_ROLES, UPPER_ROLES
from zhijia.services.bargaining.models import Bargaining, Contract
from zhijia.services.bargaining.models.bargainings import (
    JOINT_TYPES,
    BargainingKind,
    ContractType,
    OutcomeKind,
    Side,
    Track,
)
from zhijia.services.bargaining.models.contracts import EndReason
from zhijia.services.bargaining.queries import firms_without_union, rounds_after

BARGAINING = "bargaining.case"
"""The code of the flow, which itself rests on this: a move of a contract that runs out opens the next round."""
GUIDANCE = "CB-019"
WHO_OPENS = gettext_noop("由本会主席、委员或上级工会的干部立项。")


@dataclass(frozen=True, kw_only=True)
class NewBargaining:
    """What a bargaining is opened with. A joint one (regional, industry) names its area instead of an enterprise.

    `guided_by` is the union of the area that guides the workers of an enterprise which has none.
    `due_on` is the day by which a campaign or a plan wants the offer out.
    """

    union: Union
    enterprise: Enterprise | None
    contract_type: ContractType
    track: Track = Track.ORDINARY
    kind: BargainingKind = BargainingKind.NEW
    initiator: Side = Side.WORKERS
    reduces_rights: bool = False
    aims_at: OutcomeKind | None = OutcomeKind.CONTRACT
    scope_label: str = ""
    previous: Contract | None = None
    change_ground: str = ""
    guided_by: Union | None = None
    due_on: date | None = None

    @property
    def title(self) -> str:
        """甲公司 · 工资专项集体合同（续订）: what the register calls it."""
        subject = self.enterprise.name if self.enterprise else self.scope_label or self.union.name
        words = f"{subject} · {ContractType(self.contract_type).label}"
        return words if self.kind == BargainingKind.NEW else f"{words}（{BargainingKind(self.kind).label}）"


def open_bargaining(entry: NewBargaining, *, actor: Actor, now: datetime) -> Bargaining:
    """Open one bargaining. Raises `Refused` for a wrong actor or an entry that contradicts itself."""
    check_opens(entry, actor)
    _check_none_open(entry)
    return open_bargainings([entry], actor=actor, now=now)[0]


def open_bargainings(entries: Sequence[NewBargaining], *, actor: Actor, now: datetime) -> list[Bargaining]:
    """Open many in one transaction, in the order given: all of them or none."""
    for entry in entries:
        check_opens(entry, actor)
    _check_have_no_union([entry for entry in entries if entry.guided_by], today=local_day(now))
    new = [
        NewCase(
            title=entry.title[:300],
            union_id=entry.union.pk,
            place=entry.union.place,
            enterprise_id=entry.enterprise.pk if entry.enterprise else None,
            line=FunctionLine.RIGHTS,
            due_on=entry.due_on,
            data={"type": str(entry.contract_type), "kind": str(entry.kind), "track": str(entry.track)},
        )
        for entry in entries
    ]
    flow = get_flow(BARGAINING)
    with transaction.atomic():
        cases = open_cases(flow, new, actor=actor, now=now)
        rows = [
            Bargaining(
                case=case,
                contract_type=entry.contract_type,
                kind=entry.kind,
                track=entry.track,
                reduces_rights=entry.reduces_rights,
                outcome=entry.aims_at or "",
                initiator=entry.initiator,
                guided_by=entry.guided_by,
                scope_label=entry.scope_label,
                previous=entry.previous,
                change_ground=entry.change_ground,
                opened_on=local_day(now),
            )
            for case, entry in zip(cases, entries, strict=True)
        ]
        Bargaining.objects.bulk_create(rows, batch_size=1000)
        begin(flow, zip(cases, rows, strict=True), now=now)
    return rows


def succeed(
    contract: Contract, *, kind: BargainingKind, actor: Actor, now: datetime, change_ground: str = ""
) -> Bargaining:
    """Open the change or renewal of a contract: a new bargaining through the full procedure (CB-066)."""
    if not is_open_to_next(contract):
        raise Refused("只有有效的合同可以变更，有效或者刚期满的合同可以续订。")
    if kind == BargainingKind.CHANGE and not change_ground:
        raise Refused("变更合同要写明依据。", field="change_ground")
    if running := rounds_after(contract, kind).select_related("case").first():
        raise Refused(Sentence("已经有一件正在办理：{number}。", {"number": running.case.number}))
    entry = NewBargaining(
        union=contract.union,
        enterprise=contract.enterprise,
        contract_type=ContractType(contract.contract_type),
        kind=kind,
        scope_label=contract.bargaining.scope_label,
        guided_by=contract.bargaining.guided_by,
        previous=contract,
        change_ground=change_ground,
    )
    check_opens(entry, actor)
    with transaction.atomic():
        (bargaining,) = open_bargainings([entry], actor=actor, now=now)
        begin(get_flow(BARGAINING), [(contract.bargaining.case, contract.bargaining)], now=now)
    return bargaining


def is_open_to_next(contract: Contract) -> bool:
    """Whether a next round may begin: the contract is in force, or its term has run out."""
    has_ended_otherwise = contract.ended_on is not None and contract.end_reason != EndReason.EXPIRED
    return contract.effective_on is not None and not has_ended_otherwise and contract.bargaining.case.closed_at is None


def can_open(actor: Actor, union: Union) -> bool:
    """Whether the acting post may open a bargaining of this union: its chair and officers, cadres of a union above."""
    post = actor.post
    if post is None or not actor.covers(union.path):
        return False
    return post.role in (OWN_ROLES | UPPER_ROLES if post.union_id == union.pk else UPPER_ROLES)


def check_opens(entry: NewBargaining, actor: Actor) -> None:
    """The union itself opens, or a union above it; an enterprise contract names its enterprise, a joint one its area."""
    if not can_open(actor, entry.union):
        raise Refused(WHO_OPENS)
    is_joint = entry.contract_type in JOINT_TYPES
    if not is_joint and entry.enterprise is None:
        raise Refused("请选择用人单位。", field="enterprise")
    if is_joint and not entry.scope_label:
        raise Refused("请写明区域或者行业。", field="scope_label")


def _check_have_no_union(entries: Sequence[NewBargaining], *, today: date) -> None:
    """CB-019: a union of the area guides the workers of its enterprises that have none, and bargains for no other union."""
    firms: dict[Union, list[Enterprise]] = {}
    for entry in entries:
        if entry.guided_by != entry.union or entry.union.kind not in TERRITORIAL_KINDS or entry.enterprise is None:
            raise Refused("没有工会的单位由所在地的工会指导职工推选代表、立项协商。", field="enterprise", rule=GUIDANCE)
        firms.setdefault(entry.union, []).append(entry.enterprise)
    for guide, asked in firms.items():
        without = firms_without_union(guide, today=today).filter(pk__in=[firm.pk for firm in asked])
        free = set(without.values_list("pk", flat=True))
        if other := next((firm for firm in asked if firm.pk not in free), None):
            words = {"name": other.name}
            raise Refused(
                Sentence(
                    "{name}不在本会区域内，或者已经有工会。有工会的单位由该工会立项，上级工会可以代为要约。", words
                ),
                field="enterprise",
                rule=GUIDANCE,
            )


def _check_none_open(entry: NewBargaining) -> None:
    """The same union bargains for the same kind of contract with the same enterprise once at a time."""
    running = Bargaining.objects.filter(
        contract_type=entry.contract_type,
        kind=entry.kind,
        case__union=entry.union,
        case__enterprise=entry.enterprise,
        scope_label=entry.scope_label,
        case__closed_at=None,
    ).exclude(contract__effective_on__isnull=False)
    if found := running.select_related("case").first():
        raise Refused(Sentence("已经有一件正在办理：{number}。", {"number": found.case.number}))
