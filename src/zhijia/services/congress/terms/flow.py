"""The flow of a term: prepared, delegates elected, constituted, running, extended, due, ended (B2)."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.flow import ClockStart, Flow, Move, State, Wanted, leave_to_system, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import BY_UNION, UPPER_ROLES, by
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models.posts import Role
from zhijia.organisation.rules import acting_role
from zhijia.services.congress.sessions.checks import judge_request
from zhijia.services.congress.sessions.forms import OpenSessionForm
from zhijia.services.congress.terms import acts, checks, events, forms, letters
from zhijia.services.congress.terms.models import CongressTerm, Form
from zhijia.services.congress.terms.opening import FLOW

PREPARING = State("preparing", _("筹备"))
ELECTING = State("electing", _("选举代表"))
REVIEWING = State("reviewing", _("资格审查"))
CONSTITUTED = State("constituted", _("已成立"))
RUNNING = State("running", _("运行"))
EXTENDED = State("extended", _("延期"))
DUE = State("due", _("换届到期"))
ENDED = State("ended", _("已结束"), is_final=True)
DROPPED = State("dropped", _("已取消"), is_final=True)
STATES = (PREPARING, ELECTING, REVIEWING, CONSTITUTED, RUNNING, EXTENDED, DUE, ENDED, DROPPED)
IN_FORCE = frozenset({"constituted", "running", "extended", "due"})
TERM = "term"


def last_day(term: CongressTerm) -> date | None:
    return checks.last_day_of(term)


TERM_CLOCK = ClockStart(TERM, _("职代会换届"), "term", promised=last_day, on_expiry="fall_due")
"""WC-011: by the term that was fixed, and what was allowed on top of it."""


BY_ABOVE = by(may=checks.check_is_above, who=checks.UPPER, roles=frozenset(map(str, UPPER_ROLES)))

FORMING = (
    Move(
        "plan",
        _("核定代表名额"),
        frozenset({"preparing"}),
        None,
        events.PLANNED,
        **BY_UNION,
        form=forms.PlanForm,
        judges=(checks.judge_form, checks.judge_plan),
        act=acts.plan,
    ),
    Move(
        "add_units",
        _("划分选区"),
        frozenset({"preparing"}),
        None,
        events.UNIT_ADDED,
        **BY_UNION,
        form=forms.UnitForm,
        guards=(checks.check_congress,),
        act=acts.add_units,
    ),
    Move(
        "remove_unit",
        _("撤销选区"),
        frozenset({"preparing"}),
        None,
        events.UNIT_REMOVED,
        **BY_UNION,
        form=forms.RemoveUnitForm,
        guards=(checks.check_congress,),
        act=acts.remove_unit,
        is_primary=False,
    ),
    Move(
        "open_elections",
        _("布置代表选举"),
        frozenset({"preparing"}),
        "electing",
        events.ELECTIONS_OPENED,
        **BY_UNION,
        guards=(checks.check_congress, checks.check_planned, checks.check_units),
        act=acts.open_elections,
        help=_("每个选区一件代表选举，按名额无记名投票。"),
    ),
    Move(
        "close_elections",
        _("代表选举结束，进行资格审查"),
        frozenset({"electing"}),
        "reviewing",
        events.ELECTIONS_CLOSED,
        **BY_UNION,
        guards=(checks.check_elections_over,),
        judges=(checks.judge_delegates,),
    ),
    Move(
        "constitute",
        _("职代会成立"),
        frozenset({"reviewing"}),
        "constituted",
        events.CONSTITUTED,
        **BY_UNION,
        form=forms.ConstituteForm,
        guards=(checks.check_congress,),
        judges=(checks.judge_term, checks.judge_delegates),
        act=acts.constitute,
        starts=(TERM_CLOCK,),
        document=letters.QUALIFICATION,
    ),
    Move(
        "constitute_general",
        _("职工大会成立"),
        frozenset({"preparing"}),
        "constituted",
        events.CONSTITUTED,
        **BY_UNION,
        form=forms.ConstituteForm,
        guards=(checks.check_general, checks.check_planned),
        judges=(checks.judge_form, checks.judge_term),
        act=acts.constitute,
        starts=(TERM_CLOCK,),
    ),
    Move(
        "drop",
        _("取消筹备"),
        frozenset({"preparing", "electing", "reviewing"}),
        "dropped",
        events.DROPPED,
        **BY_UNION,
        form=ReasonForm,
        guards=(checks.check_none_running,),
        act=acts.drop,
        is_primary=False,
    ),
)
STANDING = (
    Move(
        "begin",
        _("登记首次会议"),
        frozenset({"constituted"}),
        "running",
        events.BEGUN,
        **BY_UNION,
        form=forms.BegunForm,
        act=acts.begin,
    ),
    Move(
        "open_session",
        _("筹备会议"),
        IN_FORCE,
        None,
        events.SESSION_OPENED,
        **BY_UNION,
        form=OpenSessionForm,
        judges=(judge_request,),
        act=acts.open_a_session,
        is_primary=False,
    ),
    Move(
        "form_delegation",
        _("编组代表团"),
        frozenset({"reviewing", *IN_FORCE}),
        None,
        events.GROUPED,
        **BY_UNION,
        form=forms.DelegationForm,
        guards=(checks.check_congress,),
        act=acts.form_delegation,
        is_primary=False,
    ),
    Move(
        "set_committee",
        _("设立专门委员会（小组）"),
        IN_FORCE,
        None,
        events.COMMITTEE_SET,
        **BY_UNION,
        form=forms.CommitteeForm,
        guards=(checks.check_congress,),
        act=acts.set_committee,
        is_primary=False,
        help=_("成员由职工代表大会通过。"),
    ),
    Move(
        "open_by_election",
        _("补选代表"),
        IN_FORCE,
        None,
        events.BY_ELECTION_OPENED,
        **BY_UNION,
        form=forms.ByElectionForm,
        guards=(checks.check_congress,),
        act=acts.open_by_election,
        is_primary=False,
    ),
    Move(
        "open_recall",
        _("提出罢免代表"),
        IN_FORCE,
        None,
        events.RECALL_OPENED,
        **BY_UNION,
        form=forms.RecallForm,
        guards=(checks.check_congress,),
        act=acts.open_recall,
        is_primary=False,
    ),
    Move(
        "end_mandate",
        _("终止代表资格"),
        frozenset({"reviewing", *IN_FORCE}),
        None,
        events.MANDATE_ENDED,
        **BY_UNION,
        form=forms.EndMandateForm,
        guards=(checks.check_congress,),
        act=acts.end_mandate,
        is_primary=False,
        help=_("离开单位的不用登记，劳动关系终止时自动终止。"),
    ),
    Move(
        "ask_extension",
        _("申请延期换届"),
        IN_FORCE,
        None,
        events.EXTENSION_ASKED,
        **BY_UNION,
        form=forms.ExtensionForm,
        guards=(checks.check_extension_possible,),
        act=acts.ask_extension,
        is_primary=False,
    ),
    Move(
        "extend",
        _("同意延期换届"),
        IN_FORCE,
        "extended",
        events.EXTENDED,
        **BY_ABOVE,
        form=forms.AnswerForm,
        guards=(checks.check_asked, checks.check_not_submitter),
        judges=(checks.judge_extension,),
        act=acts.extend,
        stops=(TERM,),
        starts=(TERM_CLOCK,),
    ),
    Move(
        "refuse_extension",
        _("不同意延期换届"),
        IN_FORCE,
        None,
        events.EXTENSION_REFUSED,
        **BY_ABOVE,
        form=ReasonForm,
        guards=(checks.check_asked, checks.check_not_submitter),
        act=acts.refuse_extension,
        is_primary=False,
    ),
    Move(
        "fall_due",
        _("换届到期"),
        frozenset({"constituted", "running", "extended"}),
        "due",
        events.FELL_DUE,
        may=leave_to_system,
        by_system=True,
    ),
    Move(
        "end",
        _("本届结束"),
        IN_FORCE,
        "ended",
        events.ENDED,
        **BY_UNION,
        form=ReasonForm,
        guards=(checks.check_none_running,),
        act=acts.end,
        is_primary=False,
        help=_("下一届成立或者单位终止以后登记；代表资格同时届满。"),
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[CongressTerm]:
    return records_in_order(cases, CongressTerm.objects.select_related("union", "enterprise"))


def wants(standing: Standing) -> Sequence[Wanted]:
    """The union prepares, elects and begins; a delay that was asked for awaits the union above; a term that is over, its end."""
    case, term = standing.case, standing.record
    role = acting_role(case.union.kind)
    if term.extension_to is not None:
        return [Wanted("extend", case.union.parent_id or case.union_id, role=Role.CADRE)]
    verb = _next_of(case.state, term)
    return [Wanted(verb, case.union_id, role=role)] if verb else []


def _next_of(state: str, term: CongressTerm) -> str:
    if state == "preparing":
        if term.headcount is None:
            return "plan"
        return "open_elections" if term.form == Form.CONGRESS else "constitute_general"
    following = {"electing": "close_elections", "reviewing": "constitute", "constituted": "begin", "due": "end"}
    return following.get(state, "")


TERM_FLOW = register_flow(
    Flow(
        code=FLOW,
        label=_("职代会届次"),
        prefix="ZD",
        states=STATES,
        initial=PREPARING.code,
        opened=events.OPENED,
        moves=(*FORMING, *STANDING),
        records_of=records_of,
        wants=wants,
        url_of=lambda case: case_url(case.pk),
    )
)
