"""Legal supervision in the demo city: a few counties, each with cases in several states, made by real moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from zhijia.demo.structure import DemoStructure
from zhijia.demo.working import DemoDesk
from zhijia.engines.cases.advance import advance
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Enterprise, Union
from zhijia.organisation.scopes import Actor, scoped
from zhijia.services.supervision.actions.bodies import name_supervisor, record_body
from zhijia.services.supervision.actions.noticing import note_clues
from zhijia.services.supervision.actions.opening import NewSupervision, open_supervision
from zhijia.services.supervision.models import Supervision, Supervisor
from zhijia.services.supervision.models.supervisions import Matter, Source

OLDEST = 120
"""Days before the day of the city by which supervisors are named, before any case."""
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SUPERVISORS = ("陈守正", "吴明察", "郑秉公")
TO_OPINION = ("accept", "investigate", "opinion")
TO_DEPARTMENT = (*TO_OPINION, "refuse", "recommend", "receipt", "ruling")


@dataclass(frozen=True)
class Script:
    """How many days ago a case was registered, what it is about, what was done, whom it concerns and what they got back."""

    begun: int
    matter: Matter
    facts: str
    steps: tuple[str, ...] = ()
    people: int | None = None
    recovered: int | None = None


STORIES = (
    Script(
        118,
        Matter.INSURANCE,
        "按最低基数为职工缴纳社会保险费。",
        (*TO_DEPARTMENT, "handled", "recheck", "close"),
        27,
        93_700,
    ),
    Script(110, Matter.WAGES, "两个月工资没有按期支付。", (*TO_OPINION, "agree", "recheck", "close"), 31, 186_400),
    Script(
        100,
        Matter.DEMOCRACY,
        "规章制度没有经职工代表大会讨论。",
        ("accept", "investigate", "prompt", "agree", "recheck", "close"),
        people=140,
    ),
    Script(60, Matter.UNION, "没有按规定拨缴工会经费，意见书送达后没有答复。", TO_OPINION),
    Script(55, Matter.DEMOCRACY, "改制方案没有提交职工代表大会审议。", TO_DEPARTMENT, people=88),
    Script(52, Matter.NEGOTIATORS, "协商代表参加协商期间被扣发奖金。", (*TO_OPINION, "agree", "recheck"), 3, 4_200),
    Script(48, Matter.SAFETY, "高温岗位没有发放高温津贴。", (*TO_OPINION, "agree", "rectified"), people=42),
    Script(45, Matter.INSURANCE, "没有为新进职工办理社会保险登记。", (*TO_OPINION, "refuse", "recommend"), people=9),
    Script(40, Matter.CONTRACT, "二十余名职工没有签订书面劳动合同。", (*TO_OPINION, "agree"), people=23),
    Script(20, Matter.WOMEN, "孕期女职工被安排夜班。", TO_OPINION, people=2),
    Script(14, Matter.BARGAINING, "用人单位没有答复集体协商要约。", ("accept", "investigate", "prompt")),
    Script(12, Matter.OTHER, "职工反映食堂价格上涨，经核不属于监督范围。", ("accept", "dismiss")),
    Script(8, Matter.HOURS, "检查发现连续三个月每月加班超过三十六小时。", ("accept",)),
    Script(7, Matter.DISPATCH, "被派遣劳动者没有享受同工同酬。", ("accept", "investigate"), people=15),
    Script(3, Matter.WAGES, "职工反映加班工资没有足额支付。", people=18),
)
"""The oldest first: of one firm and matter one case is open at a time."""
ALL, SOME = range(len(STORIES)), (8, 14)
COUNTIES: Mapping[int, Sequence[int]] = {0: SOME, 2: SOME, 5: ALL, 7: ALL}
"""Which stories each county tells; all of them where a visitor can log in."""
MORE = 3_150
"""So many yuan more were recovered for each day later, so that no two counties tell the same."""
PROVISIONS = {
    Matter.WAGES: "《江苏省工资支付条例》第十三条",
    Matter.HOURS: "《中华人民共和国劳动法》第四十一条",
    Matter.BARGAINING: "《集体合同规定》第三十二条",
    Matter.WOMEN: "《女职工劳动保护特别规定》第六条",
    Matter.DEMOCRACY: "《中华人民共和国劳动合同法》第四条",
}
DAYS = {
    "accept": 1,
    "investigate": 4,
    "prompt": 3,
    "opinion": 3,
    "agree": 9,
    "refuse": 9,
    "recheck": 15,
    "close": 2,
    "recommend": 2,
    "receipt": 2,
    "ruling": 4,
    "handled": 25,
    "dismiss": 5,
    "rectified": 10,
}
"""How many days after the step before each step is made."""


def supervise(desk: DemoDesk, structure: DemoStructure) -> None:
    """Open the cases of some counties and let their cadres work on them; a small county tells several of one firm."""
    for number, told in COUNTIES.items():
        county, cadre, leader = (
            structure.counties[number],
            desk.actor(f"c{number}.rights"),
            desk.actor(f"c{number}.leader"),
        )
        supervisors = _set_up(desk, county, cadre)
        with scoped(cadre):
            enterprises = list(Enterprise.objects.filter(path__startswith=county.path).order_by("pk")[: len(told) + 2])
        if not enterprises:
            continue
        for place, index in enumerate(told):
            story = _Story(desk, cadre, leader, county, supervisors)
            story.tell(enterprises[place % len(enterprises)], STORIES[index], later=number % 3)
        _note(desk, county, cadre, enterprises[-2:])


def _set_up(desk: DemoDesk, county: Union, cadre: Actor) -> list[Supervisor]:
    now, day = desk.timeline.ago(OLDEST + 60), desk.timeline.day
    body = {
        "members": 60,
        "women": 24,
        "supervision": "committee",
        "women_organ": "committee",
        "is_elected": True,
        "term_from": day(800),
        "term_to": day(-900),
    }
    with scoped(cadre):
        record_body(county, body, actor=cadre, now=now)
        return [
            name_supervisor(
                county,
                {
                    "name": name,
                    "certificate": f"演监〔{desk.timeline.plan_year}〕{county.place}{place}号",
                    "from_on": day(800),
                    "to_on": day(-900),
                },
                actor=cadre,
                now=now,
            )
            for place, name in enumerate(SUPERVISORS, 1)
        ]


def _note(desk: DemoDesk, county: Union, cadre: Actor, enterprises: list[Enterprise]) -> None:
    """Clues that nobody has taken up yet."""
    with scoped(cadre):
        note_clues(
            county,
            [row.credit_code for row in enterprises],
            source=Source.TARGET,
            matter=Matter.BARGAINING,
            facts="已建工会，没有有效的集体合同。",
            actor=cadre,
            now=desk.timeline.ago(6),
        )


class _Story:
    """One case from its opening to the last of its steps."""

    def __init__(
        self, desk: DemoDesk, cadre: Actor, leader: Actor, county: Union, supervisors: list[Supervisor]
    ) -> None:
        self.desk, self.cadre, self.leader, self.county, self.supervisors = desk, cadre, leader, county, supervisors
        self.now = desk.timeline.now
        self.script, self.later = STORIES[0], 0

    def tell(self, enterprise: Enterprise, script: Script, *, later: int) -> None:
        begun, matter = script.begun + later, script.matter
        self.script, self.later, self.now = script, later, self.desk.timeline.ago(begun)
        self.provisions = PROVISIONS.get(matter, "《中华人民共和国劳动法》第三条")
        entry = NewSupervision(
            union=self.county,
            enterprise=enterprise,
            source=Source.FINDING if matter != Matter.WAGES else Source.COMPLAINT,
            matter=matter,
            facts=script.facts,
            occurred_from=self.desk.timeline.day(begun + 20),
            people=script.people,
        )
        with scoped(self.cadre):
            supervision = open_supervision(entry, actor=self.cadre, now=self.now)
        for step in script.steps:
            self.now += timedelta(days=DAYS[step])
            getattr(self, f"_{step}")(supervision)

    def _accept(self, supervision: Supervision) -> None:
        self._move(supervision, "accept", {})

    def _investigate(self, supervision: Supervision) -> None:
        chosen = [row.pk for row in self.supervisors[:2]]
        found = {
            "place": "用人单位会议室",
            "supervisors": chosen,
            "found": supervision.facts,
            "evidence": "考勤表、工资表",
        }
        self._move(supervision, "investigate", {**found, "held_on": self._day})

    def _prompt(self, supervision: Supervision) -> None:
        self._move(supervision, "send_prompt", self._letter(supervision))
        self._serve(supervision)

    def _opinion(self, supervision: Supervision) -> None:
        limit = (local_day(self.now) + timedelta(days=45)).isoformat()
        self._move(supervision, "send_opinion", {**self._letter(supervision), "rectify_by": limit})
        self._serve(supervision)

    def _agree(self, supervision: Supervision) -> None:
        finishes = (local_day(self.now) + timedelta(days=20)).isoformat()
        self._answer(supervision, {"decision": "agree", "text": "按要求逐项整改。", "finishes_on": finishes})

    def _refuse(self, supervision: Supervision) -> None:
        self._answer(supervision, {"decision": "refuse", "text": "认为不属于应当改正的情形。"})

    def _answer(self, supervision: Supervision, data: Mapping[str, Any]) -> None:
        self._move(supervision, "answer", {**data, "signer": "经办人", "replied_on": self._day}, scan="答复")
        self._confirm(supervision)

    def _recheck(self, supervision: Supervision) -> None:
        found = {"checked_on": self._day, "result": "corrected", "found": "已经逐项改正。"}
        money = self.script.recovered
        gained = {"people": self.script.people or "", "recovered": money + MORE * self.later if money else ""}
        self._move(supervision, "recheck", found | gained)

    def _close(self, supervision: Supervision) -> None:
        self._move(supervision, "close", {"note": "整改到位，结案。", "told_on": self._day})

    def _recommend(self, supervision: Supervision) -> None:
        letter = {
            "addressee": f"{self.county.name.removesuffix('总工会')}人力资源和社会保障局",
            "demands": "责令限期改正",
        }
        self._move(supervision, "recommend", {**self._letter(supervision), **letter})

    def _receipt(self, supervision: Supervision) -> None:
        self._move(supervision, "record_receipt", {"day": self._day}, scan="建议书送达回执")
        self._confirm(supervision)

    def _ruling(self, supervision: Supervision) -> None:
        number = f"演监察〔{local_day(self.now).year}〕{supervision.case_id}号"
        self._move(
            supervision, "record_ruling", {"ruling": "opened", "ruled_on": self._day, "number": number}, scan="立案告知"
        )
        self._confirm(supervision)

    def _handled(self, supervision: Supervision) -> None:
        told = {"handled_on": self._day, "result": "责令限期改正，用人单位已经履行。", "told_union_on": self._day}
        self._move(supervision, "record_handling", told, scan="处理结果")
        self._confirm(supervision)

    def _dismiss(self, supervision: Supervision) -> None:
        self._move(supervision, "dismiss", {"reason": "经核查，反映的情况不属于劳动法律监督的范围。"})

    def _rectified(self, supervision: Supervision) -> None:
        done = {"day": self._day, "measures": "已经按意见书逐项补发，并修改了制度。"}
        self._move(supervision, "report_rectified", done, scan="整改报告")
        self._confirm(supervision)

    def _serve(self, supervision: Supervision) -> None:
        self.now += timedelta(days=1)
        self._move(supervision, "record_service", {"day": self._day}, scan="送达回执")
        self._confirm(supervision)

    def _confirm(self, supervision: Supervision) -> None:
        """The county's leader compares what was entered with its scan."""
        with scoped(self.leader):
            entries = list(supervision.case.paper_entries.filter(confirmed_at=None).values_list("pk", flat=True))
        self._move(supervision, "confirm_paper", {"entries": entries}, by=self.leader)

    def _letter(self, supervision: Supervision) -> dict[str, str]:
        demands = "1.立即改正；2.说明原因并书面答复"
        return {
            "facts": supervision.facts,
            "provisions": self.provisions,
            "demands": demands,
            "signer": self.cadre.name,
            "channel": "paper",
        }

    @property
    def _day(self) -> str:
        return local_day(self.now).isoformat()

    def _move(
        self,
        supervision: Supervision,
        verb: str,
        data: Mapping[str, Any],
        *,
        scan: str = "",
        by: Actor | None = None,
    ) -> None:
        actor = by or self.cadre
        paper = (
            [SimpleUploadedFile(f"{scan}{supervision.case_id}.pdf", _pdf(supervision, verb, self.now))] if scan else []
        )
        key = UUID(int=self.desk.rng.getrandbits(128), version=4)
        with scoped(actor):
            advance(
                supervision.case_id,
                verb,
                actor=actor,
                key=key,
                now=self.now,
                data=data,
                files=MultiValueDict({"scan": paper}),
            )


def _pdf(supervision: Supervision, verb: str, now: datetime) -> bytes:
    """A small file that differs from case to case."""
    return b"%PDF-1.4\n%" + f"{supervision.case_id} {verb} {now:%Y%m%d}".encode() + PDF.removeprefix(b"%PDF-1.4")
