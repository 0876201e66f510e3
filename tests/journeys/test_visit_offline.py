"""A visit written on a phone without a network: kept on the device unreadably, sent once when the network is back."""

from collections.abc import Iterator, Mapping
from uuid import uuid4

import pytest
from django.db import connections
from playwright.sync_api import Browser, expect
from pytest_django import DjangoDbBlocker

from tests.journeys.conftest import served
from tests.journeys.sitting import PHONE, sitting
from tests.surfaces.world import World
from zhijia.engines.cases.advance import advance
from zhijia.engines.issues.models import Issue
from zhijia.engines.visits.models import Visit
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, PASSWORD, Figure
from zhijia.services.bargaining.tests.story import PNG
from zhijia.services.contacts.models import Pair
from zhijia.services.organising.models import OrganisingTarget
from zhijia.site.testing.databases import TestDatabases

pytestmark = pytest.mark.browser
WORDS = "食堂离车间太远"
HELD = "sessionStorage.getItem('zhijia-visit-key')"
STORED = """
() => new Promise((resolve) => {
  const asked = indexedDB.open("zhijia-visits", 1);
  asked.onsuccess = () => {
    const rows = asked.result.transaction("rows").objectStore("rows").getAll();
    rows.onsuccess = () => resolve(rows.result.map((row) => [row.id, new TextDecoder().decode(row.body)]));
  };
})
"""


@pytest.fixture
def paired_world(
    world_database: tuple[str, World], django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[str, World, int]]:
    """The world with the pair of the north under way: its address, the world, the pair's case."""
    name, world = world_database
    with django_db_blocker.unblock(), django_db_setup.copy(of=name):
        with scoped(BUILDER):
            case_id = Pair.objects.get(union=world.city.mill_union).case_id
        steps = (("confirm", "county_leader"), ("notify", "county_cadre"), ("begin", "county_cadre"))
        for verb, figure in steps:
            _make(case_id, verb, world.figures[figure])
        connections.close_all()
        for address in served():
            yield address, world, case_id


def _make(case_id: int, verb: str, figure: Figure, data: Mapping[str, object] | None = None) -> None:
    with scoped(figure.actor):
        advance(case_id, verb, actor=figure.actor, key=uuid4(), now=NOW, data=data or {})


def _visits(case_id: int) -> list[Visit]:
    with scoped(BUILDER):
        return list(Visit.objects.filter(about=case_id, answers__output=WORDS))


def test_a_visit_goes_from_no_network_to_the_union(chromium: Browser, paired_world: tuple[str, World, int]) -> None:
    address, world, case_id = paired_world
    with sitting(chromium, address, size=PHONE) as cadre:
        page, context = cadre.page, cadre.page.context
        cadre.sign_in(world.figures["county_cadre"].user.username, PASSWORD)
        page.goto(f"/contacts/visit/?pair={case_id}")
        page.evaluate("navigator.serviceWorker.ready")
        assert cadre.faults() == []

        context.set_offline(True)
        page.goto(f"/contacts/visit/?pair={case_id}")
        expect(page.locator("[name=pair] option")).not_to_have_count(0)
        page.locator("[name=output]").fill(WORDS)
        page.get_by_text("还有别的问题").click()
        page.locator("[name=problem_2]").fill("更衣室太小")
        page.locator("[name=visited_on]").fill("2026-11-20")
        page.locator("[name=scan]").set_input_files({"name": "现场.png", "mimeType": "image/png", "buffer": PNG})
        page.get_by_role("button", name="登记走访").click()
        expect(page.locator("[data-count]")).to_contain_text("1")
        kept = page.evaluate(STORED)
        page.close()

        assert [WORDS in body for _id, body in kept] == [False] * len(kept)
        assert _visits(case_id) == []

        assert [said for said in cadre.complaints if "net::ERR_" not in said] == []
        cadre.complaints.clear()
        context.set_offline(False)
        again = context.new_page()
        again.goto("/contacts/visit/")
        expect(again.locator("[data-say]")).to_contain_text("已经登记")
        expect(again.locator("[data-outbox]")).to_be_hidden()
        connections.close_all()

        (sent,) = _visits(case_id)
        with scoped(BUILDER):
            assert list(Issue.objects.filter(origin=sent.case_id).values_list("text", flat=True)) == ["更衣室太小"]
            assert list(sent.case.attachments.values_list("filename", flat=True)) == ["现场.png"]
        connections.close_all()
        assert again.evaluate(HELD)
        again.goto("/accounts/logout/")
        again.locator("main button[type=submit]").click()
        again.wait_for_url("**/accounts/login/**")

        assert not again.evaluate(HELD)


@pytest.fixture
def talked_world(
    world_database: tuple[str, World], django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[str, World, int]]:
    """The world with an organising target of the north whose obstacle is known: its address, the world, the target's case."""
    name, world = world_database
    with django_db_blocker.unblock(), django_db_setup.copy(of=name):
        with scoped(BUILDER):
            case_id = OrganisingTarget.objects.filter(path__startswith=world.city.north.path)[0].case_id
        _make(case_id, "verify", world.figures["county_cadre"], {"priority": "key", "obstacles": ["cost"]})
        connections.close_all()
        for address in served():
            yield address, world, case_id


def test_a_contact_with_a_target_goes_from_no_network_to_its_case_and_what_is_refused_is_mended(
    chromium: Browser, talked_world: tuple[str, World, int]
) -> None:
    """The phone knows no obstacles: those of the register stay. A promise without a day comes back and is sent again."""
    address, world, case_id = talked_world
    with sitting(chromium, address, size=PHONE) as cadre:
        page, context = cadre.page, cadre.page.context
        cadre.sign_in(world.figures["county_cadre"].user.username, PASSWORD)
        page.goto(f"/targets/contact/?target={case_id}")
        page.evaluate("navigator.serviceWorker.ready")
        assert cadre.faults() == []

        context.set_offline(True)
        page.goto(f"/targets/contact/?target={case_id}")
        expect(page.locator("[name=target] option")).not_to_have_count(0)
        page.locator("[name=their_people]").fill("王经理 人事")
        page.locator("[name=matters]").fill(WORDS)
        page.locator("[name=visited_on]").fill("2026-11-25")
        page.locator("[name=obstacles][value=management]").check()
        page.locator("[name=promise]").fill("送政策材料")
        page.get_by_role("button", name="登记接触").click()
        expect(page.locator("[data-count]")).to_contain_text("1")
        kept = page.evaluate(STORED)
        assert [WORDS in body for _id, body in kept] == [False] * len(kept)
        assert not _contacts(case_id)

        page.close()
        cadre.complaints.clear()
        context.set_offline(False)
        again = context.new_page()
        again.goto("/targets/contact/")
        expect(again.locator("[data-list] li")).to_contain_text("承诺期限：承诺要写明期限")
        again.locator("[data-list] button").first.click()
        expect(again.locator("[name=obstacles][value=management]")).to_be_checked()
        again.locator("[name=promised_on]").fill("2026-12-20")
        again.get_by_role("button", name="登记接触").click()
        expect(again.locator("[data-say]")).to_contain_text("已经登记")
        expect(again.locator("[data-outbox]")).to_be_hidden()
        connections.close_all()

        assert _contacts(case_id) == [WORDS]
        with scoped(BUILDER):
            assert set(OrganisingTarget.objects.get(case=case_id).obstacles) == {"cost", "management"}


def _contacts(case_id: int) -> list[str]:
    with scoped(BUILDER):
        return [visit.answers["matters"] for visit in Visit.objects.filter(about=case_id)]
