"""How numbers, targets and lights are said."""

from fractions import Fraction

from django.utils.translation import gettext as _

from zhijia.engines.indicators.definitions import PERCENT, Indicator, Kind
from zhijia.engines.indicators.reading import Reading
from zhijia.law.lights import Light
from zhijia.services.plans.targets import CockpitTarget
from zhijia.ui.wording import grouped

LIGHT_CODES = {
    Light.GREY: "none",
    Light.GREEN: "ok",
    Light.BLUE: "near",
    Light.YELLOW: "behind",
    Light.RED: "late",
}
SIGNS = {">=": "≥ ", "<=": "≤ ", "~": "≈ "}


def number_of(reading: Reading) -> float | None:
    """The value for a chart, a ratio to one decimal place; None when there is none."""
    value = reading.value
    if isinstance(value, Fraction):
        return round(float(value), 1)
    return None if value is None else float(value)


def value_words(reading: Reading) -> str:
    """1,234 or 93.1; 未报 for what nobody reported, — where there is nothing to divide by."""
    if not reading.is_reported:
        return _("未报")
    number = number_of(reading)
    if number is None:
        return "—"
    return f"{number:,.1f}" if reading.indicator.kind is Kind.RATIO else grouped(int(number))


def unit_words(indicator: Indicator) -> str:
    return PERCENT if indicator.kind is Kind.RATIO else _(indicator.unit)


def target_words(target: CockpitTarget) -> str:
    """≥ 95, 2–3: the target without its unit."""
    value = grouped(_plain(target.value))
    if target.value_max is not None:
        return f"{value}–{grouped(_plain(target.value_max))}"
    return f"{SIGNS[target.comparator] if target.comparator == '<=' else ''}{value}"


def _plain(value: object) -> int | float:
    number = float(str(value))
    return int(number) if number.is_integer() else number
