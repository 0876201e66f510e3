"""The flow of a joint meeting: asked for, called, held, confirmed by the next session or not (WC-031, WC-032)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Flow, Move, Outcome, State, Turn, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.cases.sides import BY_UNION
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.engines.documents.scans import keep_scans
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.law.judging import judge_duty
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.rules import acting_role
from zhijia.organisation.scopes import Actor
from zhijia.services.congress.joint import events
from zhijia.services.congress.joint.forms import CallForm, ConfirmForm, HeldForm
from zhijia.services.congress.joint.models import JointMeeting
from zhijia.services.congress.rules.powers import RESERVED
from zhijia.services.congress.terms.flow import IN_FORCE
from zhijia.services.congress.terms.models import CongressTerm

FLOW = "congress.joint"
ASKED = State("asked", _("已提请"))
CALLED = State("called", _("已召集"))
HELD = State("held", _("待职代会确认"))
CONFIRMED = State("confirmed", _("已确认"), is_final=True)
REJECTED = State("rejected", _("未获确认"), is_final=True)
DROPPED = State("dropped", _("已取消"), is_final=True)


def open_joint(term: CongressTerm, *, actor: Actor, now: datetime, **facts: str) -> JointMeeting:
    """Ask for a joint meeting of a congress in force. Raises `Refused`: role, no congress in force."""
    check_administer(actor, term.union.path)
    if term.case.state not in IN_FORCE:
        raise Refused("职代会成立以后才能召开联席会议。")
    new = NewCase(
        title=f"{term.case.title}联席会议 {facts['topic']}"[:300],
        union_id=term.union_id,
        place=term.case.place,
        enterprise_id=term.enterprise_id,
        line=FunctionLine.RIGHTS,
        data={"power": facts["power"]},
    )
    with transaction.atomic():
        (case,) = open_cases(JOINT_FLOW, [new], actor=actor, now=now)
        meeting = JointMeeting.objects.create(case=case, term=term, **facts)
        begin(JOINT_FLOW, [(case, meeting)], now=now)
    return meeting


def judge_reserved(turn: Turn) -> Sequence[Verdict]:
    """WC-032, WC-025: what only the congress may pass is not passed here."""
    law = LocalLaw()
    is_met = turn.record.power not in RESERVED
    keys = ("congress.reserved", "congress.joint.reserved")
    rules = [law.rule(key, place=turn.case.place, on=turn.today) for key in keys]
    return [
        verdict
        for rule in rules
        if rule.value is not None
        for verdict in judge_duty(rule, is_met=is_met, rule="WC-032")
    ]


def judge_confirmed(turn: Turn) -> Sequence[Verdict]:
    """WC-031: put to a session, which is named."""
    rule = LocalLaw().rule("congress.joint.confirmed", place=turn.case.place, on=turn.data["confirmed_on"])
    return judge_duty(rule, is_met=True if turn.data["session"] else None)


def call(turn: Turn) -> Outcome:
    turn.record.called_for = turn.data["called_for"]
    turn.record.save(update_fields=["called_for"])
    return Outcome({"called_for": turn.data["called_for"].isoformat()})


def hold(turn: Turn) -> Outcome:
    for name in ("held_on", "attendance", "decision"):
        setattr(turn.record, name, turn.data[name])
    turn.record.save(update_fields=["held_on", "attendance", "decision"])
    return Outcome({"held_on": turn.data["held_on"].isoformat(), "scans": keep_scans(turn)})


def confirm(turn: Turn) -> Outcome:
    meeting: JointMeeting = turn.record
    meeting.session, meeting.confirmed_on = turn.data["session"], turn.data["confirmed_on"]
    meeting.is_confirmed = turn.data["is_confirmed"]
    meeting.save(update_fields=["session", "confirmed_on", "is_confirmed"])
    data = {"is_confirmed": meeting.is_confirmed, "scans": keep_scans(turn)}
    return Outcome(data, to_state="" if meeting.is_confirmed else "rejected")


def drop(turn: Turn) -> Outcome:
    return Outcome({"reason": turn.data["reason"]}, note=turn.data["reason"])


MOVES = (
    Move(
        "call",
        _("召集联席会议"),
        frozenset({"asked"}),
        "called",
        events.CALLED,
        **BY_UNION,
        form=CallForm,
        judges=(judge_reserved,),
        act=call,
        help=_("联席会议在授权范围内处理闭会期间的紧急事项，不代替职代会行使通过、决定、选举的职权。"),
    ),
    Move(
        "hold",
        _("登记联席会议结果"),
        frozenset({"called"}),
        "held",
        events.HELD,
        **BY_UNION,
        form=HeldForm,
        act=hold,
    ),
    Move(
        "confirm",
        _("登记职代会确认"),
        frozenset({"held"}),
        "confirmed",
        events.CONFIRMED,
        **BY_UNION,
        form=ConfirmForm,
        judges=(judge_confirmed,),
        act=confirm,
        may_lead_to=frozenset({"rejected"}),
    ),
    Move(
        "drop",
        _("取消联席会议"),
        frozenset({"asked", "called"}),
        "dropped",
        events.DROPPED,
        **BY_UNION,
        form=ReasonForm,
        act=drop,
        is_primary=False,
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[JointMeeting]:
    return records_in_order(cases, JointMeeting.objects.select_related("term"))


def wants(standing: Standing) -> Sequence[Wanted]:
    """The union calls it, enters what came of it, and puts that to the next session."""
    case = standing.case
    verb = {"asked": "call", "called": "hold", "held": "confirm"}[case.state]
    role = acting_role(case.union.kind)
    return [Wanted(verb, case.union_id, role=role)]


JOINT_FLOW = register_flow(
    Flow(
        code=FLOW,
        label=_("联席会议"),
        prefix="LX",
        states=(ASKED, CALLED, HELD, CONFIRMED, REJECTED, DROPPED),
        initial=ASKED.code,
        opened=events.OPENED,
        moves=MOVES,
        records_of=records_of,
        wants=wants,
        url_of=lambda case: case_url(case.pk),
    )
)
