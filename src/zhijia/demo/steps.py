"""What is done in a round of bargaining of the demo city, step by step: by the chair, the employer, the bureau, the city."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zhijia.demo.bargaining import Firm, move
from zhijia.demo.passing import pass_time
from zhijia.demo.working import DemoDesk
from zhijia.engines.cases.models import Case, Clock
from zhijia.organisation.models import LabourBureau
from zhijia.organisation.scopes import Actor, scoped
from zhijia.services.bargaining.actions.drafting import Hand, fill_terms
from zhijia.services.bargaining.checks.filing import REVIEW
from zhijia.services.bargaining.models import Bargaining, Clause, Contract

VALUES: Mapping[str, Mapping[str, int]] = {
    "minimum_wage": {"minimum_wage": 270_000},
    "payment": {"pay_cycle": 30, "pay_day": 15},
    "overtime_pay": {"overtime_weekday": 15_000, "overtime_restday": 20_000, "overtime_holiday": 30_000},
    "sick_pay": {"sick_pay": 8000},
    "idle_pay": {"idle_pay": 8000},
    "deferral": {"deferral_consent": 1, "deferral_days": 30},
    "quota": {"quota_share": 9000},
    "wage_level": {"average_wage": 680_000, "wage_rise": 450, "wage_rise_month": 1},
    "maternity": {
        "maternity_days": 128,
        "maternity_dystocia": 15,
        "maternity_multiple": 15,
        "miscarriage_early": 15,
        "miscarriage_late": 42,
    },
    "nursing": {"night_exempt_month": 7, "nursing_hours": 60},
    "women_checkup": {"checkup_months": 12},
    "inspection": {"inspection_months": 6},
    "checkup": {"checkup_months": 12},
}
"""What these rounds agree on: fen, hundredths of per cent, days."""
AUTHORITY = "法定代表人授权"
VOTE = {"assembly": "congress", "session_label": "二届一次", "entitled": "60", "present": "54", "issued": "54"}
PASSED = VOTE | {"returned": "54", "yes": "49", "no": "3", "abstain": "2", "invalid": "0"}
FAILED = VOTE | {"returned": "54", "yes": "27", "no": "20", "abstain": "7", "invalid": "0"}
PLACE = "公司会议室"


@dataclass(frozen=True)
class Guests:
    """Who acts in this system for the employer and for the labour bureau, and what that is called."""

    contact: Actor
    officer: Actor
    bureau: str


@dataclass
class Round:
    """One round of a firm; `day` is how many days ago its people act. Without guests the other sides act on paper."""

    desk: DemoDesk
    firm: Firm
    case_id: int
    day: int
    guests: Guests | None = None

    def make(self, verb: str, data: Mapping[str, Any] | None = None, *, by: Actor | None = None) -> None:
        now = self.desk.timeline.ago(self.day, hour=10)
        move(self.desk, by or self.firm.chair, self.case_id, verb, data or {}, now=now)

    @property
    def contact(self) -> Actor | None:
        """Who acts for the employer here; on paper it is the chair who enters it."""
        return self.guests.contact if self.guests else None

    def on(self, ago: int | None = None) -> str:
        return self.desk.timeline.day(self.day if ago is None else ago).isoformat()


Step = Callable[[Round], None]


def send(it: Round) -> None:
    text = {"topics": "工资增长、加班工资、工资支付", "claims": "上年利润增长，职工工资没有调整。"}
    meets = {
        "proposed_on": it.on(it.day - 20),
        "proposed_place": PLACE,
        "negotiators_proposed": "3",
        "channel": "online" if it.guests else "paper",
    }
    it.make("send_offer", text | meets)


def serve(it: Round) -> None:
    it.make("record_service", {"day": it.on()}, by=it.contact)


def agree(it: Round) -> None:
    reply = {"decision": "agree", "replied_on": it.on(), "signer": "人事负责人", "signer_authority": AUTHORITY}
    it.make("agree", reply, by=it.contact)


def refuse(it: Round) -> None:
    it.make("refuse", {"reason": "公司正在搬迁，暂不协商。", "replied_on": it.on(), "signer": "人事负责人"})


def prepare(it: Round) -> None:
    """Three for each side, the chiefs first."""
    it.make("prepare")
    for side, chief, other in (
        ("workers", "union_chair", "selected"),
        ("employer", "legal_representative", "appointed"),
    ):
        for number in range(3):
            seat = {"side": side, "name": f"{'职工方' if side == 'workers' else '企业方'}代表{number + 1}"}
            chosen = {"chosen_by": other if number else chief, "is_chief": "" if number else "on"}
            it.make("name_negotiator", seat | chosen | {"is_confidential": "on", "from_on": it.on()})


def meet(it: Round) -> None:
    it.make("begin_talks", {"first_meeting_on": it.on()})
    minutes = {"held_on": it.on(), "place": PLACE, "chaired_by": "workers", "recorder": "办公室文员"}
    words = {"present": "双方代表六人", "statements": "双方就工资增长幅度交换意见。"}
    it.make("record_meeting", minutes | words)
    with scoped(it.firm.chair):
        number = Bargaining.objects.get(case=it.case_id).meetings.count()
    it.make("sign_minutes", {"meeting": number, "signed_on": it.on(), "by_all": "on"})


def suspend(it: Round) -> None:
    later = it.on(it.day - 20)
    dates = {"from_on": it.on(), "until_on": later, "next_on": later}
    it.make("suspend", dates | {"next_place": PLACE, "next_topic": "工资增长幅度", "reason": "等待年度审计结果"})


def initial(it: Round) -> None:
    """The standard wage text with its values, for a year from the first of the next month but one; both chiefs initial it."""
    first = _first_of_month(it, after=50)
    last = first.replace(year=first.year + 1) - timedelta(days=1)
    source = {"source": "standard", "term_from": first.isoformat(), "term_to": last.isoformat()}
    it.make("write_draft", source)
    with scoped(it.firm.chair):
        bargaining = Bargaining.objects.select_related("case").get(case=it.case_id)
        draft = bargaining.drafts.order_by("-version")[0]
        written = set(draft.clauses.values_list("code", flat=True))
        hand = Hand(draft, bargaining, it.firm.chair, it.desk.timeline.ago(it.day, hour=11), draft.revision)
        fill_terms(hand, {code: values for code, values in VALUES.items() if code in written})
    it.make("print_draft")
    it.make("initial_draft", {"workers_initialled_on": it.on(), "employer_initialled_on": it.on()})


def table(it: Round) -> None:
    it.make("table_draft", {"assembly": "congress"})


def passed(it: Round) -> None:
    it.make("record_vote", PASSED | {"held_on": it.on()})


def failed(it: Round) -> None:
    it.make("record_vote", FAILED | {"held_on": it.on()})


def confirm(it: Round) -> None:
    """The rights department of the city confirms what was entered from paper."""
    rights = it.desk.actor("city.rights")
    with scoped(rights):
        entries = Case.objects.get(pk=it.case_id).paper_entries.filter(confirmed_at=None)
        ids = list(entries.order_by("pk").values_list("pk", flat=True))
    it.make("confirm_paper", {"entries": ids}, by=rights)


def sign(it: Round) -> None:
    confirm(it)
    it.make("sign", {"day": it.on(), "by_chiefs": "on"})


def file(it: Round) -> None:
    bureau = {"copies": "3", "has_explanation": "on", "filed_on": it.on()}
    if it.guests is None:
        it.make("file", bureau | {"bureau_name": _bureau_in_charge(it), "received_on": it.on()})
        confirm(it)
        return
    it.make("file", bureau | {"bureau_name": it.guests.bureau}, by=it.guests.contact)
    it.make("number_receipt", {"receipt_number": f"收〔{it.on()[:4]}〕{it.case_id}号"}, by=it.guests.officer)


def _bureau_in_charge(it: Round) -> str:
    """What the bureau of the firm's county is called (CB-054)."""
    with scoped(it.desk.actor("city.rights")):
        return LabourBureau.objects.get(place=it.firm.union.place).name


