"""The flow of an issue: owner is not closer, and nothing closes without rectification (services §0.2, §E2, IS-01 … IS-03)."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.flow import ClockStart, Flow, Move, State, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import OWN_ROLES, UNION_ROLES, by
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.engines.issues import acts, checks, events, forms
from zhijia.engines.issues.models import Issue
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models.posts import OFFICE_ROLES, Role

RAISED = State("raised", _("待受理"))  # NEW
ACCEPTED = State("accepted", _("已受理"))
ASSIGNED = State("assigned", _("已交办"))
DOING = State("doing", _("办理中"))
TRANSFERRED = State("transferred", _("已提请上级或者外部门"))
LONG_TERM = State("long_term", _("长期推进"))
CLAIMED = State("claimed", _("待验收"))  # DONE_CLAIMED
VERIFIED = State("verified", _("已验收"))
CLOSED = State("closed", _("已销号"), is_final=True)
RETURNED = State("returned", _("已退回"), is_final=True)
STATES = (RAISED, ACCEPTED, ASSIGNED, DOING, TRANSFERRED, LONG_TERM, CLAIMED, VERIFIED, CLOSED, RETURNED)
WORKED_ON = frozenset({"assigned", "doing", "transferred", "long_term"})
LIMIT = "issue"


def due_of(issue: Issue) -> date | None:
    """The day by which the issue is to be solved."""
    return issue.due_on


SOLVING = ClockStart(LIMIT, _("解决问题"), "task", promised=due_of)


BY_OFFICE = by(may=checks.check_is_office, who=checks.OFFICE, roles=OFFICE_ROLES)
BY_OWNER = by(may=checks.check_is_owner, who=checks.OWNER, roles=OFFICE_ROLES)
BY_OWN_UNION = by(may=checks.check_is_union, who=checks.UNION, roles=frozenset(map(str, OWN_ROLES)))
BY_ANY = by(may=checks.check_union_or_office, who=_("本会主席、委员，或上级工会的干部"), roles=UNION_ROLES)

MOVES = (
    Move(
        "accept",
        _("受理问题"),
        frozenset({"raised"}),
        "accepted",
        events.ACCEPTED,
        **BY_OFFICE,
        form=forms.AcceptForm,
        act=acts.accept,
        starts=(SOLVING,),
    ),
    Move(
        "return_issue",
        _("退回问题"),
        frozenset({"raised", "accepted"}),
        "returned",
        events.RETURNED,
        **BY_OFFICE,
        form=ReasonForm,
        act=acts.return_to_union,
        is_primary=False,
        help=_("不属于问题的才退回，理由告知工会。"),
    ),
    Move(
        "assign",
        _("交办问题"),
        frozenset({"accepted", *WORKED_ON}),
        "assigned",
        events.ASSIGNED,
        **BY_OFFICE,
        form=forms.AssignForm,
        act=acts.assign,
    ),
    Move(
        "note",
        _("登记问题进展"),
        WORKED_ON,
        None,
        events.NOTED,
        **BY_OWNER,
        form=forms.NoteForm,
        act=acts.note,
        may_lead_to=frozenset({"doing"}),
        is_primary=False,
    ),
    Move(
        "transfer",
        _("提请上级或者外部门"),
        frozenset({"assigned", "doing", "long_term"}),
        "transferred",
        events.TRANSFERRED,
        **BY_OWNER,
        form=forms.TransferForm,
        act=acts.transfer,
        starts=(SOLVING,),
        stops=(LIMIT,),
        is_primary=False,
    ),
    Move(
        "plan",
        _("转入长期推进"),
        frozenset({"assigned", "doing", "transferred"}),
        "long_term",
        events.PLANNED,
        **BY_OFFICE,
        form=forms.PlanForm,
        act=acts.plan,
        starts=(SOLVING,),
        stops=(LIMIT,),
        is_primary=False,
        help=_("期限内确实不能解决的，写明计划和日期，由上级工会决定，不由责任岗位自己延期。"),
    ),
    Move(
        "claim",
        _("报告问题办结"),
        WORKED_ON,
        "claimed",
        events.CLAIMED,
        **BY_OWNER,
        form=forms.ClaimForm,
        act=acts.claim,
    ),
    Move(
        "verify",
        _("验收办理结果"),
        frozenset({"claimed"}),
        "verified",
        events.VERIFIED,
        **BY_OWN_UNION,
        form=forms.VerifyForm,
        guards=(checks.check_not_claimant,),
        act=acts.verify,
        may_lead_to=frozenset({"doing"}),
    ),
    Move(
        "close",
        _("答复并销号"),
        frozenset({"verified"}),
        "closed",
        events.CLOSED,
        **BY_OFFICE,
        form=forms.ReplyForm,
        guards=(checks.check_not_owner, checks.check_has_evidence),
        act=acts.close,
    ),
    Move(
        "reopen",
        _("重开问题"),
        frozenset({"closed"}),
        "accepted",
        events.REOPENED,
        **BY_ANY,
        form=ReasonForm,
        act=acts.reopen,
        starts=(SOLVING,),
        is_primary=False,
        help=_("问题反复的可以重开，重开次数计入台账。"),
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[Issue]:
    return records_in_order(cases, Issue.objects.all())


def wants(standing: Standing) -> Sequence[Wanted]:
    """The office accepts, assigns and closes, the owner works, the union accepts the result."""
    case, issue = standing.case, standing.record
    office = {"raised": "accept", "accepted": "assign", "verified": "close"}
    if case.state in office:
        return [Wanted(office[case.state], issue.handled_by_id, role=Role.CADRE, due_on=issue.due_on)]
    if case.state == "claimed":
        return [Wanted("verify", case.union_id, role=Role.CHAIR, due_on=issue.due_on)]
    return [Wanted("claim", issue.handled_by_id, post_id=issue.owner_id, due_on=issue.due_on)]


def url_of(case: Case) -> str:
    return case_url(case.pk)


ISSUE_FLOW = register_flow(
    Flow(
        code="issues.issue",
        label=_("问题台账"),
        prefix="WT",
        states=STATES,
        initial=RAISED.code,
        opened=events.RAISED,
        moves=MOVES,
        records_of=records_of,
        wants=wants,
        url_of=url_of,
    )
)
