"""The flow of a change: proposed, members disposed of, approved by the superior, carried out (services §A5)."""

from collections.abc import Sequence

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.flow import Flow, Move, State, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import by
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models.posts import OFFICE_ROLES, Role
from zhijia.services.organising.changes import acts, checks, events, forms
from zhijia.services.organising.changes.models import UnionChange
from zhijia.services.organising.joining.checks import DECIDING, UNION, check_is_union

PROPOSED, APPROVED, CARRIED_OUT = "proposed", "approved", "carried_out"
DECLINED, WITHDRAWN = "declined", "withdrawn"
OPEN = frozenset({PROPOSED, APPROVED})


BY_UNION = by(may=check_is_union, who=UNION, roles=DECIDING)
BY_SUPERIOR = by(may=checks.check_is_superior, who=checks.SUPERIOR, roles=OFFICE_ROLES)

MOVES = (
    Move(
        "dispose",
        _("安排会员去向"),
        OPEN,
        None,
        events.DISPOSED,
        **BY_UNION,
        form=forms.DisposeForm,
        guards=(checks.check_moves_members,),
        act=acts.dispose,
        is_primary=False,
        help=_("撤销、合并以前，每名会员都要有去向。"),
    ),
    Move(
        "approve",
        _("批复同意"),
        frozenset({PROPOSED}),
        APPROVED,
        events.APPROVED,
        **BY_SUPERIOR,
        form=forms.ApproveForm,
        guards=(checks.check_not_own_proposal, checks.check_property_settled),
        act=acts.approve,
    ),
    Move(
        "decline",
        _("不同意"),
        frozenset({PROPOSED}),
        DECLINED,
        events.DECLINED,
        **BY_SUPERIOR,
        form=ReasonForm,
        act=acts.give_reason,
        is_primary=False,
    ),
    Move(
        "carry_out",
        _("办结变更"),
        frozenset({APPROVED}),
        CARRIED_OUT,
        events.CARRIED_OUT,
        **BY_SUPERIOR,
        guards=(checks.check_is_due, checks.check_members_disposed),
        act=acts.carry_out,
        help=_("按批复的内容改变工会、覆盖单位和会籍；以前的记录都保留。"),
    ),
    Move(
        "withdraw",
        _("撤回变更"),
        OPEN,
        WITHDRAWN,
        events.WITHDRAWN,
        **BY_UNION,
        form=ReasonForm,
        act=acts.give_reason,
        is_primary=False,
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[UnionChange]:
    rows = UnionChange.objects.select_related("union__parent", "target", "enterprise", "superior")
    return records_in_order(cases, rows)


def wants(standing: Standing) -> Sequence[Wanted]:
    """The superior approves, then carries out from the effective day."""
    case, change = standing.case, standing.record
    verb = "approve" if case.state == PROPOSED else "carry_out"
    return [Wanted(verb, change.superior_id, role=Role.CADRE, due_on=change.effective_on)]


CHANGE_FLOW = register_flow(
    Flow(
        code="organising.change",
        label=_("工会变更"),
        prefix="BG",
        states=(
            State(PROPOSED, _("待批复")),
            State(APPROVED, _("已批复")),
            State(CARRIED_OUT, _("已办结"), is_final=True),
            State(DECLINED, _("不同意"), is_final=True),
            State(WITHDRAWN, _("已撤回"), is_final=True),
        ),
        initial=PROPOSED,
        opened=events.PROPOSED,
        moves=MOVES,
        records_of=records_of,
        wants=wants,
        url_of=lambda case: case_url(case.pk),
    )
)
