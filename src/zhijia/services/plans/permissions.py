"""Who uploads, reviews and publishes plans: cadres of the union that issues them."""

from dataclasses import dataclass

from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.models import PlanDocument

REVIEWERS = (Role.RESEARCH, Role.DEPT_HEAD, Role.LEADER, Role.CADRE)
"""Not who keeps the system: these duties are held apart (services §H4)."""
WHO_UPLOADS = gettext_noop("上传计划要用工会的研究室、干部、部门负责人或领导岗位。请切换岗位，或请这些同志上传。")
WHO_REVIEWS = gettext_noop("只有发文工会的研究室、干部、部门负责人和领导可以核对和发布这份计划。")
PUBLISHED_ALREADY = gettext_noop("这份计划已经发布，内容不能再改。")


@dataclass(frozen=True, slots=True)
class Hand:
    """The person and the post that an upload or an edit is written down under."""

    person_id: int
    post_id: int
    union_id: int


def check_uploads(actor: Actor) -> Hand:
    """The hand that brings in a plan of its own union. Raises Refused."""
    if actor.post is None or actor.person_id is None or not actor.has_role(*REVIEWERS):
        raise Refused(WHO_UPLOADS)
    return Hand(actor.person_id, actor.post.id, actor.post.union_id)


def can_upload(actor: Actor) -> bool:
    """Whether the acting post may bring in a plan of its own union."""
    return actor.person_id is not None and actor.has_role(*REVIEWERS)


def can_review(actor: Actor, plan: PlanDocument) -> bool:
    """Whether the acting post may correct the reading of this plan and publish it."""
    return can_upload(actor) and actor.post is not None and actor.post.union_id == plan.union_id


def check_reviews(actor: Actor, plan: PlanDocument) -> Hand:
    """The hand that corrects the reading of this plan and publishes it. Raises Refused."""
    if not can_review(actor, plan):
        raise Refused(WHO_REVIEWS)
    return check_uploads(actor)
