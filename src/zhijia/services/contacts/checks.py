"""Who may do what in a pair: the federation's office, its leader, the paired cadre."""

from zhijia.engines.cases.flow import Turn
from zhijia.lib.sentences import NotYours, Refused, Sentence, gettext_noop
from zhijia.organisation.models.posts import OFFICE_ROLES, Role
from zhijia.organisation.scopes import Actor
from zhijia.services.contacts.models import Pair
from zhijia.services.contacts.queries import STANDING

LEADERS = frozenset({str(Role.LEADER)})
OFFICE = gettext_noop("发起挂钩的总工会的干部、部门负责人或者领导")
LEADER = gettext_noop("发起挂钩的总工会的领导")
CADRE = gettext_noop("挂钩干部")
VISITOR = gettext_noop("挂钩干部或者挂钩领导")


def is_office_of(actor: Actor, federation_id: int) -> bool:
    """A post of the federation itself that works on its pairs."""
    return actor.post is not None and actor.post.union_id == federation_id and actor.post.role in OFFICE_ROLES


def check_is_office(turn: Turn) -> None:
    if not is_office_of(turn.actor, turn.record.federation_id):
        raise NotYours("由发起挂钩的总工会的干部、部门负责人或者领导办理。请切换岗位，或联系他们。")


def check_is_leader(turn: Turn) -> None:
    if not (is_office_of(turn.actor, turn.record.federation_id) and turn.actor.has_role(Role.LEADER)):
        raise NotYours("挂钩由发起挂钩的总工会的领导确认。请联系他们。")


def check_is_cadre(turn: Turn) -> None:
    if turn.actor.post is None or turn.actor.post.id != turn.record.cadre_id:
        raise NotYours("由挂钩干部本人办理。请切换岗位，或者联系挂钩干部。")


def check_is_visitor(turn: Turn) -> None:
    pair: Pair = turn.record
    if turn.actor.post is None or turn.actor.post.id not in (pair.cadre_id, pair.leader_id):
        raise NotYours("走访由挂钩干部或者挂钩领导登记。请切换岗位，或者联系他们。")


def check_none_stands(turn: Turn) -> None:
    """PA-01: one pair at a time for a union and level."""
    pair: Pair = turn.record
    others = Pair.objects.filter(STANDING, union=pair.union_id, level=pair.level).exclude(pk=pair.pk)
    if other := others.first():
        words = {"name": other.cadre_label}
        raise Refused(Sentence("这家企业工会在这一层级已经由{name}挂钩，请先结束原来的挂钩。", words))
