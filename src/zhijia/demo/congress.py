"""Workers' congresses of the demo city: one in full with a session held and one sitting, a regional one, and general meetings
of which some are late. All through the real moves.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from zhijia.demo.bargaining import Firm, move
from zhijia.demo.outsiders import Outsiders
from zhijia.demo.structure import DemoStructure
from zhijia.demo.working import DemoDesk
from zhijia.engines.public_notices.models import PublicNotice
from zhijia.organisation.models import Employment, Enterprise, Person, Union, UnionCoverage
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.services.congress.electing.models import DelegateElection
from zhijia.services.congress.electing.voting import standing
from zhijia.services.congress.proposals.models import Proposal
from zhijia.services.congress.proposals.opening import Text, act_as_delegate, propose
from zhijia.services.congress.sessions.models import AgendaItem, CongressSession, DelegationOpinion, SittingMember
from zhijia.services.congress.terms.models import Delegate
from zhijia.services.congress.terms.opening import NewTerm, open_term

OPENED, CONSTITUTED, MET, CALLED, HOUR = 190, 175, 120, 14, 8
LATE_AND_DUE = (430, 380, 366, 340, 300, 250, 180, 90, 30)
"""How many days ago the general meetings of other firms began: those of more than a year are late."""
NONE = {"invalid": 0, "abstain": 0}
CONTRACT = {"title": "工资专项集体合同草案", "matter": "contract", "mode": "paper", "speaker": "工会主席"}
SAFETY = {"title": "安全生产和职业卫生报告", "matter": "safety", "mode": "", "speaker": "安全部"}
HANDLED = {"title": "提案处理和决议执行情况报告", "matter": "proposals", "mode": "", "speaker": "提案工作小组"}
WELFARE = {"title": "职工福利费使用方案", "matter": "welfare", "mode": "ordinary", "speaker": "财务部"}
TASKS = ("按合同调整一线岗位工资", "为夜班车间加装通风设备")
HEAT = Text(title="车间加装降温设备", reason="夏季车间温度过高。", measure="加装水帘和排风扇。")
NIGHT = Text(title="夜班开放食堂", reason="夜班没有热饭。", measure="食堂延长供餐到二十三点。")
MEALS = Text(title="食堂延长夜班供餐", reason="夜班职工吃不上热饭。", measure="食堂供餐延长到二十三点。")
PARKING = Text(title="增加电动车充电位", reason="充电位不够用。", measure="在东门车棚增加二十个充电位。")
SHARES = Text(title="向职工发放股份", reason="分享发展成果。", measure="按工龄分配股份。")
BUSES = Text(title="增开早班接驳车", reason="早班地铁没有开。", measure="五点半从地铁站发一班车。")


@dataclass
class Assembly:
    """One congress; `case_id` is what its next move is of, `ago` how many days ago its people act."""

    desk: DemoDesk
    actor: Actor
    case_id: int
    ago: int

    @property
    def day(self) -> str:
        return self.desk.timeline.day(self.ago).isoformat()

    def make(self, verb: str, data: Mapping[str, Any] | None = None, *, case_id: int | None = None) -> "Assembly":
        now = self.desk.timeline.ago(self.ago, hour=HOUR)
        move(self.desk, self.actor, case_id or self.case_id, verb, data or {}, now=now)
        return self

    def at(self, ago: int, case_id: int | None = None) -> "Assembly":
        return replace(self, ago=ago, case_id=case_id or self.case_id)


def assemble(desk: DemoDesk, structure: DemoStructure, firms: Sequence[Firm], outsiders: Outsiders) -> None:
    """The congress of the firm with guests, that of its town, and the general meetings of the others."""
    congress = _constitute(desk, outsiders.firm)
    first = _hold_first(congress)
    _propose(congress, outsiders)
    _sit_today(congress, first)
    _meet_in_the_region(desk, structure, firms[1:4])
    for firm, ago in zip(firms[4:], LATE_AND_DUE, strict=False):
        _meet_in_general(desk, firm, ago)


def _open(desk: DemoDesk, actor: Actor, union: Union, enterprise: Enterprise | None, form: str, ago: int) -> Assembly:
    scope = "enterprise" if enterprise else "regional"
    entry = NewTerm(union=union, enterprise=enterprise, scope=scope, form=form, ordinal=1)
    with scoped(actor):
        term = open_term(entry, actor=actor, now=desk.timeline.ago(ago, hour=HOUR))
    return Assembly(desk, actor, term.case_id, ago)


def _meet_in_general(desk: DemoDesk, firm: Firm, ago: int) -> None:
    """A general meeting that began so many days ago, entered since the unions use the system."""
    meeting = _open(desk, firm.chair, firm.union, firm.enterprise, "general", min(ago, OPENED))
    meeting.make("plan", {"headcount": firm.enterprise.headcount or 20})
    meeting.make("constitute_general", {"from_on": desk.timeline.day(ago).isoformat(), "years": 3})


def _constitute(desk: DemoDesk, firm: Firm) -> Assembly:
    """Two units elect; fewer delegates than the law asks of so large a firm, which is pointed out."""
    with scoped(firm.chair):
        names = _names([firm.enterprise])
    half, staff = len(names) // 2, max(firm.enterprise.headcount or 0, 3 * len(names))
    congress = _open(desk, firm.chair, firm.union, firm.enterprise, "congress", OPENED)
    congress.make("plan", {"headcount": staff, "women": staff // 3, "planned": len(names)})
    congress.make("add_units", {"units": f"一车间 {staff // 2}\n二车间 {staff - staff // 2}"})
    _elect(congress, [names[:half], names[half:]])
    return congress.at(CONSTITUTED)


def _meet_in_the_region(desk: DemoDesk, structure: DemoStructure, firms: Sequence[Firm]) -> None:
    """A regional congress of the town of the first of these firms, to which those that lie there send a delegate each."""
    if not firms:
        return
    town = next(one for one in structure.towns if one.pk == firms[0].enterprise.territory_id)
    rights = desk.actor("city.rights")
    with scoped(rights):
        covered = UnionCoverage.objects.filter(
            to_on=None, union__path__startswith=town.path, enterprise__headcount__gt=0
        )
        members = list(Enterprise.objects.filter(pk__in=covered.values("enterprise")).order_by("pk")[:4])
        named = [(firm, _names([firm])[:1]) for firm in members]
    region = _open(desk, rights, town, None, "congress", OPENED)
    region.make("plan", {"headcount": sum(firm.headcount or 0 for firm in members), "planned": len(members)})
    region.make("add_units", {"units": "\n".join(f"{firm.name} {firm.headcount}" for firm in members)})
    _elect(region, [names for _firm, names in named])


def _elect(congress: Assembly, names: Sequence[Sequence[str]]) -> None:
    """Every unit elects its own, the lists are shown for eight days, the congress is constituted."""
    congress.make("open_elections")
    with scoped(congress.actor):
        units = list(DelegateElection.objects.filter(term__case=congress.case_id).select_related("unit").order_by("pk"))
    for election, own in zip(units, names, strict=False):
        there = congress.at(OPENED - 3, election.case_id)
        there.make("nominate", {"workers": "\n".join(f"{name} 工人 一线" for name in own[: election.seats])})
        with scoped(congress.actor):
            votes = {f"yes_{nth}": election.eligible for nth in range(len(standing(election)))}
        sums = dict.fromkeys(("due", "present", "issued", "returned", "valid"), election.eligible) | {"invalid": 0}
        there.make("tally", {**sums, **votes, "scrutineers": "监票人", "counters": "计票人", "held_on": there.day})
        there.make("announce")
        with scoped(congress.actor):
            notice = PublicNotice.objects.filter(about=election.case_id).latest("pk").case_id
        there.make("put_up", {"posted_on": there.day, "places": "厂门口公告栏"}, case_id=notice)
        congress.at(OPENED - 13).make("close", {"result": "公示无异议"}, case_id=notice)
        congress.at(OPENED - 13).make("confirm", case_id=election.case_id)
    at = congress.at(CONSTITUTED).make("close_elections")
    review = {
        "reviewed_on": at.day,
        "reviewers": "资格审查小组",
        "review": "代表资格有效",
        "from_on": at.day,
        "years": 5,
    }
    at.make("constitute", review)


def _call(congress: Assembly, ago: int, items: Sequence[Mapping[str, Any]], *, held: int) -> Assembly:
    """A session is prepared so many days ago and delivered a day later."""
    day = congress.desk.timeline.day(held).isoformat()
    congress.at(ago).make("open_session", {"planned_on": day, "venue": "职工之家礼堂", "asked_by": "regular"})
    with scoped(congress.actor):
        session = CongressSession.objects.latest("pk").case_id
    at = congress.at(ago, session)
    for item in items:
        at.make("add_item", {**item, "text": f"{item['title']}全文。"})
    at.make("agree", {"day": at.day, "is_agreed": "on"})
    return at.at(ago - 1).make("deliver", {"day": at.at(ago - 1).day})


def _open_session(at: Assembly, *, absent: int) -> list[SittingMember]:
    """The preparatory meeting, the roll, who comes; the session is open."""
    with scoped(at.actor):
        delegates = list(Delegate.objects.filter(term__sessions__case=at.case_id, to_on=None).order_by("pk"))
    at.make("prepare", {"day": at.day, "presidium": [one.pk for one in delegates[:5]], "is_passed": "on"}).make(
        "gather"
    )
    with scoped(at.actor):
        members = list(SittingMember.objects.filter(sitting__session__case=at.case_id).order_by("pk"))
    came = members[: len(members) - absent]
    at.make("check_in", {"members": [one.pk for one in came]}).make("call_to_order")
    return came


def _hold_first(congress: Assembly) -> Assembly:
    """Held, resolved, published, reported; what it asked for is on the ledger."""
    at = _call(congress, MET + 6, [SAFETY, CONTRACT], held=MET)
    item = _item(at, "contract")
    at.make("give_opinion", {"item": item, "text": "请写明加班工资的计算基数。"})
    with scoped(at.actor):
        opinion = DelegationOpinion.objects.latest("pk").pk
    at.make("answer_opinion", {"opinion": opinion, "answer": "已在第五条写明。"})
    at = at.at(MET)
    size = len(_open_session(at, absent=1))
    votes = {"item": item, "issued": size, "returned": size, "yes": size - 1, "no": 1, **NONE}
    at.make("start_voting").make(
        "decide", {**votes, "scrutineers": "监票人", "resolution": "通过工资专项集体合同草案。"}
    )
    at.make("resolve", {"minutes": "会议听取了报告，表决通过了草案。", "signers": "主席团"})
    at.at(MET - 2).make("publish", {"day": at.at(MET - 2).day, "channel": "公告栏"})
    after = at.at(MET - 5).make("report", {"day": at.at(MET - 5).day, "receipt": "镇总工会签收"})
    for text in TASKS:
        after.make("give_task", {"item": item, "text": text, "level": "own"})
    return after


def _sit_today(congress: Assembly, first: Assembly) -> None:
    """Today's session sits: the last one's resolutions and the proposals are reported, a secret vote runs on the phones."""
    at = _call(congress, CALLED, [SAFETY, HANDLED, WELFARE], held=0).at(0)
    _open_session(at, absent=1)
    with scoped(at.actor):
        session = CongressSession.objects.get(case=at.case_id).pk
    first.at(0).make("follow_up", {"session": session, "text": "工资已经调整，通风设备正在采购。"})
    ends = (at.desk.timeline.as_of + timedelta(days=7)).isoformat()
    at.make("report_proposals").make("start_voting")
    at.make("put_to_vote", {"item": _item(at, "welfare"), "closes_at": f"{ends}T18:00"})


def _item(at: Assembly, matter: str) -> int:
    with scoped(at.actor):
        return AgendaItem.objects.get(session__case=at.case_id, matter=matter).pk


def _propose(congress: Assembly, outsiders: Outsiders) -> None:
    """Proposals in every state that a delegate meets: to sign, submitted, overdue, to rate, closed, refused."""
    delegates = list(_delegates(congress, outsiders))
    why = {"reason": "属于职代会职权范围", "decided_on": congress.at(95).day}
    (first, second, third, *_rest) = delegates
    overdue = _submitted(congress, first, HEAT, by=second)
    closed, refused = _submitted(congress, second, NIGHT, by=first), _submitted(congress, third, SHARES)
    to_rate = _submitted(congress, first, BUSES)
    _submitted(congress, third, MEALS, ago=12)
    _say(congress, second, PARKING, ago=5)
    for one in (overdue, closed, to_rate):
        congress.at(95).make("file", why, case_id=one.case_id)
        due = {"lead": "后勤部", "support": "安全部", "due_on": congress.at(40).day}
        congress.at(90).make("assign", due, case_id=one.case_id)
    congress.at(95).make("refuse", {**why, "reason": "不属于职代会职权范围，请向股东会提出。"}, case_id=refused.case_id)
    congress.at(90).make("rank", {"rank": 1}, case_id=overdue.case_id)
    for one, ago in ((closed, 60), (to_rate, 3)):
        answer = {"text": "已经安排，下月起执行。", "signer": "后勤部部长", "replied_on": congress.at(ago).day}
        congress.at(ago).make("reply", answer, case_id=one.case_id)
    _act(congress, second, closed, "rate", {"rating": "satisfied"}, ago=55)


def _delegates(congress: Assembly, outsiders: Outsiders) -> Iterator[Actor]:
    """Those of the workers with an account who were elected, in the order of the accounts."""
    with scoped(congress.actor):
        elected = set(Delegate.objects.filter(term__case=congress.case_id).values_list("person", flat=True))
    for user in outsiders.workers:
        actor = load_actor(user, today=congress.desk.timeline.as_of)
        if actor.person_id in elected:
            yield actor


def _say(congress: Assembly, author: Actor, text: Text, *, ago: int = 100) -> Proposal:
    key = UUID(int=congress.desk.rng.getrandbits(128), version=4)
    return propose(author, text, key=key, now=congress.desk.timeline.ago(ago, hour=HOUR))


def _submitted(congress: Assembly, author: Actor, text: Text, *, by: Actor | None = None, ago: int = 100) -> Proposal:
    """Written, signed by another delegate where there is one, and submitted."""
    made = _say(congress, author, text, ago=ago)
    if by:
        _act(congress, by, made, "cosign", {"version": 1}, ago=ago)
    _act(congress, author, made, "submit", {}, ago=ago)
    return made


def _act(congress: Assembly, who: Actor, proposal: Proposal, verb: str, data: Mapping[str, Any], *, ago: int) -> None:
    key = UUID(int=congress.desk.rng.getrandbits(128), version=4)
    now = congress.desk.timeline.ago(ago, hour=HOUR)
    act_as_delegate(who, proposal.case_id, verb, key=key, now=now, data=data)


def _names(firms: Sequence[Enterprise]) -> list[str]:
    """Who works there, those with an account last entered first; of several with one name none."""
    jobs = Employment.objects.filter(enterprise__in=firms, to_on=None).order_by("-person_id").values("person")
    names = list(Person.objects.filter(pk__in=jobs).order_by("-pk").values_list("name", flat=True))
    return [name for name in names if names.count(name) == 1][:24]