def employer_offers(it: Round) -> None:
    """The employer asks for talks on paper."""
    text = {"topics": "企业年金、培训费用和弹性工作时间", "claims": "公司拟建立企业年金，愿意与职工方协商。"}
    it.make("employer_offer", text | {"served_on": it.on(), "contact": "人事经理"})


def part(it: Round) -> None:
    it.make("declare_deadlock", {"reason": "双方对检查和劳动条件的要求差距较大。"})


def give_up(it: Round) -> None:
    it.make("give_up", {"reason": "公司决定停产搬迁，双方同意终止协商。"})


def conclude(it: Round) -> None:
    """Minutes instead of a contract."""
    it.make("conclude", {"outcome": "minutes", "text": "设立职工创新奖励，每季度评选一次，奖金由公司承担。"})


def deadlock(it: Round) -> None:
    """The sides part over the matter, and the union asks the bureau to coordinate."""
    part(it)
    facts = "双方经协商没有达成一致，请求协调处理。"
    it.make("apply_coordination", {"kind": "interest", "applicant": "workers", "facts": facts})


def objected(it: Round) -> None:
    words = {"opinion": "objection", "objected_items": "第四条：工资支付周期的表述不明确。", "reviewer": "审查员"}
    it.make("review", words | {"is_sealed": "on", "given_on": it.on()})
    confirm(it)
    wait(it)


