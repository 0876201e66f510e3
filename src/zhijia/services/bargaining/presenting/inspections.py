"""A joint inspection as a page: what each clause promised, what was found, what was to be put right and was."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from zhijia.services.bargaining.models import PerformanceInspection, PerformanceItem
from zhijia.services.bargaining.models.performance import Fulfilment
from zhijia.ui.components import Fact, Stat
from zhijia.ui.reader import day_read

LIGHTS = {
    Fulfilment.FULFILLED: "ok",
    Fulfilment.PARTLY: "behind",
    Fulfilment.NOT: "late",
    Fulfilment.NOT_DUE: "none",
}


def inspection_context(inspection: PerformanceInspection) -> dict[str, Any]:
    items = list(inspection.items.all())
    return {
        "inspection": inspection,
        "contract": inspection.contract,
        "facts": _facts(inspection),
        "stats": _stats(inspection, items),
        "rows": [(item, item.get_status_display(), LIGHTS[Fulfilment(item.status)]) for item in items],
        "measures": _measures(inspection),
    }


def fulfilment_of(items: Sequence[PerformanceItem]) -> tuple[int, int]:
    """How many of the items that were due were fulfilled (履约率 of bargaining-congress §A9)."""
    due = [item for item in items if item.status != Fulfilment.NOT_DUE]
    return sum(item.status == Fulfilment.FULFILLED for item in due), len(due)


def _stats(inspection: PerformanceInspection, items: Sequence[PerformanceItem]) -> list[Stat]:
    kept, due = fulfilment_of(items)
    stats = [Stat(_("兑现"), f"{kept}/{due}" if due else None, note=_("到期应当履行的项目"))]
    if inspection.asked_aware:
        stats.append(Stat(_("知晓"), _share(inspection.aware, inspection.asked_aware)))
        stats.append(Stat(_("满意"), _share(inspection.satisfied, inspection.asked_aware)))
    return stats


def _share(part: int | None, whole: int) -> str | None:
    return None if part is None else f"{part}/{whole}"


def _facts(inspection: PerformanceInspection) -> list[Fact]:
    return [
        Fact(_("检查期间"), f"{day_read(inspection.period_from)} – {day_read(inspection.period_to)}"),
        Fact(_("检查日期"), day_read(inspection.inspected_on)),
        Fact(_("职工方检查人员"), inspection.workers_inspectors),
        Fact(_("用人单位方检查人员"), inspection.employer_inspectors),
        Fact(
            _("用人单位方意见"),
            inspection.employer_opinion or _("还没有确认"),
            note=day_read(inspection.employer_confirmed_on),
        ),
        Fact(_("向职代会报告日期"), day_read(inspection.reported_to_congress_on) or _("还没有报告")),
    ]


def _measures(inspection: PerformanceInspection) -> list[Fact]:
    """What was found wrong and what became of it; nothing where nothing was."""
    if not inspection.problems:
        return []
    done = inspection.measures_result or _("还没有登记整改完成")
    return [
        Fact(_("存在问题"), inspection.problems),
        Fact(_("整改措施"), inspection.measures, note=inspection.responsible),
        Fact(_("整改期限"), day_read(inspection.measures_due_on)),
        Fact(_("整改结果"), done, note=day_read(inspection.measures_done_on)),
    ]
