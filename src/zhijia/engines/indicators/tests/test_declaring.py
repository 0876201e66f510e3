"""Numbers kept by hand: zero is a report, silence is none, and the latest word of each union counts."""

from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from zhijia.engines.indicators.declaring import Definition, Report, declare, last_reported_on, report
from zhijia.engines.indicators.definitions import as_indicator
from zhijia.engines.indicators.entries import describe_entries
from zhijia.engines.indicators.models import Declared, Entry
from zhijia.engines.indicators.reading import Place, read
from zhijia.engines.indicators.tests.agreement import assert_numbers_are_lists, assert_rebuilding_changes_nothing
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Union
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, TODAY, Figure, SmallCity
from zhijia.trail.models import Event

pytestmark = pytest.mark.database
FIRST, LAST = date(2026, 7, 1), date(2026, 12, 31)
EVIDENCE = "ab" * 32
DRILLS = Definition(name="大练兵参练职工", definition="参加岗位练兵的职工人次。", unit="人")


@pytest.fixture
def drills(city: SmallCity) -> Declared:
    with scoped(city.leader.actor):
        return declare(city.leader.actor, union=city.root, definition=DRILLS, now=NOW)


def say(
    figure: Figure, declared: Declared, union: Union, value: int, *, day: date = TODAY, reason: str = "", **more: Any
) -> Entry:
    entry = Report(
        union=union,
        period_from=FIRST,
        period_to=LAST,
        as_of_on=day,
        value=value,
        evidence_name="通知.pdf",
        evidence_sha256=EVIDENCE,
        reason=reason,
        **more,
    )
    with scoped(figure.actor):
        return report(figure.actor, declared=declared, report=entry, now=NOW)


def value_at(city: SmallCity, declared: Declared, node: Union, *, on: date = TODAY) -> object:
    with scoped(city.leader.actor):
        return read(as_indicator(declared).code, path=node.path, on=on).value


def test_silence_is_not_zero(city: SmallCity, drills: Declared) -> None:
    assert value_at(city, drills, city.root) is None

    say(city.county_cadre, drills, city.north, 0)

    assert value_at(city, drills, city.root) == 0
    assert value_at(city, drills, city.south) is None


def test_reports_of_county_and_town_add_up(city: SmallCity, drills: Declared, acting_as: Any) -> None:
    say(city.county_cadre, drills, city.north, 100)
    say(city.town_cadre, drills, city.north_town, 20)
    say(city.stranger, drills, city.south, 7)

    values = [value_at(city, drills, node) for node in (city.root, city.north, city.north_town, city.south)]

    assert values == [127, 120, 20, 7]
    with scoped(city.leader.actor):
        places = [
            Place(city.root.path),
            Place(city.root.path, (city.north.path, city.south.path)),
            Place(city.north.path),
        ]
        assert_numbers_are_lists(
            [as_indicator(drills).code], places=places, days=[TODAY, LAST, LAST + timedelta(days=1)]
        )
    assert_rebuilding_changes_nothing(acting_as)


def test_a_later_report_takes_the_place_of_an_earlier_one(city: SmallCity, drills: Declared) -> None:
    say(city.county_cadre, drills, city.north, 300, day=date(2026, 10, 31))
    say(city.county_cadre, drills, city.north, 200, day=date(2026, 9, 30))

    days = [date(2026, 9, 29), date(2026, 9, 30), date(2026, 10, 30), date(2026, 10, 31), TODAY]

    assert [value_at(city, drills, city.north, on=day) for day in days] == [None, 200, 200, 300, 300]


def test_a_report_ends_with_its_period(city: SmallCity, drills: Declared) -> None:
    say(city.county_cadre, drills, city.north, 300)

    assert value_at(city, drills, city.north, on=LAST) == 300
    assert value_at(city, drills, city.north, on=LAST + timedelta(days=1)) is None
    with scoped(city.leader.actor):
        assert last_reported_on(as_indicator(drills).code, path=city.root.path) == TODAY


