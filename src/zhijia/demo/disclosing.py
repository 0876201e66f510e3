"""Open affairs in the demo city: a few unions with the plan of the year, most of it disclosed, some late, read and asked about."""

from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from zhijia.demo.structure import DemoStructure
from zhijia.demo.working import DemoDesk
from zhijia.engines.cases.advance import advance
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Employment, Enterprise, Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import SYSTEM, Actor, load_actor, scoped
from zhijia.services.openness.asking.marking import mark_read
from zhijia.services.openness.asking.opening import ask
from zhijia.services.openness.models import (
    Body,
    Delivery,
    Disclosure,
    Grade,
    OpennessCheck,
    OpennessPlan,
    Problem,
)
from zhijia.services.openness.planning.opening import NewPlan, open_begun, open_plan
from zhijia.services.openness.rules.catalogue import Matter, Ownership, ownership_of

PLANS, BEGUN, SEED = 6, 200, 33
READERS = 9
POSTED = 7
INSPECTED, INSPECTED_AGO, RECTIFIED_IN = 2, 9, 6
TEXTS: Mapping[str, str] = {
    Matter.BASIC: "本期产量、销售收入与去年同期基本持平，没有新增亏损。订单能排到年底。",
    Matter.HIRING: "本期新招职工十一人，全部在入职一个月内签订书面劳动合同，没有使用劳务派遣。",
    Matter.SAFETY: "本期开展安全检查三次，整改隐患五处，没有发生生产安全事故。",
    Matter.INSURANCE: "本期社会保险费、住房公积金按月足额缴纳，没有欠缴。",
    Matter.TRAINING: "本期使用职工教育经费培训一线职工四十人次，下一期计划开设电工、质检两个班。",
    Matter.DISPUTES: "本期没有发生劳动争议。",
    Matter.PERFORMANCE: "集体合同约定的工资增长、高温津贴和体检已经履行，年休假有两个班组没有排完。",
}
OTHERWISE = "本期没有发生应当公开的事项。"
QUESTION, ANSWER = "年休假没有排完的班组，什么时候补上？", "十二月底前由车间排出计划，仍不能休的按规定支付工资。"


def open_affairs(desk: DemoDesk, structure: DemoStructure) -> None:
    """Plans of the first enterprise unions; each of them lives until the day of the city."""
    enterprises = {f"{enterprise.name}工会委员会": enterprise for enterprise in structure.enterprises}
    begun = desk.timeline.day(BEGUN)
    chairs = [
        (union, enterprises[union.name], chair)
        for union, chair in zip(structure.unions, desk.people.chairs, strict=True)
        if union.kind == UnionKind.ENTERPRISE and union.founded_on and union.founded_on < begun
    ]
    for number, (union, enterprise, chair) in enumerate(chairs[:PLANS]):
        actor = load_actor(chair.user, today=desk.timeline.as_of)
        _Plan(desk, actor, number).live(union, enterprise)


