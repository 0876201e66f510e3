"""A bargaining of the mill, moved day by day: each step of its life in one line.

story = open_story(city, ContractType.WAGE)
story.at("2026-03-02").send_offer().serve("2026-03-03").agree("2026-03-20")
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.carrying import Step
from zhijia.engines.cases.models import Case, Clock
from zhijia.engines.cases.sweep import sweep
from zhijia.engines.cases.tests.redating import redate
from zhijia.lib.shanghai import SHANGHAI
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import SYSTEM, Actor, load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity, make_figure
from zhijia.services.bargaining.actions.drafting import Hand, fill_terms
from zhijia.services.bargaining.actions.opening import NewBargaining, open_bargaining
from zhijia.services.bargaining.drafting.sheet import ClauseText, Sheet
from zhijia.services.bargaining.models import Bargaining, Clause, Contract, Draft
from zhijia.services.bargaining.models.bargainings import ContractType, Side
from zhijia.services.bargaining.models.talks import ChosenBy
from zhijia.services.bargaining.queries import objections_to
from zhijia.services.bargaining.rules.standards import standard_of

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
OFFER = {
    "topics": "工资增长、加班工资",
    "claims": "上年利润增长，职工工资两年没有调整。",
    "proposed_place": "公司会议室",
    "negotiators_proposed": "3",
    "channel": "paper",
}
VOTE = {
    "assembly": "congress",
    "session_label": "一届三次",
    "entitled": "60",
    "present": "52",
    "issued": "52",
    "returned": "52",
    "yes": "45",
    "no": "4",
    "abstain": "2",
    "invalid": "1",
}


def moment(day: str | date, hour: int = 10, minute: int = 0, second: int = 0) -> datetime:
    """A moment of a day in Shanghai."""
    on = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(on, time(hour, minute, second), SHANGHAI)


PAY: Mapping[str, Mapping[str, int]] = {
    "minimum_wage": {"minimum_wage": 260_000},
    "payment": {"pay_cycle": 30, "pay_day": 15},
    "overtime_pay": {"overtime_weekday": 15_000, "overtime_restday": 20_000, "overtime_holiday": 30_000},
    "sick_pay": {"sick_pay": 8000},
    "idle_pay": {"idle_pay": 8000},
    "deferral": {"deferral_consent": 1, "deferral_days": 30},
    "quota": {"quota_share": 9000},
}
FILLED: Mapping[str, Mapping[str, Mapping[str, int]]] = {
    ContractType.WAGE: {**PAY, "wage_level": {"average_wage": 620_000, "wage_rise": 500, "wage_rise_month": 1}},
    ContractType.GENERAL: {
        **PAY,
        "wage_level": {"average_wage": 620_000},
        "wage_adjustment": {"wage_rise": 500, "wage_rise_month": 1},
        "hours": {"hours_day": 480, "hours_week": 2400},
        "overtime_limit": {"overtime_day": 60, "overtime_day_special": 180, "overtime_month": 2160},
        "weekly_rest": {"rest_days": 1},
        "checkup": {"checkup_months": 12},
        "maternity": {
            "maternity_days": 98,
            "maternity_dystocia": 15,
            "maternity_multiple": 15,
            "miscarriage_early": 15,
            "miscarriage_late": 42,
        },
        "nursing": {"night_exempt_month": 7, "nursing_hours": 60},
        "training": {"training_fund": 150},
        "layoff": {"layoff_notice": 30},
        "inspection": {"inspection_months": 6},
    },
}
"""What fills the standard texts and keeps every floor that is known."""


@dataclass
class Story:
    """One bargaining and the day on which its people act. Steps return the story; `case` is always read afresh."""

    city: SmallCity
    case_id: int
    officer: Figure
    now: datetime
    steps: list[Step] = field(default_factory=list)

    @property
    def case(self) -> Case:
        with scoped(BUILDER):
            return Case.objects.get(pk=self.case_id)

    @property
    def bargaining(self) -> Bargaining:
        with scoped(BUILDER):
            return Bargaining.objects.select_related("case").get(case_id=self.case_id)

    @property
    def contract(self) -> Contract:
        with scoped(BUILDER):
            return Contract.objects.get(bargaining__case_id=self.case_id)

    @property
    def state(self) -> str:
        return self.case.state

    def clock(self, name: str) -> Clock:
        with scoped(BUILDER):
            return Clock.objects.filter(case_id=self.case_id, name=name).order_by("-pk")[0]

    def rules(self) -> set[str]:
        """Ids of the rules that warned so far."""
        with scoped(BUILDER):
            return set(self.case.findings.values_list("rule", flat=True))

    def at(self, day: str | date, hour: int = 10, minute: int = 0, second: int = 0) -> Self:
        self.now = moment(day, hour, minute, second)
        return self

    def sweep(self) -> Self:
        """Let the scheduler do what the passing of time demands."""
        with scoped(SYSTEM):
            sweep(now=self.now)
        return self

    def make(
        self, verb: str, data: Mapping[str, Any] | None = None, *, by: Actor | None = None, scan: bool = False
    ) -> Self:
        """One move by the chair unless somebody else is named."""
        files = MultiValueDict({"scan": [SimpleUploadedFile("扫描.png", PNG)]} if scan else {})
        actor = by or load_actor(self.city.chair.user, today=self.now.astimezone(SHANGHAI).date())
        with scoped(actor):
            step = advance(self.case_id, verb, actor=actor, key=uuid4(), now=self.now, data=data or {}, files=files)
        self.steps.append(step)
        return self

    def today(self) -> date:
        return self.now.astimezone(SHANGHAI).date()

    def send_offer(self, **changes: Any) -> Self:
        meets = (self.today() + timedelta(days=30)).isoformat()
        return self.make("send_offer", {**OFFER, "proposed_on": meets, **changes})

    def serve(self, day: str) -> Self:
        return self.make("record_service", {"day": day}, scan=True)

    def agree(self, day: str) -> Self:
        data = {"decision": "agree", "replied_on": day, "signer": "柯经理", "signer_authority": "法定代表人授权"}
        return self.make("agree", data, scan=True)

    def refuse(self, day: str, reason: str = "经营困难，暂不考虑") -> Self:
        return self.make("refuse", {"reason": reason, "replied_on": day, "signer": "柯经理"}, scan=True)

    def review_refusal(self, finding: str) -> Self:
        """The cadre of the union above judges the reasons of a refusal."""
        cadre = load_actor(self.city.town_cadre.user, today=self.today())
        return self.make("review_refusal", {"finding": finding, "note": "经营困难不是拒绝协商的正当理由。"}, by=cadre)

    def seat(self, side: Side, count: int = 3, **changes: Any) -> Self:
        """Seat a team whose first member is the chief."""
        chief = ChosenBy.UNION_CHAIR if side == Side.WORKERS else ChosenBy.LEGAL_REPRESENTATIVE
        other = ChosenBy.SELECTED if side == Side.WORKERS else ChosenBy.APPOINTED
        for n in range(count):
            seat = {
                "side": side,
                "name": f"{side}代表{n + 1}",
                "chosen_by": other if n else chief,
                "is_chief": "" if n else "on",
                "is_confidential": "on",
                "from_on": self.today().isoformat(),
            }
            self.make("name_negotiator", {**seat, **changes})
        return self

    def add(self, side: Side, name: str, **changes: Any) -> Self:
        """One more negotiator who is not the chief."""
        chosen = ChosenBy.SELECTED if side == Side.WORKERS else ChosenBy.APPOINTED
        day = self.today().isoformat()
        seat = {"side": side, "name": name, "chosen_by": chosen, "is_confidential": "on", "from_on": day}
        return self.make("name_negotiator", {**seat, **changes})

    def outsiders(self, side: Side, count: int) -> Self:
        """Negotiators from outside the unit."""
        for n in range(count):
            self.add(side, f"外聘{n + 1}", is_external="on", employer_name="某律师事务所")
        return self

    def seat_both(self) -> Self:
        return self.seat(Side.WORKERS).seat(Side.EMPLOYER)

    def meet(self, chaired_by: Side = Side.WORKERS, **changes: Any) -> Self:
        """A meeting whose minutes are signed on the same day."""
        return self.note_meeting(chaired_by, **changes).sign_minutes()

    def note_meeting(self, chaired_by: Side = Side.WORKERS, **changes: Any) -> Self:
        day = self.today().isoformat()
        minutes = {
            "held_on": day,
            "place": "公司会议室",
            "chaired_by": chaired_by,
            "recorder": "记录员",
            "present": "双方代表六人",
            "statements": "双方就工资增长交换意见。",
        }
        return self.make("record_meeting", {**minutes, **changes})

    def sign_minutes(self, **changes: Any) -> Self:
        """Both chiefs and the recorder sign the minutes of the last meeting."""
        with scoped(BUILDER):
            number = self.bargaining.meetings.count()
        signed = {"meeting": number, "signed_on": self.today().isoformat(), "by_all": "on"}
        return self.make("sign_minutes", {**signed, **changes}, scan=True)

    def draft(self, term_from: str, term_to: str, *, codes: tuple[str, ...] = ("wage_level", "women_work")) -> Self:
        """A draft with a clause per code, written by the chair."""
        with scoped(self.city.chair.actor):
            last = self.bargaining.drafts.count()
            draft = Draft.objects.create(
                bargaining=self.bargaining,
                version=last + 1,
                made_on=self.today(),
                term_from=date.fromisoformat(term_from),
                term_to=date.fromisoformat(term_to),
            )
            for n, code in enumerate(codes, 1):
                Clause.objects.create(
                    draft=draft, chapter=1, chapter_title="总则", position=n, code=code, body=f"第{n}条内容。"
                )
        return self

    def write_draft(self, term_from: str, term_to: str, *, source: str = "standard") -> Self:
        """Begin the next version of the text, as the chair does on the page."""
        return self.make("write_draft", {"source": source, "term_from": term_from, "term_to": term_to})

    @property
    def open_draft(self) -> Draft:
        """The latest version."""
        with scoped(BUILDER):
            return Draft.objects.filter(bargaining__case_id=self.case_id).order_by("-version")[0]

    @property
    def standard_sheet(self) -> Sheet:
        return [ClauseText(one.code, one.chapter, one.title, one.body) for one in standard_of("general").clauses]

    def edit(
        self, act: Callable[..., Any], *args: Any, base: int | None = None, by: Figure | None = None, **more: Any
    ) -> Self:
        """One edit by the chair unless somebody else is named; `base` is the last edit that was seen."""
        actor = load_actor((by or self.city.chair).user, today=self.today())
        with scoped(actor):
            draft = self.open_draft
            bargaining = Bargaining.objects.select_related("case").get(case_id=self.case_id)
            act(Hand(draft, bargaining, actor, self.now, draft.revision if base is None else base), *args, **more)
        return self

    def fill(self, values: Mapping[str, Mapping[str, int]]) -> Self:
        return self.edit(fill_terms, values)

    def initial(self) -> Self:
        """Both chiefs initial the draft; the talks that led to it met at least once, after an objection once more."""
        with scoped(BUILDER):
            objection = objections_to(self.bargaining).first()
            since = objection.given_on if objection else date.min
            has_met = self.bargaining.meetings.filter(held_on__gte=since).exists()
        if not has_met:
            self.meet(Side.EMPLOYER if objection else Side.WORKERS)
        day = self.today().isoformat()
        return self.make("initial_draft", {"workers_initialled_on": day, "employer_initialled_on": day}, scan=True)

    def table(self) -> Self:
        return self.make("table_draft", {"assembly": "congress"})

    def vote(self, **changes: Any) -> Self:
        return self.make("record_vote", {**VOTE, "held_on": self.today().isoformat(), **changes}, scan=True)

    def confirm_papers(self) -> Self:
        """The officer confirms everything that the chair entered from paper, if anything is left."""
        actor = load_actor(self.officer.user, today=self.today())
        with scoped(actor):
            entries = list(self.case.paper_entries.filter(confirmed_at=None).values_list("pk", flat=True))
        return self.make("confirm_paper", {"entries": entries}, by=actor) if entries else self

    def sign(self, day: str | None = None) -> Self:
        return self.make("sign", {"day": day or self.today().isoformat(), "by_chiefs": "on"}, scan=True)

    def file(self, received_on: str = "", **changes: Any) -> Self:
        """The union enters a filing from paper, and the officer confirms it."""
        filing = {
            "filed_on": self.today().isoformat(),
            "copies": "3",
            "has_explanation": "on",
            "bureau_name": "北塘区人力资源和社会保障局",
            "received_on": received_on,
        }
        return self.make("file", {**filing, **changes}, scan=True).confirm_papers()

    def by_officer(self) -> Actor:
        """The second person who confirms."""
        return load_actor(self.officer.user, today=self.today())

    def redate(self, clock: str, day: str) -> Self:
        """The chair proposes another day for what started a clock, the officer confirms it."""
        chair = load_actor(self.city.chair.user, today=self.today())
        redate(self.clock(clock).pk, day, first=chair, second=self.by_officer(), now=self.now)
        return self

    def review(self, opinion: str, verb: str = "review", **changes: Any) -> Self:
        """The union enters an opinion from paper, the officer confirms it, and it has its effect."""
        given = {"opinion": opinion, "reviewer": "审查员", "is_sealed": "on", "given_on": self.today().isoformat()}
        if opinion == "objection":
            given["objected_items"] = "第五条工资支付周期超过一个月。"
        return self.make(verb, {**given, **changes}, scan=True).confirm_papers().sweep()

    def to_the_table(self, day: str = "2026-03-02") -> Self:
        """From the offer to the first meeting, all in time."""
        start = date.fromisoformat(day)
        later = [(start + timedelta(days=n)).isoformat() for n in (1, 9, 10, 14)]
        self.at(day).send_offer().at(later[0]).serve(later[0]).at(later[1]).agree(later[1])
        self.at(later[2]).make("prepare").seat_both()
        return self.at(later[3]).make("begin_talks", {"first_meeting_on": later[3]})

    def to_signature(self, day: str = "2026-03-02", term: tuple[str, str] = ("2026-04-01", "2027-03-31")) -> Self:
        """From the offer to the chiefs' signature: ends on the day of the signature, the 29th day after the offer."""
        start = date.fromisoformat(day)
        self.to_the_table(day).at(start + timedelta(days=15)).meet()
        self.draft(*term).initial().table().at(start + timedelta(days=28)).vote()
        return self.at(start + timedelta(days=29)).confirm_papers().sign()


def open_story(
    city: SmallCity,
    contract_type: ContractType = ContractType.WAGE,
    day: str = "2026-03-02",
    *,
    officer: Figure | None = None,
    **changes: Any,
) -> Story:
    """The mill's union opens a bargaining on a day."""
    now = moment(day)
    with scoped(BUILDER):
        officer = officer or make_figure("青委员", union=city.mill_union, role=Role.OFFICER)
    entry = NewBargaining(union=city.mill_union, enterprise=city.mill, contract_type=contract_type, **changes)
    with scoped(city.chair.actor):
        bargaining = open_bargaining(entry, actor=city.chair.actor, now=now)
    return Story(city, bargaining.case_id, officer, now)
