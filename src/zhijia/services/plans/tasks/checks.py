"""Who may do what with a task, and what the rules allow now. Each check raises `Refused` with a sentence."""

from collections.abc import Iterable
from datetime import date

from zhijia.engines.cases.flow import Turn
from zhijia.lib.sentences import NotYours, Refused, Sentence
from zhijia.organisation.models import Post
from zhijia.organisation.models.posts import Role
from zhijia.services.plans.models import Task, TaskExtension, TaskReport
from zhijia.services.plans.models.tasks import ExtensionState
from zhijia.services.plans.periods import last_day_extended, last_day_of
from zhijia.services.plans.tasks.details import details_of
from zhijia.services.plans.tasks.queries import has_other_holder

ASSIGNING_ROLES = (Role.RESEARCH, Role.DEPT_HEAD, Role.LEADER, Role.CADRE)
URGING_ROLES = (*ASSIGNING_ROLES, Role.SUPERVISOR)
STANDING_IN = (Role.LEADER, Role.DEPT_HEAD)
"""Who at the issuing union decides where the assigner takes part in the task itself, or is there no more."""


def check_assigns(turn: Turn) -> None:
    """Cadres of the union that issued the plan assign its tasks (TA-01)."""
    _check_of_issuer(turn, *ASSIGNING_ROLES)


def check_urges(turn: Turn) -> None:
    _check_of_issuer(turn, *URGING_ROLES)


def check_is_lead(turn: Turn) -> None:
    """Only the lead post answers for the task, its deputy included."""
    task: Task = turn.record
    if turn.actor.post is None or turn.actor.post.id != task.lead_id:
        raise NotYours("只有牵头岗位可以办理。请切换到该岗位，或联系交办单位改派。")


def check_takes_part(turn: Turn) -> None:
    """The lead post and the supporting posts report progress."""
    task: Task = turn.record
    post = turn.actor.post
    if post is None or not (post.id == task.lead_id or post.id in details_of(task).support_posts):
        raise NotYours("只有牵头岗位和配合岗位可以报告进展。")


def check_verifies(turn: Turn) -> None:
    """Completion is accepted by the union that assigned the task, never by whoever takes part in it, whatever hat is on."""
    _check_of_issuer(turn, *URGING_ROLES)
    if {turn.record.lead_id, *details_of(turn.record).support_posts} & {post.id for post in turn.actor.posts}:
        raise NotYours("办结不能由牵头岗位和配合岗位自己核验，请由交办岗位或本单位领导核验。")


def can_be_verified(turn: Turn, lead: Post, supports: Iterable[Post]) -> bool:
    """Whether somebody is left to accept the completion where the assigner takes part in the task himself."""
    taking_part = [lead, *supports]
    if not {post.id for post in turn.actor.posts} & {post.pk for post in taking_part}:
        return True
    return has_other_holder(turn.case.union_id, STANDING_IN, besides=taking_part, on=turn.today)


def check_not_own_report(turn: Turn) -> None:
    """Whoever reported the task as done does not accept it, through whatever post."""
    last = TaskReport.objects.filter(task=turn.record, is_final=True).order_by("-reported_at", "-pk").first()
    if last and last.reporter_person_id == turn.actor.person_id:
        raise Refused("报告办结的人不能自己核验，请由另一人核验。")


def check_before_due(turn: Turn) -> None:
    """An extension is asked for before the date comes (TA-06)."""
    due_on = turn.record.due_on
    if due_on is None or turn.today >= due_on:
        words = {"day": due_on or turn.today}
        raise Refused(
            Sentence("延期须在完成时限{day}之前申请，现在不能再申请。请抓紧办结，并在进展中写明原因。", words)
        )


def check_decides_extension(turn: Turn) -> None:
    """The union that assigned the task decides on its date, never whoever holds the lead post."""
    _check_of_issuer(turn, *ASSIGNING_ROLES)
    if turn.record.lead_id in {post.id for post in turn.actor.posts}:
        raise NotYours("延期不能由牵头岗位自己批准，请由交办岗位批复。")


def check_not_own_request(turn: Turn) -> None:
    """Whoever asked for the extension does not grant it, through whatever post."""
    open_request = TaskExtension.objects.filter(task=turn.record, state=ExtensionState.ASKED).first()
    if open_request and open_request.asked_by_person_id == turn.actor.person_id:
        raise Refused("申请延期的人不能自己批准，请由另一人批复。")


def check_later_date(due_on: date, task: Task) -> None:
    """An extension leads to a day after the present date, within the plan year (or the later date that the plan names)."""
    if task.due_on and due_on <= task.due_on:
        raise Refused(Sentence("延期后的日期要晚于现在的完成时限{day}。", {"day": task.due_on}), field="due_on")
    _check_between(due_on, task, last=last_day_extended(task))


def check_date_within_plan(due_on: date, task: Task) -> None:
    """A completion date lies within the task's own start and the last day that the plan leaves it."""
    _check_between(due_on, task, last=last_day_of(task))


def _check_between(due_on: date, task: Task, *, last: date) -> None:
    if due_on < task.starts_on:
        raise Refused(Sentence("完成时限不能早于启动日期{day}。", {"day": task.starts_on}), field="due_on")
    if due_on > last:
        raise Refused(Sentence("完成时限不能晚于{day}，计划只安排到这一天。", {"day": last}), field="due_on")


def _check_of_issuer(turn: Turn, *roles: str) -> None:
    post = turn.actor.post
    if post is None or post.union_id != turn.case.union_id or post.role not in roles:
        raise NotYours("只有交办单位的干部可以办理。")
