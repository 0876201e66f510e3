"""The flow of a correction that a person asked for (PIPL arts 46, 48): answered by the union that keeps her record."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from zhijia.engines.cases.clocks import running_terms
from zhijia.engines.cases.flow import ClockStart, Flow, Move, State, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.rules import acting_role
from zhijia.services.organising import events
from zhijia.services.organising.correcting import acts, checks
from zhijia.services.organising.forms import correcting as forms
from zhijia.services.organising.joining.checks import DECIDING, check_decides, check_not_oneself
from zhijia.services.organising.models import Correction

ASKED, PROMISED, ACCEPTED, DECLINED, WITHDRAWN = "asked", "promised", "accepted", "declined", "withdrawn"
OPEN = frozenset({ASKED, PROMISED})
ANSWER, PROMISE = "answer", "promise"
WHO = _("受理工会的主席、干部，或上级工会的干部")


def _promised_on(correction: Correction) -> date | None:
    return correction.promised_on


ANSWER_CLOCK = ClockStart(ANSWER, _("答复更正申请"), "term", promised=_promised_on)
PROMISE_CLOCK = ClockStart(PROMISE, _("承诺答复日期"), "term", parameter="privacy.correction.promise")

MOVES = (
    Move(
        "promise",
        _("承诺答复日期"),
        frozenset({ASKED}),
        PROMISED,
        events.CORRECTION_PROMISED,
        may=check_decides,
        who=WHO,
        roles=DECIDING,
        form=forms.PromiseForm,
        guards=(checks.check_no_day_promised,),
        act=acts.promise,
        starts=(ANSWER_CLOCK,),
        stops=(PROMISE,),
        is_primary=False,
        help=_("本地没有规定答复期限的，由工会承诺一个日期，本人在手机上看得到。"),
    ),
    Move(
        "accept",
        _("同意更正"),
        OPEN,
        ACCEPTED,
        events.CORRECTION_ACCEPTED,
        may=check_decides,
        who=WHO,
        roles=DECIDING,
        form=forms.AcceptForm,
        guards=(check_not_oneself,),
        act=acts.accept,
        stops=(ANSWER, PROMISE),
        help=_("核对证明材料后更正，记录随即改过来，本人得到通知。"),
    ),
    Move(
        "decline",
        _("不同意更正"),
        OPEN,
        DECLINED,
        events.CORRECTION_DECLINED,
        may=check_decides,
        who=WHO,
        roles=DECIDING,
        form=forms.DeclineForm,
        guards=(check_not_oneself,),
        act=acts.decline,
        stops=(ANSWER, PROMISE),
        is_primary=False,
    ),
    Move(
        "withdraw",
        _("撤回更正申请"),
        OPEN,
        WITHDRAWN,
        events.CORRECTION_WITHDRAWN,
        may=checks.check_hers,
        who=_("申请人本人"),
        act=acts.withdraw,
        stops=(ANSWER, PROMISE),
        by_applicant=True,
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[Correction]:
    return records_in_order(cases, Correction.objects.all())


def wants(standing: Standing) -> Sequence[Wanted]:
    """A grass-roots union answers through its chair, one above through its cadres."""
    case, correction = standing.case, standing.record
    if case.state not in OPEN:
        return ()
    role = acting_role(correction.union.kind)
    if correction.promised_on:
        return [Wanted("accept", case.union_id, role=role, due_on=correction.promised_on)]
    return [Wanted("accept", case.union_id, role=role, due_on=standing.ask(running_terms).get(PROMISE))]


CORRECTION_FLOW = register_flow(
    Flow(
        code="organising.correction",
        label=_("更正申请"),
        prefix="GZ",
        states=(
            State(ASKED, _("待答复")),
            State(PROMISED, _("已承诺日期")),
            State(ACCEPTED, _("已更正"), is_final=True),
            State(DECLINED, _("未同意"), is_final=True),
            State(WITHDRAWN, _("本人撤回"), is_final=True),
        ),
        initial=ASKED,
        opened=events.CORRECTION_ASKED,
        moves=MOVES,
        records_of=records_of,
        wants=wants,
        url_of=lambda case: reverse("cases:case", args=[case.pk]),
        opening=(PROMISE_CLOCK,),
    )
)