def test_a_correction_needs_a_reason_and_leaves_both_entries(city: SmallCity, drills: Declared) -> None:
    say(city.county_cadre, drills, city.north, 300)
    with pytest.raises(Refused, match="写明理由"):
        say(city.county_cadre, drills, city.north, 250)

    correction = say(city.county_cadre, drills, city.north, 250, reason="重复计算一家单位")

    assert value_at(city, drills, city.root) == 250
    with scoped(city.leader.actor):
        assert Entry.objects.filter(declared=drills).count() == 2
        event = Event.objects.get(subject_type="indicators.entry", subject_id=correction.pk)
    assert event.kind == "indicators.corrected"


def test_what_a_union_above_reported_is_listed_below_where_nobody_sees_who_it_was(
    city: SmallCity, drills: Declared
) -> None:
    say(city.county_cadre, drills, city.north_town, 20)

    with scoped(city.town_cadre.actor):
        listed = describe_entries([city.north_town.pk], code=as_indicator(drills).code, on=TODAY)

    assert listed[city.north_town.pk].cells[1] == "上级工会的岗位"


def test_entries_are_never_changed_or_removed(city: SmallCity, drills: Declared) -> None:
    say(city.county_cadre, drills, city.north, 300)

    for act in ("update", "delete"):
        values = {"value": 1} if act == "update" else {}
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            scoped(city.administrator.actor),
        ):
            getattr(Entry.objects.all(), act)(**values)


@pytest.mark.parametrize(
    ("figure", "union", "may"),
    [
        ("county_cadre", "north", True),
        ("county_cadre", "north_town", True),
        ("county_leader", "north", True),
        ("chair", "mill_union", True),
        ("town_cadre", "north", False),
        ("stranger", "north", False),
        ("bureau_officer", "bureau", False),
        ("worker", "mill_union", False),
    ],
)
def test_who_may_report_for_whom(city: SmallCity, drills: Declared, figure: str, union: str, may: bool) -> None:
    refusal = nullcontext() if may else pytest.raises(Refused, match="不能为这个工会填报")

    with refusal:
        say(getattr(city, figure), drills, getattr(city, union), 1)

    expected = 1 if may else None
    assert value_at(city, drills, city.root) == expected


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"day": date(2026, 11, 21)}, "不能晚于今天"),
        ({"day": date(2026, 6, 30)}, "必须在期间之内"),
        ({"total": 9}, "其他指标只填数值"),
        ({"value": -1}, "不能为负"),
    ],
)
def test_a_report_that_cannot_be_is_refused(
    city: SmallCity, drills: Declared, change: dict[str, Any], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        say(city.county_cadre, drills, city.north, change.pop("value", 5), **change)


def test_a_ratio_is_computed_from_both_parts(city: SmallCity) -> None:
    rate = Definition(name="应约率", definition="已应约的要约占全部要约的比例。", unit="%", is_ratio=True)
    with scoped(city.leader.actor):
        declared = declare(city.leader.actor, union=city.root, definition=rate, now=NOW)
    say(city.county_cadre, declared, city.north, 3, total=4)
    say(city.stranger, declared, city.south, 1, total=4)

    assert value_at(city, declared, city.north) == 75
    assert value_at(city, declared, city.root) == 50


def test_only_federations_set_up_numbers_in_their_own_subtree(city: SmallCity) -> None:
    for figure, union in ((city.worker, city.root), (city.chair, city.mill_union), (city.county_cadre, city.south)):
        with scoped(figure.actor), pytest.raises(Refused, match="申报指标由"):
            declare(figure.actor, union=union, definition=DRILLS, now=datetime(2026, 11, 20, tzinfo=UTC))


def test_one_name_is_set_up_once_in_a_union(city: SmallCity, drills: Declared) -> None:
    with scoped(city.leader.actor), pytest.raises(Refused, match="已有同名"):
        declare(city.leader.actor, union=city.root, definition=DRILLS, now=NOW)
