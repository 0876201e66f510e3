"""Proposals of delegates, through the acts of delegates and of their union (B5, WC-041 … WC-043)."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.engines.cases.models import Clock
from zhijia.engines.messages.models import Message
from zhijia.lib.sentences import NotYours, Refused
from zhijia.organisation.models import Person, User
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity
from zhijia.services.congress.proposals.checks import authors_of, merged_into, signatures_of
from zhijia.services.congress.proposals.models import Proposal
from zhijia.services.congress.proposals.opening import Text, act_as_delegate, propose
from zhijia.services.congress.terms.models import Delegate, DelegateEnd
from zhijia.services.congress.tests.story import Story, open_story, seat_delegates

HEAT = Text(title="纺纱车间加装降温设备", reason="夏季车间温度过高", measure="加装水帘和排风扇")
NIGHT = Text(title="夜班开放食堂", reason="夜班没有热饭", measure="食堂延长到二十三点")
WHO = {"reason": "属于职代会职权范围", "decided_on": "2026-11-16"}


class Chamber:
    """The congress of the mill in force, with the acts of its delegates by their place on the roll."""

    def __init__(self, city: SmallCity) -> None:
        self.story = open_story(city, form="general").make("plan", {"headcount": 60})
        self.story.make("constitute_general", {"from_on": self.story.today, "years": 3})
        self.delegates = seat_delegates(self.story, 4)

    def actor(self, n: int) -> Actor:
        row = self.delegates[n]
        return Actor(user_id=0, person_id=row.person_id, name=row.name)

    def propose(self, n: int, text: Text = HEAT) -> Proposal:
        return propose(self.actor(n), text, key=uuid4(), now=self.story.now)

    def act(self, n: int, proposal: Proposal, verb: str, **data: Any) -> None:
        act_as_delegate(self.actor(n), proposal.case_id, verb, key=uuid4(), now=self.story.now, data=data)

    def make(self, proposal: Proposal, verb: str, **data: Any) -> Story:
        return self.story.make(verb, data, case_id=proposal.case_id)

    def read(self, proposal: Proposal) -> Proposal:
        with scoped(BUILDER):
            return Proposal.objects.select_related("case", "proposer").get(pk=proposal.pk)

    def authors(self, proposal: Proposal) -> list[str]:
        return authors_of(proposal, merged_into(proposal))

    def state(self, proposal: Proposal) -> str:
        return self.read(proposal).case.state

    def submitted(self, n: int, text: Text = HEAT) -> Proposal:
        proposal = self.propose(n, text)
        self.act(n, proposal, "submit")
        return proposal

    def told(self, n: int) -> list[str]:
        """The kinds of the messages of a delegate, in their order."""
        with scoped(self.actor(n)):
            rows = Message.objects.filter(person=self.delegates[n].person_id).order_by("pk")
            return [kind.removeprefix("congress.proposal") for kind in rows.values_list("kind", flat=True)]

    def phone(self, n: int) -> Client:
        """Her account, which sees no case."""
        with scoped(BUILDER):
            person = Person.objects.get(pk=self.delegates[n].person_id)
            account = User.objects.create_user(f"daibiao{n}", None, person=person, created_at=NOW)
        client = Client()
        client.force_login(account)
        return client

    def end(self, n: int) -> None:
        with scoped(BUILDER):
            Delegate.objects.filter(pk=self.delegates[n].pk).update(
                to_on=self.story.today, ended_as=DelegateEnd.RESIGNED, is_head=False
            )


@pytest.fixture
def chamber(city: SmallCity) -> Chamber:
    return Chamber(city)


def test_a_proposal_lives_from_its_text_to_the_report_at_the_congress(chamber: Chamber) -> None:
    """WC-041, WC-042, WC-043: answered by the day that was fixed, every decision with its reason, reported at the end."""
    proposal = chamber.propose(0)
    chamber.act(1, proposal, "cosign", version=1)
    chamber.act(0, proposal, "submit")
    chamber.make(proposal, "file", **WHO).make("rank", {"rank": 1}, case_id=proposal.case_id)
    chamber.make(proposal, "assign", lead="设备部", support="安全部", due_on="2026-12-16")
    with scoped(BUILDER):
        assert Clock.objects.get(case=proposal.case_id, name="reply", state="running").due_on == date(2026, 12, 16)
        assert "WC-041" not in chamber.story.findings(proposal.case_id), "thirty days are usual"

    answer = {"text": "明年六月前加装", "signer": "部长甲", "replied_on": "2026-11-16"}
    chamber.make(proposal, "reply", **answer)
    chamber.act(0, proposal, "rate", rating="dissatisfied", note="太晚")
    assert chamber.state(proposal) == "returned"
    chamber.make(proposal, "assign", lead="设备部", due_on="2026-12-17")
    assert "答复提案的期限" in chamber.story.findings(proposal.case_id)["WC-041"]
    chamber.make(proposal, "reply", **answer | {"text": "明年五月前加装"})
    chamber.act(0, proposal, "rate", rating="basically")
    chamber.make(proposal, "report", reported_on="2026-11-16")

    assert chamber.state(proposal) == "closed"
    with scoped(BUILDER):
        rated = list(proposal.replies.order_by("number").values_list("number", "rating"))
        assert not Clock.objects.filter(case=proposal.case_id, state="running").exists()
    assert rated == [(1, "dissatisfied"), (2, "basically")]
    assert set(chamber.story.findings(proposal.case_id)) == {"WC-041"}  # WC-043: nobody has read the rule for Jiangsu


def test_a_text_that_was_signed_is_locked_and_a_change_asks_all_again(chamber: Chamber) -> None:
    proposal = chamber.propose(0)
    changed = {"title": HEAT.title, "reason": HEAT.reason, "measure": "加装中央空调"}
    chamber.act(0, proposal, "revise", **changed | {"measure": "只加排风扇"})
    assert chamber.read(proposal).version == 1  # nobody had signed
    chamber.act(1, proposal, "cosign", version=1)

    with pytest.raises(Refused, match="文本已锁定"):
        chamber.act(0, proposal, "revise", **changed)
    chamber.act(0, proposal, "revise", **changed, asks_again="on")

    with scoped(BUILDER):
        assert (chamber.read(proposal).version, signatures_of(chamber.read(proposal)).count()) == (2, 0)
    with pytest.raises(Refused, match="重新阅读后联名"):
        chamber.act(1, proposal, "cosign", version=1)
    chamber.act(1, proposal, "cosign", version=2)
    with pytest.raises(Refused, match="不需要重复联名"):
        chamber.act(1, proposal, "cosign", version=2)
    with scoped(BUILDER):
        assert chamber.authors(proposal) == [chamber.delegates[0].name, chamber.delegates[1].name]


def test_delegates_are_told_what_is_asked_of_them_and_what_became_of_it(chamber: Chamber) -> None:
    """A change asks those again who signed, an answer asks the proposer; every decision reaches all authors and nobody else."""
    proposal, other = chamber.propose(0), chamber.submitted(2, NIGHT)
    chamber.act(1, proposal, "cosign", version=1)
    changed = {"title": HEAT.title, "reason": HEAT.reason, "measure": "加装中央空调"}
    chamber.act(0, proposal, "revise", **changed, asks_again="on")
    phone = chamber.phone(1)
    listed = phone.get(reverse("congress:proposals")).content.decode()
    page = phone.get(reverse("congress:proposal", args=[proposal.case_id])).content.decode()
    assert "文本已修改，请重新联名" in listed
    assert "文本已修改，请重新联名" in phone.get("/me/").content.decode()
    assert "您联名的是第1版，文本已改为第2版" in page
    assert f'href="/congress/proposals/{proposal.case_id}/"' in phone.get("/me/inbox/").content.decode()

    chamber.act(1, proposal, "cosign", version=2)
    assert "文本已修改" not in phone.get(reverse("congress:proposals")).content.decode()
    chamber.act(0, proposal, "submit")
    chamber.make(proposal, "file", **WHO)
    chamber.make(other, "merge", **WHO, other=proposal.pk)
    chamber.make(proposal, "assign", lead="设备部", due_on="2026-12-16")
    chamber.make(proposal, "reply", text="明年六月前加装", signer="部长甲", replied_on="2026-11-16")

    assert chamber.told(0) == ["_filed", ".rate"]
    assert chamber.told(1) == [".cosign", "_filed", "_replied"]
    assert chamber.told(2) == ["_merged", "_replied"]
    assert chamber.told(3) == []
    author = chamber.phone(0)
    for address in (reverse("congress:proposals"), "/me/"):
        assert "请您评价答复" in author.get(address).content.decode()
    assert "请您评价答复" not in phone.get("/me/").content.decode()


def test_while_it_is_signed_others_of_the_same_matter_are_shown_to_delegates(chamber: Chamber) -> None:
    chamber.submitted(2, NIGHT)
    late = chamber.propose(1, Text(title="食堂延长夜班供餐", reason="没有热饭", measure="食堂延长到二十三点"))
    phone = chamber.phone(1)
    address = reverse("congress:proposal", args=[late.case_id])

    assert "可能相似" in phone.get(address).content.decode()
    assert NIGHT.title in phone.get(address).content.decode()
    chamber.act(1, late, "submit")
    assert "可能相似" not in phone.get(address).content.decode()


def test_merging_keeps_all_authors_and_is_undone(chamber: Chamber) -> None:
    lead, other = chamber.submitted(0), chamber.submitted(2, NIGHT)

    chamber.make(other, "merge", **WHO, other=lead.pk)

    with scoped(BUILDER):
        assert chamber.authors(lead) == [chamber.delegates[0].name, chamber.delegates[2].name]
    assert chamber.state(other) == "merged"
    with pytest.raises(Refused, match="先撤销并案"):
        chamber.make(lead, "refuse", **WHO)
    chamber.make(other, "unmerge", reason="不是一件事")
    with scoped(BUILDER):
        assert chamber.authors(lead) == [chamber.delegates[0].name]
    assert (chamber.state(other), chamber.read(other).decision) == ("submitted", "")
    late = chamber.submitted(3, Text(title="食堂延长夜班供餐", reason="没有热饭", measure="食堂延长到二十三点"))
    page = chamber.story.city.chair.client().get(f"/cases/{late.case_id}/merge/").content.decode()
    assert f'<option value="{other.pk}" selected>' in page  # the one that is most alike


def test_who_is_no_delegate_any_more_neither_proposes_nor_signs_and_another_author_goes_on(chamber: Chamber) -> None:
    proposal = chamber.propose(0)
    chamber.act(1, proposal, "cosign", version=1)
    with pytest.raises(Refused, match="不需要联名"):
        chamber.act(0, proposal, "cosign", version=1)
    with pytest.raises(NotYours):
        chamber.act(1, proposal, "submit")  # the proposer is in office and does it herself

    chamber.end(0)
    chamber.end(3)

    with pytest.raises(NotYours):
        chamber.act(3, proposal, "cosign", version=1)
    with pytest.raises(Refused, match="在任的职工代表提出"):
        chamber.propose(3, NIGHT)
    with pytest.raises(NotYours):
        chamber.act(0, proposal, "submit")
    chamber.act(1, proposal, "submit")
    assert chamber.state(proposal) == "submitted"


def test_the_same_twice_is_done_once_and_of_two_cadres_one_is_told(chamber: Chamber) -> None:
    proposal = chamber.propose(0)
    with pytest.raises(Refused, match="同名的提案"):
        chamber.propose(0)
    key = uuid4()
    for _twice in range(2):
        act_as_delegate(chamber.actor(0), proposal.case_id, "submit", key=key, now=chamber.story.now)
    chamber.make(proposal, "refuse", **WHO)

    with pytest.raises(Refused, match="现在是“不予立案”"):
        chamber.make(proposal, "file", **WHO)
    with pytest.raises(Refused, match="现在是“不予立案”"):
        chamber.act(0, proposal, "submit")


def test_a_delegate_writes_and_signs_on_her_phone_and_a_colleague_without_mandate_finds_nothing(
    chamber: Chamber, city: SmallCity
) -> None:
    proposal, client = chamber.propose(0), chamber.phone(1)
    page = client.get(reverse("congress:proposal", args=[proposal.case_id])).content.decode()
    assert "联名" in page
    sign = reverse("congress:act_on_proposal", args=[proposal.case_id, "cosign"])

    form = client.get(sign).content.decode()
    key = form.partition('name="key" value="')[2].partition('"')[0]
    answers = [client.post(sign, {"version": 1, "key": key}).status_code for _double_click in range(2)]
    again = client.post(sign, {"version": 1, "key": str(uuid4())})
    without = client.post(sign, {"version": 1})

    assert (answers, again.status_code, without.status_code) == ([302, 302], 422, 422)
    assert "不需要重复联名" in again.content.decode()
    assert "刷新后重新提交" in without.content.decode()
    with scoped(BUILDER):
        assert signatures_of(proposal).count() == 1
    of_delegate = client.get(reverse("congress:proposals")).content.decode()
    assert HEAT.title in of_delegate
    assert reverse("congress:write_proposal") in of_delegate
    write = reverse("congress:write_proposal")
    filled = {**vars(NIGHT), "key": str(client.get(write).context["key"])}
    at_once, twice = (client.post(write, filled) for _double_click in range(2))
    assert (at_once.status_code, twice.status_code, at_once["Location"]) == (302, 302, twice["Location"])
    assert "同名的提案" in client.post(write, {**filled, "key": str(uuid4())}).content.decode()
    assert client.post(write, vars(NIGHT)).status_code == 422
    with scoped(BUILDER):
        assert Proposal.objects.filter(title=NIGHT.title).count() == 1
    client.force_login(city.worker.user)
    assert reverse("congress:write_proposal") not in client.get(reverse("congress:proposals")).content.decode()
    assert client.get(reverse("congress:proposal", args=[proposal.case_id])).status_code == 404
    assert client.post(sign, {"version": 1, "key": str(uuid4())}).status_code == 404
