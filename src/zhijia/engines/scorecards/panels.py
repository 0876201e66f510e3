"""What the page of a sheet shows: every item with the points of each stage, and the facts behind automatic ones."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.engines.scorecards.flow import SHEET_FLOW
from zhijia.engines.scorecards.models import STAGES, Score, Sheet
from zhijia.engines.scorecards.scoring import Computed, compute, scores_of
from zhijia.engines.scorecards.templates_of import Item, template_of
from zhijia.organisation.scopes import Actor
from zhijia.ui.components import Fact


def show_sheet(actor: Actor, case: Case, today: date) -> Mapping[str, Any]:  # noqa: ARG001 - every reader sees the same
    """Items by dimension; while the sheet is open, automatic ones with what today's facts give."""
    sheet = Sheet.objects.prefetch_related("scores").get(case=case)
    template = template_of(sheet.template, sheet.version)
    stages = scores_of(sheet)
    computed = {} if case.closed_at else compute(sheet, on=today)
    return {
        "facts": _facts(sheet, stages),
        "groups": [
            (dimension.name.said_in(_), [_line(item, stages, computed.get(item.code)) for item in dimension.items])
            for dimension in template.dimensions
        ],
        "vetoes": [template.vetoes[code].said_in(_) for code in sheet.vetoes if code in template.vetoes],
    }


def _line(item: Item, stages: Mapping[str, Mapping[str, Score]], found: Computed | None) -> Fact:
    """The last points of the most; each stage, what proves it, the facts, and where today's give other points (SC-02)."""
    scores = [stages[stage][item.code] for stage in STAGES if item.code in stages.get(stage, {})]
    last = scores[-1].points if scores else None
    now = found.points if found else None
    shown = last if last is not None else now
    notes = [_("自动计算")] if item.is_auto else []
    notes += [f"{score.get_stage_display()} {score.points}" for score in scores]
    notes += [scores[-1].note] if scores and scores[-1].note else []
    notes += [ground.text for ground in found.grounds] if found else []
    if scores and scores[-1].recounted is not None:
        notes.append(_("按评分当天的事实现在算得 %(n)s 分") % {"n": scores[-1].recounted})
    if now is not None and last is not None and now != last:
        notes.append(_("按今天的事实是 %(n)s 分") % {"n": now})
    value = _("满分 %(n)s") % {"n": item.most} if shown is None else f"{shown} / {item.most}"
    url = next((ground.url for ground in found.grounds if ground.url), "") if found else ""
    return Fact(item.name.said_in(_), value, note=" · ".join(notes), url=url)


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
    if sheet.sample_id:
        facts.append(Fact(_("市级抽查"), _("已抽中")))
    if sheet.graded_on:
        facts.append(Fact(_("总分"), str(sheet.total)))
        facts.append(Fact(_("等次"), template.grade(sheet.grade).name.said_in(_)))
    if sheet.gain is not None:
        facts.append(Fact(_("比基线提升"), f"{sheet.gain:+d}"))
    return facts


register_facts(SHEET_FLOW.code, "scorecards/_facts.html", show_sheet)