def ask_supplement(it: Round) -> None:
    it.make("ask_supplement", {"day": it.on(), "asked": "缺职工代表大会决议，请在规定期限内补齐。"})


def approve(it: Round) -> None:
    """The bureau does not object, and both sides receive its opinion the same day: a wage agreement is in force."""
    served = {"served_on_workers_on": it.on(), "served_on_employer_on": it.on()}
    it.make(
        "review", {"opinion": "no_objection", "reviewer": "审查员", "is_sealed": "on", "given_on": it.on()} | served
    )
    confirm(it)
    pass_time(it.desk, [it.case_id], not_before=it.desk.timeline.ago(it.day, hour=11))


def inspect(it: Round) -> None:
    """Both sides look at what was promised: most is kept, one thing in part; of forty workers asked most know it."""
    with scoped(it.firm.chair):
        contract = Contract.objects.get(bargaining__case=it.case_id)
        clauses = list(Clause.objects.filter(draft=contract.draft_id).order_by("chapter", "position"))
    statuses = {f"status_{clause.pk}": "fulfilled" for clause in clauses[3:9]} | {f"status_{clauses[4].pk}": "partly"}
    whole = {"period_from": it.on(it.day + 30), "period_to": it.on(), "inspected_on": it.on()}
    survey = {"asked_aware": "40", "aware": "36", "satisfied": "33"}
    who = {"workers_inspectors": "职工方代表三人", "employer_inspectors": "企业方代表三人"}
    it.make("inspect", whole | survey | who | statuses)


def end(it: Round) -> None:
    it.make("end_by_condition", {"day": it.on(), "note": "约定的搬迁条件出现，合同按约定终止。"})


def dissolve(it: Round) -> None:
    it.make("dissolve", {"day": it.on(), "ground": "agreed", "note": "双方协商一致，另行订立新合同。"})


def lapse(it: Round) -> None:
    """The days until now pass: the term comes near its end, or is over."""
    pass_time(it.desk, [it.case_id], until=it.desk.timeline.day(it.day))


def tell(it: Round) -> None:
    it.make("tell_ended")


def archive(it: Round) -> None:
    it.make("archive")


def wait(it: Round) -> None:
    """Nobody does anything more about it."""
    pass_time(it.desk, [it.case_id])


def take_effect(it: Round) -> None:
    """The bureau says nothing to the end of its term: the contract takes effect by law."""
    with scoped(it.firm.chair):
        term = Clock.objects.filter(case=it.case_id, name=REVIEW).latest("pk")
    pass_time(it.desk, [it.case_id], until=term.due_on + timedelta(days=1))


def publish(it: Round) -> None:
    """Two days after the contract took effect, where that is behind us."""
    _publish(it, after=2)


def publish_late(it: Round) -> None:
    _publish(it, after=12)


def _publish(it: Round, *, after: int) -> None:
    with scoped(it.firm.chair):
        effective = Contract.objects.get(bargaining__case=it.case_id).effective_on
    if effective and effective + timedelta(days=after) < it.desk.timeline.as_of:
        it.day = (it.desk.timeline.as_of - effective).days - after
        lapse(it)
        it.make("publish", {"day": it.on(), "via": "公告栏和企业内网"})
        it.make("report_up", {"day": it.on()})


def _first_of_month(it: Round, *, after: int) -> date:
    return (it.desk.timeline.day(it.day) + timedelta(days=after)).replace(day=1)
