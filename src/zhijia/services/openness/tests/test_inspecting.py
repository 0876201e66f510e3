"""Supervision of open affairs by the congress and the union: examined, told, put right, accepted by somebody else (B8)."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.models import Awaits
from zhijia.engines.documents.models import IssuedDocument
from zhijia.engines.indicators.day import on_day
from zhijia.engines.indicators.reading import Place, read_many
from zhijia.engines.indicators.tests.agreement import ActAs, assert_numbers_are_lists, assert_rebuilding_changes_nothing
from zhijia.lib.sentences import NotYours, Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity, make_contact
from zhijia.services.openness.models import CheckEntry, OpennessCheck
from zhijia.services.openness.tests.story import Story, open_story

DAY = "2026-07-02"
GROUP = {"body": "group", "members": "沈组长、孟代表", "checked_on": DAY}
OPINION: dict[str, Any] = {
    "demands": "1.补正产量数字；2.公开安全情况",
    "rectify_by": "2026-07-16",
    "delivery": "online",
}
NUMBERS = ["checks", "put_right", "put_right_late", "findings", "findings.oa-02", "findings.true"]


@pytest.fixture
def employer(city: SmallCity) -> Figure:
    with scoped(BUILDER):
        return make_contact("柯经理", of=city.mill, home=city.north_town)


@pytest.fixture
def story(city: SmallCity) -> Story:
    """What is published in June in time, and on 2 July the congress's group begins to look at the plan."""
    return open_story(city).adopted().at("2026-06-22").published("basic").at(DAY).make("inspect", GROUP)


def check_of(story: Story) -> OpennessCheck:
    with scoped(BUILDER):
        return OpennessCheck.objects.select_related("case").get(plan__case=story.case_id)


def step(story: Story, verb: str, *, by: Figure | None = None, scan: bool = False, **data: object) -> None:
    story.make(verb, data, by=by, case_id=check_of(story).case_id, scan=scan)


def examine(story: Story, matter: str, *problems: str, found: str = "") -> None:
    step(story, "examine", disclosure=story.one(matter).pk, problems=list(problems), found=found)


def test_what_the_congress_group_finds_is_put_right_and_accepted_by_another(
    story: Story, city: SmallCity, employer: Figure, acting_as: ActAs
) -> None:
    examine(story, "basic")  # looked at hastily
    with pytest.raises(InvalidInput):
        examine(story, "basic", "untrue")  # without what is wrong
    examine(story, "basic", "untrue", found="公开的产量与统计报表不符")
    examine(story, "safety")  # nobody says so, but the days do
    with pytest.raises(Refused, match="检查发现了问题"):
        step(story, "finish")
    with pytest.raises(InvalidInput):
        step(story, "send_opinion", **{**OPINION, "rectify_by": DAY})
    check = check_of(story)
    assert employer.client().get(reverse("partner:case", args=[check.case_id])).status_code == 404

    step(story, "send_opinion", **OPINION)

    assert_told(story, city)

    page = employer.client().get(reverse("partner:case", args=[check.case_id])).content.decode()
    assert "公开的产量与统计报表不符" in page
    assert "1.补正产量数字" in page
    with pytest.raises(NotYours):
        step(story, "accept", by=employer, note="已整改")
    story.at("2026-07-10")
    step(story, "answer", by=employer, answer="产量已更正。", replied_on="2026-07-10")
    step(story, "send_back", reason="安全情况还没有公开", rectify_by="2026-07-20")
    story.at("2026-07-19")
    step(story, "answer", by=employer, answer="安全情况已公开。", replied_on="2026-07-19")
    with on_day(date(2026, 7, 20)):
        assert numbers(city, "2026-07-20") == [(1, None), (0, 1), (1, None), (2, None), (1, None), (1, None)]
        step(story, "accept", note="已到公开栏核对")
        assert numbers(city, "2026-07-20") == [(1, None), (1, 1), (0, None), (2, None), (1, None), (1, None)]

    check = check_of(story)
    assert (check.case.state, check.accepted_on, check.rectify_by) == ("accepted", date(2026, 7, 19), date(2026, 7, 16))
    shown = city.chair.client().get(reverse("cases:case", args=[story.case_id])).content.decode()
    assert "发现问题 2 项 · 整改合格" in shown
    with scoped(city.leader.actor):
        assert_numbers_are_lists(
            [f"openness.{code}" for code in NUMBERS],
            places=[Place(city.north.path)],
            days=[date(2026, 7, 18), date(2026, 7, 20), date(2027, 1, 1)],
        )
    assert_rebuilding_changes_nothing(acting_as)


def test_who_enters_an_answer_from_paper_neither_confirms_nor_accepts_it(story: Story, city: SmallCity) -> None:
    with pytest.raises(Refused, match="还没有登记检查情况"):
        step(story, "finish")
    with pytest.raises(Refused, match="还没有登记发现的问题"):
        step(story, "send_opinion", **OPINION)
    examine(story, "basic", "form", found="只贴在办公楼，车间看不到")
    with pytest.raises(InvalidInput):
        step(story, "send_opinion", **OPINION)  # nobody of the employer receives anything here
    step(story, "send_opinion", **{**OPINION, "delivery": "paper"})
    assert story.findings(check_of(story).case_id).keys() == {"openness.shown"}
    step(story, "answer", scan=True, answer="已在车间张贴。", replied_on=DAY)

    with pytest.raises(Refused, match="还没有由第二个人确认"):
        step(story, "accept", note="属实")
    with scoped(BUILDER):
        entries = list(check_of(story).case.paper_entries.values_list("pk", flat=True))
    step(story, "confirm_paper", by=city.town_cadre, entries=entries)
    with pytest.raises(Refused, match="这份答复由您录入"):
        step(story, "accept", note="属实")
    step(story, "accept", by=city.town_cadre, note="属实")

    assert check_of(story).case.state == "accepted"


def test_an_examination_without_findings_ends_and_the_next_one_begins(story: Story) -> None:
    examine(story, "basic")
    step(story, "finish")

    story.make("inspect", GROUP)

    with scoped(BUILDER):
        states = list(OpennessCheck.objects.order_by("pk").values_list("case__state", flat=True))
    assert states == ["passed", "examining"]


def assert_told(story: Story, city: SmallCity) -> None:
    """The opinion is issued, awaits the employer, is kept as findings, and no second examination runs beside it."""
    check = check_of(story)
    with scoped(BUILDER):
        entries = dict(CheckEntry.objects.values_list("disclosure__item__matter", "problems"))
        (paper,) = IssuedDocument.objects.filter(case=check.case_id)
        awaited = Awaits.objects.get(case=check.case_id)
    assert entries == {"basic": "untrue", "safety": "missing"}
    assert paper.template == "openness.opinion"
    assert (awaited.verb, awaited.party, awaited.due_on) == ("answer", f"employer:{city.mill.pk}", date(2026, 7, 16))
    assert story.findings(check.case_id).keys() == {"OA-02", "openness.true"}
    with pytest.raises(Refused, match="还有一次监督检查没有办结"):
        story.make("inspect", GROUP)


def numbers(city: SmallCity, day: str) -> list[tuple[int, int | None]]:
    with scoped(city.leader.actor):
        found = read_many([f"openness.{code}" for code in NUMBERS], path=city.north.path, on=date.fromisoformat(day))
    return [(found[f"openness.{code}"].numerator, found[f"openness.{code}"].denominator) for code in NUMBERS]
