"""A congress from its preparation to its end, by the rules WC-001 … WC-012."""

from datetime import date

import pytest

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.sweep import sweep
from zhijia.engines.documents.models import IssuedDocument
from zhijia.lib.sentences import NotYours, Refused
from zhijia.organisation.actions import end_employment
from zhijia.organisation.models import Employment, Person
from zhijia.organisation.panels import PanelQuestion
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.congress.panels.beside import read_of_person
from zhijia.services.congress.terms.mandates import end_with_employment
from zhijia.services.congress.terms.models import CongressTerm, ElectionUnit
from zhijia.services.congress.terms.roll import roll_of
from zhijia.services.congress.tests.story import QUOTAS, Story, open_story
from zhijia.trail.models import Event


def test_a_congress_lives_from_its_plan_to_its_end(city: SmallCity) -> None:
    """WC-002 … WC-004, WC-006, WC-007, WC-010, WC-011: all of it kept, and nothing pointed out."""
    story = open_story(city).opened()
    with scoped(BUILDER):
        assert dict(ElectionUnit.objects.values_list("name", "quota")) == QUOTAS

    story.elected({"厂部": "管理人员 非一线"}).constituted()

    term = story.term
    assert (story.state, term.from_on, term.to_on) == ("constituted", date(2026, 11, 16), date(2031, 11, 15))
    assert term.is_made_up is True
    assert story.findings() == {}
    with scoped(BUILDER):
        document = IssuedDocument.objects.get(case=story.case_id)
        before, first = roll_of(term, date(2026, 11, 15)), roll_of(term, date(2026, 11, 16))
    assert document.template == "congress.qualification"
    assert (before.size, first.size) == (0, 30)
    assert first.digest != before.digest

    story.make("begin", {"day": "2026-11-16"})
    story.make("form_delegation", {"name": "纺纱团", "units": [_unit(story, "纺纱车间")], "head": _delegate(story)})
    story.make("set_committee", {"name": "提案小组", "members": [_delegate(story)], "head": _delegate(story)})
    story.at("2026-12-01").make("end", {"reason": "单位终止"})

    assert story.state == "ended"
    assert {row.ended_as for row in story.delegates()} == {"expired"}


def test_wc_001_and_wc_002_the_plan_says_how_many_and_what_is_unread(city: SmallCity) -> None:
    few = open_story(city).planned(planned=29)
    general = open_story(city, form="general", ordinal=2).make("plan", {"headcount": 120})

    assert "代表29人 < max(30, min(100, ⌈职工120人 × 1/20⌉)) = 30人" in few.findings()["WC-002"]
    assert "企业民主管理规定》第八条" in few.findings()["WC-002"]
    assert "WC-001" not in general.findings()  # nobody has read the number for Jiangsu
    general.make("constitute_general", {"from_on": general.today, "years": 3})
    with scoped(BUILDER):
        assert roll_of(general.term, general.today).size == 1  # everybody who works there


def test_wc_003_wc_004_and_wc_005_a_congress_of_leaders_and_men_is_pointed_out(city: SmallCity) -> None:
    story = open_story(city).planned(women=100, dispatched=12).divided().make("open_elections")

    story.elected({"织造车间": "领导人员"}).constituted()

    found = story.findings()
    assert "中层以上代表10 × 5 = 50 > 全体代表30 × 1 = 30" in found["WC-003"]
    assert "女代表15 × 职工120 = 1800 < 女职工100 × 全体代表30 = 3000" in found["WC-004"]
    assert "WC-005" in found  # whether they are dispatched is not entered: said as not known
    assert story.term.is_made_up is False


