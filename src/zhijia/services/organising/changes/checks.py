"""Who proposes and who approves, and what must hold before a union is changed (OR-30 … OR-33, OR-35)."""

from datetime import date

from django.db.models import Q, QuerySet

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.lib.sentences import NotYours, Refused, Sentence, gettext_noop
from zhijia.organisation.models import Membership, Union, UnionCoverage
from zhijia.organisation.models.posts import OFFICE_ROLES
from zhijia.organisation.models.unions import UnionKind
from zhijia.services.organising.changes.codes import WITH_MEMBERS, ChangeKind
from zhijia.services.organising.changes.models import UnionChange

SUPERIOR = gettext_noop("批复工会的干部、部门负责人、领导")
JOINT_LEAST = "union.joint.employers"


def check_is_superior(turn: Turn) -> None:
    post = turn.actor.post
    if post is None or post.union_id != turn.record.superior_id or post.role not in OFFICE_ROLES:
        raise NotYours("由批复工会的干部、部门负责人或者领导办理。请切换岗位，或者联系他们。")


def check_not_own_proposal(turn: Turn) -> None:
    """Whoever proposed it does not approve it."""
    if turn.actor.person_id is not None and turn.actor.person_id == turn.record.applicant_id:
        raise Refused("变更是您提出的，请由批复工会的另一位同志批复。")


def check_moves_members(turn: Turn) -> None:
    if turn.record.kind not in WITH_MEMBERS:
        raise Refused("这类变更不涉及会员安排。")


def check_is_due(turn: Turn) -> None:
    if turn.record.effective_on > turn.today:
        raise Refused(Sentence("生效日期是{day}，到时再办理。", {"day": turn.record.effective_on}))


def undisposed(change: UnionChange) -> "QuerySet[Membership]":
    """The open memberships of the union that nobody has said anything about."""
    return open_members(change.union).exclude(pk__in=change.fates.values("membership"))


def open_members(union: Union) -> "QuerySet[Membership]":
    return Membership.objects.filter(union=union, to_on=None).order_by("pk")


def check_members_disposed(turn: Turn) -> None:
    """OR-31: every member of a union that ends goes somewhere."""
    change: UnionChange = turn.record
    if change.kind not in (ChangeKind.MERGE_INTO, ChangeKind.REVOKE):
        return
    if count := undisposed(change).count():
        raise Refused(Sentence("还有 {n} 名会员没有安排，请先逐一安排去向。", {"n": count}), rule="OR-31")


def check_property_settled(turn: Turn) -> None:
    change: UnionChange = turn.record
    if change.kind in WITH_MEMBERS and not change.assets.strip():
        raise Refused("请写明经费和资产怎样处置。", field="assets")


def check_ground(kind: str, *, meeting: str, decided_on: date | None, is_employer_gone: bool) -> None:
    """OR-30: nobody ends a union at will: its members decide, or the employer has ended."""
    if kind in (ChangeKind.MERGE_INTO, ChangeKind.REVOKE) and not is_employer_gone and not (meeting and decided_on):
        words = "撤销、合并工会，应当有会员（代表）大会的决定，或者用人单位已经终止，并报上级工会批准。"
        raise Refused(words, field="meeting", rule="OR-30")


def covered_by(union: Union, on: date) -> "QuerySet[UnionCoverage]":
    """What a union covers on a day."""
    rows = UnionCoverage.objects.filter(Q(to_on=None) | Q(to_on__gt=on), union=union, from_on__lte=on)
    return rows.select_related("enterprise").order_by("pk")


def check_still_covers(change: UnionChange, *, today: date) -> None:
    """OR-33, OR-35: a union that stands covers an employer; a joint one at least two."""
    left = covered_by(change.union, today).exclude(enterprise=change.enterprise_id).count()
    if left == 0:
        raise Refused("这是最后一个覆盖单位。工会至少覆盖一个单位；不再需要的，请办理撤销或者并入。", rule="OR-33")
    least = LocalLaw().rule(JOINT_LEAST, place=change.union.place, on=today).number
    if change.union.kind == UnionKind.JOINT and left < least:
        raise Refused("联合工会应当覆盖两个以上单位，不能再减少。请办理撤销或者并入。", rule="OR-35")
