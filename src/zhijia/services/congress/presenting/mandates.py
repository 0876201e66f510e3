"""Mandates as lines of facts, for those whom they concern."""

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.services.congress.terms.models import Delegate
from zhijia.services.congress.terms.protecting import protected_to
from zhijia.ui.components import Fact
from zhijia.ui.wording import full_date


def facts_of_delegates(delegates: Sequence[Delegate]) -> list[Fact]:
    """Name, unit, delegation."""
    return [Fact(row.name, row.unit.name, note=_delegation(row)) for row in delegates]


def facts_of_own(mandates: Sequence[Delegate]) -> list[Fact]:
    """The congress, in office or why no more, from when until when the mandate lasts and protects her."""
    return [Fact(row.term.case.title, row.get_ended_as_display() or _("在任"), note=_span(row)) for row in mandates]


def _span(row: Delegate) -> str:
    if row.from_on is None:
        return ""
    language = get_language() or "zh-hans"
    last = row.to_on or protected_to(row.term)
    ends = f" — {full_date(last, language=language)}" if last else ""
    return f"{full_date(row.from_on, language=language)}{ends}"


def _delegation(row: Delegate) -> str:
    if row.delegation is None:
        return ""
    return _("%(name)s团长") % {"name": row.delegation.name} if row.is_head else row.delegation.name
