"""kill -9 in the middle of an upload, an import, a publication: what was acknowledged is there, nothing is half done."""

import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.attacks.service import Service, Visitor, start
from zhijia.engines.imports.handling import sheet_kinds
from zhijia.lib.spreadsheets import SheetToWrite, write_workbook
from zhijia.organisation.events import UNION_FOUNDED
from zhijia.services.plans.parsing import parse_plan
from zhijia.services.plans.tests.review.trees import TEXT
from zhijia.site.testing.memory import memory_folder

CHECKOUT = Path(__file__).resolve().parents[2]
DELAYS = (0.2, *(pytest.param(delay, marks=pytest.mark.slow) for delay in (0.05, 0.5)))
ROWS = 200
Answer = tuple[int, str, str] | None


def _cut_off(service: Service, act: Callable[[], tuple[int, str, str]], *, after: float) -> Answer:
    """Start the act, kill everything a moment later and start again; the answer if one came all the same."""
    answers: list[Answer] = []

    def ask() -> None:
        try:
            answers.append(act())
        except (OSError, http.client.HTTPException):
            answers.append(None)

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(after)
    service.kill()
    asking.join(60)
    service.start_again()
    assert service.answers()
    return answers[0] if answers else None


def _signed_in(service: Service, username: str) -> Visitor:
    visitor = Visitor(service.address)
    visitor.sign_in(username)
    return visitor


@pytest.mark.parametrize("delay", DELAYS)
def test_an_upload_is_there_whole_or_not_at_all(service: Service, delay: float) -> None:
    text = TEXT.replace("江海市", f"第{int(delay * 1000)}市")
    facts = {"title": f"上传{delay}", "year": "2026", "half": "", "issuer": "", "source": text, "filename": "a.txt"}
    visitor = _signed_in(service, "city.research")
    visitor.get("/plans/upload/")

    answer = _cut_off(service, lambda: visitor.post("/plans/upload/", facts), after=delay)

    plans = service.ask("SELECT id FROM plans_plandocument WHERE title = %s", facts["title"])
    if answer and answer[0] == 302:
        assert len(plans) == 1, "acknowledged and lost"
    for (plan,) in plans:
        tasks = service.ask("SELECT count(*) FROM plans_plannode WHERE plan_id = %s AND kind = 'task'", plan)
        events = service.ask(
            "SELECT count(*) FROM trail_event WHERE subject_type = 'plans.plan' AND subject_id = %s", plan
        )
        assert tasks == [(len(parse_plan(text, year=2026).tasks),)]
        assert events == [(1,)]
    visitor.address = service.address
    assert visitor.post("/plans/upload/", facts)[0] == 302, "the same again leads to the plan"
    assert len(service.ask("SELECT id FROM plans_plandocument WHERE title = %s", facts["title"])) == 1


def _sheet(name: str) -> bytes:
    columns = sheet_kinds()["unions"].columns
    same = {"parent": "昆山市总工会", "kind": "乡镇（街道）工会", "place": "320583"}
    rows = [
        [same.get(column.key, f"{name}{n}" if column.key == "name" else "") for column in columns] for n in range(ROWS)
    ]
    return write_workbook([SheetToWrite("工会", [column.label for column in columns], rows)])


@pytest.mark.parametrize("delay", DELAYS)
def test_an_import_can_be_gone_on_with_and_enters_each_row_once(service: Service, delay: float) -> None:
    name = f"断电镇{int(delay * 1000)}号"
    visitor = _signed_in(service, "c7.organising")
    visitor.get("/imports/")
    sheet = {"sheet": ("名册.xlsx", _sheet(name))}
    status, body, location = visitor.post("/imports/", {"kind": "unions"}, files=sheet)
    assert status == 302, body
    verdicts = service.ask(
        "SELECT verdict, count(*) FROM organisation_importrow WHERE batch_id = %s GROUP BY 1",
        int(location.split("/")[2]),
    )
    assert verdicts == [("new", ROWS)]

    answer = _cut_off(service, lambda: visitor.post(f"{location}apply/", {}), after=delay)
    entered = _count_unions(service, name)
    if answer and answer[0] == 302:
        assert entered == ROWS, "acknowledged and lost"
    visitor.address = service.address
    visitor.post(f"{location}apply/", {})

    assert _count_unions(service, name) == ROWS
    events = service.ask(
        "SELECT count(*), count(DISTINCT subject_id) FROM trail_event JOIN organisation_union u ON u.id = subject_id"
        " WHERE trail_event.kind = %s AND u.name LIKE %s",
        UNION_FOUNDED.code,
        f"{name}%",
    )
    assert events == [(ROWS, ROWS)]


def _count_unions(service: Service, name: str) -> int:
    (count,) = service.ask("SELECT count(*) FROM organisation_union WHERE name LIKE %s", f"{name}%")[0]
    assert isinstance(count, int)
    return count


@pytest.mark.parametrize("delay", DELAYS)
def test_a_plan_is_published_whole_or_not_at_all(service: Service, delay: float) -> None:
    plan = _prepare(service, f"发布{delay}")
    visitor = _signed_in(service, "city.research")
    visitor.get(f"/plans/{plan}/publish/")

    answer = _cut_off(service, lambda: visitor.post(f"/plans/{plan}/publish/", {}), after=delay)

    ((state,),) = service.ask("SELECT state FROM plans_plandocument WHERE id = %s", plan)
    ((tasks,),) = service.ask("SELECT count(*) FROM plans_task WHERE plan_id = %s", plan)
    ((wanted,),) = service.ask(
        "SELECT count(*) FROM plans_plannode WHERE plan_id = %s AND kind = 'task' AND NOT is_deleted", plan
    )
    if answer and answer[0] == 302:
        assert state == "published", "acknowledged and lost"
    assert (state, tasks) in (("published", wanted), ("review", 0))
    visitor.address = service.address
    visitor.post(f"/plans/{plan}/publish/", {})
    assert service.ask("SELECT count(*) FROM plans_task WHERE plan_id = %s", plan) == [(wanted,)]


def _prepare(service: Service, name: str) -> int:
    command = [sys.executable, "-m", "tests.attacks.prepare_plan", name]
    environ = {**os.environ, "ZHIJIA_HOME": str(service.home), "DJANGO_SETTINGS_MODULE": "zhijia.site.settings"}
    done = subprocess.run(command, env=environ, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_after_the_death_of_everything_the_numbers_are_the_same(service: Service) -> None:
    counts = "SELECT (SELECT count(*) FROM trail_event), (SELECT count(*) FROM cases_case), (SELECT count(*) FROM plans_plannode)"
    before = service.ask(counts)

    service.kill()
    service.start_again("demo")

    assert service.answers()
    assert service.ask(counts) == before


@pytest.mark.slow
def test_the_demo_begins_on_nothing_and_whoever_it_lists_is_let_in() -> None:
    """Schema, city and first page in one process; the tests above begin where a city stands."""
    folder = Path(tempfile.mkdtemp(prefix="zj-", dir=memory_folder()))
    service = start(folder / "home", "demo", "--enterprises", "20", "--seed", "3")

    _signed_in(service, "city.research")

    assert service.ask("SELECT count(*) FROM trail_event WHERE kind = 'demo.city_built'") == [(1,)]
    service.end()
    shutil.rmtree(folder)
