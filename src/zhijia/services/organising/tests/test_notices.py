"""The yearly notice of holidays: asked for from November on, entered as it was published, firm from then on."""

from collections.abc import Sequence
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from zhijia.law.terms import Term, Unit, compute_due
from zhijia.lib.sentences import Refused
from zhijia.organisation.actions.law import enter_notice, override_day
from zhijia.organisation.models import CalendarDayOverride, CalendarNotice
from zhijia.organisation.overrides import working_calendar, years_to_ask_for
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity
from zhijia.trail.models import Event

FORM = {
    "year": "2027",
    "rests": "1月1日至3日\n2月5日至11日（共7天）",
    "works": "1月9日（周六）、2月14日",
    "source": "关于2027年部分节假日安排的通知",
}
"""An invented arrangement: nobody knows the real one yet."""


def enter(city: SmallCity, *, year: int = 2027, rests: Sequence[date], works: Sequence[date] = ()) -> CalendarNotice:
    with scoped(city.administrator.actor):
        return enter_notice(city.administrator.actor, year=year, rests=rests, works=works, source="通知", now=NOW)


def due(start: str) -> tuple[date, bool]:
    """The end of five working days, and whether it is provisional."""
    with scoped(BUILDER):
        found = compute_due(date.fromisoformat(start), Term(5, Unit.WORKING_DAY), calendar=working_calendar())
    return found.due_on, found.explanation.is_provisional


def test_a_date_beyond_the_notices_is_provisional_until_the_notice_is_entered(city: SmallCity) -> None:
    assert due("2027-02-03") == (date(2027, 2, 10), True)

    page = city.administrator.client().post(reverse("organising:enter_notice"), FORM)

    assert page.status_code == 302
    assert due("2027-02-03") == (date(2027, 2, 16), False)  # 4 and 12 February, Sunday the 14th, Monday, Tuesday
    with scoped(BUILDER):
        assert CalendarDayOverride.objects.count() == 12
        event = Event.objects.get(kind="organisation.notice_entered")
        assert (min(event.data["days"]), max(event.data["days"])) == ("2027-01-01", "2027-02-14")


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2026, 10, 31), ()),
        (date(2026, 11, 1), (2027,)),
        (date(2027, 3, 1), (2027,)),
        (date(2027, 11, 1), (2027, 2028)),
    ],
)
def test_next_years_notice_is_asked_for_from_november_on(city: SmallCity, today: date, years: tuple[int, ...]) -> None:
    with scoped(BUILDER):
        assert years_to_ask_for(working_calendar(), today=today) == years


def test_what_was_entered_is_not_asked_for_again(city: SmallCity) -> None:
    enter(city, rests=[date(2027, 1, 1)])

    with scoped(BUILDER):
        assert years_to_ask_for(working_calendar(), today=date(2027, 3, 1)) == ()


def test_the_administrators_desk_and_the_page_of_the_calendar_ask(
    city: SmallCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 26))
    words = "2027年的放假通知还没有录入"

    assert words in city.administrator.client().get(reverse("workbench:desk")).content.decode()
    assert words not in city.county_cadre.client().get(reverse("workbench:desk")).content.decode()
    assert "2027年的放假安排还没有录入" in city.county_cadre.client().get(reverse("organising:law")).content.decode()


def test_a_day_that_was_corrected_alike_before_stays(city: SmallCity) -> None:
    with scoped(city.leader.actor):
        override_day(city.leader.actor, day=date(2027, 1, 1), is_workday=False, source="早先的通知", now=NOW)

    enter(city, rests=[date(2027, 1, 1), date(2027, 1, 2)])

    with scoped(BUILDER):
        assert list(CalendarDayOverride.objects.order_by("day").values_list("source", flat=True)) == [
            "早先的通知",
            "通知",
        ]


@pytest.mark.parametrize(
    ("year", "rests", "works", "words"),
    [
        (2026, [date(2026, 1, 1)], [], "已经有了"),
        (2027, [], [date(2027, 1, 9)], "请填写放假的日期"),
        (2027, [date(2028, 1, 1)], [], "不在2027年"),
        (2027, [date(2027, 1, 9)], [date(2027, 1, 9)], "既放假又上班"),
        (2027, [date(2027, 1, 4)], [], "以前修正为另一种情况"),
    ],
)
def test_a_notice_that_cannot_be_is_refused(
    city: SmallCity, year: int, rests: list[date], works: list[date], words: str
) -> None:
    with scoped(city.leader.actor):
        override_day(city.leader.actor, day=date(2027, 1, 4), is_workday=True, source="早先的通知", now=NOW)

    with pytest.raises(Refused, match=words):
        enter(city, year=year, rests=rests, works=works)
    with scoped(BUILDER):
        assert CalendarNotice.objects.count() == 0


def test_a_year_is_entered_once(city: SmallCity) -> None:
    enter(city, rests=[date(2027, 1, 1)])

    with pytest.raises(Refused, match="已经有了"):
        enter(city, rests=[date(2027, 1, 2)])


def test_what_is_no_day_is_shown_at_its_field_and_stays(city: SmallCity) -> None:
    page = city.administrator.client().post(reverse("organising:enter_notice"), {**FORM, "rests": "元旦放假"})

    assert page.status_code == 422
    text = page.content.decode()
    assert "“元旦放假”不是日期" in text
    assert "2月14日" in text


@pytest.mark.parametrize("name", ["city_cadre", "county_leader", "chair", "bureau_officer", "worker"])
def test_nobody_but_leader_and_administrator_enters_a_notice(city: SmallCity, name: str) -> None:
    client = getattr(city, name).client()

    assert client.get(reverse("organising:enter_notice")).status_code == 403
    assert client.post(reverse("organising:enter_notice"), FORM).status_code == 403
