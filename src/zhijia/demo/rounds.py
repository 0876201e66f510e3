"""Rounds of bargaining in the demo city, one in each state that a round passes, from the first offer to inspection."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zhijia.demo.bargaining import Firm, move, pass_time
from zhijia.demo.working import DemoDesk
from zhijia.engines.cases.models import Case
from zhijia.organisation.models import LabourBureau
from zhijia.organisation.scopes import Actor, scoped
from zhijia.services.bargaining.actions.drafting import Hand, fill_terms
from zhijia.services.bargaining.actions.opening import NewBargaining, open_bargaining
from zhijia.services.bargaining.models import Bargaining, Contract
from zhijia.services.bargaining.models.bargainings import ContractType

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
    it.make("record_meeting", minutes | words | {"minutes_signed_on": it.on()})


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


def deadlock(it: Round) -> None:
    """The sides part over the matter, and the union asks the bureau to coordinate."""
    it.make("declare_deadlock", {"reason": "双方对检查和劳动条件的要求差距较大。"})
    facts = "双方经协商没有达成一致，请求协调处理。"
    it.make("apply_coordination", {"kind": "interest", "applicant": "workers", "facts": facts})


def objected(it: Round) -> None:
    words = {"opinion": "objection", "objected_items": "第四条：工资支付周期的表述不明确。", "reviewer": "审查员"}
    it.make("review", words | {"is_sealed": "on", "given_on": it.on()})
    confirm(it)
    wait(it)


def wait(it: Round) -> None:
    """The bureau says nothing: the contract takes effect by law."""
    pass_time(it.desk, [it.case_id])


def publish(it: Round) -> None:
    with scoped(it.firm.chair):
        effective = Contract.objects.get(bargaining__case=it.case_id).effective_on
    if effective and effective <= it.desk.timeline.day(it.day):
        it.make("publish", {"day": it.on(), "via": "公告栏和企业内网"})
        it.make("report_up", {"day": it.on()})


OFFER = ((0, send),)
SERVED = (*OFFER, (1, serve))
AGREED = (*SERVED, (9, agree))
PREPARED = (*AGREED, (10, prepare))
MET = (*PREPARED, (14, meet))
DRAFTED = (*MET, (20, initial))
TABLED = (*DRAFTED, (21, table))
ADOPTED = (*TABLED, (28, passed))
SIGNED = (*ADOPTED, (29, sign))
FILED = (*SIGNED, (31, file))
IN_FORCE = (*FILED, (32, wait), (60, publish))
ROUNDS: Sequence[tuple[int, Sequence[tuple[int, Step]]]] = (
    (3, OFFER),
    (40, (*SERVED, (22, wait))),
    (30, (*SERVED, (12, refuse))),
    (110, IN_FORCE),
    (50, (*FILED, (40, objected))),
    (24, MET),
    (14, AGREED),
    (16, PREPARED),
    (26, (*MET, (18, suspend))),
    (30, DRAFTED),
    (30, TABLED),
    (36, (*TABLED, (28, failed))),
    (36, ADOPTED),
    (38, SIGNED),
)
"""How many days ago a round began, and what was done on which of its days. A small city plays only the first of them."""


GUEST_ROUNDS: Sequence[tuple[ContractType, int, Sequence[tuple[int, Step]]]] = (
    (ContractType.WAGE, 110, IN_FORCE),
    (ContractType.WOMEN, 40, FILED),
    (ContractType.SAFETY, 40, (*MET, (30, deadlock))),
    (ContractType.GENERAL, 6, SERVED),
)
"""What the firm with guests has done: a contract in force, one before the bureau, a dispute before it, an offer to answer."""


def play_rounds(desk: DemoDesk, firms: Sequence[Firm], guests: Guests | None) -> None:
    """The rounds of the firm with guests, a firm for each of the others; then what else the passing of time has brought about."""
    if guests is not None:
        for kind, ago, steps in GUEST_ROUNDS:
            _play(desk, firms[0], kind, ago, steps, guests)
    for firm, (ago, steps) in zip(firms[1:], ROUNDS, strict=False):
        _play(desk, firm, ContractType.WAGE, ago, steps, None)
    pass_time(desk)


def _play(
    desk: DemoDesk,
    firm: Firm,
    kind: ContractType,
    ago: int,
    steps: Sequence[tuple[int, Step]],
    guests: Guests | None,
) -> None:
    entry = NewBargaining(union=firm.union, enterprise=firm.enterprise, contract_type=kind)
    with scoped(firm.chair):
        opened = open_bargaining(entry, actor=firm.chair, now=desk.timeline.ago(ago, hour=9))
    it = Round(desk, firm, opened.case_id, ago, guests)
    for after, step in steps:
        it.day = ago - after
        step(it)


def _first_of_month(it: Round, *, after: int) -> date:
    return (it.desk.timeline.day(it.day) + timedelta(days=after)).replace(day=1)
