"""Points: what each stage said, what is computed from facts, and what it comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.engines.scorecards.metrics import Ground, measure, points_of
from zhijia.engines.scorecards.models import STAGES, Score, Sheet, Stage
from zhijia.engines.scorecards.templates_of import Item, template_of
from zhijia.organisation.models import Union


@dataclass(frozen=True, slots=True)
class Computed:
    """What an automatic item earns on a day, and why."""

    item: Item
    points: int
    grounds: Sequence[Ground]


def compute(sheet: Sheet, *, on: date) -> dict[str, Computed]:
    """Every automatic item from the facts of a day."""
    union = Union.objects.get(pk=sheet.union_id)
    found = {}
    for item in template_of(sheet.template, sheet.version).items:
        if item.is_auto:
            measured = measure(item.metric, union, on)
            found[item.code] = Computed(item, points_of(item.most, measured), measured.grounds)
    return found


def keep_scores(sheet: Sheet, stage: Stage, given: Mapping[str, tuple[int, str]], *, on: date) -> int:
    """Write a stage: points by hand as they were given, automatic ones as computed; returns the total of the stage."""
    template, computed = template_of(sheet.template, sheet.version), compute(sheet, on=on)
    rows = []
    for item in template.items:
        points, note = (computed[item.code].points, "") if item.is_auto else given.get(item.code, (0, ""))
        rows.append(
            Score(
                sheet=sheet, item=item.code, stage=stage, points=points, most=item.most, is_auto=item.is_auto, note=note
            )
        )
    Score.objects.bulk_create(rows)
    return sum(row.points for row in rows)


def scores_of(sheet: Sheet) -> dict[str, dict[str, Score]]:
    """Every stage that was written, in the order of stages, by item."""
    found: dict[str, dict[str, Score]] = {}
    for score in sorted(sheet.scores.all(), key=lambda one: STAGES.index(Stage(one.stage))):
        found.setdefault(score.stage, {})[score.item] = score
    return found


def latest_scores(sheet: Sheet) -> dict[str, Score]:
    """The scores of the last stage that was written."""
    stages = list(scores_of(sheet).values())
    return stages[-1] if stages else {}


def differing(sheet: Sheet, *, on: date) -> list[tuple[Item, int, int]]:
    """SC-02: automatic items whose stored points are not what the facts of a day give: item, stored, computed."""
    stored = latest_scores(sheet)
    return [
        (one.item, stored[code].points, one.points)
        for code, one in compute(sheet, on=on).items()
        if code in stored and stored[code].points != one.points
    ]
