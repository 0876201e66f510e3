"""The daily look at plans: what has begun is opened."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.openness.planning.opening import open_begun
from zhijia.services.openness.queries import plans_in_force


@app.periodic(cron="10 16 * * *")  # 00:10 in Shanghai
@app.task(queueing_lock="openness.open_begun", name="openness.open_begun", pass_context=False)
def open_what_has_begun(timestamp: int) -> int:
    """Open the disclosures of spans that have begun, plan by plan; returns how many. Repeatable."""
    now = datetime.fromtimestamp(timestamp, UTC)
    return open_all_begun(now=now)


def open_all_begun(*, now: datetime) -> int:
    """Each plan by itself: one that fails stops only itself, and comes out at the end."""
    opened, errors, today = 0, [], local_day(now)
    with scoped(SYSTEM):
        plans = list(plans_in_force())
    for plan in plans:
        try:
            with scoped(SYSTEM):
                opened += len(open_begun(plan, actor=SYSTEM, now=now, today=today))
        except Exception as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup("plans whose disclosures could not be opened", errors)
    return opened