def test_wc_006_and_wc_007_the_base_is_everybody_of_the_unit(city: SmallCity) -> None:
    story = open_story(city).opened()
    spinning, weaving, office = story.elections()
    names = story.workers()
    story.nominate(office, [f"{name} 管理人员" for name in names[:4]])

    with pytest.raises(Refused, match="全体职工10人"):
        story.tally(office, [6, 6, 5, 1], due=6, present=6, issued=6, returned=6, valid=6)
    with pytest.raises(InvalidInput, match="declared"):
        story.tally(office, [6, 6, 5, 1], present=6, issued=6, returned=6, valid=6, declared="外人")
    story.tally(office, [6, 6, 5, 1], present=6, issued=6, returned=6, valid=6)

    assert "实到会6 × 3 = 18 < 应到会10 × 2 = 20" in story.findings(office.case_id)["WC-006"]
    assert story.state_of(office.case_id) == "voting"  # exactly half of ten is not more than half: one seat stays open
    with pytest.raises(Refused, match="还有选区没有选举完毕"):
        story.make("close_elections")
    assert "WC-007" not in story.findings(office.case_id)
    story.make("settle", {"reason": "得票不足"}, case_id=office.case_id).shown(office)
    assert [row.name for row in story.delegates()] == names[:2]
    assert (spinning.seats, weaving.seats) == (17, 10)


def test_wc_007_what_is_remembered_warns_and_the_meeting_of_the_unit_decides(city: SmallCity) -> None:
    """Three of ten are declared elected by exactly half, one of them: done, and pointed out with the formula."""
    story = open_story(city).opened()
    office = story.elections()[2]
    names = story.workers()
    story.nominate(office, [f"{name} 管理人员" for name in names[:4]])

    story.tally(office, [7, 7, 5, 1], present=7, issued=7, returned=7, valid=7, declared=names[2])

    assert story.state_of(office.case_id) == "elected"
    assert f"{names[2]}：赞成票5 × 2 = 10 ≤ 应到会10 × 1 = 10" in story.findings(office.case_id)["WC-007"]
    assert "第二十五条" in story.findings(office.case_id)["WC-007"]
    story.shown(office)
    assert [row.name for row in story.delegates()] == names[:3]


def test_wc_008_what_is_remembered_of_a_recall_warns_and_the_meeting_of_the_unit_decides(city: SmallCity) -> None:
    story = _in_force(city)
    office = next(row for row in story.elections(unit__name="厂部"))
    votes = {"held_on": story.today, "present": 8, "returned": 8, "invalid": 0, "scrutineers": "监甲"}

    found = []
    for delegate, yes, decision in zip(story.delegates(unit=office.unit), (5, 6, 5), "011", strict=True):
        story.make("open_recall", {"delegate": delegate.pk, "reason": "长期不履职"})
        case_id = story.elections(kind="recall", closed_on=None)[0].case_id
        with pytest.raises(InvalidInput, match="is_recalled"):
            story.make("tally_recall", {**votes, "yes": yes}, case_id=case_id)
        story.make("tally_recall", {**votes, "yes": yes, "is_recalled": decision}, case_id=case_id)
        found.append("赞成票5 × 2 = 10 ≤ 全体10 × 1 = 10" in story.findings(case_id).get("WC-008", ""))

    kept, gone, below = story.delegates(unit=office.unit)
    assert (kept.to_on, gone.to_on, gone.ended_as, below.ended_as) == (None, story.today, "recalled", "recalled")
    assert found == [False, False, True]
    states = [story.state_of(one.case_id) for one in story.elections(kind="recall")]
    assert states == ["not_passed", "recalled", "recalled"]
    story.make("open_by_election", {"unit": office.unit_id, "seats": 2})
    with pytest.raises(Refused, match="现缺代表0名"):
        story.make("open_by_election", {"unit": office.unit_id, "seats": 1})


