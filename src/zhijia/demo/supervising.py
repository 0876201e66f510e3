"""Legal supervision in the demo city: a few counties, each with cases in several states, made by real moves."""

from collections.abc import Mapping
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

COUNTIES = 4
OLDEST = 120
"""Days before the day of the city by which supervisors are named, before any case."""
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SUPERVISORS = ("陈守正", "吴明察", "郑秉公")
STORIES: tuple[tuple[int, Matter, str, tuple[str, ...]], ...] = (
    (3, Matter.WAGES, "职工反映加班工资没有足额支付。", ()),
    (8, Matter.HOURS, "检查发现连续三个月每月加班超过三十六小时。", ("accept",)),
    (14, Matter.BARGAINING, "用人单位没有答复集体协商要约。", ("accept", "investigate", "prompt")),
    (20, Matter.WOMEN, "孕期女职工被安排夜班。", ("accept", "investigate", "opinion")),
    (40, Matter.CONTRACT, "二十余名职工没有签订书面劳动合同。", ("accept", "investigate", "opinion", "agree")),
    (110, Matter.WAGES, "两个月工资没有按期支付。", ("accept", "investigate", "opinion", "agree", "recheck", "close")),
    (
        45,
        Matter.INSURANCE,
        "没有为新进职工办理社会保险登记。",
        ("accept", "investigate", "opinion", "refuse", "recommend"),
    ),
    (
        100,
        Matter.DEMOCRACY,
        "规章制度没有经职工代表大会讨论。",
        ("accept", "investigate", "prompt", "agree", "recheck", "close"),
    ),
)
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
}
"""How many days after the step before each step is made."""


def supervise(desk: DemoDesk, structure: DemoStructure) -> None:
    """Open the cases of some counties and let their cadres work on them."""
    for number, county in enumerate(structure.counties[:COUNTIES]):
        cadre, leader = desk.actor(f"c{number}.rights"), desk.actor(f"c{number}.leader")
        supervisors = _set_up(desk, county, cadre)
        with scoped(cadre):
            enterprises = list(
                Enterprise.objects.filter(path__startswith=county.path).order_by("pk")[: len(STORIES) + 2]
            )
        for enterprise, (begun, matter, facts, steps) in zip(enterprises, STORIES, strict=False):
            _Story(desk, cadre, leader, county, supervisors).tell(
                enterprise, matter, facts, steps, begun=begun + number
            )
        _note(desk, county, cadre, enterprises[len(STORIES) :])


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

    def tell(self, enterprise: Enterprise, matter: Matter, facts: str, steps: tuple[str, ...], *, begun: int) -> None:
        self.now = self.desk.timeline.ago(begun)
        self.provisions = PROVISIONS.get(matter, "《中华人民共和国劳动法》第三条")
        entry = NewSupervision(
            union=self.county,
            enterprise=enterprise,
            source=Source.FINDING if matter != Matter.WAGES else Source.COMPLAINT,
            matter=matter,
            facts=facts,
            occurred_from=self.desk.timeline.day(begun + 20),
        )
        with scoped(self.cadre):
            supervision = open_supervision(entry, actor=self.cadre, now=self.now)
        for step in steps:
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
        self._move(supervision, "recheck", {"checked_on": self._day, "result": "corrected", "found": "已经逐项改正。"})

    def _close(self, supervision: Supervision) -> None:
        self._move(supervision, "close", {"note": "整改到位，结案。", "told_on": self._day})

    def _recommend(self, supervision: Supervision) -> None:
        letter = {
            "addressee": f"{self.county.name.removesuffix('总工会')}人力资源和社会保障局",
            "demands": "责令限期改正",
        }
        self._move(supervision, "recommend", {**self._letter(supervision), **letter})

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
