"""How fast the pages answer, through the whole stack of middleware, for the people who use them, and how often they ask."""

from collections.abc import Iterator

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhijia.site.bench.figures import Figure
from zhijia.site.bench.measures.visits import Visit, visitor, visits
from zhijia.site.bench.run import Run
from zhijia.site.bench.timing import time_rounds

RAW_ROUNDS = 5
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "set_config", "BEGIN", "COMMIT")
"""Statements that only open the transaction and tell the scope; they are replayed but not counted as questions."""


def measure_pages(run: Run) -> Iterator[Figure]:
    """Each page's time beside that of its bare SQL, and its number of queries."""
    for visit in visits(today=run.today):
        client = visitor(visit.username)
        asked = _first_answer(client, visit)
        times = time_rounds(lambda client=client, url=visit.url: client.get(url), rounds=run.rounds)  # type: ignore[misc]
        bare = time_rounds(lambda asked=asked: _ask(asked), rounds=RAW_ROUNDS)  # type: ignore[misc]
        share = times.median / times.slowness / (bare.median / bare.slowness)
        yield times.figure(f"page: {visit.name}", limit_ms=visit.limit_ms, note=f"× {share:.1f} of its SQL alone")
        questions = [sql for sql in asked if not any(word in sql for word in BOOKKEEPING)]
        yield Figure(f"page: {visit.name}", len(questions), "queries", visit.most_queries)


def _first_answer(client: Client, visit: Visit) -> list[str]:
    """The statements of the page. RuntimeError when it does not answer as a page does."""
    client.get(visit.url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(visit.url)
    if response.status_code != 200:
        raise RuntimeError(f"{visit.url} answered {response.status_code} to {visit.username}")
    return [query["sql"] for query in queries]


def _ask(statements: list[str]) -> None:
    """The same questions, without the page around them."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            if statement.startswith("SELECT"):
                cursor.execute(statement)
                cursor.fetchall()
