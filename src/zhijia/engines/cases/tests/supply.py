"""A flow that exists only in tests: a town asks its county for supplies.

draft ──submit──► review ──approve──► approved ──hand_over──► delivered
  ▲                 │ └──reject──► rejected      └─report─┘ (keeps the state)
  └────send_back────┘
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from django import forms

from zhijia.engines.cases import flow as flows
from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.carrying import Step
from zhijia.engines.cases.flow import ClockStart, Flow, Move, Outcome, State, Turn, Wanted
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.cases.queries import Awaited, awaited_of, with_awaited
from zhijia.engines.cases.standing import Standing
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.storing import attach
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Post
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import NOW, Figure, SmallCity
from zhijia.trail import kinds
from zhijia.trail.kinds import EventKind

CODE = "tests.supply"
CADRES = frozenset({Role.CADRE.value})
EVENTS = {
    verb: EventKind(f"{CODE}.{verb}", label)
    for verb, label in {
        "opened": "申领立项",
        "submitted": "提交申领",
        "sent_back": "退回申领",
        "approved": "批准申领",
        "rejected": "驳回申领",
        "reported": "报告进展",
        "handed_over": "发放物资",
    }.items()
}


@dataclass(frozen=True)
class Supply:
    """The record of a test case: who reviews, who keeps, until when was promised."""

    reviewer_id: int
    reviewer_union_id: int
    keeper_id: int
    keeper_union_id: int
    promised_on: date | None = None


class ReasonForm(forms.Form):
    reason = forms.CharField(label="理由", max_length=100)


class ReportForm(forms.Form):
    text = forms.CharField(label="进展情况", widget=forms.Textarea)
    evidence = EvidenceField(label="佐证材料", required=False)


def _is_post(name: str) -> Any:
    def check(turn: Turn) -> None:
        if turn.actor.post is None or turn.actor.post.id != getattr(turn.record, name):
            raise Refused("这一步由指定的岗位办理。")

    return check


def _report(turn: Turn) -> Outcome:
    for upload in turn.data["evidence"]:
        attach(turn.case, upload, actor=turn.actor, now=turn.now)
    return Outcome({"text": turn.data["text"]})


def _send_back(turn: Turn) -> Outcome:
    return Outcome({"reason": turn.data["reason"]})


def _wants(standing: Standing) -> list[Wanted]:
    case, record = standing.case, standing.record
    by_state = {
        "draft": Wanted("submit", record.keeper_union_id, role=Role.CADRE),
        "review": Wanted("approve", record.reviewer_union_id, post_id=record.reviewer_id, due_on=case.due_on),
        "approved": Wanted(
            "hand_over", record.keeper_union_id, post_id=record.keeper_id, due_on=record.promised_on or case.due_on
        ),
    }
    return [by_state[case.state]]


REVIEW = ClockStart("review", "审核期限", "statutory", parameter="supervise.reply.urgent_note")
DELIVERY = ClockStart("delivery", "发放期限", "task", promised=lambda record: record.promised_on)


def _set_review_due(turn: Turn) -> Outcome:
    turn.case.due_on = date(2026, 12, 1)
    return Outcome()


def make_flow(record: Supply) -> Flow:
    """The flow; every case of it has the same record, so that a test needs no table of its own."""
    return Flow(
        code=CODE,
        label="物资申领",
        prefix="SL",
        states=(
            State("draft", "起草"),
            State("review", "审核中"),
            State("approved", "已批准"),
            State("delivered", "已发放", is_final=True),
            State("rejected", "已驳回", is_final=True),
        ),
        initial="draft",
        opened=EVENTS["opened"],
        moves=_moves(),
        records_of=lambda cases: [record for _ in cases],
        wants=_wants,
        url_of=lambda case: f"/cases/{case.pk}/",
    )


def _moves() -> tuple[Move, ...]:
    keeps: dict[str, Any] = {"may": _is_post("keeper_id"), "who": "申领岗位", "roles": CADRES}
    reviews: dict[str, Any] = {"may": _is_post("reviewer_id"), "who": "审核岗位", "roles": CADRES}
    aside: dict[str, Any] = {"is_primary": False}
    draft, review, approved = (frozenset({state}) for state in ("draft", "review", "approved"))
    submit = Move(
        "submit", "提交", draft, "review", EVENTS["submitted"], act=_set_review_due, starts=(REVIEW,), **keeps
    )
    back = Move(
        "send_back",
        "退回",
        review,
        "draft",
        EVENTS["sent_back"],
        form=ReasonForm,
        act=_send_back,
        stops=("review",),
        **reviews,
        **aside,
    )
    approve = Move(
        "approve", "批准", review, "approved", EVENTS["approved"], stops=("review",), starts=(DELIVERY,), **reviews
    )
    reject = Move("reject", "驳回", review, "rejected", EVENTS["rejected"], form=ReasonForm, **reviews, **aside)
    report = Move(
        "report",
        "报告进展",
        approved,
        None,
        EVENTS["reported"],
        form=ReportForm,
        act=_report,
        help="写明已经做了什么。",
        **keeps,
        **aside,
    )
    hand_over = Move("hand_over", "发放", approved, "delivered", EVENTS["handed_over"], stops=("delivery",), **keeps)
    return submit, back, approve, reject, report, hand_over


@contextmanager
def registered(record: Supply, *, change: Callable[[Flow], Flow] = lambda flow: flow) -> Iterator[Flow]:
    """The flow and its event kinds are known inside the block only: reference pages never show them."""
    flow = change(make_flow(record))
    flow.check()
    with (
        patch.dict(flows._flows, {CODE: flow}),
        patch.dict(kinds._kinds, {kind.code: kind for kind in EVENTS.values()}),
    ):
        yield flow


def post_of(figure: Figure) -> Post:
    """The post of somebody who holds one."""
    assert figure.post is not None
    return figure.post


def supply_of(city: SmallCity) -> Supply:
    """The town's cadre keeps, the county's cadre reviews."""
    reviewer, keeper = post_of(city.county_cadre), post_of(city.town_cadre)
    return Supply(reviewer.pk, city.north.pk, keeper.pk, city.north_town.pk, date(2026, 12, 15))


def open_supply(city: SmallCity, flow: Flow, *, title: str = "申领十顶安全帽", now: datetime = NOW) -> Case:
    """A case in its first state, awaiting the town's cadre."""
    actor = city.town_cadre.actor
    with scoped(actor):
        entry = NewCase(title, city.north_town.pk, city.north_town.place)
        (case,) = open_cases(flow, [entry], actor=actor, now=now)
        begin(flow, [(case, flow.record_of(case))], now=now)
    return case


def make(case: Case, verb: str, actor: Actor, *, now: datetime = NOW, **data: Any) -> Step:
    """One move with a key of its own, in the actor's scope."""
    with scoped(actor):
        return advance(case.pk, verb, actor=actor, key=uuid4(), now=now, data=data)


def without_promise(record: Supply) -> Supply:
    return replace(record, promised_on=None)


def with_clock(start: ClockStart, *moves: Move) -> Callable[[Flow], Flow]:
    """A change of the flow: submitting starts this clock, and these moves are added."""

    def change(flow: Flow) -> Flow:
        changed = tuple(replace(move, starts=(start,)) if move.verb == "submit" else move for move in flow.moves)
        return replace(flow, moves=changed + moves)

    return change


def awaited_on(case: Case, *, today: date) -> list[Awaited]:
    """Whom a case awaits, as far as the present scope shows it."""
    return [row for found in with_awaited(Case.objects.filter(pk=case.pk), today=today) for row in awaited_of(found)]
