"""The flow of a public notice: put up, shown its days, objections answered, passed or not (services §0.2)."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.clocks import running_terms
from zhijia.engines.cases.flow import ClockStart, Flow, Move, State, Wanted, leave_to_system, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import BY_UNION
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.engines.public_notices import acts, checks, events, forms
from zhijia.engines.public_notices.checks import SHOW
from zhijia.engines.public_notices.models import PublicNotice
from zhijia.engines.public_notices.queries import open_objections
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.rules import acting_role

DRAFTED = State("drafted", _("待张贴"))
SHOWN = State("shown", _("公示中"))
RUN_OUT = State("run_out", _("公示期满"))
PASSED = State("passed", _("公示通过"), is_final=True)
UPHELD = State("upheld", _("异议成立"), is_final=True)
WITHDRAWN = State("withdrawn", _("已撤下"), is_final=True)
STATES = (DRAFTED, SHOWN, RUN_OUT, PASSED, UPHELD, WITHDRAWN)
HANGING = frozenset({"shown", "run_out"})


def posted_on(notice: PublicNotice) -> date | None:
    """The day it was put up, after which its days count."""
    return notice.posted_on


def term_of(notice: PublicNotice) -> str:
    """The rule of its days, which its kind decided."""
    return notice.parameter


SHOWING = ClockStart(
    SHOW,
    _("公示期"),
    "term",
    parameter_of=term_of,
    since=posted_on,
    on_expiry="run_out",
    corrected=acts.redate,
    taken_back_by="run_again",
)

MOVES = (
    Move(
        "put_up",
        _("登记张贴"),
        frozenset({"drafted"}),
        "shown",
        events.PUT_UP,
        **BY_UNION,
        form=forms.PutUpForm,
        act=acts.put_up,
        starts=(SHOWING,),
        help=_("按“张贴的文字”张贴，拍照留存；公示期从张贴的次日起算，期满由系统自动记录。"),
    ),
    Move(
        "object",
        _("登记异议"),
        HANGING,
        None,
        events.OBJECTED,
        **BY_UNION,
        form=forms.ObjectionForm,
        act=acts.enter_objection,
        is_primary=False,
    ),
    Move(
        "answer",
        _("答复异议"),
        HANGING,
        None,
        events.ANSWERED,
        **BY_UNION,
        form=forms.AnswerForm,
        guards=(checks.check_has_open_objection,),
        act=acts.answer,
        help=_("由被提出异议的人以外的负责人答复。"),
    ),
    Move(
        "run_out",
        _("公示期满"),
        frozenset({"shown"}),
        "run_out",
        events.RAN_OUT,
        may=leave_to_system,
        by_system=True,
        stops=(SHOW,),
    ),
    Move(
        "run_again",
        _("公示期重新计算"),
        frozenset({"run_out"}),
        "shown",
        events.RUNS_AGAIN,
        may=leave_to_system,
        by_system=True,
    ),
    Move(
        "close",
        _("结束公示"),
        HANGING,
        "passed",
        events.CLOSED,
        **BY_UNION,
        form=forms.CloseForm,
        guards=(checks.check_days_over, checks.check_all_answered),
        act=acts.close,
        may_lead_to=frozenset({"upheld"}),
    ),
    Move(
        "withdraw",
        _("撤下公示"),
        frozenset({"drafted", *HANGING}),
        "withdrawn",
        events.WITHDRAWN,
        **BY_UNION,
        form=ReasonForm,
        act=acts.withdraw,
        is_primary=False,
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[PublicNotice]:
    return records_in_order(cases, PublicNotice.objects.all())


def wants(standing: Standing) -> Sequence[Wanted]:
    """The union that keeps the case puts it up, answers what was objected, and closes it."""
    case, notice = standing.case, standing.record
    role = acting_role(case.union.kind)
    if case.state == "drafted":
        return [Wanted("put_up", case.union_id, role=role)]
    if open_objections(notice).exists():
        return [Wanted("answer", case.union_id, role=role)]
    due = standing.ask(running_terms).get(SHOW)
    return [Wanted("close", case.union_id, role=role, due_on=due)] if case.state == "run_out" else []


NOTICE_FLOW = register_flow(
    Flow(
        code="public_notices.notice",
        label=_("公示"),
        prefix="GS",
        states=STATES,
        initial=DRAFTED.code,
        opened=events.DRAFTED,
        moves=MOVES,
        records_of=records_of,
        wants=wants,
        url_of=lambda case: case_url(case.pk),
    )
)
