"""Number and composition of the delegates in office, measured by the law of a day and remembered (WC-002 … WC-005, WC-039)."""

from collections.abc import Sequence
from datetime import date

from zhijia.services.congress.rules import composition
from zhijia.services.congress.rules.composition import Measured
from zhijia.services.congress.terms.models import CongressTerm, Delegate, Form, Scope
from zhijia.services.congress.terms.staff import law_of, staff_of


def measure(term: CongressTerm, mandates: Sequence[Delegate], *, on: date) -> list[Measured]:
    """Each rule with its formula, the number first."""
    rule, makeup = law_of(term, on), composition.make_up(mandates)
    is_regional = term.scope != Scope.ENTERPRISE
    number = None if is_regional else composition.judge_number(rule, headcount=term.headcount, delegates=makeup.total)
    found = composition.judge_makeup(rule, makeup, staff_of(term), is_regional=is_regional)
    return [*([number] if number else []), *found]


def note_makeup(term: CongressTerm, *, on: date) -> None:
    """Remember whether the delegates of a congress that was constituted are made up as the law asks; null: not known."""
    if term.form == Form.GENERAL or term.from_on is None:
        return
    mandates = list(Delegate.objects.filter(term=term, to_on=None))
    CongressTerm.objects.filter(pk=term.pk).update(
        is_made_up=composition.is_kept(measure(term, mandates, on=on)) if mandates else None
    )
