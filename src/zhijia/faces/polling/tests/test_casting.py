"""The pages of the modes without a box of their own: each a life of one poll, from the ballot to the result."""

from collections.abc import Iterator
from typing import Any

import pytest

from zhijia.engines.ballots.models import CountSheet, Mode, NamedBallot, Poll
from zhijia.engines.ballots.tests.modes import ELECTION, MOTION, Voting, voting
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity

FOUND, MOVED, MISSING, REFUSED = 200, 302, 404, 422
CHOICE = {"q1_1": "yes", "q2_1": "yes", "q2_name_0": "丁另选"}


class Reader:
    """Somebody at the pages of one poll."""

    def __init__(self, figure: Figure, poll: Voting) -> None:
        self._client, self._place = figure.client(), f"/polls/{poll.poll.pk}/"

    def get(self, page: str = "") -> tuple[int, str]:
        answer = self._client.get(self._place + page)
        return answer.status_code, answer.content.decode()

    def post(self, page: str, **given: Any) -> tuple[int, str]:
        answer = self._client.post(self._place + page, given)
        return answer.status_code, answer.content.decode()


@pytest.fixture
def ordinary(city: SmallCity) -> Iterator[Voting]:
    with voting(city, Mode.ORDINARY, MOTION, ELECTION, electors=3, absent=1) as opened:
        yield opened


def test_an_ordinary_secret_ballot_is_looked_at_once_more_cast_once_and_counted(
    city: SmallCity, ordinary: Voting
) -> None:
    """What the page promises is no more than holds: the administrator promises, WAL and live observation are named."""
    one, absent = Reader(ordinary.electors[0], ordinary), Reader(ordinary.electors[2], ordinary)
    status, page = one.get()
    assert status == FOUND
    assert "由管理员承诺保密" in page
    assert "（WAL）" in page
    assert '<legend class="unseen">集体合同草案</legend>' in page  # a motion is not said twice
    assert (
        page.count("（选填）") == 1
    )  # the line for another name; a mark that is left out is an abstention, as the page says
    assert "请先在会场签到" in absent.get()[1]
    assert "不在这次表决的名册上" in Reader(city.town_cadre, ordinary).get()[1]
    assert Reader(city.stranger, ordinary).get()[0] == MISSING

    too_many = one.post("cast/", q2_1="yes", q2_2="yes", q2_3="yes")
    assert too_many[0] == REFUSED
    assert "赞成了3人，最多2人" in too_many[1]
    assert one.post("cast/", q1_1="perhaps")[0] == REFUSED
    status, page = one.post("cast/", **CHOICE)
    assert (status, "现在还没有投出" in page, "丁另选" in page) == (FOUND, True, True)
    assert 'value="yes"' in one.post("cast/", back="1", **CHOICE)[1]
    assert one.post("cast/", sure="1", **CHOICE)[0] == MOVED
    assert "您已经投票，每人只投一次" in one.get()[1]
    again = one.post("cast/", sure="1", **CHOICE)
    assert (again[0], "每人只投一次" in again[1]) == (REFUSED, True)
    assert "请先在会场签到" in absent.post("cast/", sure="1", **CHOICE)[1]
    assert "不在这次表决的名册上" in Reader(city.town_cadre, ordinary).post("cast/", sure="1", **CHOICE)[1]

    assert one.get("result/")[0] == MISSING
    ordinary.close()
    late = Reader(ordinary.electors[1], ordinary).post("cast/", sure="1", **CHOICE)
    assert (late[0], "已经截止" in late[1]) == (REFUSED, True)
    ordinary.count()
    status, page = one.get("result/")
    assert status == FOUND
    assert "应到 3 人，实到 2 人" in page
    assert "赞成 1 ÷ 应到 3" in page
    assert "丁另选" in page
    assert one.get("desk/")[0] == MISSING


