"""Foundings and elections in the demo city: one of each from its first word to its end, others left where somebody must act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from zhijia.demo.names import person_name
from zhijia.demo.passing import pass_time
from zhijia.demo.standing import cadre_at
from zhijia.demo.working import DemoDesk
from zhijia.engines.cases.advance import advance
from zhijia.engines.public_notices.models import PublicNotice
from zhijia.lib.identifiers import synthetic_credit_code
from zhijia.organisation.actions import NewEmployment, NewPerson, employ_all, enter_people
from zhijia.organisation.actions.memberships import Joining, join_all
from zhijia.organisation.actions.staff import Staff
from zhijia.organisation.models import Enterprise, Membership, Person, Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import SYSTEM, Actor, load_actor, scoped
from zhijia.services.organising.elections.models import Election
from zhijia.services.organising.elections.opening import NewElection, open_election
from zhijia.services.organising.founding.models import Founding, FoundingEnterprise
from zhijia.services.organising.founding.opening import NewFounding, ask_for_union, open_founding
from zhijia.services.organising.registration.codes import Condition
from zhijia.services.organising.registration.opening import Application, apply_for_registration, known_of
from zhijia.services.organising.targets.models import OrganisingTarget

SEED = 20070701
WORKERS = 6
STANDING = 4
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
BALLOTS = {"due": WORKERS, "present": WORKERS, "issued": WORKERS, "returned": WORKERS, "valid": WORKERS, "invalid": 0}
WHY = {"reason_code": "incomplete", "reason": "筹备组成员的入会申请没有附上。"}
GONE = {"reason_code": "employer", "reason": "企业整体搬迁到外地。"}

PREMISES = {"chair_name": "", "address": "演示县长江路2号"}
CODE = 900_900


@dataclass
class Founder:
    """The city's cadre who helps, its leader who answers."""

    desk: DemoDesk
    cadre: Actor
    leader: Actor
    rng: Random

    def make(
        self, case_id: int, verb: str, data: Mapping[str, Any] | None = None, *, by: Actor | None = None, day: int
    ) -> None:
        """One move, with a paper that differs from case to case and move to move."""
        now, actor = self.desk.timeline.ago(day), by or self.cadre
        paper = SimpleUploadedFile(f"材料{case_id}.pdf", PDF + f"{case_id} {verb} {day}".encode())
        key = UUID(int=self.rng.getrandbits(128), version=4)
        with scoped(actor):
            advance(
                case_id, verb, actor=actor, key=key, now=now, data=data or {}, files=MultiValueDict({"scan": [paper]})
            )

    def on(self, day: int) -> str:
        return self.desk.timeline.day(day).isoformat()

    def staff(self, firm: Enterprise, *, day: int) -> list[Person]:
        """So many work there and have joined the union of the place."""
        home, on, now = firm.territory, self.desk.timeline.day(day), self.desk.timeline.ago(day)
        with scoped(self.cadre):
            people = enter_people(self.cadre, [NewPerson(home, person_name(self.rng)) for _ in range(WORKERS)], now=now)
            employ_all(self.cadre, [NewEmployment(one, firm, on) for one in people], now=now)
            join_all(self.cadre, [Joining(one, home, on, on, basis="入会申请书") for one in people], now=now)
        return people


def found_unions(desk: DemoDesk) -> None:
    """Every state occurs: most on the way of the first, the others where a case was left."""
    rng = Random(SEED)  # noqa: S311  nothing here is secret
    founder = Founder(desk, desk.actor("city.organising"), desk.actor("city.leader"), rng)
    with scoped(founder.cadre):
        taken = [
            *FoundingEnterprise.objects.values_list("enterprise", flat=True),
            *OrganisingTarget.objects.values_list("enterprise", flat=True),
        ]
        rows = Enterprise.objects.filter(coverages=None, closed_on=None, territory__kind=UnionKind.TOWN)
        firms = list(rows.exclude(pk__in=taken).select_related("territory").order_by("-pk")[:6])
    courses = (_to_the_end, _on_show, _stalled, _returned, _refused, _asked_by_worker)
    for firm, course in zip(firms, courses, strict=False):
        course(founder, firm)
    _elect(founder)


def _open(founder: Founder, firm: Enterprise, *, day: int) -> int:
    with scoped(founder.cadre):
        entry = NewFounding(enterprise=firm, contact="人事经理")
        return open_founding(entry, actor=founder.cadre, now=founder.desk.timeline.ago(day)).case_id


def _apply(founder: Founder, case_id: int, people: Sequence[Person], *, day: int) -> None:
    with scoped(SYSTEM):
        name = Founding.objects.get(case=case_id).union_name
    said = {
        "form": "own",
        "union_name": name,
        "contact": "人事经理",
        "has_party_body": "true",
        "wish": "职工座谈会上一致希望建立工会。",
        "preparers": "\n".join(f"{one.name} 筹备组成员" for one in people[:3]),
    }
    founder.make(case_id, "apply", said, day=day)


