"""How long a changed fact takes to show on the cockpit: from the act to the number that counts it."""

from collections.abc import Iterator
from time import perf_counter

from django.db import transaction
from django.utils import timezone

from zhijia.engines.indicators.reading import read
from zhijia.organisation.actions.coverage import uncover_enterprise
from zhijia.organisation.models import City, UnionCoverage, User
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.site.bench.timing import Figure

ROUNDS = 10
LIMIT_MS = 1000.0
CODE = "organising.enterprises_with_union"


def measure_facts() -> Iterator[Figure]:
    """End one coverage, read the number at the root; everything is rolled back."""
    times = sorted(_one_round(n) for n in range(ROUNDS))
    yield Figure("a changed fact on the cockpit", times[ROUNDS // 2], times[-1], LIMIT_MS)


def _one_round(nth: int) -> float:
    now = timezone.now()
    today = timezone.localdate()
    actor = load_actor(User.objects.get(username="city.organising"), today=today)
    with scoped(actor), transaction.atomic():
        path = City.objects.select_related("root").get().root.path
        coverage = UnionCoverage.objects.filter(to_on=None, union__kind="enterprise").order_by("pk")[nth]
        before = read(CODE, path=path, on=today).value
        begun = perf_counter()
        uncover_enterprise(actor, coverage, to_on=today, now=now)
        after = read(CODE, path=path, on=today).value
        took = (perf_counter() - begun) * 1000
        if before is None or after is None or after != before - 1:
            raise RuntimeError(f"the number went from {before} to {after} at {path}")
        transaction.set_rollback(True)
    return took
