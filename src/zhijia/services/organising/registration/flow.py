"""The flow of a registration as legal person (services §A4)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.clocks import running_terms
from zhijia.engines.cases.flow import ClockStart, Flow, Move, State, Wanted, leave_to_system, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import by
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models.posts import OFFICE_ROLES, Role
from zhijia.services.organising.joining.checks import DECIDING, UNION, check_is_union
from zhijia.services.organising.registration import acts, checks, events, forms
from zhijia.services.organising.registration.models import Registration

APPLIED, SUPPLEMENT, REGISTERED, EXPIRED = "applied", "supplement", "registered", "expired"
CHANGE_PENDING, RENEWING, ENDING = "change_pending", "renewing", "deregister_applied"
DEREGISTERED, REVOKED, DECLINED, WITHDRAWN = "deregistered", "revoked", "declined", "withdrawn"
STATES = (
    State(APPLIED, _("已申请")),
    State(SUPPLEMENT, _("待补正")),
    State(REGISTERED, _("已登记")),
    State(CHANGE_PENDING, _("变更登记中")),
    State(RENEWING, _("换证登记中")),
    State(EXPIRED, _("证书已到期")),
    State(ENDING, _("注销登记中")),
    State(DEREGISTERED, _("已注销"), is_final=True),
    State(REVOKED, _("已撤销"), is_final=True),
    State(DECLINED, _("不予登记"), is_final=True),
    State(WITHDRAWN, _("已撤回"), is_final=True),
)
REVIEW, VALIDITY = "review", "validity"


BY_UNION = by(may=check_is_union, who=UNION, roles=DECIDING)
BY_AUTHORITY = by(may=checks.check_is_authority, who=checks.AUTHORITY, roles=OFFICE_ROLES)
REVIEWED = ClockStart(REVIEW, _("登记机关审查"), "term", parameter="union.registration.review")


def valid_to(record: Any) -> date | None:
    """The last day of the certificate."""
    found: date | None = record.valid_to
    return found


VALID = ClockStart(VALIDITY, _("法人证书有效期"), "term", promised=valid_to, on_expiry="expire")

MOVES = (
    Move(
        "ask_supplement",
        _("要求补正"),
        frozenset({APPLIED}),
        SUPPLEMENT,
        events.SUPPLEMENT_ASKED,
        **BY_AUTHORITY,
        form=ReasonForm,
        act=acts.give_reason,
        stops=(REVIEW,),
        is_primary=False,
    ),
    Move(
        "supplement",
        _("补正材料"),
        frozenset({SUPPLEMENT}),
        APPLIED,
        events.SUPPLEMENTED,
        **BY_UNION,
        form=forms.SupplementForm,
        act=acts.supplement,
        starts=(REVIEWED,),
    ),
    Move(
        "register",
        _("准予登记"),
        frozenset({APPLIED}),
        REGISTERED,
        events.REGISTERED,
        **BY_AUTHORITY,
        form=forms.CertificateForm,
        guards=(checks.check_not_own_application,),
        judges=(checks.judge_certificate,),
        act=acts.register,
        stops=(REVIEW,),
        starts=(VALID,),
    ),
    Move(
        "decline",
        _("不予登记"),
        frozenset({APPLIED, SUPPLEMENT}),
        DECLINED,
        events.DECLINED,
        **BY_AUTHORITY,
        form=ReasonForm,
        act=acts.close_unregistered,
        is_primary=False,
    ),
    Move(
        "withdraw",
        _("撤回申请"),
        frozenset({APPLIED, SUPPLEMENT}),
        WITHDRAWN,
        events.WITHDRAWN,
        **BY_UNION,
        form=ReasonForm,
        act=acts.close_unregistered,
        is_primary=False,
    ),
    Move(
        "apply_change",
        _("申请变更登记"),
        frozenset({REGISTERED, CHANGE_PENDING}),
        CHANGE_PENDING,
        events.CHANGE_APPLIED,
        **BY_UNION,
        form=forms.ChangeForm,
        judges=(checks.judge_change,),
        act=acts.apply_change,
        is_primary=False,
    ),
    Move(
        "register_change",
        _("办理变更登记"),
        frozenset({CHANGE_PENDING}),
        REGISTERED,
        events.CHANGED,
        **BY_AUTHORITY,
        guards=(checks.check_changes_wait,),
        act=acts.register_changes,
    ),
    Move(
        "apply_renewal",
        _("申请换证"),
        frozenset({REGISTERED, EXPIRED}),
        RENEWING,
        events.RENEWAL_APPLIED,
        **BY_UNION,
        form=forms.RenewalForm,
        judges=(checks.judge_renewal,),
        act=acts.apply_renewal,
        stops=(VALIDITY,),
        starts=(REVIEWED,),
        is_primary=False,
    ),
    Move(
        "renew",
        _("换发证书"),
        frozenset({RENEWING}),
        REGISTERED,
        events.RENEWED,
        **BY_AUTHORITY,
        form=forms.CertificateForm,
        guards=(checks.check_not_own_application,),
        judges=(checks.judge_certificate,),
        act=acts.renew,
        stops=(REVIEW,),
        starts=(VALID,),
    ),
    Move(
        "expire",
        _("证书到期"),
        frozenset({REGISTERED, CHANGE_PENDING}),
        EXPIRED,
        events.EXPIRED,
        may=leave_to_system,
        stops=(VALIDITY,),
        by_system=True,
    ),
    Move(
        "apply_deregistration",
        _("申请注销登记"),
        frozenset({REGISTERED, EXPIRED}),
        ENDING,
        events.END_APPLIED,
        **BY_UNION,
        form=forms.EndForm,
        act=acts.apply_end,
        stops=(VALIDITY,),
        is_primary=False,
    ),
    Move(
        "deregister",
        _("办理注销登记"),
        frozenset({ENDING}),
        DEREGISTERED,
        events.ENDED,
        **BY_AUTHORITY,
        guards=(checks.check_not_own_application,),
        act=acts.end,
    ),
    Move(
        "revoke",
        _("撤销登记"),
        frozenset({REGISTERED, EXPIRED, CHANGE_PENDING}),
        REVOKED,
        events.REVOKED,
        **BY_AUTHORITY,
        form=ReasonForm,
        act=acts.revoke,
        is_primary=False,
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[Registration]:
    return records_in_order(cases, Registration.objects.select_related("union"))


BY_AUTHORITY_NEXT = {APPLIED: "register", CHANGE_PENDING: "register_change", RENEWING: "renew", ENDING: "deregister"}
BY_UNION_NEXT = {SUPPLEMENT: "supplement", REGISTERED: "apply_renewal", EXPIRED: "apply_renewal"}


def wants(standing: Standing) -> Sequence[Wanted]:
    """The authority decides; the union renews before its certificate ends."""
    case, record, due = standing.case, standing.record, standing.ask(running_terms)
    if case.state in BY_AUTHORITY_NEXT:
        verb, day = BY_AUTHORITY_NEXT[case.state], due.get(REVIEW)
        return [Wanted(verb, record.authority_id, role=Role.CADRE, due_on=day)]
    day = record.valid_to if case.state in (REGISTERED, EXPIRED) else None
    return [Wanted(BY_UNION_NEXT[case.state], case.union_id, role=Role.CHAIR, due_on=day)]


REGISTRATION_FLOW = register_flow(
    Flow(
        code="organising.registration",
        label=_("工会法人登记"),
        prefix="FR",
        states=STATES,
        initial=APPLIED,
        opened=events.APPLIED,
        moves=MOVES,
        records_of=records_of,
        wants=wants,
        url_of=lambda case: case_url(case.pk),
    )
)
