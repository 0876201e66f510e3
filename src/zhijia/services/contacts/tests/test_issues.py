"""The ledger: owner is not closer, no rectification no closing, the union is answered (IS-01 … IS-03)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.indicators.reading import read_many
from zhijia.engines.issues.models import Issue
from zhijia.lib.sentences import NotYours, Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.contacts.tests.story import Story, open_story

CODES = ("issues.raised", "issues.closing", "issues.in_time", "issues.days", "issues.reopening")


def raised(city: SmallCity, level: str = "own", day: str = "2026-11-20") -> Story:
    """A visit that found one problem, on Friday, 20 November 2026 unless told otherwise."""
    story = open_story(city, day).begun()
    return story.visit(problem_1="工会经费没有到位", category_1="funds", level_1=level)


def assigned(city: SmallCity, level: str = "own", day: str = "2026-11-20") -> Story:
    """The county's cadre answers for it."""
    story = raised(city, level, day)
    accepted = {"category": "funds", "level": level, "standard": "经费到账"}
    story.on_issue("accept", accepted, by=city.county_cadre)
    return story.on_issue("assign", {"owner": story.pair.cadre_id, "measure": "约谈企业"}, by=city.county_leader)


def claimed(city: SmallCity) -> Story:
    done = {"result": "经费已经到账"}
    return assigned(city).at("2026-11-25").on_issue("claim", done, by=city.county_cadre, scan=True)


def test_an_issue_goes_from_the_visit_to_the_reply(city: SmallCity) -> None:
    story = claimed(city)
    story.at("2026-11-26").on_issue("verify", {"is_solved": "yes", "text": ""}, by=city.chair)
    story.at("2026-11-27").on_issue("close", {"reply": "经费已经全部拨付到贵会。"}, by=city.county_leader)

    issue = story.issues[0]
    assert (issue.case.state, issue.closed_on, issue.evidence) == ("closed", date(2026, 11, 27), 1)
    assert issue.origin_id == story.visits[0].case_id
    with scoped(BUILDER):
        found = read_many(CODES, path=city.north.path, on=date(2026, 11, 27))
    assert {code: reading.value for code, reading in found.items()} == {
        "issues.raised": 1,
        "issues.closing": 100,
        "issues.in_time": 100,
        "issues.days": 7,
        "issues.reopening": 0,
    }


@pytest.mark.parametrize(
    ("level", "due_on"),
    [("spot", date(2026, 10, 12)), ("own", date(2026, 11, 2)), ("higher", date(2026, 11, 23))],
)
def test_is_02_the_level_decides_by_when(city: SmallCity, level: str, due_on: date) -> None:
    """The day itself, 15 and 30 working days from Monday, 12 October 2026."""
    assert assigned(city, level, "2026-10-12").issues[0].due_on == due_on


def test_is_01_the_owner_does_not_close(city: SmallCity) -> None:
    story = claimed(city).on_issue("verify", {"is_solved": "yes", "text": ""}, by=city.chair)

    with pytest.raises(Refused, match="责任人不能给自己"):
        story.on_issue("close", {"reply": "已经解决"}, by=city.county_cadre)

    assert story.issues[0].case.state == "verified"
    with scoped(BUILDER), pytest.raises(IntegrityError, match="issue_not_closed_by_owner"), transaction.atomic():
        Issue.objects.update(closed_by_id=story.pair.cadre_id)


def test_is_02_nothing_is_claimed_without_proof_nor_closed_without_the_union(city: SmallCity) -> None:
    story = assigned(city)

    with pytest.raises(InvalidInput):
        story.on_issue("claim", {"result": "口头说已经解决"}, by=city.county_cadre)
    with pytest.raises(Refused):
        story.on_issue("close", {"reply": "已经解决"}, by=city.county_leader)
    with pytest.raises(NotYours):
        story.on_issue("verify", {"is_solved": "yes", "text": ""}, by=city.county_leader)

    assert story.issues[0].case.state == "assigned"
    with scoped(BUILDER), pytest.raises(IntegrityError, match="issue_closed_when_done"), transaction.atomic():
        Issue.objects.update(closed_on=date(2026, 11, 27), reply="已经解决")


def test_what_the_union_does_not_accept_goes_on(city: SmallCity) -> None:
    story = claimed(city).on_issue("verify", {"is_solved": "no", "text": "只到了一半"}, by=city.chair)

    assert story.issues[0].case.state == "doing"
    assert story.awaited(story.issues[0].case_id) == {"claim"}


def test_is_03_an_issue_that_comes_back_counts_against_the_rate(city: SmallCity) -> None:
    story = claimed(city).on_issue("verify", {"is_solved": "yes", "text": ""}, by=city.chair)
    story.on_issue("close", {"reply": "已经解决"}, by=city.county_leader)

    story.at("2026-11-26").on_issue("reopen", {"reason": "又欠了一个月"}, by=city.chair)

    issue = story.issues[0]
    assert (issue.case.state, issue.case.closed_at, issue.reopened) == ("accepted", None, 1)
    assert story.awaited(issue.case_id) == {"assign"}
    with scoped(BUILDER):
        found = read_many(CODES, path=city.north.path, on=date(2026, 11, 26))
    assert (found["issues.closing"].value, found["issues.reopening"].value) == (0, 100)
