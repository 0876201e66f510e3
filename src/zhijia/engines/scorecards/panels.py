"""What the page of a sheet shows: every item with the points of each stage, and the facts behind automatic ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.engines.scorecards.flow import SHEET_FLOW
from zhijia.engines.scorecards.metrics import Ground
from zhijia.engines.scorecards.models import STAGES, Score, Sheet
from zhijia.engines.scorecards.scoring import compute, scores_of
from zhijia.engines.scorecards.templates_of import Item, template_of
from zhijia.organisation.scopes import Actor
from zhijia.ui.components import Column, Fact


@dataclass(frozen=True, slots=True)
class Line:
    """One item: its points by stage, the note of the last stage, and the facts that compute it today.

    `now` is what the facts give today where that differs from what is stored (SC-02).
    """

    name: str
    most: int
    points: Sequence[int | None]
    note: str
    is_auto: bool
    grounds: Sequence[Ground]
    now: int | None


def show_sheet(actor: Actor, case: Case, today: date) -> Mapping[str, Any]:  # noqa: ARG001 - every reader sees the same
    sheet = Sheet.objects.prefetch_related("scores").get(case=case)
    template = template_of(sheet.template, sheet.version)
    stages = scores_of(sheet)
    computed = {} if case.closed_at else compute(sheet, on=today)
    shown = [stage for stage in STAGES if stage in stages]

    def line(item: Item) -> Line:
        scores = [stages[stage].get(item.code) for stage in shown]
        last = scores[-1] if scores else None
        found = computed.get(item.code)
        differs = found is not None and last is not None and last.points != found.points
        return Line(
            name=item.name.said_in(_),
            most=item.most,
            points=[score.points if score else None for score in scores],
            note=last.note if last else "",
            is_auto=item.is_auto,
            grounds=found.grounds if found else (),
            now=found.points if found and differs else None,
        )

    return {
        "facts": _facts(sheet, stages),
        "groups": [
            (dimension.name.said_in(_), [line(item) for item in dimension.items]) for dimension in template.dimensions
        ],
        "columns": [
            Column(_("评分项"), "long"),
            Column(_("满分"), "mid", is_number=True),
            *[Column(stage.label, "mid", is_number=True) for stage in shown],
            Column(_("依据"), "long"),
        ],
        "vetoes": [template.vetoes[code].said_in(_) for code in sheet.vetoes if code in template.vetoes],
    }


def _facts(sheet: Sheet, stages: Mapping[str, Mapping[str, Score]]) -> list[Fact]:
    template = template_of(sheet.template, sheet.version)
    facts = [
        Fact(_("评分标准"), template.name.said_in(_), note=_("第%(n)s版") % {"n": template.version}),
        Fact(_("年度"), str(sheet.year)),
        Fact(_("用途"), sheet.get_purpose_display()),
    ]
    for stage, scores in stages.items():
        label = next(one.label for one in STAGES if one == stage)
        facts.append(Fact(label, str(sum(score.points for score in scores.values()))))
    if sheet.graded_on:
        facts.append(Fact(_("总分"), str(sheet.total)))
        facts.append(Fact(_("等次"), template.grade(sheet.grade).name.said_in(_)))
    if sheet.gain is not None:
        facts.append(Fact(_("比基线提升"), f"{sheet.gain:+d}"))
    return facts


register_facts(SHEET_FLOW.code, "scorecards/_facts.html", show_sheet)
