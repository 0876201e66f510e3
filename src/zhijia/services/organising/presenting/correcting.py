"""Corrections in words: on the page of the case, and for the person who asked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.correcting.flow import CORRECTION_FLOW
from zhijia.services.organising.models import Correction, Wrong
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read


def show_correction(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """What the person asked; numbers and addresses masked, because whoever answers reads them on the paper."""
    (correction,) = CORRECTION_FLOW.records_of([case])
    scan = reverse("organising:correction_scan", args=[correction.pk]) if correction.scan_sha256 else ""
    return {
        "facts": [Fact(_("申请人"), correction.name), *_told(correction)],
        "scan": scan,
        "correction": correction,
    }


def correction_facts(correction: Correction) -> list[Fact]:
    """What became of it, for whoever asked."""
    return [Fact(_("受理工会"), correction.union_name), *_told(correction), Fact(_("办理情况"), _state_of(correction))]


def _told(correction: Correction) -> list[Fact]:
    facts = [Fact(_("更正"), str(correction.get_what_display()))]
    if correction.value is not None:
        is_plain = correction.what in (Wrong.NAME, Wrong.OTHER)
        facts.append(Fact(_("正确的内容"), correction.value.reveal() if is_plain else correction.value.masked))
    facts += [Fact(_("依据"), correction.evidence), Fact(_("申请日期"), day_read(correction.asked_on))]
    if correction.promised_on and correction.decided_on is None:
        facts.append(Fact(_("答复时限"), day_read(correction.promised_on)))
    if correction.decided_on:
        facts.append(Fact(_("决定日期"), day_read(correction.decided_on)))
    return [*facts, Fact(_("答复"), correction.words)] if correction.words else facts


def _state_of(correction: Correction) -> str:
    if correction.decided_on is None:
        return _("待答复")
    if correction.is_accepted is None:
        return _("本人撤回")
    return _("已更正") if correction.is_accepted else _("未同意")