def test_a_named_vote_is_changed_by_its_voter_only_and_read_by_all_after_the_close(city: SmallCity) -> None:
    """Where the frozen text lets it be changed; the roll is called by a teller and by nobody else, however high her post."""
    with voting(city, Mode.NAMED, MOTION, electors=3, is_changeable=True) as poll:
        one, two, teller = (Reader(who, poll) for who in (*poll.electors[:2], poll.tellers[0]))
        assert one.post("cast/", sure="1", q1_1="yes")[0] == MOVED
        assert "可以改投" in one.get()[1]
        assert one.post("cast/", sure="1", q1_1="no")[0] == MOVED
        assert Reader(city.town_cadre, poll).get("desk/")[0] == MISSING
        assert two.get("desk/")[0] == MISSING
        status, page = teller.get("desk/")
        assert (status, "还有 2 人没有表态" in page) == (FOUND, True)
        called = {"elector": str(poll.line(poll.electors[2]).pk), "q1_1": "abstain"}
        assert teller.post("desk/call/", **called)[0] == MOVED
        assert teller.post("desk/call/", **called)[0] == REFUSED
        assert "反对" not in two.get()[1].split("<form")[0]
        with scoped(BUILDER):
            poll.close()
        assert one.post("cast/", sure="1", q1_1="yes")[0] == REFUSED
        poll.count()
        page = two.get("result/")[1]

        with scoped(BUILDER):
            said = dict(NamedBallot.objects.filter(question__poll=poll.poll).values_list("elector__number", "content"))
    assert {number: content["m"]["1"] for number, content in said.items()} == {1: "no", 3: "abstain"}
    assert "代表0 <strong>反对</strong>" in page
    assert "代表2 <strong>弃权</strong>" in page


@pytest.mark.parametrize("mode", [Mode.HANDS, Mode.PAPER])
def test_hands_and_papers_are_entered_by_one_teller_and_confirmed_by_another_who_saw_them(
    city: SmallCity, mode: Mode
) -> None:
    papers = {"q1-issued": 3, "q1-returned": 3, "q1-spoiled": 0} if mode == Mode.PAPER else {}
    numbers = {"q1-1_yes": 2, "q1-1_no": 1, "q1-1_abstain": 0, **papers}
    with voting(city, mode, MOTION, electors=3) as poll:
        one, two, outsider = (Reader(who, poll) for who in (*poll.tellers, city.town_cadre))
        assert outsider.get("desk/")[0] == MISSING
        assert outsider.post("desk/1/enter/", **numbers)[0] == MISSING
        beyond = one.post("desk/1/enter/", **(numbers | {"q1-1_yes": 3}))
        assert (beyond[0], "各项合计4" in beyond[1]) == (REFUSED, True)
        assert one.post("desk/1/enter/", **(numbers | {"q1-1_yes": "二"}))[0] == REFUSED
        assert one.post("desk/1/enter/", **numbers)[0] == MOVED
        seen = _entry(poll)
        assert "核对无误" not in one.get("desk/")[1]
        assert "不能核对自己" in one.post("desk/1/confirm/", seen=seen)[1]
        assert "计票0登记" in two.get("desk/")[1]
        assert one.post("desk/1/enter/", **(numbers | {"q1-1_yes": 1, "q1-1_no": 2}))[0] == MOVED
        assert "刚刚被改过" in two.post("desk/1/confirm/", seen=seen)[1]
        assert two.post("desk/1/confirm/", seen=_entry(poll))[0] == MOVED
        poll.close()
        poll.count()
        late = one.post("desk/1/enter/", **numbers)
        assert (late[0], "已经计票" in late[1]) == (REFUSED, True)
        page = Reader(poll.electors[0], poll).get("result/")[1]

    assert "计票0登记，计票1核对" in page
    assert "未通过" in page


def _entry(poll: Voting) -> str:
    with scoped(BUILDER):
        return CountSheet.objects.get(question__poll=Poll.objects.get(pk=poll.poll.pk)).entered_at.isoformat()
