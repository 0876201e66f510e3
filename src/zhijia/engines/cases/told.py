"""What a kind of message tells: an event of the log, an act of a flow that is awaited, or a reminder of a term."""

from django.utils.translation import gettext as _

from zhijia.engines.cases.flow import get_flow
from zhijia.engines.cases.handing import HANDED_OVER, WORDS
from zhijia.engines.cases.models import ReminderLevel
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.scopes import NOBODY, Actor
from zhijia.trail.kinds import UnknownEventKind, get_kind

REMINDERS = {
    ReminderLevel.BEFORE: gettext_noop("时限临近"),
    ReminderLevel.DUE: gettext_noop("今天到期"),
    ReminderLevel.ESCALATED: gettext_noop("下级事项逾期，请督促"),
    ReminderLevel.LEADERS: gettext_noop("下级事项逾期多日，请领导督促"),
    ReminderLevel.CITY: gettext_noop("下级事项长期逾期"),
}


def reminder_kind(level: str) -> str:
    """The kind of the message by which a level is told."""
    return f"cases.reminder_{level}"


KINDS = {reminder_kind(level): words for level, words in REMINDERS.items()} | {HANDED_OVER: WORDS}


def told(kind: str, actor: Actor = NOBODY) -> str:
    """The words of a kind in the language, and in the part, of whom it is told to."""
    if kind in KINDS:
        return _(KINDS[kind])
    try:
        return get_kind(kind).words
    except UnknownEventKind:
        flow, _dot, verb = kind.rpartition(".")
        return _(get_flow(flow).move(verb).label_for(actor))
