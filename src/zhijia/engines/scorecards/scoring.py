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
                sheet=sheet,
                item=item.code,
                stage=stage,
                points=points,
                most=item.most,
                is_auto=item.is_auto,
                note=note,
                scored_on=on,
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


def recount(sheet: Sheet) -> list[Score]:
    """SC-02: scores of automatic items for which the facts of their own day now give other points, or no longer do.

    Each comes with `recounted` set to what is found; the caller keeps it.
    """
    computed: dict[date, dict[str, Computed]] = {}
    changed = []
    for score in sheet.scores.all():
        if not score.is_auto or score.scored_on is None:
            continue
        if score.scored_on not in computed:
            computed[score.scored_on] = compute(sheet, on=score.scored_on)
        points = computed[score.scored_on][score.item].points
        found = None if points == score.points else points
        if found != score.recounted:
            score.recounted = found
            changed.append(score)
    return changed
