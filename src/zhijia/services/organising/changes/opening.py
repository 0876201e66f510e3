"""Proposing a change of a union (services §A5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.documents.storing import Upload, attach
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.models.unions import FEDERATION_KINDS
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.rules import find_place_in_tree
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import refuse_blocking
from zhijia.services.organising.changes.checks import check_ground
from zhijia.services.organising.changes.codes import NEEDS, ChangeKind
from zhijia.services.organising.changes.flow import CHANGE_FLOW
from zhijia.services.organising.changes.models import UnionChange


@dataclass(frozen=True, kw_only=True)
class NewChange:
    """What is proposed."""

    kind: str
    basis: str
    effective_on: date
    meeting: str = ""
    decided_on: date | None = None
    is_employer_gone: bool = False
    new_name: str = ""
    target: Union | None = None
    enterprise: Enterprise | None = None
    assets: str = ""
    papers: Sequence[Upload] = ()


def propose_change(actor: Actor, union: Union, entry: NewChange, *, now: datetime) -> UnionChange:
    """Open it for the superior. Raises `Refused`: role, what the kind needs, its ground (OR-30), a place in the tree (OR-32)."""
    check_administer(actor, union.path)
    for name in NEEDS[ChangeKind(entry.kind)]:
        if not getattr(entry, name):
            raise Refused("这类变更要填写这一项。", field=name)
    if union.parent is None or union.kind in FEDERATION_KINDS:
        raise Refused("县级以上总工会的变更由上级总工会办理，不在这里登记。")
    check_ground(
        entry.kind, meeting=entry.meeting, decided_on=entry.decided_on, is_employer_gone=entry.is_employer_gone
    )
    if entry.target is not None and entry.target.pk == union.pk:
        raise Refused("不能选择它自己。", field="target")
    superior = _superior_of(union, entry.target)
    if entry.kind == ChangeKind.MOVE_PARENT and entry.target is not None:
        refuse_blocking(filter(None, [find_place_in_tree(union.kind, parent_kind=entry.target.kind)]))
    values = {name: value for name, value in vars(entry).items() if name != "papers"}
    with transaction.atomic():
        title = Sentence("{kind} · {name}", {"kind": ChangeKind(entry.kind).label, "name": union.name}).said_in(str)
        new = NewCase(title=title[:300], union_id=union.pk, place=union.place, line=FunctionLine.ORGANISING)
        (case,) = open_cases(CHANGE_FLOW, [new], actor=actor, now=now)
        change = UnionChange.objects.create(
            case=case,
            union=union,
            superior=superior,
            applicant_id=actor.person_id,
            target_name=entry.target.name if entry.target else "",
            **values,
        )
        for paper in entry.papers:
            attach(case, paper, actor=actor, now=now)
        begin(CHANGE_FLOW, [(case, change)], now=now)
    return change


def _superior_of(union: Union, target: Union | None) -> Union:
    """Who approves: the union above, or where another one is concerned the nearest that is above both."""
    assert union.parent is not None
    if target is None:
        return union.parent
    path = union.parent.path
    while path and not target.path.startswith(path):
        path = path[:-4]
    return union.parent if path == union.parent.path else Union.objects.get(path=path)
