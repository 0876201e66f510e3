"""Whether a union lives: five dated facts, a shell when the first three are missing; and the register of its funds."""

import html
import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from zhijia.engines.indicators.reading import read_many
from zhijia.engines.visits.vitality import read_visit
from zhijia.lib.sentences import Refused
from zhijia.lib.spreadsheets import read_spreadsheet
from zhijia.organisation.models import LifeSign, Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.models.vitality import LifeKind
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, TODAY, SmallCity, make_union
from zhijia.organisation.vitality import keep_signs
from zhijia.services.bargaining.tests.story import moment
from zhijia.services.contacts.tests.story import open_story
from zhijia.services.organising.standing import rules
from zhijia.services.organising.standing.actions import NewFee, Settling, judge_fee, record_fee, record_life, settle_fee
from zhijia.services.organising.standing.presenting import read_fees
from zhijia.services.organising.standing.queries import SHELL, Chosen, grassroots_of, life_of, with_life
from zhijia.trail.models import Event

NUMBERS = ("organising.unions_shell", "organising.unions_alive")


def numbers(city: SmallCity, day: str) -> list[object]:
    with scoped(BUILDER):
        found = read_many(NUMBERS, path=city.north.path, on=date.fromisoformat(day))
    return [found[code].value for code in NUMBERS]


def life_on(union: Union, day: date) -> rules.Life:
    with scoped(BUILDER):
        return life_of(with_life(Union.objects.filter(pk=union.pk), today=day).get())


def test_a_union_is_a_shell_until_something_is_on_record_and_again_a_year_later(city: SmallCity) -> None:
    union, actor = city.mill_union, city.chair.actor
    assert numbers(city, "2026-11-20") == [1, 0]

    with scoped(actor):
        record_life(actor, union, kind=LifeKind.MEETING, on=date(2026, 3, 10), words="全委会", now=moment("2026-11-20"))

    assert numbers(city, "2026-03-09") == [1, 0]
    assert numbers(city, "2026-03-10") == [0, 100]
    assert numbers(city, "2027-03-09") == [0, 100]
    assert numbers(city, "2027-03-10") == [1, 0]
    life = life_on(union, TODAY)
    assert not life.is_shell(TODAY)
    assert life.missing(TODAY) == (rules.ACTIVITY, rules.FEE, rules.TERM, rules.MEMBERS)
    with scoped(city.stranger.actor), pytest.raises(Refused):
        record_life(
            city.stranger.actor, union, kind=LifeKind.MEETING, on=TODAY, words="别人的会", now=moment("2026-11-20")
        )


def test_the_list_finds_shells_and_what_is_missing_in_ones_own_scope(city: SmallCity) -> None:
    with scoped(BUILDER):
        keep_signs(1, LifeKind.FEE, [])
        record_life(
            BUILDER,
            city.mill_union,
            kind=LifeKind.ACTIVITY,
            on=date(2026, 11, 1),
            words="技能比武",
            now=moment("2026-11-20"),
        )
    found = {}
    for name, actor in (("city", city.city_cadre.actor), ("north", city.county_cadre.actor)):
        with scoped(actor):
            for wanting in ("", SHELL, rules.FEE, rules.ACTIVITY):
                rows = grassroots_of(actor, Chosen(wanting=wanting), today=TODAY)
                found[name, wanting] = set(rows.values_list("pk", flat=True))

    mill, pier = city.mill_union.pk, city.pier_union.pk
    assert found == {
        ("city", ""): {mill, pier},
        ("city", SHELL): {pier},
        ("city", rules.FEE): {mill, pier},
        ("city", rules.ACTIVITY): {pier},
        ("north", ""): {mill},
        ("north", SHELL): set(),
        ("north", rules.FEE): {mill},
        ("north", rules.ACTIVITY): set(),
    }


def test_a_list_of_more_than_a_page_shows_every_union_once_and_its_sheet_all(city: SmallCity) -> None:
    with scoped(BUILDER):
        for n in range(120):
            make_union(f"第{n:03d}作坊工会委员会", parent=city.north_town, kind=UnionKind.ENTERPRISE)
    client, address, names = city.county_cadre.client(), reverse("organising:life"), list[str]()
    url = address
    while url:
        page = client.get(url).content.decode()
        names += re.findall(r"第\d{3}作坊工会委员会(?=</a>)", page)
        onward = re.search(r'href="([^"]*after=[^"]*)"', page)
        url = html.unescape(onward[1]) if onward else ""
    sheet, *_about = read_spreadsheet(client.get(reverse("organising:life_sheet")).content)

    assert (len(names), len(set(names))) == (120, 120)
    assert len([row for row in sheet.rows if row[0].endswith("作坊工会委员会")]) == 120