def test_wc_009_the_mandate_ends_with_the_employment_and_is_pointed_out(city: SmallCity) -> None:
    story = _in_force(city).at("2026-11-19")
    delegate = story.delegates()[0]
    with scoped(BUILDER):
        person = Person.objects.get(pk=delegate.person_id)
        beside = read_of_person(PanelQuestion(BUILDER, person, story.today))
        assert beside is not None
        assert "2026年11月16日 — 2031年11月15日" in str(beside["facts"])
        assert "条文还没有核对" in str(beside["protection"])  # nobody has read one for Jiangsu
        job = Employment.objects.get(person=delegate.person_id)
        end_employment(BUILDER, job, to_on=date(2026, 11, 18), now=story.now)
        told = Event.objects.filter(kind="organisation.employment_ended").latest("pk")

        end_with_employment(told)
        end_with_employment(told)  # the log may be read twice

        assert roll_of(story.term, date(2026, 11, 17)).size == 30
        assert roll_of(story.term, date(2026, 11, 18)).size == 29
    gone = story.delegates()[0]
    assert (gone.to_on, gone.ended_as) == (date(2026, 11, 18), "left")
    warned = story.findings()["WC-009"]
    assert ("打击报复" in warned, "在任期内（至2031年11月15日）" in warned) == (True, True)
    with scoped(BUILDER):
        assert read_of_person(PanelQuestion(BUILDER, person, story.today)) is None
    with pytest.raises(Refused, match="没有登记为本单位职工"):
        story.make("open_by_election", {"unit": gone.unit_id, "seats": 1}).nominate(
            story.elections(closed_on=None)[0], [gone.name]
        )


def test_wc_010_there_is_no_election_without_units(city: SmallCity) -> None:
    story = open_story(city).planned()

    with pytest.raises(Refused, match="先按班组、工段、车间、科室划分选区") as refusal:
        story.make("open_elections")

    assert refusal.value.rule == "WC-010"
    story.divided("纺纱车间 70")
    with pytest.raises(Refused, match="合计70人，与职工总数120人不一致"):
        story.make("open_elections")


@pytest.mark.parametrize(("years", "is_kept"), [(2, False), (3, True), (5, True), (6, False)])
def test_wc_011_three_to_five_years(city: SmallCity, years: int, is_kept: bool) -> None:
    story = open_story(city, form="general").make("plan", {"headcount": 60})

    story.make("constitute_general", {"from_on": "2026-11-16", "years": years})

    assert ("WC-011" not in story.findings()) == is_kept


def test_wc_012_a_delay_is_asked_for_answered_above_and_runs_out(city: SmallCity) -> None:
    story = open_story(city, form="general").make("plan", {"headcount": 60})
    story.make("constitute_general", {"from_on": "2026-11-16", "years": 3}).make("begin", {"day": "2026-11-16"})
    asked = {"extension_to": "2030-06-30", "reason": "单位搬迁"}
    with pytest.raises(Refused, match="应晚于本届期满日2029年11月15日"):
        story.make("ask_extension", {**asked, "extension_to": "2029-11-15"})

    story.at("2029-11-16")
    with scoped(BUILDER):
        sweep(now=story.now)
    assert story.state == "due"
    story.make("ask_extension", asked)
    with pytest.raises(NotYours):
        story.make("extend", {"words": "同意"})
    story.make("extend", {"words": "同意"}, by=city.town_cadre)

    assert (story.state, story.term.extended_to) == ("extended", date(2030, 6, 30))
    with scoped(BUILDER):
        sweep(now=story.at("2030-07-01").now)
    assert story.state == "due"


def _in_force(city: SmallCity) -> Story:
    return open_story(city).opened().elected({"厂部": "管理人员 非一线"}).constituted()


def _unit(story: Story, name: str) -> int:
    with scoped(BUILDER):
        return ElectionUnit.objects.get(term__case=story.case_id, name=name).pk


def _delegate(story: Story) -> int:
    with scoped(BUILDER):
        term = CongressTerm.objects.get(case=story.case_id)
        return next(entry.delegate_id for entry in roll_of(term, story.today).entries if entry.unit == "纺纱车间") or 0
