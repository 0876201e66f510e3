"""Corrections of a clock's start: which clocks can be corrected, and what became of each correction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.corrections import is_correctable
from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.models import Clock, Correction
from zhijia.faces.clocks import clock_label
from zhijia.organisation.scopes import Actor
from zhijia.ui.components import Action


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One correction. `confirm_url` is empty when it is done, or when this reader proposed it."""

    clock: str
    old_on: date
    new_on: date
    reason: str
    proposed_at: datetime
    is_confirmed: bool
    confirm_url: str
    waiting_words: str


def correctable(flow: Flow, clocks: Sequence[Clock], actor: Actor) -> list[Action]:
    """A link for each clock that counts from a fact and so may have been given a wrong one."""
    if actor.post is None:
        return []
    return [
        Action(
            _("更正“%(clock)s”的起算日") % {"clock": clock_label(flow, clock.name)},
            reverse("cases:correct", args=[clock.pk]),
        )
        for clock in clocks
        if is_correctable(flow, clock)
    ]


def present_corrections(
    flow: Flow, corrections: Iterable[Correction], clocks: Sequence[Clock], actor: Actor
) -> list[CorrectionRow]:
    """The corrections of these clocks."""
    labels = {clock.pk: clock_label(flow, clock.name) for clock in clocks}
    return [_row(labels[correction.clock_id], correction, actor) for correction in corrections]


def _row(label: str, correction: Correction, actor: Actor) -> CorrectionRow:
    is_own = actor.person_id == correction.proposed_by_id or (
        actor.post is not None and actor.post.id == correction.proposed_by_post_id
    )
    may_confirm = correction.confirmed_at is None and actor.post is not None and not is_own
    return CorrectionRow(
        clock=label,
        old_on=correction.old_on,
        new_on=correction.new_on,
        reason=correction.reason,
        proposed_at=correction.proposed_at,
        is_confirmed=correction.confirmed_at is not None,
        confirm_url=reverse("cases:confirm", args=[correction.pk]) if may_confirm else "",
        waiting_words="" if correction.confirmed_at or may_confirm else _("等另一岗位确认"),
    )
