"""What a year of a pair came to: visits made of those planned, issues solved in time, promises kept, points gained (§E3)."""

from django.db.models import F

from zhijia.engines.issues.models import Issue
from zhijia.engines.scorecards.models import Purpose, Sheet
from zhijia.engines.visits.models import PlannedVisit, Promise
from zhijia.services.contacts.models import Pair


def evaluate(pair: Pair) -> dict[str, int | None]:
    """The numbers of the year-end evaluation; `gain` is None while no rating with a baseline is graded."""
    planned = PlannedVisit.objects.filter(about=pair.case_id, dropped_on=None)
    issues = Issue.objects.filter(origin__visit__about=pair.case_id)
    promises = Promise.objects.filter(visit__about=pair.case_id)
    rated = Sheet.objects.filter(about=pair.case_id, purpose=Purpose.RATING, graded_on__isnull=False)
    return {
        "planned": planned.count(),
        "made": planned.filter(visit__confirmed_on__isnull=False).count(),
        "issues": issues.count(),
        "in_time": issues.filter(closed_on__lte=F("due_on"), reopened=0).count(),
        "promised": promises.count(),
        "helped": promises.filter(done_on__isnull=False).count(),
        "gain": rated.order_by("-graded_on").values_list("gain", flat=True).first(),
    }
