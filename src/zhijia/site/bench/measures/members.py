"""How fast the register of a large union opens, and a person is found among all people of the city."""

from collections.abc import Iterator
from urllib.parse import urlencode

import psycopg
from django.conf import settings
from django.db import connections
from django.urls import reverse
from psycopg.conninfo import make_conninfo

from zhijia.organisation.models import Membership, Person
from zhijia.organisation.protection.finding import id_index_of, phone_index_of
from zhijia.site.bench.city.database import NAME
from zhijia.site.bench.city.members import FIRST, add_members, count_members
from zhijia.site.bench.figures import Figure
from zhijia.site.bench.measures.visits import visitor
from zhijia.site.bench.run import Run
from zhijia.site.bench.timing import Times, time_rounds
from zhijia.site.postgres import ensure_running

LIST_MS, SEARCH_MS = 80.0, 60.0
WHO = "city.organising"
NUMBER, PHONE = "E99887766", "13999887766"
TYPED = (("a common name", "张伟"), ("a surname", "欧阳"), ("initials", "zwj"), ("pinyin", "zhangwei"))


def measure_members(run: Run) -> Iterator[Figure]:
    """Pages and searches of a city of `run.people` people, who are there from the first run of that size on."""
    with (
        ensure_running(settings.HOME) as server,
        psycopg.connect(
            make_conninfo(server.admin, dbname=NAME), autocommit=True, cursor_factory=psycopg.ClientCursor
        ) as admin,
    ):
        if count_members(admin) != run.people:
            add_members(admin, people=run.people)
    _make_known()
    client = visitor(WHO)
    for name, url in _pages_of_the_register():
        yield _timed(client, url, run).figure(f"register of 50,000: {name}", limit_ms=LIST_MS)
    for name, typed in TYPED:
        url = f"{reverse('organising:find_people')}?{urlencode({'person_text': typed})}"
        yield _timed(client, url, run).figure(f"person of {run.people:,}: {name}", limit_ms=SEARCH_MS)
    for what, number in (("id_number", NUMBER), ("phone", PHONE)):
        given, url = {"what": what, "number": number}, reverse("organising:find_by_number")
        times = time_rounds(lambda given=given, url=url: client.post(url, given), rounds=run.rounds)  # type: ignore[misc]
        yield times.figure(f"person of {run.people:,}: {what}", limit_ms=SEARCH_MS)


def _pages_of_the_register() -> Iterator[tuple[str, str]]:
    """The first, pages in the middle and at the end from either side, and every way to narrow them."""
    rows = Membership.objects.using("batch")
    union = rows.filter(person=FIRST).values_list("union_id", flat=True).get()
    middle, end = (rows.filter(person=FIRST + nth).values_list("pk", flat=True).get() for nth in (25_000, 49_970))
    asked: dict[str, dict[str, object]] = {
        "first page": {},
        "a page in the middle": {"after": middle},
        "the one before it": {"before": middle},
        "the last page": {"after": end},
        "a name": {"value": "王伟"},
        "a surname": {"value": "王"},
        "a surname from the middle on": {"value": "王", "after": middle},
        "initials": {"value": "ww"},
        "pinyin": {"value": "wangwei"},
        "who left": {"show": "left"},
    }
    for name, given in asked.items():
        yield name, f"{reverse('organising:members')}?{urlencode({'under': union, **given})}"


def _timed(client: object, url: str, run: Run) -> Times:
    return time_rounds(lambda: client.get(url), rounds=run.rounds)  # type: ignore[attr-defined]


def _make_known() -> None:
    """The first of them gets a number and a phone that can be asked for."""
    person = Person.objects.using("batch").get(pk=FIRST)
    person.id_number, person.id_index = NUMBER, id_index_of(NUMBER)
    person.phone, person.phone_index = PHONE, phone_index_of(PHONE)
    person.save(using="batch", update_fields=["id_number", "id_index", "phone", "phone_index"])
    connections.close_all()
