"""Promised values in the reader's language; the contract itself says them in Chinese (`rules/terms.Term.said`)."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhijia.lib.sentences import MONTHS
from zhijia.services.bargaining.rules.terms import SCALES, Kind, Term
from zhijia.ui.wording import yuan


def say_amount(term: Term, value: int) -> str:
    """¥2,490.00, 150%, 7.5 hours, 98 days, April, the answer of a choice."""
    if term.kind is Kind.CHOICE:
        return _(term.choice(value).words)
    return WORDS[term.kind](value)


def _hours(value: int) -> str:
    number = value / SCALES[Kind.HOURS]
    return ngettext("%(n)s小时", "%(n)s小时", 1 if number == 1 else 2) % {"n": f"{number:.10g}"}


def _days(value: int) -> str:
    return ngettext("%(n)s天", "%(n)s天", value) % {"n": value}


def _months(value: int) -> str:
    return ngettext("%(n)s个月", "%(n)s个月", value) % {"n": value}


def _month_of_year(value: int) -> str:
    return _(MONTHS[value - 1])


def _day_of_month(value: int) -> str:
    return _("%(n)s日") % {"n": value}


def _rate(value: int) -> str:
    return f"{value / SCALES[Kind.RATE]:.10g}%"


WORDS: Mapping[Kind, Callable[[int], str]] = {
    Kind.MONEY: yuan,
    Kind.RATE: _rate,
    Kind.HOURS: _hours,
    Kind.DAYS: _days,
    Kind.MONTHS: _months,
    Kind.MONTH_OF_YEAR: _month_of_year,
    Kind.DAY_OF_MONTH: _day_of_month,
}
