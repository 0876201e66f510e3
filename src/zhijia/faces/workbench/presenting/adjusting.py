"""Pausing, resuming and extending a clock: which of it the reader may do, and the page that asks for it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.adjusting import extension_unit, kinds_open_to, limit_of
from zhijia.engines.cases.clocks import WhyThisDate
from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.models import Clock, EntryKind
from zhijia.faces.clocks import cite, clock_label, present_why
from zhijia.lib.sentences import Sentence, gettext_noop
from zhijia.organisation.scopes import Actor
from zhijia.ui.components import Action

LABELS = {
    EntryKind.PAUSE: gettext_noop("暂停时限"),
    EntryKind.RESUME: gettext_noop("恢复时限"),
    EntryKind.EXTEND: gettext_noop("延长时限"),
}
DONE = {
    EntryKind.PAUSE: gettext_noop("时限已暂停，相关岗位会收到消息。"),
    EntryKind.RESUME: gettext_noop("时限已恢复，到期日已重新计算，相关岗位会收到消息。"),
    EntryKind.EXTEND: gettext_noop("时限已延长，到期日已重新计算，相关岗位会收到消息。"),
}


def adjustments(actor: Actor, *, now: datetime) -> Callable[[Clock], tuple[Action, ...]]:
    """For a clock, links to what this reader may do about it now."""

    def acts_of(clock: Clock) -> tuple[Action, ...]:
        kinds = kinds_open_to(clock, actor, now=now) if actor.post else []
        return tuple(Action(_(LABELS[kind]), reverse(f"cases:{kind.value}", args=[clock.pk])) for kind in kinds)

    return acts_of


def ground_of(kind: EntryKind, clock: Clock, *, today: date) -> str:
    """The text of law that allows and limits it, to begin with; the reader may write another."""
    limit = limit_of(kind, clock, on=today)
    return cite(limit.source) if limit and limit.source else ""


def longest_words(kind: EntryKind, clock: Clock, *, today: date) -> str:
    """How much there may be of it in all, by law; empty where the law says nothing."""
    limit = limit_of(kind, clock, on=today)
    if limit is None:
        return ""
    unit = extension_unit(clock) if kind is EntryKind.EXTEND else limit.term.unit
    return Sentence("合计最长{most}。", {"most": unit.amount(limit.number)}).said_in(_)


def adjusting_context(flow: Flow, found: WhyThisDate, kind: EntryKind) -> dict[str, Any]:
    """What the page says beside the form."""
    return {
        "case": found.clock.case,
        "clock": found.clock,
        "act": _(LABELS[kind]),
        "label": clock_label(flow, found.clock.name),
        "why": present_why(flow, found),
    }
