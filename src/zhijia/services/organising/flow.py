"""The flow of an application for membership: to join, or to come over from another union (services §A7: ME-03…05)."""

from collections.abc import Sequence

from django.urls import reverse

from zhijia.engines.cases.clocks import running_terms
from zhijia.engines.cases.flow import ClockStart, Flow, Move, State, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.rules import acting_role
from zhijia.services.organising import events
from zhijia.services.organising.forms import applying as forms
from zhijia.services.organising.joining import acts, checks
from zhijia.services.organising.models import Application

APPLIED, CONTACTED, APPROVED, DECLINED, WITHDRAWN = "applied", "contacted", "approved", "declined", "withdrawn"
OPEN = frozenset({APPLIED, CONTACTED})
CONTACT = "contact"
WHO = _("受理工会的主席、干部，或上级工会的干部")
CONTACT_CLOCK = ClockStart(CONTACT, _("联系申请人"), "term", parameter="membership.contact")
"""ME-04: whoever applied hears of it. It starts with the application."""

TRANSFER = "transfer"
TRANSFER_CLOCK = ClockStart(TRANSFER, _("答复转会"), "term", parameter="membership.transfer.silence")
"""ME-05: the new union's silence is pointed out and is no consent. It starts with the application of a member."""

MOVES = (
    Move(
        "contact",
        _("登记联系"),
        frozenset({APPLIED}),
        CONTACTED,
        events.APPLICANT_CONTACTED,
        may=checks.check_decides,
        who=WHO,
        roles=checks.DECIDING,
        form=forms.ContactForm,
        act=acts.contact,
        stops=(CONTACT,),
        is_primary=False,
        help=_("不通知用人单位。"),
    ),
    Move(
        "approve",
        _("同意"),
        OPEN,
        APPROVED,
        events.APPLICATION_APPROVED,
        may=checks.check_decides,
        who=WHO,
        roles=checks.DECIDING,
        form=forms.ApproveForm,
        guards=(checks.check_not_oneself,),
        act=acts.approve,
        help=_("别处没有会籍的登记入会；已是其他工会会员的办理转会，原工会同时得到通知。"),
    ),
    Move(
        "decline",
        _("不同意"),
        OPEN,
        DECLINED,
        events.APPLICATION_DECLINED,
        may=checks.check_decides,
        who=WHO,
        roles=checks.DECIDING,
        form=forms.DeclineForm,
        guards=(checks.check_not_oneself,),
        act=acts.decline,
        is_primary=False,
    ),
    Move(
        "withdraw",
        _("撤回入会、转会申请"),
        OPEN,
        WITHDRAWN,
        events.APPLICATION_WITHDRAWN,
        may=checks.check_applicant,
        who=_("申请人本人"),
        act=acts.withdraw,
        stops=(CONTACT, TRANSFER),
        by_applicant=True,
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[Application]:
    """Without its union: the one that a member came from reads the decided case, and does not see that row."""
    return records_in_order(cases, Application.objects.all())


def wants(standing: Standing) -> Sequence[Wanted]:
    """A grass-roots union decides through its chair, one above through its cadres."""
    case, application, due = standing.case, standing.record, standing.ask(running_terms)
    role = acting_role(application.union.kind)
    return [Wanted("approve", case.union_id, role=role, due_on=due.get(CONTACT))]


APPLICATION_FLOW = register_flow(
    Flow(
        code="organising.application",
        label=_("入会、转会申请"),
        prefix="RH",
        states=(
            State(APPLIED, _("待联系")),
            State(CONTACTED, _("已联系，待决定")),
            State(APPROVED, _("已同意"), is_final=True),
            State(DECLINED, _("未同意"), is_final=True),
            State(WITHDRAWN, _("本人撤回"), is_final=True),
        ),
        initial=APPLIED,
        opened=events.APPLIED,
        moves=MOVES,
        records_of=records_of,
        wants=wants,
        url_of=lambda case: reverse("cases:case", args=[case.pk]),
        opening=(CONTACT_CLOCK, TRANSFER_CLOCK),
    )
)