def _recruit(founder: Founder, firm: Enterprise, *, day: int) -> tuple[int, list[Person]]:
    people = founder.staff(firm, day=day)
    case_id = _open(founder, firm, day=day)
    _apply(founder, case_id, people, day=day - 1)
    founder.make(case_id, "approve_prep", {"words": ""}, by=founder.leader, day=day - 3)
    founder.make(case_id, "begin_recruiting", {"groups": "一个小组"}, day=day - 4)
    return case_id, people


def _announce(founder: Founder, case_id: int, people: Sequence[Person], *, day: int) -> int:
    """Four for three seats of the committee and one for the chair; the notice goes up on the same day."""
    for body, standing in (("committee", people[:4]), ("chair", people[:1])):
        for one in standing:
            _nominate(founder, case_id, body, one, day=day)
    founder.make(case_id, "announce", {"agreed_with": "与镇工会协商一致"}, day=day)
    return _put_up(founder, case_id, day=day)


def _nominate(founder: Founder, case_id: int, body: str, person: Person, *, day: int, by: Actor | None = None) -> None:
    with scoped(SYSTEM):
        member = Membership.objects.get(person=person, to_on=None).pk
    said = {"body": body, "member": member, "declared_on": founder.on(day), "declares": "on"}
    founder.make(case_id, "nominate", said, day=day, by=by)


def _put_up(founder: Founder, case_id: int, *, day: int, by: Actor | None = None) -> int:
    with scoped(SYSTEM):
        notice = PublicNotice.objects.filter(about=case_id).latest("pk").case_id
    founder.make(notice, "put_up", {"posted_on": founder.on(day), "places": "厂务公开栏、食堂门口"}, day=day, by=by)
    return notice


def _close(founder: Founder, notice: int, *, day: int, by: Actor | None = None) -> None:
    """A fortnight later its days are over, whatever holidays lie between."""
    pass_time(founder.desk, [notice], until=founder.desk.timeline.day(day))
    founder.make(notice, "close", {"result": "公示期内没有异议。"}, day=day, by=by)


def _tally(founder: Founder, case_id: int, body: str, yes: Sequence[int], *, day: int) -> None:
    who = {"held_on": founder.on(day), "scrutineers": "职工代表甲", "counters": "职工代表乙"}
    votes = {f"yes_{number}": count for number, count in enumerate(yes)}
    founder.make(case_id, f"tally_{body}", {**BALLOTS, **who, **votes}, day=day)


def _to_the_end(founder: Founder, firm: Enterprise) -> None:
    case_id, people = _recruit(founder, firm, day=120)
    notice = _announce(founder, case_id, people, day=110)
    _close(founder, notice, day=92)
    meeting = {"assembly": "general", "meeting_on": founder.on(88), "place": "公司会议室", "seats": 3}
    founder.make(case_id, "ask_meeting", meeting, day=91)
    founder.make(case_id, "approve_meeting", {"words": ""}, by=founder.leader, day=90)
    _tally(founder, case_id, "committee", [6, 5, 5, 2], day=88)
    _tally(founder, case_id, "chair", [6], day=88)
    founder.make(case_id, "report", {"term_years": 3}, day=86)
    founder.make(case_id, "establish", {"words": ""}, by=founder.leader, day=80)
    done = {name: founder.on(60) for name in ("rules_on", "plaque_on", "seal_on", "account_on")}
    founder.make(case_id, "set_up", {**done, "seal_number": "演示0001"}, day=60)
    _register(founder, case_id)


def _register(founder: Founder, case_id: int) -> None:
    """The new union applies; where the authority is at hand it gives the certificate, which ends the founding."""
    now, cadre = founder.desk.timeline.ago(50), founder.cadre
    with scoped(cadre):
        union = Union.objects.get(founding__case=case_id)
        known = known_of(union, today=founder.desk.timeline.as_of)
        application = Application(conditions=Condition.values, **{**PREMISES, **known}, papers=())
        record, _told = apply_for_registration(cadre, union, application, now=now)
    authority = cadre_at(founder.desk, record.authority_id)
    if authority is None:
        return
    certificate = {
        "certificate": "演示法证字第1号",
        "credit_code": synthetic_credit_code(CODE, registrar="8"),
        "registered_on": founder.on(40),
        "valid_to": union.term_to.isoformat() if union.term_to else "",
        "fee": "0",
    }
    founder.make(record.case_id, "register", certificate, by=authority, day=40)


def _on_show(founder: Founder, firm: Enterprise) -> None:
    """The candidates hang since yesterday, and somebody has objected."""
    case_id, people = _recruit(founder, firm, day=20)
    notice = _announce(founder, case_id, people, day=1)
    said = {"text": "候选人平时不在车间，职工不熟悉。", "about": "", "by_label": "", "received_on": founder.on(0)}
    founder.make(notice, "object", said, day=0)


def _stalled(founder: Founder, firm: Enterprise) -> None:
    case_id, _people = _recruit(founder, firm, day=75)
    pass_time(founder.desk, [case_id])


