"""How fast a name is found among all unions and enterprises: by characters, by initials of its pinyin, by code."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse

from zhijia.organisation.models import Enterprise, User
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.site.bench.figures import Figure
from zhijia.site.bench.measures.visits import visitor
from zhijia.site.bench.run import Run
from zhijia.site.bench.timing import time_rounds

LIMIT_MS = 150.0
WHO = "city.organising"
BOXES = (("everywhere", "workbench:search", "q"), ("unions", "organising:find_unions", "union_text"))


def measure_searches(run: Run) -> Iterator[Figure]:
    """The search box of the shell and the one of the tree; a word that thousands of names hold is the hard one."""
    user = User.objects.get(username=WHO)
    with scoped(load_actor(user, today=run.today)):
        firm = Enterprise.objects.order_by("-pk")[0]
    asked = (
        ("a rare name", firm.name[:4]),
        ("a common word", "精密机械"),
        ("initials", "jmjx"),
        ("a credit code", firm.credit_code),
    )
    client = visitor(WHO)
    for name, words in asked:
        for place, url_name, field in BOXES:
            url = f"{reverse(url_name)}?{urlencode({field: words})}"
            times = time_rounds(lambda url=url: client.get(url), rounds=run.rounds)  # type: ignore[misc]
            yield times.figure(f"search {place}: {name}", limit_ms=LIMIT_MS)
