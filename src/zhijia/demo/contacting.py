"""Paired contact in the demo city: pairs of the city and of a few counties, visits, issues in several states, ratings."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from random import Random
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from zhijia.demo.structure import DemoStructure
from zhijia.demo.working import DemoDesk
from zhijia.engines.cases.advance import advance
from zhijia.engines.issues.models import Issue
from zhijia.engines.scorecards.models import Purpose, Sheet
from zhijia.engines.visits.models import Visit
from zhijia.lib.shanghai import local_day
from zhijia.organisation.queries import top_of
from zhijia.organisation.scopes import SYSTEM, Actor, load_actor, scoped
from zhijia.services.contacts.actions.confirming import make_for_all
from zhijia.services.contacts.actions.programmes import open_programme
from zhijia.services.contacts.actions.proposing import accept_proposal, make_proposal
from zhijia.services.contacts.models import Pair, PairProgramme
from zhijia.services.contacts.queries import candidates_of, level_of
from zhijia.services.contacts.rating import SIX_HAVES

COUNTIES, OF_COUNTY, OF_CITY = 3, 4, 3
MOST_BEGUN = 4
BEGUN = 100
"""How many days ago the pairs began."""
BEFORE, AFTER = Fraction(1, 2), Fraction(9, 10)
"""Which share of the points the first visit found, and which the year brought."""
SEED = 20071008
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PROBLEMS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("工会经费连续两个季度没有按时拨缴。", "funds", "own", ("accept", "assign", "claim", "verify", "close")),
    ("食堂和活动室离车间太远，职工用不上。", "premises", "own", ("accept", "assign", "note")),
    ("职代会一年没有召开。", "congress", "own", ("accept", "assign", "claim")),
    ("三名职工的社会保险没有接续。", "wages", "higher", ("accept", "assign", "transfer")),
    ("高温岗位防暑用品没有发到班组。", "safety", "spot", ()),
)


def pair_up(desk: DemoDesk, structure: DemoStructure) -> None:
    """Open the programme, pair some unions, and let cadres and chairs act."""
    year = desk.timeline.day(BEGUN).year
    leader = desk.actor("city.leader")
    with scoped(leader):
        programme = open_programme(
            structure.city.root,
            year=year,
            target_total=80,
            target_city=40,
            actor=leader,
            now=desk.timeline.ago(130),
        )
    chairs = {
        union.pk: load_actor(chair.user, today=desk.timeline.as_of)
        for union, chair in zip(structure.unions, desk.people.chairs, strict=False)
    }
    offices = [("city", OF_CITY), *((f"c{n}", OF_COUNTY) for n in range(COUNTIES))]
    for number, (office, count) in enumerate(offices):
        pairs = _pair(desk, programme, office, count)
        _Contacts(desk, office, chairs, number).live(pairs)


def _pair(desk: DemoDesk, programme: PairProgramme, office: str, count: int) -> Sequence[Pair]:
    """Proposed, accepted, confirmed and told by the federation's own people."""
    cadre, leader = desk.actor(f"{office}.organising"), desk.actor(f"{office}.leader")
    now = desk.timeline.ago(BEGUN + 5)
    with scoped(cadre):
        count = max(count, _least(programme, cadre))
        proposal = make_proposal(programme, count=count, seed=SEED, actor=cadre, now=now)
        accept_proposal(proposal, actor=cadre, now=now)
        pairs = Pair.objects.filter(programme=programme, federation=proposal.federation)
        if not pairs.exists():
            return []  # a small city has counties without a union to visit
    with scoped(leader):
        make_for_all(programme, "confirm", actor=leader, now=now + timedelta(days=1))
        make_for_all(programme, "notify", actor=leader, now=now + timedelta(days=2))
        rows = Pair.objects.filter(programme=programme, federation=proposal.federation).select_related("cadre")
        return list(rows.order_by("pk"))


def _least(programme: PairProgramme, cadre: Actor) -> int:
    """So many are enough for new unions, one of each county and one of each kind."""
    level, federation = level_of(cadre), top_of(cadre)
    pool = candidates_of(programme, federation, level) if level else []
    kinds = {one.county for one in pool}, {one.ownership for one in pool}
    return sum(one.is_new for one in pool) + sum(map(len, kinds))