class _Plan:
    """What the people of one union do with its plan."""

    def __init__(self, desk: DemoDesk, chair: Actor, number: int) -> None:
        self.desk, self.chair, self.number = desk, chair, number
        self.checker = desk.actor("city.rights")
        self.rng = Random(SEED + number)  # noqa: S311  nothing here is secret

    def live(self, union: Union, enterprise: Enterprise) -> None:
        """In force since the spring, opened as its spans begin; the last one has named nobody who answers for it."""
        timeline = self.desk.timeline
        ownership = ownership_of(enterprise.ownership) or Ownership.PRIVATE
        with scoped(self.chair):
            entry = NewPlan(union=union, enterprise=enterprise, year=timeline.day(BEGUN).year, ownership=ownership)
            plan = open_plan(entry, actor=self.chair, now=timeline.ago(BEGUN))
        responsible = "" if self.number == PLANS - 1 else "总经理"
        given = {"responsible": responsible, "office": "综合办公室", "adopted_on": timeline.day(BEGUN)}
        self._move(self.chair, plan.case_id, "adopt", given, ago=BEGUN)
        for ago in range(BEGUN - 1, -1, -10):
            with scoped(SYSTEM):
                plan = OpennessPlan.objects.select_related("enterprise").get(pk=plan.pk)
                open_begun(plan, actor=SYSTEM, now=timeline.ago(ago, hour=1), today=timeline.day(ago))
        with scoped(self.chair):
            rows = list(Disclosure.objects.filter(item__plan=plan).select_related("case", "item").order_by("pk"))
        for place, row in enumerate(rows):
            self._disclose(row, place)
        self._read(enterprise)
        if self.number < INSPECTED:
            self._inspect(plan)

    def _inspect(self, plan: OpennessPlan) -> None:
        """The congress's group looks at what was shown: at the first union all is in order, at the second it is not."""
        day = self.desk.timeline.day(INSPECTED_AGO)
        with scoped(self.chair):
            shown = Disclosure.objects.filter(item__plan=plan, published_on__lt=day).order_by("pk")
            rows = [row for row in shown if row.due_on and row.published_on and row.published_on <= row.due_on][:3]
        if not rows:
            return
        begun = {"body": Body.GROUP, "members": "职代会厂务公开小组", "checked_on": day}
        self._move(self.chair, plan.case_id, "inspect", begun, ago=INSPECTED_AGO)
        with scoped(self.chair):
            case_id = OpennessCheck.objects.values_list("case_id", flat=True).get(plan=plan)
        wrong = {"problems": [Problem.FORM], "found": "只贴在办公楼一楼，三班职工看不到。"}
        for place, row in enumerate(rows):
            given = {"disclosure": row.pk, **(wrong if self.number and place == 0 else {})}
            self._move(self.chair, case_id, "examine", given, ago=INSPECTED_AGO, hour=14)
        if not self.number:
            self._move(self.chair, case_id, "finish", {}, ago=INSPECTED_AGO - 1)
            return
        opinion: dict[str, Any] = {"demands": "在三个车间的公开栏同时张贴。", "delivery": Delivery.PAPER}
        opinion["rectify_by"] = self.desk.timeline.day(-RECTIFIED_IN)
        self._move(self.chair, case_id, "send_opinion", opinion, ago=INSPECTED_AGO - 1)

    def _disclose(self, row: Disclosure, place: int) -> None:
        """Most in time, one in six after its day, one in six not at all; what is not due yet is begun."""
        kind = (place + self.number) % 6
        if row.due_on is None or kind == 5:
            return
        ago = (self.desk.timeline.as_of - (row.due_on + timedelta(days=9 if kind == 4 else -12))).days
        opened = (self.desk.timeline.as_of - local_day(row.case.opened_at)).days
        ago = min(ago, opened - 1)
        if ago < 1:
            return
        self._move(self.chair, row.case_id, "draft", {"text": TEXTS.get(row.item.matter, OTHERWISE)}, ago=ago)
        if ago < 3:
            return
        self._move(self.checker, row.case_id, "clear", {"is_private": "on"}, ago=ago - 1)
        day = self.desk.timeline.day(ago - 1)
        posted = {"channels": ["board", "phone"], "from_on": day, "to_on": day + timedelta(days=POSTED)}
        self._move(self.chair, row.case_id, "publish", posted, ago=ago - 1, hour=11)

    def _read(self, enterprise: Enterprise) -> None:
        """Some read and rate what hangs or hung last; one of them asks, and half of the unions have answered."""
        now = self.desk.timeline.ago(2)
        with scoped(SYSTEM):
            jobs = Employment.objects.filter(enterprise=enterprise, to_on=None).select_related("person").order_by("pk")
            readers = [Actor(user_id=0, person_id=job.person_id, name=job.person.name) for job in jobs[:READERS]]
            rows = Disclosure.objects.filter(item__plan__enterprise=enterprise, published_on__lt=local_day(now))
            shown = list(rows.order_by("-published_on", "pk").values_list("case_id", flat=True)[:2])
        for case_id in shown:
            for place, reader in enumerate(readers):
                grade = (Grade.SATISFIED, Grade.BASICALLY, Grade.SATISFIED, Grade.DISSATISFIED, "")[place % 5]
                mark_read(reader, case_id, grade=grade, now=now)
        if shown and readers:
            asked = ask(readers[0], shown[0], text=QUESTION, is_named=self.number % 2 == 0, now=now)
            if self.number % 2:
                self._move(self.chair, asked.case_id, "answer", {"answer": ANSWER, "is_shown": "on"}, ago=1)

    def _move(
        self, actor: Actor, case_id: int, verb: str, data: Mapping[str, Any], *, ago: int, hour: int = 10
    ) -> None:
        key = UUID(int=self.rng.getrandbits(128), version=4)
        with scoped(actor):
            advance(case_id, verb, actor=actor, key=key, now=self.desk.timeline.ago(ago, hour=hour), data=data)
