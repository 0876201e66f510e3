"""A worker's wish becomes a founding: the city's cadre applies, its leader agrees, both in a browser. What was elected
becomes a union: the county answers at its desk, and the new chair sets it up on her phone."""

import re
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.sitting import PHONE, sitting
from zhijia.organisation.models import Employment, PostHolding, User
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.organisation.tests.factories import BUILDER, PASSWORD, build_small_city
from zhijia.services.organising.founding.models import Founding
from zhijia.services.organising.tests.founding_story import Story, open_story

pytestmark = pytest.mark.browser


def asked_for() -> tuple[str, list[str]]:
    """The number of the case that a worker asked for, and three who work there."""
    with scoped(SYSTEM):
        founding = Founding.objects.select_related("case").filter(source="worker", case__state="draft").latest("pk")
        firm = founding.enterprises.get().enterprise
        jobs = Employment.objects.filter(enterprise=firm).select_related("person").order_by("pk")
        found = founding.case.number, [job.person.name for job in jobs[:3]]
    connections.close_all()
    return found


def test_a_wish_becomes_an_application_and_is_agreed_to(chromium: Browser, city_to_change: str) -> None:
    number, names = asked_for()
    with sitting(chromium, city_to_change) as person:
        person.sign_in("city.organising")
        page = person.page
        person.follow(page.get_by_role("navigation").get_by_role("link", name="工会组织", exact=True), "/unions/$")
        person.follow(page.get_by_role("link", name="建会", exact=True), "/foundings/$")
        page.goto(page.locator("tbody a", has_text=number).get_attribute("href") or "")
        person.follow(page.get_by_role("link", name="报送建会申请").first, "/apply/")
        page.get_by_label("筹备组成员").fill("\n".join(f"{name} 职工代表" for name in names))
        page.locator("main form button[type=submit], main form .btn-primary").first.click()
        expect(page.locator("main")).to_contain_text("建会申请已报")
        case_url = page.url
        assert person.faults() == []

    with sitting(chromium, city_to_change) as person:
        person.sign_in("city.leader")
        page = person.page
        page.goto(re.sub(r"^https?://[^/]+", "", case_url))
        expect(page.locator("main")).to_contain_text("筹备组")
        person.follow(page.get_by_role("link", name="同意筹建").first, "/approve_prep/")
        page.locator("main form button[type=submit], main form .btn-primary").first.click()

        expect(page.locator("main")).to_contain_text("开始发展会员")
        assert person.complaints == []


def elected() -> Story:
    """Elected two weeks ago and reported to the county, after a notice of twenty-five days."""
    today = timezone.localdate()
    began, met = (str(today - timedelta(days=days)) for days in (40, 14))
    story = open_story(build_small_city(), began).recruiting().nominated().announced()
    return story.shown(met).asked().allowed().elected().reported()


def set_up_days() -> dict[str, str]:
    today = timezone.localdate().isoformat()
    return dict.fromkeys(("rules_on", "plaque_on", "seal_on", "account_on"), today) | {"seal_number": "A1"}


def test_what_was_elected_becomes_a_union_that_its_new_chair_sets_up_on_her_phone(
    live_server: LiveServer, chromium: Browser
) -> None:
    story = elected()
    cadre = story.city.county_cadre.user
    cadre.set_password(PASSWORD)
    with scoped(BUILDER):
        cadre.save()
    connections.close_all()
    with sitting(chromium, live_server.url) as county:
        page = county.page
        county.sign_in(cadre.username, PASSWORD)
        page.goto(f"/cases/{story.case_id}/")
        county.follow(page.get_by_role("link", name="批复成立工会").first, "/establish/")
        assert county.faults() == []
        page.get_by_role("button", name="批复成立工会").click()
        expect(page.locator("main")).to_contain_text("已批复成立")
    union = story.founding.union
    assert union is not None
    with scoped(BUILDER):
        person = PostHolding.objects.get(post__union=union, post__title="工会主席").person
        User.objects.create_user("new.chair", PASSWORD, person=person, created_at=story.now)
    connections.close_all()

    with sitting(chromium, live_server.url, size=PHONE) as chair:
        page = chair.page
        chair.sign_in("new.chair", PASSWORD)
        page.goto(f"/cases/{story.case_id}/")
        chair.follow(page.get_by_role("link", name="登记规范建设").first, "/set_up/")
        assert chair.faults() == []
        for name, value in set_up_days().items():
            page.locator(f"[name={name}]").fill(value)
        page.get_by_role("button", name="登记规范建设").click()
        expect(page.locator("main")).to_contain_text("规范建设完成")
        page.goto(f"/unions/{union.pk}/")
        expect(page.locator("main")).to_contain_text("江海独木食品有限公司工会委员会")

    assert story.state == "set_up"
