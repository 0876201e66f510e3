"""How fast the pages answer, through the whole stack of middleware, for the person who uses them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhijia.organisation.models import City, User
from zhijia.site.bench.timing import Figure, measure

MOST_QUERIES = 12


@dataclass(frozen=True)
class Page:
    """A page, who looks at it, and what it is held to."""

    name: str
    url_name: str
    username: str
    limit_ms: float | None = None
    arguments: tuple[int, ...] = ()


def measure_pages(*, rounds: int = 40) -> Iterator[Figure]:
    """Each page's time and its number of queries."""
    root = City.objects.get().root_id
    pages = (
        Page("cockpit", "cockpit:home", "city.leader", 60.0),
        Page("desk", "workbench:desk", "city.research"),
        Page("list of plans", "plans:list", "city.research"),
        Page("union tree", "organising:unions", "city.organising"),
        Page("one level of the tree", "organising:branch", "city.organising", 80.0, (root,)),
        Page("inbox", "workbench:inbox", "c7.organising"),
    )
    for page in pages:
        client = Client()
        client.force_login(User.objects.get(username=page.username))
        url = reverse(page.url_name, args=page.arguments)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        if response.status_code != 200:
            raise RuntimeError(f"{url} answered {response.status_code}")
        over = f" OVER {MOST_QUERIES}" if len(queries) > MOST_QUERIES else ""
        yield measure(
            f"page: {page.name}",
            lambda client=client, url=url: client.get(url),  # type: ignore[misc]
            rounds=rounds,
            limit_ms=page.limit_ms,
            note=f"{len(queries)} queries{over}",
        )
