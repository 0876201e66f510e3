"""Conditions on the things that indicators count, for whoever chooses among them: the same facts as the number and its list."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from zhijia.engines.indicators.definitions import get_indicator
from zhijia.engines.indicators.models import Fact, Part


def counts_in(code: str, part: Part = Part.NUMERATOR, *, on: date) -> Exists:
    """Whether a part of an indicator counts the outer row on a day. The outer rows are what the indicator counts."""
    facts = Fact.objects.filter(family=get_indicator(code).family, indicator=code, part=part, subject_id=OuterRef("pk"))
    return Exists(facts.filter(Q(to_on=None) | Q(to_on__gt=on), from_on__lte=on))


def is_missing_in(code: str, *, on: date) -> Q:
    """Whether the outer row is in the gap of a ratio: of its denominator and not of its numerator."""
    return Q(counts_in(code, Part.DENOMINATOR, on=on)) & ~Q(counts_in(code, on=on))
