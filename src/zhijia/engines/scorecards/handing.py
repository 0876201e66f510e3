"""Handing sheets that nobody has checked yet to another checker, with the work that they were asked for."""

from datetime import datetime

from zhijia.engines.cases.awaiting import rewrite_awaits
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.standing import stand_together
from zhijia.engines.scorecards.flow import SHEET_FLOW
from zhijia.engines.scorecards.models import Sheet

UNCHECKED = frozenset({"opened", "self_scored"})


def hand_sheets(about: Case, checker_id: int, *, now: datetime) -> list[int]:
    """From now on this post checks what `about` has asked for and nobody has checked; returns the cases of the sheets."""
    rows = Sheet.objects.select_related("case", "sample").filter(about=about, case__state__in=UNCHECKED)
    sheets = list(rows.exclude(checker=checker_id).order_by("pk"))
    for sheet in sheets:
        sheet.checker_id = checker_id
        sheet.save(update_fields=["checker"])
    rewrite_awaits(SHEET_FLOW, stand_together([(sheet.case, sheet) for sheet in sheets]), now=now)
    return [sheet.case_id for sheet in sheets]
