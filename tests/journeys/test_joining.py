"""Joining and coming over on a phone: asked by the worker, decided by the chair at her desk, read by the worker again."""

from collections.abc import Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, expect
from pytest_django import DjangoDbBlocker

from tests.journeys.conftest import served
from tests.journeys.sitting import PHONE, Sitting, sitting
from tests.surfaces.world import World
from zhijia.lib.resident_ids import synthetic_resident_id
from zhijia.organisation.actions.memberships import Joining, join
from zhijia.organisation.models import Employment, Membership
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, LONG_AGO, NOW, PASSWORD, TODAY
from zhijia.site.testing.databases import TestDatabases

pytestmark = pytest.mark.browser
APPLICANT, NUMBER = "何知行", synthetic_resident_id(7, born_on=TODAY.replace(year=1990))


@pytest.fixture(scope="module")
def working_world(
    world_database: tuple[str, World], django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[str, World]]:
    """The world in which North's worker, a member there, now works for South's enterprise."""
    name, world = world_database
    worker = world.figures["worker"].person
    with django_db_blocker.unblock(), django_db_setup.copy(of=name):
        with scoped(BUILDER):
            join(BUILDER, Joining(worker, world.city.mill_union, LONG_AGO, LONG_AGO), now=NOW)
            Employment.objects.create(person=worker, enterprise=world.city.pier, from_on=TODAY)
        connections.close_all()
        for address in served():
            yield address, world


def _unions_of(name: str) -> list[tuple[int, str]]:
    with scoped(BUILDER):
        rows = Membership.objects.filter(person__name__endswith=name).order_by("pk")
        return [(row.union_id, row.ended_as) for row in rows]


def _approve(chair: Sitting, title: str, *, told: str) -> None:
    """From the desk to the case, the applicant contacted, the application approved."""
    page = chair.page
    page.goto("/desk/")
    page.goto(str(page.get_by_role("link", name=title).first.get_attribute("href")))
    page.goto(str(page.locator("main a[href$='/contact/']").first.get_attribute("href")))
    page.get_by_label("告诉申请人的话").fill(told)
    chair.follow(page.locator("main form button[type=submit]").last, r"/cases/\d+/")
    chair.follow(page.get_by_role("link", name="同意", exact=True).first, "/approve/")
    assert chair.faults() == []
    page.get_by_label("已核对本人的证件原件或会员卡").check()
    chair.follow(page.locator("main form button[type=submit]").last, r"/cases/\d+/")
    expect(page.locator("main")).to_contain_text("已同意")


def test_somebody_without_an_account_joins_by_phone(chromium: Browser, working_world: tuple[str, World]) -> None:
    address, world = working_world
    with sitting(chromium, address, size=PHONE) as applicant, sitting(chromium, address) as chair:
        page = applicant.page
        page.goto("/accounts/login/")
        applicant.follow(page.get_by_role("link", name="没有账号，想加入工会？"), "/join/")
        assert applicant.faults() == []
        for name, value in (("name", APPLICANT), ("id_number", NUMBER), ("phone", "13800000007")):
            page.locator(f"[name={name}]").fill(value)
        page.locator("[name=employer]").fill(world.city.mill.name)
        page.locator("[name=agrees]").check()
        page.get_by_role("button", name="提交申请").click()
        expect(page.locator("main")).to_contain_text("待联系")
        assert applicant.faults() == []
        assert NUMBER not in page.content()
        chair.sign_in(world.figures["chair"].user.username, PASSWORD)
        _approve(chair, APPLICANT, told="请带身份证到工会办公室")
        page.reload()

        expect(page.locator("main")).to_contain_text("已同意")
        expect(page.locator("main")).to_contain_text("请带身份证到工会办公室")
        assert _unions_of(APPLICANT) == [(world.city.mill_union.pk, "")]


def test_a_member_asks_on_her_phone_to_come_over_and_belongs_to_the_new_union(
    chromium: Browser, working_world: tuple[str, World]
) -> None:
    address, world = working_world
    worker = world.figures["worker"]
    with sitting(chromium, address, size=PHONE) as member, sitting(chromium, address) as chair:
        member.sign_in(worker.user.username, PASSWORD)
        page = member.page
        page.goto("/me/record/")
        page.get_by_role("button", name="申请转到现在单位的工会").click()
        expect(page.locator("body")).to_contain_text("申请已提交")
        assert member.faults() == []
        chair.sign_in(world.figures["south_chair"].user.username, PASSWORD)
        _approve(chair, worker.person.name, told="工作证带来看一下")
        page.reload()

        expect(page.locator("main")).to_contain_text(world.city.pier_union.name)
        expect(page.locator("main")).to_contain_text("已同意")
        assert _unions_of(worker.person.name) == [
            (world.city.mill_union.pk, "transferred"),
            (world.city.pier_union.pk, ""),
        ]
