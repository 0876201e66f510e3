"""A worker's wish becomes a founding: the city's cadre applies, its leader agrees, both in a browser."""

import re

import pytest
from django.db import connections
from playwright.sync_api import Browser, expect

from tests.journeys.sitting import sitting
from zhijia.organisation.models import Employment
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.organising.founding.models import Founding

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
