"""From one span of membership to the next: another union, another standing. The person stays a member all the while."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import QuerySet

from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.membership_checks import check_days, check_end, check_takes_members
from zhijia.organisation.models import Membership, Union
from zhijia.organisation.models.memberships import Ending, Standing
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import chunks
from zhijia.trail.kinds import EventKind
from zhijia.trail.record import record, record_all


@dataclass(frozen=True, slots=True)
class Renewal:
    """The next span: where, from which day, approved when, and why. The old one ends on that day."""

    union: Union
    on: date
    approved_on: date
    reason: str
    group: Union | None = None


def transfer(actor: Actor, membership: Membership, renewal: Renewal, *, now: datetime) -> Membership:
    """Let a member go over to another union; standing and first day of joining go along. Both unions are the actor's.

    Raises `Refused`: role at either, the same union, days, a union that takes nobody.
    """
    if renewal.union.pk == membership.union_id:
        raise Refused("转入工会就是现在的工会；换分会或小组请用调整分组。", field="union")
    return _renew_one(actor, membership, renewal, (Ending.TRANSFERRED, membership.standing), now=now)


def retain(actor: Actor, membership: Membership, renewal: Renewal, *, now: datetime) -> Membership:
    """Keep the membership of one who is retired or out of work, at her union or at one above (ME-07, OR-13).

    Raises `Refused`: role, retained already, days, no reason.
    """
    if membership.standing == Standing.RETAINED:
        raise Refused("已经是保留会籍。")
    return _renew_one(actor, membership, renewal, (Ending.RETAINED, Standing.RETAINED), now=now)


def resume(actor: Actor, membership: Membership, renewal: Renewal, *, now: datetime) -> Membership:
    """Make a retained member an active one again. Raises `Refused`: role, not retained, days, no reason."""
    if membership.standing != Standing.RETAINED:
        raise Refused("没有保留会籍，不需要恢复。")
    return _renew_one(actor, membership, renewal, (Ending.RESUMED, Standing.ACTIVE), now=now)


def merge_members(actor: Actor, union: Union, renewal: Renewal, *, now: datetime) -> int:
    """All members of a union that is dissolved go over to another one (services §A5); groups are left behind.

    Each keeps her standing. Answers how many. Raises `Refused` as `transfer`.
    """
    if union.pk == renewal.union.pk:
        raise Refused("不能并入自己。", field="union")
    check_administer(actor, union.path)
    return _renew_each(actor, Membership.objects.filter(union=union, to_on=None), renewal, Ending.MERGED, now=now)


def transfer_all(actor: Actor, members: QuerySet[Membership], renewal: Renewal, *, now: datetime) -> int:
    """Let many go over at once, as `transfer` does one; answers how many."""
    return _renew_each(actor, members.filter(to_on=None), renewal, Ending.TRANSFERRED, now=now)


def _renew_each(actor: Actor, members: QuerySet[Membership], renewal: Renewal, ending: str, *, now: datetime) -> int:
    """Piece by piece, each keeping her standing."""
    rows = members.select_for_update(of=("self",)).select_related("person", "union")
    count = 0
    for standing in Standing.values:
        for piece in chunks(list(rows.filter(standing=standing).order_by("pk"))):
            count += len(_renew(actor, piece, renewal, (ending, standing), now=now))
    return count


def move_group(actor: Actor, membership: Membership, *, group: Union | None, now: datetime) -> None:
    """Put a member into another branch or group of her union, or into none. Raises `Refused`: role, ended, not below it."""
    check_administer(actor, membership.path)
    kept = Membership.objects.select_for_update(of=("self",)).select_related("person", "union").get(pk=membership.pk)
    check_end(kept, on=local_day(now), today=local_day(now))
    check_takes_members(kept.union, group, on=local_day(now))
    if kept.group_id == (group.pk if group else None):
        return
    kept.group = group
    kept.save(update_fields=["group"])
    kept.person.home = group or kept.union
    kept.person.save(update_fields=["home"])
    data = {"membership": kept.pk, "union_name": kept.union.name, "group_name": group.name if group else ""}
    record(event_about(kept.person, events.MEMBER_REGROUPED, actor=actor, now=now, data=data))


def _renew_one(
    actor: Actor, membership: Membership, renewal: Renewal, change: tuple[str, str], *, now: datetime
) -> Membership:
    rows = Membership.objects.select_for_update(of=("self",)).select_related("person", "union")
    (fresh_id,) = _renew(actor, [rows.get(pk=membership.pk)], renewal, change, now=now)
    return Membership.objects.get(pk=fresh_id)


def _renew(
    actor: Actor, rows: Sequence[Membership], renewal: Renewal, change: tuple[str, str], *, now: datetime
) -> list[int]:
    """End these spans in one way and begin the next ones in one standing; `change` is (ending, standing)."""
    today = local_day(now)
    for path in {row.path for row in rows} | {renewal.union.path}:
        check_administer(actor, path)
    check_takes_members(renewal.union, renewal.group, on=renewal.on)
    check_days(approved_on=renewal.approved_on, from_on=renewal.on, today=today)
    if len(renewal.reason.strip()) < 2:
        raise Refused("请写明原因。", field="reason")
    for row in rows:
        check_end(row, on=renewal.on, today=today)
    fresh = _write(rows, renewal, *change)
    record_all(
        event_about(row.person, _KINDS[change[0]], actor=actor, now=now, data=_told(row, renewal, fresh.get(row.pk, 0)))
        for row in rows
    )
    return [fresh[row.pk] for row in rows]


def _write(rows: Sequence[Membership], renewal: Renewal, ending: str, standing: str) -> dict[int, int]:
    """The id of the next span by that of the ended one."""
    group = renewal.group.pk if renewal.group else None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT old_id, new_id FROM organisation_renew_members(%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                [row.pk for row in rows],
                renewal.union.pk,
                group,
                str(standing),
                renewal.on,
                renewal.approved_on,
                str(ending),
                renewal.reason.strip()[:200],
            ],
        )
        return dict(cursor.fetchall())


def _told(row: Membership, renewal: Renewal, membership_id: int) -> dict[str, object]:
    return {
        "membership": membership_id,
        "old_union": row.union_id,
        "old_union_name": row.union.name,
        "union": renewal.union.pk,
        "union_name": renewal.union.name,
        "group_name": renewal.group.name if renewal.group else "",
        "on": renewal.on,
        "reason": renewal.reason.strip()[:200],
    }


_KINDS: dict[str, EventKind] = {
    Ending.TRANSFERRED: events.MEMBER_TRANSFERRED,
    Ending.MERGED: events.MEMBER_MERGED,
    Ending.RETAINED: events.MEMBERSHIP_RETAINED,
    Ending.RESUMED: events.MEMBERSHIP_RESUMED,
}
