"""A wage agreement from its opening until it is in force, through the screens, the calendar moved day by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django import DjangoDbBlocker

from tests.journeys.conftest import served
from tests.journeys.sitting import PHONE, Sitting, sitting
from zhijia.engines.cases.sweep import sweep
from zhijia.lib.shanghai import SHANGHAI
from zhijia.organisation.models import User
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.organisation.tests.factories import BUILDER, PASSWORD, SmallCity, build_small_city, make_figure
from zhijia.services.bargaining.tests.story import PNG
from zhijia.site.testing.browsing import follow
from zhijia.site.testing.databases import TestDatabases

pytestmark = pytest.mark.browser
REFUSED = "不得少于150%"


@dataclass
class Mill:
    """The mill's city behind a live server, and the moment that its clocks show."""

    address: str
    city: SmallCity
    officer: str
    now: datetime

    def on(self, day: str, hour: int = 10) -> None:
        """Move the calendar; what terms have run out by then is done as the night's sweep does it."""
        self.now = datetime.combine(date.fromisoformat(day), time(hour), SHANGHAI)
        with scoped(SYSTEM):
            sweep(now=self.now)
        connections.close_all()


@pytest.fixture
def mill(
    django_db_setup: TestDatabases, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Mill]:
    with django_db_blocker.unblock(), django_db_setup.copy():
        city = build_small_city()
        with scoped(BUILDER):
            officer = make_figure("青委员", union=city.mill_union, role=Role.OFFICER).user.username
            User.objects.update(password=make_password(PASSWORD))
        placed = Mill("", city, officer, datetime(2026, 3, 2, 10, tzinfo=SHANGHAI))
        monkeypatch.setattr(timezone, "now", lambda: placed.now)
        for placed.address in served():
            yield placed


@dataclass
class Desk:
    """Somebody who works on the case. Every day begins at the door."""

    mill: Mill
    person: Sitting
    username: str
    scan: Path
    case: int = 0

    @property
    def page(self) -> Page:
        return self.person.page

    def begin(self, day: str) -> None:
        self.mill.on(day)
        self.page.context.clear_cookies()
        self.person.sign_in(self.username, PASSWORD)

    def make(self, verb: str, **values: str) -> None:
        """One move through its form; back on the case afterwards."""
        self.page.goto(reverse("cases:move", args=[self.case, verb]))
        self.put(values)
        if self.page.locator("main input[type=file]").count():
            self.page.locator("main input[type=file]").set_input_files(self.scan)
        self.page.locator("main form button[type=submit]").last.click()
        expect(self.page).to_have_url(f"{self.mill.address}{reverse('cases:case', args=[self.case])}")

    def put(self, values: dict[str, str]) -> None:
        for name, value in values.items():
            field = self.page.locator(f"main [name={name}]")
            kind = field.first.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
            if kind == "select":
                field.select_option(value)
            elif kind == "checkbox":
                field.set_checked(bool(value))
            elif kind == "radio":
                self.page.locator(f"main [name={name}][value={value}]").check()
            else:
                field.fill(value)


def open_case(desk: Desk) -> None:
    """The chair opens a wage bargaining with the mill."""
    desk.page.goto(reverse("bargaining:list"))
    follow(desk.page.get_by_role("link", name="集体协商立项"), "/bargaining/open/")
    desk.put({"enterprise": str(desk.mill.city.mill.pk), "contract_type": "wage", "aims_at": "contract"})
    follow(desk.page.locator("main form button[type=submit]"), r"/cases/\d+/$")
    expect(desk.page.locator("h1")).to_contain_text("工资专项集体合同")
    desk.case = int(desk.page.url.rstrip("/").split("/")[-1])


def come_to_the_table(desk: Desk) -> None:
    """Offer, service, reply, teams, first meeting."""
    desk.make("send_offer", topics="工资增长", proposed_on="2026-03-20", proposed_place="会议室", channel="paper")
    desk.begin("2026-03-03")
    desk.make("record_service", day="2026-03-03")
    desk.begin("2026-03-11")
    desk.make("agree", decision="agree", replied_on="2026-03-11", signer="柯经理")
    desk.make("prepare")
    for side, chief, other in (
        ("workers", "union_chair", "selected"),
        ("employer", "legal_representative", "appointed"),
    ):
        for n in range(3):
            seat = {"side": side, "name": f"{side}{n}", "chosen_by": other if n else chief, "from_on": "2026-03-12"}
            desk.make("name_negotiator", **seat, is_chief="" if n else "on", is_confidential="on")
    desk.begin("2026-03-16")
    desk.make("begin_talks", first_meeting_on="2026-03-16")
    desk.make(
        "record_meeting",
        held_on="2026-03-16",
        place="会议室",
        chaired_by="workers",
        recorder="记录员",
        present="双方代表六人",
        statements="就工资增长交换意见。",
    )
    desk.make("sign_minutes", meeting="1", signed_on="2026-03-16", by_all="on")


