"""What a recount found, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from zhijia.engines.indicators.definitions import Kind
from zhijia.engines.indicators.models import Part
from zhijia.engines.indicators.recounting import Recount
from zhijia.ui.wording import grouped


@dataclass(frozen=True, slots=True)
class RecountLine:
    """One part of the number: as shown, as counted again."""

    label: str
    shown: str
    counted: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class SaidRecount:
    """The verdict and its lines, and when it was counted."""

    agrees: bool
    lines: tuple[RecountLine, ...]
    counted_at: datetime


def say_recount(recount: Recount, *, now: datetime) -> SaidRecount:
    """The recount for a reader. A count has one line, a ratio two, what is reported by hand one more."""
    return SaidRecount(
        agrees=recount.agrees,
        lines=tuple(
            RecountLine(
                label=_label(recount, part),
                shown=grouped(recount.shown[part]),
                counted=grouped(recount.counted[part]),
                agrees=recount.shown[part] == recount.counted[part],
            )
            for part in recount.shown
        ),
        counted_at=now,
    )


def _label(recount: Recount, part: Part) -> str:
    words = {
        Part.NUMERATOR: _("分子") if recount.indicator.kind is Kind.RATIO else _("数值"),
        Part.DENOMINATOR: _("分母"),
        Part.REPORT: _("报送份数"),
    }
    return words[part]
