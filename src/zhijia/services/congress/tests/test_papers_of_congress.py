"""Documents 11, 12 and S1 and the report of proposals: every line of what they say of a known session."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from zhijia.engines.ballots.content import Ballot
from zhijia.engines.documents.models import IssuedDocument
from zhijia.engines.documents.rendering.delivering import open_rendering
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity
from zhijia.services.bargaining.tests.test_letters import said
from zhijia.services.congress.proposals.models import Proposal
from zhijia.services.congress.sessions.models import SittingMember
from zhijia.services.congress.tests.story import Story
from zhijia.services.congress.tests.test_proposals import NIGHT, WHO, Chamber
from zhijia.services.congress.tests.test_sessions import (
    CONTRACT,
    ballots,
    call_session,
    delivered,
    item_of,
    opened,
)
from zhijia.services.congress.tests.test_votes import ENDS, LEADERS, cast, members_of, poll_of, voting_story

LEADERS_ON_PAPER = {**LEADERS, "mode": "paper"}

GOLDEN = Path(__file__).parent / "golden"


def paper(case_id: int, template: str) -> IssuedDocument:
    """The latest of its kind on a case."""
    with scoped(BUILDER):
        return IssuedDocument.objects.filter(case=case_id, template=f"congress.{template}").latest("pk")


def assert_golden(document: IssuedDocument, name: str) -> None:
    """What stands in the file, but for the digest of the roll, which is another one in every database."""
    text = re.sub(r"名册摘要｜[0-9a-f]{12}", "名册摘要｜…", said(document)).rstrip()
    assert text == (GOLDEN / f"{name}.txt").read_text("utf-8").rstrip()


def answered(chamber: Chamber) -> int:
    """Two proposals: one filed, signed by another delegate and answered, one refused. Returns the case of the first."""
    heat, night = chamber.propose(0), chamber.submitted(1, NIGHT)
    chamber.act(2, heat, "cosign", version=1)
    chamber.act(0, heat, "submit")
    chamber.make(heat, "file", **WHO)
    chamber.make(night, "refuse", **WHO | {"reason": "不属于职代会职权范围"})
    chamber.make(heat, "assign", lead="设备部", support="安全部", due_on="2026-12-16")
    chamber.make(heat, "reply", text="明年六月前加装", signer="部长甲", replied_on="2026-11-16")
    return heat.case_id


def test_wc_042_and_wc_043_s1_and_the_report_say_what_was_answered_and_why_one_was_refused(city: SmallCity) -> None:
    """WC-042, WC-043: a refused one is reported with its reason."""
    chamber = Chamber(city)
    case_id = answered(chamber)
    assert_golden(paper(case_id, "proposal"), "proposal")

    story = delivered(call_session(Story(city, chamber.story.case_id, chamber.story.now))).at("2026-11-27")
    opened(story, 5).make("report_proposals")

    assert_golden(paper(story.case_id, "proposals_report"), "proposals_report")
    with scoped(BUILDER):
        assert set(Proposal.objects.values_list("session", "reported_on")) == {(story.case_id, story.today)}


def test_a_congress_without_proposals_has_nothing_to_report(city: SmallCity) -> None:
    chamber = Chamber(city)
    story = opened(delivered(call_session(Story(city, chamber.story.case_id, chamber.story.now))).at("2026-11-27"), 5)

    with pytest.raises(Refused, match="还没有审查过的提案"):
        story.make("report_proposals")


def test_documents_11_and_12_say_what_was_sent_and_what_came_of_it(city: SmallCity) -> None:
    chamber = Chamber(city)
    story = delivered(call_session(Story(city, chamber.story.case_id, chamber.story.now))).at("2026-11-27")
    assert_golden(paper(story.case_id, "notice"), "notice")

    opened(story, 4).make("start_voting").make("decide", ballots(story, 4, 0))
    story.make("resolve", {"minutes": "会议记录", "signers": "主席团"})
    story.make("publish", {"day": story.today, "channel": "公告栏"})
    story.make("give_task", {"item": item_of(story), "text": "按合同调整工资", "level": "own"})
    story.make("report", {"day": story.today, "receipt": "签收人甲"})

    resolution = paper(story.case_id, "resolution")
    assert_golden(resolution, "resolution")
    for form, magic in (("pdf", b"%PDF"), ("docx", b"PK\x03\x04")):
        with scoped(city.chair.actor), open_rendering(resolution, form, now=NOW) as content:
            assert content.read(4) == magic


def test_s5_says_how_everybody_was_found_and_never_who_found_it_so(city: SmallCity) -> None:
    story = voting_story(city, LEADERS)
    people = members_of(story)
    rate = {"item": item_of(story, "leaders"), "closes_at": ENDS, "candidates": "厂长甲\n副厂长乙"}
    story.make("put_to_vote", rate)
    cast(story, people[0], Ballot({"1": "excellent", "2": "competent"}))
    cast(story, people[1], Ballot({"1": "competent", "2": "incompetent"}))
    vote = {"poll": poll_of(story).pk}

    story.make("close_vote", vote).make("count_vote", {**vote, "resolution": "评议结果报送董事会", "is_passed": "1"})

    summary = paper(story.case_id, "evaluation")
    assert_golden(summary, "evaluation")
    assert not any(person.name in said(summary) for person in people)


def test_ballot_sheets_are_all_alike_and_bear_no_number_and_no_name(city: SmallCity) -> None:
    """Sheets that differed would tell who filled them in: the page says only how many are given out."""
    chamber = Chamber(city)
    story = delivered(call_session(Story(city, chamber.story.case_id, chamber.story.now)), CONTRACT, LEADERS_ON_PAPER)

    page = city.chair.client().get(reverse("congress:ballots", args=[story.case_id])).content.decode()

    assert page.count('class="card stack-tight sheet"') == 2
    assert "集体合同草案" in page
    assert "优秀" in page
    assert "每张选票相同，不编号、不署名" in page
    with scoped(BUILDER):
        names = list(SittingMember.objects.values_list("name", flat=True)) + [one.name for one in chamber.delegates]
    assert not any(name in page for name in names)
    assert city.south_chair.client().get(reverse("congress:ballots", args=[story.case_id])).status_code == 404
