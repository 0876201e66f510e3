"""Other parents of a union: statistical, funds, registration and industry, each with dates (services §0.3)."""

from datetime import date, datetime

from django.db import connection

from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation import events
from zhijia.organisation.models import OtherParent, Union
from zhijia.organisation.models.unions import ParentKind, UnionKind
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.recording import event_about
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import refusing
from zhijia.trail.record import record

OVERLAP = gettext_noop("同一种归口关系在同一时间只能有一个，请先核对已有的起止日期。")


def set_other_parent(
    actor: Actor, union: Union, *, kind: str, parent: Union, from_on: date, now: datetime
) -> OtherParent:
    """Give a union another parent for one purpose from a day on; the one it had for it ends that day.

    An industry parent also puts the union, those below and the enterprises they cover on its line.
    Raises `Refused`: role, parent inside the union itself, no industry federation, a day still ahead, dates that overlap.
    """
    check_administer(actor, union.path)
    _check_parent(union, kind=kind, parent=parent)
    if from_on > local_day(now):
        raise Refused(Sentence("归口关系从当天或以前起算，{day} 还没有到。", {"day": from_on}), field="from_on")
    with refusing({"otherparent_one_of_a_kind": OVERLAP, "otherparent_dates": OVERLAP}):
        union.other_parents.filter(kind=kind, to_on=None).update(to_on=from_on)
        row = OtherParent.objects.create(union=union, kind=kind, parent=parent, from_on=from_on, path=union.path)
    refresh_line(union.pk, today=local_day(now))
    data = {"kind": kind, "parent": parent.pk, "parent_name": parent.name, "from_on": from_on}
    record(event_about(union, events.PARENT_SET, actor=actor, now=now, data=data))
    return row


def end_other_parent(actor: Actor, row: OtherParent, *, to_on: date, now: datetime) -> None:
    """End another parent on a day, today at the latest. Raises `Refused`: role, ended already, wrong day."""
    check_administer(actor, row.union.path)
    if row.to_on is not None:
        raise Refused("这条归口关系已经解除。")
    if not row.from_on < to_on <= local_day(now):
        raise Refused("解除日期应晚于起始日期，且不晚于今天。", field="to_on")
    row.to_on = to_on
    row.save(update_fields=["to_on"])
    refresh_line(row.union_id, today=local_day(now))
    data = {"kind": row.kind, "parent": row.parent_id, "to_on": to_on}
    record(event_about(row.union, events.PARENT_ENDED, actor=actor, now=now, data=data))


def refresh_line(union_id: int, *, today: date) -> None:
    """Bring the line paths of a subtree and of the enterprises it covers to what its industry parents say today."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_refresh_line(%s, %s)", [union_id, today])


def _check_parent(union: Union, *, kind: str, parent: Union) -> None:
    if kind not in ParentKind.values:
        raise Refused("请选择归口关系的种类。", field="kind")
    if parent.path.startswith(union.path):
        raise Refused("归口工会不能是它自己或它的下级。", field="parent")
    if kind == ParentKind.INDUSTRY and parent.kind != UnionKind.INDUSTRY_FEDERATION:
        raise Refused("行业归口只能归到行业工会联合会。", field="parent")
