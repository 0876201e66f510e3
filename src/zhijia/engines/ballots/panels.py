"""A tally sheet in words, for the pages of services: `ballots/_sheets.html` shows these."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.ballots.keeping import said_of
from zhijia.engines.ballots.models import TallyLine, TallySheet
from zhijia.ui.components import Fact
from zhijia.ui.wording import full_date


@dataclass(frozen=True, slots=True)
class Said:
    """One rule of a sheet as it is printed."""

    is_kept: bool
    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """A sheet on a page."""

    title: str
    facts: Sequence[Fact]
    lines: Sequence[TallyLine]
    said: Sequence[Said]


def show_sheets(sheets: Sequence[TallySheet], lines: Sequence[TallyLine], names: dict[str, str]) -> list[ShownSheet]:
    """The sheets of a case; `names` says what each body is called."""
    return [_shown(sheet, [line for line in lines if line.sheet_id == sheet.pk], names) for sheet in sheets]


def _shown(sheet: TallySheet, lines: Sequence[TallyLine], names: dict[str, str]) -> ShownSheet:
    day = full_date(sheet.held_on, language=get_language() or "zh-hans")
    ballots = _("发出 %(issued)d，收回 %(returned)d，有效 %(valid)d，无效 %(invalid)d")
    numbers = {name: getattr(sheet, name) for name in ("issued", "returned", "valid", "invalid")}
    facts = [
        Fact(_("应选名额"), str(sheet.seats)),
        Fact(_("到会"), f"{sheet.present}/{sheet.due}"),
        Fact(_("选票"), ballots % numbers),
        Fact(_("监票人"), sheet.scrutineers),
        Fact(_("计票人"), sheet.counters),
    ]
    said = [Said(is_kept, rule, sentence.said_in(_)) for is_kept, rule, sentence in said_of(sheet)]
    return ShownSheet(f"{_(names[sheet.body])} · {day}", facts, lines, said)
