"""A case of supervision against the mill, moved day by day: each step of its life in one line.

story = open_story(city).accept().investigate().send_opinion("2026-05-29").serve("2026-04-08")
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.models import Case, Clock
from zhijia.engines.cases.sweep import sweep
from zhijia.engines.cases.tests.redating import redate
from zhijia.engines.documents.models import IssuedDocument
from zhijia.lib.shanghai import SHANGHAI
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import SYSTEM, Actor, load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity, make_figure
from zhijia.services.bargaining.tests.story import PNG, moment
from zhijia.services.supervision.actions.opening import NewSupervision, open_supervision
from zhijia.services.supervision.models import Supervision, Supervisor
from zhijia.services.supervision.models.supervisions import Matter, Source

LETTER = {
    "facts": "三月份工资没有按期支付。",
    "provisions": "《江苏省工资支付条例》第十三条",
    "demands": "1.补发三月份工资；2.说明原因",
    "signer": "周主席",
    "channel": "paper",
}


@dataclass
class Story:
    """One case and the day on which its people act. Steps return the story; `case` is always read afresh."""

    city: SmallCity
    case_id: int
    officer: Figure
    now: datetime

    @property
    def case(self) -> Case:
        with scoped(BUILDER):
            return Case.objects.get(pk=self.case_id)

    @property
    def state(self) -> str:
        return self.case.state

    @property
    def supervision(self) -> Supervision:
        with scoped(BUILDER):
            return Supervision.objects.select_related("handled_by").get(case_id=self.case_id)

    def clock(self, name: str) -> Clock:
        with scoped(BUILDER):
            return Clock.objects.filter(case_id=self.case_id, name=name).order_by("-pk")[0]

    def rules(self) -> set[str]:
        """Ids of the rules that warned so far."""
        with scoped(BUILDER):
            return set(self.case.findings.values_list("rule", flat=True))

    def documents(self) -> list[IssuedDocument]:
        with scoped(BUILDER):
            return list(IssuedDocument.objects.filter(case_id=self.case_id).order_by("pk"))

    def awaited(self) -> set[str]:
        with scoped(BUILDER):
            return set(self.case.awaits.values_list("verb", flat=True))

    def at(self, day: str, hour: int = 10, minute: int = 0, second: int = 0) -> Self:
        self.now = moment(day, hour, minute, second)
        return self

    def today(self) -> date:
        return self.now.astimezone(SHANGHAI).date()

    def sweep(self) -> Self:
        with scoped(SYSTEM):
            sweep(now=self.now)
        return self

    def make(
        self, verb: str, data: Mapping[str, Any] | None = None, *, by: Actor | None = None, scan: bool = False
    ) -> Self:
        """One move by the mill's chair unless somebody else is named."""
        files = MultiValueDict({"scan": [SimpleUploadedFile("扫描.png", PNG)]} if scan else {})
        actor = by or load_actor(self.city.chair.user, today=self.today())
        with scoped(actor):
            advance(self.case_id, verb, actor=actor, key=uuid4(), now=self.now, data=data or {}, files=files)
        return self

    def accept(self) -> Self:
        return self.make("accept")

    def investigate(self, supervisors: Sequence[Supervisor], **changes: Any) -> Self:
        found = {
            "held_on": self.today().isoformat(),
            "place": "公司会议室",
            "supervisors": [row.pk for row in supervisors],
            "found": "三月份工资没有按期支付，涉及职工十二人。",
            "evidence": "工资条、考勤表",
        }
        return self.make("investigate", {**found, **changes})

    def send_prompt(self, **changes: Any) -> Self:
        return self.make("send_prompt", {**LETTER, **changes})

    def send_opinion(self, rectify_by: str, **changes: Any) -> Self:
        return self.make("send_opinion", {**LETTER, "rectify_by": rectify_by, **changes})

    def serve(self, day: str) -> Self:
        verb = "record_receipt" if self.state == "recommended" else "record_service"
        return self.make(verb, {"day": day}, scan=True)

    def answer(self, day: str, decision: str = "agree", **changes: Any) -> Self:
        reply = {"decision": decision, "text": "逐项整改", "finishes_on": "2026-05-20", "signer": "柯经理"}
        return self.make("answer", {**reply, "replied_on": day, **changes}, scan=True)

    def redate(self, clock: str, day: str) -> Self:
        """The chair proposes another day for what started a clock, the officer confirms it."""
        first, second = (load_actor(user, today=self.today()) for user in (self.city.chair.user, self.officer.user))
        redate(self.clock(clock).pk, day, first=first, second=second, now=self.now)
        return self

    def recheck(self, result: str = "corrected", **more: str) -> Self:
        checked = {"checked_on": self.today().isoformat(), "result": result, "found": "已核对工资条。"}
        return self.make("recheck", checked | more)

    def confirm_papers(self) -> Self:
        """The officer confirms everything that the chair entered from paper, if anything is left."""
        actor = load_actor(self.officer.user, today=self.today())
        with scoped(actor):
            entries = list(self.case.paper_entries.filter(confirmed_at=None).values_list("pk", flat=True))
        return self.make("confirm_paper", {"entries": entries}, by=actor) if entries else self

    def recommend(self, *, by: Actor, **changes: Any) -> Self:
        letter = {**LETTER, "addressee": "北塘区人力资源和社会保障局", "demands": "责令限期支付"}
        return self.make("recommend", {**letter, **changes}, by=by)

    def to_opinion(self, supervisors: Sequence[Supervisor]) -> Self:
        """Registered, accepted, investigated, and an opinion that the mill received on 8 April 2026."""
        self.at("2026-04-01").accept().at("2026-04-02").investigate(supervisors)
        return self.at("2026-04-07").send_opinion("2026-05-29").at("2026-04-08").serve("2026-04-08")

    def to_default(self, supervisors: Sequence[Supervisor]) -> Self:
        """Nobody answered within the fifteen working days, which end on 29 April."""
        return self.to_opinion(supervisors).at("2026-04-30").sweep()


def open_story(city: SmallCity, day: str = "2026-04-01", *, officer: Figure | None = None, **changes: Any) -> Story:
    """The mill's union opens a case about wages."""
    now = moment(day)
    if officer is None:
        with scoped(BUILDER):
            officer = make_figure("青委员", union=city.mill_union, role=Role.OFFICER)
    entry: dict[str, Any] = {
        "source": Source.COMPLAINT,
        "matter": Matter.WAGES,
        "facts": "职工反映三月份工资没有发。",
        "occurred_from": date(2026, 3, 31),
    }
    new = NewSupervision(union=city.mill_union, enterprise=city.mill, **{**entry, **changes})
    with scoped(city.chair.actor):
        supervision = open_supervision(new, actor=city.chair.actor, now=now)
    return Story(city, supervision.case_id, officer, now)


def make_supervisors(city: SmallCity, count: int = 2, **changes: Any) -> list[Supervisor]:
    """Supervisors of the mill's union with certificates that hold through 2026."""
    values: dict[str, Any] = {"from_on": date(2025, 1, 1), "to_on": date(2027, 12, 31)}
    with scoped(BUILDER):
        return [
            Supervisor.objects.create(
                union=city.mill_union, name=f"监督员{n}", **{**values, "certificate": f"苏监〔2025〕{n}号", **changes}
            )
            for n in range(1, count + 1)
        ]
