"""What the stages of a sheet change."""

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.documents.scans import keep_scans
from zhijia.engines.scorecards.models import Purpose, Sheet, Stage
from zhijia.engines.scorecards.scoring import keep_scores, latest_scores
from zhijia.engines.scorecards.templates_of import template_of


def _score(turn: Turn, stage: Stage) -> dict[str, object]:
    sheet: Sheet = turn.record
    given = {
        name.removeprefix("points_"): (points, turn.data[name.replace("points_", "note_", 1)])
        for name, points in turn.data.items()
        if name.startswith("points_")
    }
    total = keep_scores(sheet, stage, given, on=turn.today)
    sheet.vetoes = list(turn.data["vetoes"])
    sheet.save(update_fields=["vetoes"])
    return {"stage": str(stage), "total": total, "vetoes": sheet.vetoes, "scans": keep_scans(turn)}


def self_score(turn: Turn) -> Outcome:
    return Outcome(data=_score(turn, Stage.SELF))


def check(turn: Turn) -> Outcome:
    """A baseline is graded with it; a rating goes on to its review."""
    sheet: Sheet = turn.record
    data = _score(turn, Stage.CHECK)
    sheet.checked_by_id = turn.actor.person_id
    sheet.save(update_fields=["checked_by"])
    if sheet.purpose == Purpose.BASELINE:
        _grade(turn)
        return Outcome(data={**data, "grade": sheet.grade}, to_state="graded")
    return Outcome(data=data)


def review(turn: Turn) -> Outcome:
    return Outcome(data=_score(turn, Stage.REVIEW))


def spot_check(turn: Turn) -> Outcome:
    return Outcome(data=_score(turn, Stage.SPOT))


def grade(turn: Turn) -> Outcome:
    _grade(turn)
    return Outcome(data={"total": turn.record.total, "grade": turn.record.grade, "gain": turn.record.gain})


def _grade(turn: Turn) -> None:
    """Total and grade of the last stage; what the year has changed, where there is a baseline."""
    sheet: Sheet = turn.record
    sheet.total = sum(score.points for score in latest_scores(sheet).values())
    found = template_of(sheet.template, sheet.version).grade_of(sheet.total, has_veto=bool(sheet.vetoes))
    sheet.grade, sheet.is_reached, sheet.graded_on = found.code, found.is_reached, turn.today
    base = Sheet.objects.filter(
        union=sheet.union_id, template=sheet.template, purpose=Purpose.BASELINE, year=sheet.year
    )
    before = base.exclude(pk=sheet.pk).values_list("total", flat=True).first()
    sheet.gain = None if before is None else sheet.total - before
    sheet.save(update_fields=["total", "grade", "is_reached", "graded_on", "gain"])