def test_a_visit_that_the_union_confirms_is_a_sign_once(city: SmallCity) -> None:
    story = open_story(city).begun().at("2026-11-20").visit().confirm_visit()
    union_id = story.pair.union_id
    with scoped(BUILDER):
        event = Event.objects.get(kind="visits.confirmed")
        for _twice in range(2):
            keep_signs(event.pk, LifeKind.ACTIVITY, read_visit(event))

        (sign,) = LifeSign.objects.filter(union=union_id)

    assert (sign.kind, sign.happened_on, sign.counts_until) == ("activity", date(2026, 11, 20), date(2027, 11, 20))


def test_fees_are_two_per_cent_of_the_payroll_and_late_after_three_months_fu_01_fu_02(city: SmallCity) -> None:
    union, actor, now = city.mill_union, city.chair.actor, moment("2026-11-20")
    spring: dict[str, Any] = {"from_on": date(2026, 1, 1), "to_on": date(2026, 3, 31), "payroll": 100_000_00}
    short = NewFee(**spring, due=1_999_99, paid=1_000_00, paid_on=date(2026, 4, 10))
    with scoped(actor):
        assert [verdict.rule for verdict in judge_fee(union, short)] == ["FU-01"]
        assert not judge_fee(union, NewFee(**spring, due=2_000_00, paid=0))
        kept = record_fee(actor, union, short, now=now)
        with pytest.raises(Refused, match="已经登记"):
            record_fee(actor, union, short, now=now)
        shown = {
            day: len(read_fees(actor, today=day, in_arrears=True, before=None).rows)
            for day in (date(2026, 6, 29), date(2026, 6, 30))
        }

    assert (kept.arrears_from, shown) == (date(2026, 6, 30), {date(2026, 6, 29): 0, date(2026, 6, 30): 1})
    assert life_on(union, TODAY).fee == date(2026, 4, 10)


def test_what_is_paid_later_ends_the_arrears_and_is_a_sign_of_life(city: SmallCity) -> None:
    union, actor, now = city.mill_union, city.chair.actor, moment("2026-11-20")
    with scoped(actor):
        owed = NewFee(from_on=date(2026, 1, 1), to_on=date(2026, 3, 31), due=1_000_00, paid=0)
        fee = record_fee(actor, union, owed, now=now)
    url, client = reverse("organising:settle_fee", args=[fee.pk]), city.chair.client()
    listed = client.get(reverse("organising:fees"), {"arrears": "1"}).content.decode()
    part = {"amount": "400", "paid_on": "2026-11-10", "due": "1000", "known_paid": "0"}

    answers = [
        client.post(url, {**part, **changed})
        for changed in (
            {"amount": "1000.01"},
            {"paid_on": "2999-01-01"},
            {"paid_on": ""},
            {"amount": "0", "paid_on": ""},
        )
    ]
    first, again = client.post(url, part), client.post(url, part)
    rest = client.post(url, {**part, "amount": "600", "paid_on": "2026-11-12", "known_paid": "40000"})

    assert url in listed
    assert [answer.status_code for answer in (*answers, again)] == [422] * 5
    assert "刚才已经登记" in again.content.decode(), "a double click, or two people, pay once"
    assert (first.status_code, rest.status_code) == (302, 302)
    with scoped(actor):
        fee.refresh_from_db()
        assert not read_fees(actor, today=TODAY, in_arrears=True, before=None).rows
    assert (fee.paid, fee.paid_on, fee.arrears_from) == (1_000_00, date(2026, 11, 12), None)
    assert life_on(union, TODAY).fee == date(2026, 11, 12)
    with scoped(BUILDER):
        assert [
            event.data["amount"] for event in Event.objects.filter(kind="organising.fee_settled").order_by("pk")
        ] == [
            400_00,
            600_00,
        ]


def test_what_was_due_is_put_right_and_nobody_settles_for_another_county(city: SmallCity) -> None:
    union, actor, now = city.mill_union, city.chair.actor, moment("2026-11-20")
    with scoped(actor):
        typed = NewFee(
            from_on=date(2026, 1, 1), to_on=date(2026, 3, 31), due=10_000_00, paid=1_000_00, paid_on=date(2026, 4, 1)
        )
        fee = record_fee(actor, union, typed, now=now)
        right = Settling(due=1_000_00, amount=0, paid_on=None, known_paid=1_000_00)
        settled = settle_fee(actor, fee.pk, right, now=now)

    assert (settled.due, settled.paid_on, settled.arrears_from) == (1_000_00, date(2026, 4, 1), None)
    assert city.stranger.client().get(reverse("organising:settle_fee", args=[fee.pk])).status_code == 404
