"""Who decides an application, and what must hold before it is decided."""

from datetime import date

from zhijia.engines.cases.flow import Turn
from zhijia.lib.sentences import NotYours, Refused, gettext_noop
from zhijia.organisation.models.posts import OFFICE_ROLES, Role

DECIDING = OFFICE_ROLES | {str(Role.CHAIR)}
UNION = gettext_noop("本会主席或者干部，或上级工会的主席、干部")


def check_decides(turn: Turn) -> None:
    """The union that was asked, or one above it; never the applicant herself."""
    post = turn.actor.post
    if post is None or post.role not in DECIDING or not turn.actor.covers(turn.case.path):
        raise NotYours("由受理工会的主席、干部或上级工会的干部办理。请切换岗位，或联系他们。")


def check_is_union(turn: Turn) -> None:
    """The union of the case, or one above it."""
    post = turn.actor.post
    if post is None or post.role not in DECIDING or not turn.actor.covers(turn.case.path):
        raise NotYours("由本会主席、干部或者上级工会的主席、干部办理。请切换岗位，或者联系他们。")


def check_not_oneself(turn: Turn) -> None:
    if turn.actor.person_id is not None and turn.record.person_id == turn.actor.person_id:
        raise Refused("不能决定自己的申请，请由另一位有权的人办理。")


def check_applicant(turn: Turn) -> None:
    """Whoever applied takes it back: the person of the account, or whoever holds the address that only she was given."""
    if turn.record.person_id == turn.actor.person_id:
        return
    raise NotYours("由申请人本人撤回。")


def check_approval_day(turn: Turn, approved_on: date) -> None:
    """ME-03: nothing is approved before it was asked for, nor on a day still ahead."""
    if not turn.record.applied_on <= approved_on <= turn.today:
        raise Refused("批准日期应在申请日期当天或以后，且不晚于今天。", field="approved_on", rule="ME-03")


def check_contact_day(turn: Turn, on: date) -> None:
    if not turn.record.applied_on <= on <= turn.today:
        raise Refused("联系日期应在申请日期当天或以后，且不晚于今天。", field="on")