class _Contacts:
    """What the people of one federation and its unions do."""

    def __init__(self, desk: DemoDesk, office: str, chairs: Mapping[int, Actor], number: int) -> None:
        self.desk, self.chairs, self.number = desk, chairs, number
        self.leader = desk.actor(f"{office}.leader")
        self.rng = Random(SEED + number)  # noqa: S311  nothing here is secret
        self.cadres = {
            staff.post.pk: load_actor(staff.user, today=desk.timeline.as_of)
            for key, staff in desk.people.staff.items()
            if key.startswith(f"{office}.")
        }

    def live(self, pairs: Sequence[Pair]) -> None:
        """Some begin, most of these are visited, and of each visit one problem is on the ledger."""
        for place, pair in enumerate(pairs[:MOST_BEGUN]):
            cadre = self.cadres[pair.cadre_id]
            self._move(cadre, pair.case_id, "begin", ago=BEGUN)
            if place < MOST_BEGUN - 1:
                self._visit(pair, cadre, place)

    def _visit(self, pair: Pair, cadre: Actor, place: int) -> None:
        text, category, level, steps = PROBLEMS[(self.number + place) % len(PROBLEMS)]
        ago = 60 - 7 * place
        day = self.desk.timeline.day(ago)
        written = {
            "client_id": str(self._key()),
            "visited_on": day.isoformat(),
            "output": "生产正常，订单较去年略有增加。",
            "employees": "职工人数稳定，新进职工以外来务工人员为主。",
            "contracts": "集体合同在有效期内。",
            "activities": "上半年组织活动两次。",
            "talk_about_1": "一线操作工",
            "talk_1": "希望班车多开一趟。",
            "talk_about_2": "班组长",
            "talk_2": "夜班餐补可以再提高一些。",
            "talk_about_3": "新进职工",
            "talk_3": "想参加技能培训。",
            "problem_1": text,
            "category_1": category,
            "level_1": level,
            "promise_1": "联系培训机构上门授课",
            "promised_on_1": (day + timedelta(days=45)).isoformat(),
        }
        self._move(cadre, pair.case_id, "visit", written, ago=ago)
        chair = self.chairs.get(pair.union_id)
        with scoped(cadre):
            visit = Visit.objects.get(about=pair.case_id)
            issue = Issue.objects.get(origin=visit.case_id)
        if chair:
            self._move(chair, visit.case_id, "confirm", ago=ago - 1)
            self._rate(pair, cadre, chair, is_graded=place == 0)
        for number, step in enumerate(steps):
            self._step(step, issue, pair, chair, ago=ago - 2 - 3 * number)

    def _rate(self, pair: Pair, cadre: Actor, chair: Actor, *, is_graded: bool) -> None:
        """What the first visit found, what the union says of itself now; the first of each office is graded.

        A union that the city and a county are paired with is rated once, by whoever came first.
        """
        baseline = self._sheet(pair, Purpose.BASELINE)
        if baseline is None:
            return
        self._move(cadre, baseline, "check", _points(BEFORE), ago=40)
        self._move(cadre, pair.case_id, "rate", ago=12)
        rating = self._sheet(pair, Purpose.RATING)
        assert rating is not None
        self._move(chair, rating, "self_score", _points(AFTER), ago=10)
        if is_graded:
            self._move(cadre, rating, "check", _points(AFTER), ago=8)
            self._move(self.leader, rating, "review", _points(AFTER), ago=6)
            self._move(self.leader, rating, "grade", ago=5)

    def _sheet(self, pair: Pair, purpose: Purpose) -> int | None:
        with scoped(SYSTEM):
            rows = Sheet.objects.filter(about=pair.case_id, purpose=purpose)
            return rows.values_list("case_id", flat=True).first()

    def _step(self, step: str, issue: Issue, pair: Pair, chair: Actor | None, *, ago: int) -> None:
        cadre = self.cadres[pair.cadre_id]
        said: dict[str, dict[str, Any]] = {
            "accept": {"category": issue.category, "level": issue.level, "standard": "问题解决，职工认可。"},
            "assign": {"owner": pair.cadre_id, "measure": "约请企业负责人面谈，限期解决。"},
            "note": {"text": "企业答应重新安排场地，正在选址。"},
            "transfer": {"receiver": "社会保险经办机构", "text": "请求核对参保记录。"},
            "claim": {"result": "企业已经按要求办理。"},
            "verify": {"is_solved": "yes", "text": ""},
            "close": {"reply": "贵会反映的问题已经解决，谢谢支持。"},
        }
        by = {"accept": self.leader, "assign": self.leader, "verify": chair, "close": self.leader}.get(step, cadre)
        if by is not None:
            self._move(by, issue.case_id, step, said[step], ago=ago, scan=step == "claim")

    def _move(
        self,
        actor: Actor,
        case_id: int,
        verb: str,
        data: Mapping[str, Any] | None = None,
        *,
        ago: int,
        scan: bool = False,
    ) -> None:
        now = self.desk.timeline.ago(max(ago, 0))
        key = UUID(str(data["client_id"])) if data and "client_id" in data else self._key()
        paper = [SimpleUploadedFile(f"佐证{case_id}.pdf", _pdf(case_id, now))] if scan else []
        with scoped(actor):
            advance(
                case_id, verb, actor=actor, key=key, now=now, data=data or {}, files=MultiValueDict({"scan": paper})
            )

    def _key(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)


def _points(share: Fraction) -> dict[str, Any]:
    """Each item that is scored by hand with a share of its points, and what was looked at."""
    asked = [item for item in SIX_HAVES.items if not item.is_auto]
    given = {f"points_{item.code}": int(item.most * share) for item in asked}
    return {**given, **{f"note_{item.code}": "查看台账和记录" for item in asked}}


def _pdf(case_id: int, now: datetime) -> bytes:
    """A small file that differs from case to case."""
    return b"%PDF-1.4\n%" + f"{case_id} {local_day(now)}".encode() + PDF.removeprefix(b"%PDF-1.4")