def _returned(founder: Founder, firm: Enterprise) -> None:
    people = founder.staff(firm, day=9)
    case_id = _open(founder, firm, day=9)
    _apply(founder, case_id, people, day=8)
    founder.make(case_id, "return_petition", WHY, by=founder.leader, day=6)


def _refused(founder: Founder, firm: Enterprise) -> None:
    """Given up before it was applied for, then asked for and refused, then applied for once more."""
    founder.make(_open(founder, firm, day=50), "withdraw", GONE, day=49)
    people = founder.staff(firm, day=40)
    case_id = _open(founder, firm, day=40)
    _apply(founder, case_id, people, day=39)
    founder.make(case_id, "reject", {**GONE, "reason_code": "ineligible"}, by=founder.leader, day=37)
    again = _open(founder, firm, day=5)
    _apply(founder, again, people, day=3)


def _asked_by_worker(founder: Founder, firm: Enterprise) -> None:
    people = founder.staff(firm, day=4)
    worker = Actor(person_id=people[0].pk, name=people[0].name)
    ask_for_union(worker, wish="夜班多、加班多，大家想有人替我们说话。", now=founder.desk.timeline.ago(2))


def _elect(founder: Founder) -> None:
    """In one union a recall that failed, and a renewal that is on show; in another one a renewal that was counted."""
    desk = founder.desk
    with scoped(founder.cadre):
        chairs = {staff.holding.post.union_id: staff for staff in desk.people.chairs}
        rows = Union.objects.filter(kind=UnionKind.ENTERPRISE, pk__in=chairs).order_by("-pk")
        able = list(islice((one for one in rows if _members(one) >= STANDING), 2))
    for union, course in zip(able, (_recall_and_renew, _count), strict=False):  # a very small city has no such union
        staff = chairs[union.pk]
        course(founder, load_actor(staff.user, today=desk.timeline.as_of), union, staff)


def _count(founder: Founder, chair: Actor, union: Union, _staff: Staff) -> None:
    """Shown, voted on, counted: the result has still to be reported."""
    renewal = _open_election(founder, chair, union, "renewal", day=60)
    notice = _show(founder, chair, union, renewal, day=50)
    _close(founder, notice, day=30, by=chair)
    meeting = {"assembly": "general", "meeting_on": founder.on(25), "place": "食堂", "seats": 3}
    founder.make(renewal, "ask", meeting, by=chair, day=29)
    founder.make(renewal, "approve", {"words": ""}, by=founder.cadre, day=27)
    with scoped(SYSTEM):
        due = _members(union)
    ballots = dict.fromkeys(("due", "present", "issued", "returned", "valid"), due)
    who = {"held_on": founder.on(25), "scrutineers": "职工代表甲", "counters": "职工代表乙", "invalid": 0}
    for body, yes in (("committee", (due, due, due, 0)), ("chair", (due,))):
        votes = {f"yes_{number}": count for number, count in enumerate(yes)}
        founder.make(renewal, f"tally_{body}", {**ballots, **who, **votes}, by=chair, day=25)


def _show(founder: Founder, chair: Actor, union: Union, renewal: int, *, day: int) -> int:
    """Four for the committee, one for the chair; their notice goes up on the next day."""
    with scoped(SYSTEM):
        people = [
            row.person for row in Membership.objects.filter(union=union, to_on=None, standing="active")[:STANDING]
        ]
    for body, standing in (("committee", people), ("chair", people[:1])):
        for one in standing:
            _nominate(founder, renewal, body, one, day=day, by=chair)
    founder.make(renewal, "announce", by=chair, day=day - 1)
    return _put_up(founder, renewal, day=day - 1, by=chair)


def _recall_and_renew(founder: Founder, chair: Actor, union: Union, staff: Staff) -> None:
    recall = _open_election(founder, chair, union, "recall", day=70, holding=staff.holding)
    meeting = {"assembly": "general", "meeting_on": founder.on(60), "place": "食堂"}
    founder.make(recall, "ask", meeting, by=chair, day=69)
    founder.make(recall, "approve", {"words": ""}, by=founder.cadre, day=65)
    with scoped(SYSTEM):
        count = Election.objects.get(case=recall).members or 2
    voted = {"held_on": founder.on(60), "entitled": count, "yes": count // 2}
    founder.make(recall, "record_recall", voted, by=chair, day=60)
    renewal = _open_election(founder, chair, union, "renewal", day=6)
    _show(founder, chair, union, renewal, day=3)


def _open_election(founder: Founder, chair: Actor, union: Union, kind: str, *, day: int, holding: Any = None) -> int:
    entry = NewElection(
        union=union, kind=kind, reason="本届任期将满" if kind == "renewal" else "会员提议", holding=holding
    )
    with scoped(chair):
        return open_election(entry, actor=chair, now=founder.desk.timeline.ago(day)).case_id


def _members(union: Union) -> int:
    return Membership.objects.filter(union=union, to_on=None, standing="active").count()
