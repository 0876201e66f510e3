"""How long a changed fact takes to show on the cockpit: from the act to the number that counts it."""

from collections.abc import Iterator
from time import perf_counter

from django.db import transaction
from django.utils import timezone

from zhijia.engines.indicators.reading import read
from zhijia.organisation.actions.coverage import uncover_enterprise
from zhijia.organisation.models import City, UnionCoverage, User
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.site.bench.figures import Figure
from zhijia.site.bench.pace import Pace
from zhijia.site.bench.run import Run
from zhijia.site.bench.timing import Times

ROUNDS = 10
LIMIT_MS = 1000.0
CODE = "organising.enterprises_with_union"


def measure_facts(run: Run) -> Iterator[Figure]:
    """End one coverage, read the number at the root; everything is rolled back."""
    pace, times = Pace(), []
    for nth in range(ROUNDS):
        pace.take()
        times.append(_one_round(nth, run))
    yield Times(tuple(sorted(times)), pace.slowness).figure("a changed fact on the cockpit", limit_ms=LIMIT_MS)


def _one_round(nth: int, run: Run) -> float:
    actor = load_actor(User.objects.get(username="city.organising"), today=run.today)
    with scoped(actor), transaction.atomic():
        path = City.objects.select_related("root").get().root.path
        covered = UnionCoverage.objects.filter(to_on=None, union__kind="enterprise", from_on__lt=run.today)
        coverage = covered.order_by("pk")[nth]
        before = read(CODE, path=path, on=run.today).value
        begun = perf_counter()
        uncover_enterprise(actor, coverage, to_on=run.today, now=timezone.now())
        after = read(CODE, path=path, on=run.today).value
        took = (perf_counter() - begun) * 1000
        if before is None or after is None or after != before - 1:
            raise RuntimeError(f"the number went from {before} to {after} at {path}")
        transaction.set_rollback(True)
    return took
