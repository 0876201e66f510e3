"""What the steps of a change bring about; carrying out goes through the doors of the organisation."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.actions import (
    begin_move,
    change_union,
    cover_enterprise,
    create_union,
    uncover_enterprise,
)
from zhijia.organisation.actions.memberships import Renewal, merge_members, retain, transfer, withdraw
from zhijia.organisation.actions.unions import entry_of
from zhijia.organisation.models import Union
from zhijia.organisation.models.memberships import Standing
from zhijia.services.organising.changes.checks import check_still_covers, covered_by, open_members, undisposed
from zhijia.services.organising.changes.codes import ChangeKind, Fate
from zhijia.services.organising.changes.models import MemberFate, UnionChange
from zhijia.services.organising.jobs import follow_union

MOST_NAMED = 10


def dispose(turn: Turn) -> Outcome:
    """Say what becomes of the named members, or of all of whom nothing was said. The newest word about a member counts."""
    change: UnionChange = turn.record
    cards = list(dict.fromkeys(line.strip() for line in turn.data["names"].splitlines() if line.strip()))
    rows = open_members(change.union).filter(person__card_number__in=cards) if cards else undisposed(change)
    members = list(rows.select_related("person"))
    if unknown := sorted(set(cards) - {member.person.card_number for member in members}):
        words = {"names": "、".join(unknown[:MOST_NAMED])}
        raise Refused(Sentence("这个工会没有会员证号是{names}的会员。", words), field="names")
    if not members:
        raise Refused("没有还没安排的会员。")
    change.fates.filter(membership__in=members).delete()
    fate, union_id = turn.data["fate"], _where_to(turn)
    MemberFate.objects.bulk_create(
        (MemberFate(change=change, membership=member, fate=fate, union_id=union_id) for member in members),
        batch_size=1000,
    )
    return Outcome(data={"fate": fate, "count": len(members), "union": union_id})


def _where_to(turn: Turn) -> int | None:
    """The union that was named, or of a merger the one that takes the others in."""
    change: UnionChange = turn.record
    if turn.data["fate"] != Fate.TRANSFER:
        return None
    if turn.data["union"] is not None:
        named: int = turn.data["union"].pk
        return named
    return change.target_id if change.kind == ChangeKind.MERGE_INTO else None


def approve(turn: Turn) -> Outcome:
    change: UnionChange = turn.record
    change.reply_number, change.approved_on = turn.data["reply_number"], turn.data["approved_on"]
    change.save(update_fields=["reply_number", "approved_on"])
    return Outcome(data={"reply_number": change.reply_number}, note=change.reply_number)


def give_reason(turn: Turn) -> Outcome:
    return Outcome(data={"reason": turn.data["reason"]}, note=turn.data["reason"])


def carry_out(turn: Turn) -> Outcome:
    """Do what was approved, through the doors that anybody else uses, as of the effective day."""
    change: UnionChange = turn.record
    told = CARRY[change.kind](turn, change)
    change.carried_out_on = turn.today
    change.save(update_fields=["carried_out_on"])
    return Outcome(data={"kind": change.kind, "effective_on": change.effective_on.isoformat(), **told})


def _rename(turn: Turn, change: UnionChange) -> Mapping[str, object]:
    old = change.union.name
    entry = replace(entry_of(change.union), name=change.new_name, short_name="")
    change_union(turn.actor, change.union, entry=entry, now=turn.now)
    return {"names": [old, change.new_name]}


def _move(turn: Turn, change: UnionChange) -> Mapping[str, object]:
    assert change.target is not None
    basis = f"{change.reply_number} {change.basis}"[:200]
    move = begin_move(turn.actor, change.union, parent=change.target, basis=basis, now=turn.now)
    follow_union.defer(move_id=move.pk)
    return {"move": move.pk}


def _merge(turn: Turn, change: UnionChange) -> Mapping[str, object]:
    """Members go as was said of each, enterprises to the union that stays; then this one ends."""
    assert change.target is not None
    moved = _let_members_go(turn, change)
    for coverage in covered_by(change.union, turn.today):
        uncover_enterprise(turn.actor, coverage, to_on=change.effective_on, now=turn.now)
        if not covered_by(change.target, turn.today).filter(enterprise=coverage.enterprise_id).exists():
            cover_enterprise(
                turn.actor,
                union=change.target,
                enterprise=coverage.enterprise,
                from_on=change.effective_on,
                now=turn.now,
            )
    _close(turn, change)
    return {"members": moved, "into": change.target.pk}


def _revoke(turn: Turn, change: UnionChange) -> Mapping[str, object]:
    moved = _let_members_go(turn, change)
    for coverage in covered_by(change.union, turn.today):
        uncover_enterprise(turn.actor, coverage, to_on=change.effective_on, now=turn.now)
    _close(turn, change)
    return {"members": moved}


def _split(turn: Turn, change: UnionChange) -> Mapping[str, object]:
    """The new union stands beside the old one; the members who were named go over to it."""
    union = change.union
    if union.parent is None:
        raise Refused("市总工会不能分立。")
    entry = replace(
        entry_of(union), name=change.new_name, short_name="", credit_code="", founded_on=change.effective_on
    )
    fresh = create_union(turn.actor, parent=union.parent, entry=entry, now=turn.now)
    if change.enterprise is not None:
        cover_enterprise(
            turn.actor, union=fresh, enterprise=change.enterprise, from_on=change.effective_on, now=turn.now
        )
    change.fates.filter(union=None, fate=Fate.TRANSFER).update(union=fresh)
    return {"union": fresh.pk, "members": _let_members_go(turn, change)}


def _cover(turn: Turn, change: UnionChange) -> Mapping[str, object]:
    assert change.enterprise is not None
    cover_enterprise(
        turn.actor, union=change.union, enterprise=change.enterprise, from_on=change.effective_on, now=turn.now
    )
    return {"enterprise": change.enterprise.pk}


def _uncover(turn: Turn, change: UnionChange) -> Mapping[str, object]:
    coverage = covered_by(change.union, turn.today).filter(enterprise=change.enterprise_id).first()
    if coverage is None:
        raise Refused("这个工会现在没有覆盖这家单位。")
    check_still_covers(change, today=turn.today)
    uncover_enterprise(turn.actor, coverage, to_on=change.effective_on, now=turn.now)
    return {"enterprise": coverage.enterprise_id}


def _suspend(_turn: Turn, _change: UnionChange) -> Mapping[str, object]:
    """The case itself is the dated fact; the union stands and its members stay."""
    return {}


CARRY: Mapping[str, Callable[[Turn, UnionChange], Mapping[str, object]]] = {
    ChangeKind.RENAME: _rename,
    ChangeKind.MOVE_PARENT: _move,
    ChangeKind.MERGE_INTO: _merge,
    ChangeKind.SPLIT: _split,
    ChangeKind.COVERAGE_ADD: _cover,
    ChangeKind.COVERAGE_REMOVE: _uncover,
    ChangeKind.SUSPEND: _suspend,
    ChangeKind.REVOKE: _revoke,
}


def _let_members_go(turn: Turn, change: UnionChange) -> int:
    """As was said of each (OR-31). Whom most go with goes in one step, the others one by one."""
    fates = change.fates.filter(membership__to_on=None).select_related("membership", "union").order_by("pk")
    bulk = change.target if change.kind == ChangeKind.MERGE_INTO else None
    count = 0
    for fate in fates:
        if bulk is not None and fate.fate == Fate.TRANSFER and fate.union_id == bulk.pk:
            continue
        _let_go(turn, change, fate)
        count += 1
    if bulk is not None:
        count += merge_members(turn.actor, change.union, _renewal(change, bulk), now=turn.now)
    return count


def _let_go(turn: Turn, change: UnionChange, fate: MemberFate) -> None:
    actor, now, member = turn.actor, turn.now, fate.membership
    if fate.fate == Fate.WITHDRAW:
        withdraw(actor, member, on=change.effective_on, application=_reason(change), now=now)
    elif fate.fate == Fate.TRANSFER:
        assert fate.union is not None
        transfer(actor, member, _renewal(change, fate.union), now=now)
    elif member.standing == Standing.RETAINED:
        transfer(actor, member, _renewal(change, change.superior), now=now)
    else:
        retain(actor, member, _renewal(change, change.superior), now=now)


def _renewal(change: UnionChange, union: Union) -> Renewal:
    assert change.approved_on is not None
    approved = min(change.approved_on, change.effective_on)
    return Renewal(union=union, on=change.effective_on, approved_on=approved, reason=_reason(change))


def _reason(change: UnionChange) -> str:
    return f"{change.get_kind_display()}：{change.reply_number}"


def _close(turn: Turn, change: UnionChange) -> None:
    """The union's last day. Raises `Refused`: unions below it, members left (OR-31)."""
    if change.union.children.filter(closed_on=None).exists():
        raise Refused("这个工会还有下级工会或者分会，请先调整或者撤销它们。")
    union = Union.objects.get(pk=change.union_id)
    entry = replace(entry_of(union), closed_on=change.effective_on)
    change_union(turn.actor, union, entry=entry, now=turn.now)
