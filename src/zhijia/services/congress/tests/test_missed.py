"""A session whose result nobody publishes or reports is pointed out once its last day is over (WC-029, WC-030)."""

from collections.abc import Callable

from django.db import transaction

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sweep import sweep
from zhijia.engines.indicators.day import on_day
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.organisation.tests.factories import SmallCity
from zhijia.services.bargaining.tests.story import moment
from zhijia.services.congress.panels.session import show_session
from zhijia.services.congress.tests.story import Story
from zhijia.services.congress.tests.test_numbers_of_congress import FIRST, numbers
from zhijia.services.congress.tests.test_sessions import SAFETY, delivered, opened, staff_meeting

CODES = ("findings.wc-029", "findings.wc-030", "regularity")


def shown(story: Story) -> list[str]:
    """Which rules the page of the session shows to the chair as broken."""
    chair = story.city.chair.actor
    with scoped(chair):
        panel = show_session(chair, Case.objects.get(pk=story.case_id), story.today)
    return [rule for rule, _text in panel["findings"]]


def counted(story: Story) -> tuple[int, int, int]:
    found = numbers(story.city, "2026-12-10", *CODES)
    publication, report, regular = (found[code][0] for code in CODES)
    return publication, report, regular


def test_wc_029_and_wc_030_what_nobody_told_is_pointed_out_the_day_after(
    city: SmallCity, hand_on: Callable[[], None]
) -> None:
    """Also when nobody ever does; entered afterwards with a day in time it counts no more, with a later one it counts once."""
    with on_day(FIRST):
        story = opened(delivered(staff_meeting(city), SAFETY).at("2026-11-27"), 20)
    story.make("resolve", {"minutes": "记录", "signers": "主席团"})

    def night(now: str, hour: int = 0) -> None:
        with scoped(SYSTEM):
            sweep(now=moment(now, hour))
        hand_on()

    night("2026-12-04", 23)
    assert (shown(story), counted(story)) == ([], (0, 0, 1))
    night("2026-12-05")
    assert "已于2026年12月4日届满，还没有办理" in story.findings()["WC-029"]
    assert (shown(story), counted(story)) == (["WC-029"], (1, 0, 0))
    night("2026-12-09")
    assert (shown(story), counted(story)) == (["WC-029", "WC-030"], (1, 1, 0))

    story.at("2026-12-10")
    for publication, report, rules, numbered in (
        ("2026-12-04", "2026-12-08", [], (0, 0, 1)),
        ("2026-12-04", "2026-12-10", ["WC-030"], (0, 1, 0)),
        ("2026-12-10", "2026-12-10", ["WC-029", "WC-030"], (1, 1, 0)),
    ):
        with transaction.atomic():
            story.make("publish", {"day": publication, "channel": "公告栏"}).make("report", {"day": report})
            hand_on()
            assert (shown(story), counted(story)) == (rules, numbered)
            transaction.set_rollback(True)