def write_draft(desk: Desk) -> None:
    """From the standard text: fill in the terms, be refused below the floor, mend it, rewrite a clause, compare."""
    page = desk.page
    desk.make("write_draft", source="standard", term_from="2026-06-01", term_to="2027-05-31")
    follow(page.get_by_role("link", name="第1版草案"), r"/drafts/\d+/")
    follow(page.get_by_role("link", name="填写要素"), "do=fill")
    terms = {
        "quota__quota_share": "90",
        "wage_level__average_wage": "6200",
        "wage_level__wage_rise": "5.5",
        "wage_level__wage_rise_month": "6",
        "minimum_wage__minimum_wage": "2800",
        "payment__pay_cycle": "30",
        "payment__pay_day": "15",
        "overtime_pay__overtime_weekday": "120",
        "overtime_pay__overtime_restday": "200",
        "overtime_pay__overtime_holiday": "300",
        "sick_pay__sick_pay": "80",
        "idle_pay__idle_pay": "80",
        "deferral__deferral_consent": "1",
        "deferral__deferral_days": "30",
    }
    desk.put({f"t_{name}": value for name, value in terms.items()})
    page.get_by_role("button", name="保存全部要素").click()
    expect(page.locator(".field-error")).to_contain_text(REFUSED)
    desk.put({"t_overtime_pay__overtime_weekday": "150"})
    page.get_by_role("button", name="保存全部要素").click()
    expect(page.locator(".draft-marks")).to_contain_text("要素已填齐")
    assert desk.person.faults() == []
    page.locator("#c-bonus").get_by_role("link", name="改").click()
    page.get_by_label("条文").fill("奖金、津贴、补贴见附表，每年公布一次。")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#c-bonus .pair-right")).to_contain_text("每年公布一次")
    page.get_by_role("link", name="条款对照").click()
    expect(page.locator("ins").filter(has_text="每年公布一次")).to_have_count(1)
    assert desk.person.faults() == []


def confirm_papers(desk: Desk, officer: Desk, day: str) -> None:
    """The officer compares what the chair entered with the scans."""
    officer.case = desk.case
    officer.begin(day)
    officer.page.goto(reverse("cases:move", args=[desk.case, "confirm_paper"]))
    for entry in officer.page.locator("main [name=entries]").all():
        entry.check()
    follow(officer.page.locator("main form button[type=submit]").last, rf"/cases/{desk.case}/$")


def adopt_and_sign(desk: Desk, officer: Desk) -> None:
    """Initial, table, vote, confirm the papers by a second post, sign."""
    desk.make("initial_draft", workers_initialled_on="2026-03-16", employer_initialled_on="2026-03-16")
    desk.make("table_draft", assembly="congress")
    desk.begin("2026-03-30")
    counts = {"entitled": "60", "present": "52", "issued": "52", "returned": "52"}
    ballots = {"yes": "45", "no": "4", "abstain": "2", "invalid": "1"}
    desk.make("record_vote", assembly="congress", session_label="一届三次", held_on="2026-03-30", **counts, **ballots)
    confirm_papers(desk, officer, "2026-03-30")
    desk.begin("2026-03-31")
    desk.make("sign", day="2026-03-31", by_chiefs="on")


def test_a_wage_agreement_comes_into_force(chromium: Browser, mill: Mill, tmp_path: Path) -> None:
    scan = tmp_path / "扫描.png"
    scan.write_bytes(PNG)
    with sitting(chromium, mill.address) as one, sitting(chromium, mill.address) as two:
        chair = Desk(mill, one, mill.city.chair.user.username, scan)
        officer = Desk(mill, two, mill.officer, scan)
        chair.begin("2026-03-02")
        open_case(chair)
        come_to_the_table(chair)
        write_draft(chair)
        adopt_and_sign(chair, officer)
        chair.begin("2026-04-03")
        chair.make(
            "file",
            filed_on="2026-04-03",
            copies="3",
            has_explanation="on",
            bureau_name="北塘区人力资源和社会保障局",
            received_on="2026-04-03",
        )
        confirm_papers(chair, officer, "2026-04-03")
        chair.begin("2026-04-20")
        chair.page.goto(reverse("cases:case", args=[chair.case]))
        expect(chair.page.locator("h1")).to_contain_text("已报送")
        chair.begin("2026-04-21")
        chair.page.goto(reverse("cases:case", args=[chair.case]))
        expect(chair.page.locator("h1")).to_contain_text("已生效")
        chair.make("publish", day="2026-04-21", via="公告栏")
        expect(chair.page.locator("h1")).to_contain_text("履行中")
    with sitting(chromium, mill.address, size=PHONE) as worker:
        mill.on("2026-06-02")
        worker.sign_in(mill.city.worker.user.username, PASSWORD)
        worker.page.goto(reverse("portal:union"))
        worker.page.get_by_role("link", name="江海青禾纺织有限公司").last.click()
        expect(worker.page.locator("main")).to_contain_text("每月工资不低于¥2,800.00")
        assert worker.faults() == []
