"""Putting a union with everything below it under another parent (services §A5: MOVE_PARENT)."""

from datetime import datetime

from django.db import connection

from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.organisation import events
from zhijia.organisation.models import Union, UnionMove
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.recording import event_about
from zhijia.organisation.rules import find_place_in_tree
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import refuse_blocking, refusing
from zhijia.trail.record import record

CONSTRAINTS: dict[str, Sentence | str] = {
    "unionmove_one_at_a_time": gettext_noop("另一个工会正在调整隶属，请等它完成后再办理。")
}
MOST_DEPTH = 19
"""A place in the tree has at most twenty labels."""


def begin_move(actor: Actor, union: Union, *, parent: Union, basis: str, now: datetime) -> UnionMove:
    """Put a union under `parent` now; a job brings everything below it after (`organisation.moves`).

    Raises `Refused`: see `check_move`; no basis; another union is being moved.
    """
    kept = Union.objects.select_for_update(of=("self",)).select_related("parent").get(pk=union.pk)
    check_move(actor, kept, parent=parent)
    if not basis.strip():
        raise Refused("请写明依据：批复文号，或决定的会议和日期。", field="basis")
    post_id = actor.post.id if actor.post else 0
    with refusing(CONSTRAINTS), connection.cursor() as cursor:
        cursor.execute(
            "SELECT organisation_begin_move(%s, %s, %s, %s, %s)", [kept.pk, parent.pk, basis.strip(), post_id, now]
        )
        move_id = cursor.fetchone()[0]
    old = kept.parent
    data = {
        "parent": [old.pk if old else None, parent.pk],
        "old_parent_name": old.name if old else "",
        "parent_name": parent.name,
        "basis": basis.strip(),
    }
    record(event_about(kept, events.UNION_MOVED, actor=actor, now=now, data=data))
    return UnionMove.objects.get(pk=move_id)


def check_move(actor: Actor, union: Union, *, parent: Union) -> None:
    """Raises `Refused`: not above both parents, the root, where it stands already, inside itself, a kind of parent that
    may not have it (OR-32), too deep.
    """
    if union.parent is None:
        raise Refused("市总工会没有上级，不能调整隶属。")
    check_administer(actor, union.parent.path)
    check_administer(actor, parent.path)
    if parent.pk == union.parent.pk:
        raise Refused(Sentence("这个工会已经隶属于“{name}”。", {"name": parent.name}), field="parent")
    if parent.path.startswith(union.path):
        raise Refused("不能把一个工会调整到它自己或它的下级之下。", field="parent")
    refuse_blocking(filter(None, [find_place_in_tree(union.kind, parent_kind=parent.kind)]))
    below = Union.objects.filter(path__gte=union.path, path__lt=union.upper_bound).order_by("-depth").first()
    if below is not None and below.depth - union.depth + parent.depth + 1 > MOST_DEPTH:
        raise Refused("调整后层级太深，请先整理下级工会。", field="parent")
