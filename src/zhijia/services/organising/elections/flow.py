"""The flow of an election in a union that exists: renewal, by-election, recall, extraordinary meeting, a chair's transfer."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.clocks import running_terms
from zhijia.engines.cases.flow import ClockStart, Flow, Move, State, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import BY_UNION, UPPER_ROLES, by
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models.posts import Role
from zhijia.organisation.rules import acting_role
from zhijia.services.organising.electing import acts as electing
from zhijia.services.organising.electing.checks import check_not_submitter, judge_answer
from zhijia.services.organising.electing.forms import NominateForm, StrikeForm, tally_form
from zhijia.services.organising.electing.models import Body
from zhijia.services.organising.electing.voting import next_body, tally_moves
from zhijia.services.organising.elections import acts, checks, events, forms, letters
from zhijia.services.organising.elections.models import ELECTING, Election, ElectionKind
from zhijia.services.organising.founding.forms import AnswerForm

PLANNED = State("planned", _("筹备选举"))
CANDIDATES = State("candidates", _("候选人公示"))
ASKED = State("asked", _("请示已报"))
APPROVED = State("approved", _("同意召开大会"))
HELD = State("held", _("已投票"))
REPORTED = State("reported", _("结果已报"))
RETURNED = State("returned", _("已退回"))
CONFIRMED = State("confirmed", _("结果已批复"), is_final=True)
DONE = State("done", _("已办结"), is_final=True)
NOT_PASSED = State("not_passed", _("罢免未通过"), is_final=True)
WITHDRAWN = State("withdrawn", _("已撤回"), is_final=True)
STATES = (PLANNED, CANDIDATES, ASKED, APPROVED, HELD, REPORTED, RETURNED, CONFIRMED, DONE, NOT_PASSED, WITHDRAWN)
OPEN = frozenset(state.code for state in STATES if not state.is_final)
ANSWER, VACANCY = "answer", "vacancy"


def reported_on(election: Election) -> date | None:
    return election.reported_on


def vacant_on(election: Election) -> date | None:
    return election.vacant_on


ANSWERING = ClockStart(ANSWER, _("批复选举结果"), "statutory", parameter="union.result.answer", since=reported_on)
FILLING = ClockStart(VACANCY, _("补选主席"), "term", parameter="union.chair.vacancy", since=vacant_on)
"""Started with the case, where a day of vacancy is known."""


BY_ABOVE = by(may=checks.check_is_above, who=checks.UPPER, roles=frozenset(map(str, UPPER_ROLES)))

PREPARING = (
    Move(
        "ask_postponing",
        _("申请延期换届"),
        frozenset({"planned"}),
        None,
        events.POSTPONING_ASKED,
        **BY_UNION,
        form=forms.PostponeForm,
        guards=(checks.check_renewal,),
        judges=(checks.judge_postponing,),
        act=acts.ask_postponing,
        is_primary=False,
    ),
    Move(
        "postpone",
        _("同意延期换届"),
        frozenset({"planned"}),
        None,
        events.POSTPONED,
        **BY_ABOVE,
        form=AnswerForm,
        guards=(checks.check_postponing_asked, check_not_submitter),
        act=acts.postpone,
    ),
    Move(
        "nominate",
        _("提名候选人"),
        frozenset({"planned"}),
        None,
        events.NOMINATED,
        **BY_UNION,
        form=NominateForm,
        guards=(checks.check_electing,),
        act=acts.nominate,
    ),
    Move(
        "strike",
        _("撤换候选人"),
        frozenset({"planned"}),
        None,
        events.STRUCK,
        **BY_UNION,
        form=StrikeForm,
        guards=(checks.check_electing,),
        act=electing.strike,
        is_primary=False,
    ),
    Move(
        "announce",
        _("公示候选人"),
        frozenset({"planned"}),
        "candidates",
        events.ANNOUNCED,
        **BY_UNION,
        guards=(checks.check_electing, checks.check_candidates),
        act=acts.announce,
        help=_("生成候选人公示，张贴、异议和期满在公示事项中办理。"),
    ),
    Move(
        "change_candidates",
        _("重新酝酿候选人"),
        frozenset({"candidates"}),
        "planned",
        events.STRUCK,
        **BY_UNION,
        is_primary=False,
        help=_("异议成立的，撤换候选人后重新公示。"),
    ),
    Move(
        "ask",
        _("报送选举请示"),
        frozenset({"planned", "candidates"}),
        "asked",
        events.ASKED,
        **BY_UNION,
        form=forms.PetitionForm,
        guards=(checks.check_notice, checks.check_holds),
        judges=(checks.judge_petition, checks.judge_lateness),
        act=acts.ask,
        document=letters.PETITION,
    ),
    Move(
        "approve",
        _("同意选举请示"),
        frozenset({"asked"}),
        "approved",
        events.APPROVED,
        **BY_ABOVE,
        form=AnswerForm,
        guards=(check_not_submitter, checks.check_holds),
        act=acts.approve,
        may_lead_to=frozenset({"done"}),
        document=letters.REPLY,
    ),
)
VOTING = (
    *tally_moves(
        tally_form,
        acts.finish_voting,
        bodies=(Body.COMMITTEE, Body.CHAIR, Body.AUDIT, Body.WOMEN),
        from_states=frozenset({"approved"}),
        to_state=None,
        may_lead_to=frozenset({"held"}),
        event=events.TALLIED,
        document=letters.MINUTES,
        **BY_UNION,
    ),
    Move(
        "record_recall",
        _("登记罢免表决"),
        frozenset({"approved"}),
        "held",
        events.RECALLED,
        **BY_UNION,
        form=forms.RecallForm,
        guards=(partial(checks.check_kind, ElectionKind.RECALL),),
        act=acts.record_recall,
        may_lead_to=frozenset({"not_passed"}),
    ),
    Move(
        "record_meeting",
        _("登记临时大会"),
        frozenset({"approved"}),
        "done",
        events.HELD,
        **BY_UNION,
        form=forms.HeldForm,
        guards=(partial(checks.check_kind, ElectionKind.EXTRAORDINARY),),
        act=acts.record_meeting,
    ),
    Move(
        "report",
        _("报送选举结果"),
        frozenset({"held"}),
        "reported",
        events.REPORTED,
        **BY_UNION,
        form=forms.ReportForm,
        act=acts.report,
        document=letters.RESULT,
        starts=(ANSWERING,),
    ),
    Move(
        "confirm",
        _("批复选举结果"),
        frozenset({"reported"}),
        "confirmed",
        events.CONFIRMED,
        **BY_ABOVE,
        form=AnswerForm,
        guards=(check_not_submitter,),
        judges=(judge_answer,),
        act=acts.confirm,
        document=letters.CONFIRMATION,
        stops=(ANSWER, VACANCY),
        help=_("岗位按结果变动，换届的同时登记新一届任期。"),
    ),
    Move(
        "return_petition",
        _("退回补正"),
        frozenset({"asked", "reported"}),
        "returned",
        events.RETURNED,
        **BY_ABOVE,
        form=ReasonForm,
        guards=(check_not_submitter,),
        act=acts.return_petition,
        stops=(ANSWER,),
        is_primary=False,
    ),
    Move(
        "resume",
        _("继续办理"),
        frozenset({"returned"}),
        "planned",
        events.ASKED,
        **BY_UNION,
        act=acts.resume,
        may_lead_to=frozenset({"candidates", "held"}),
    ),
    Move(
        "withdraw",
        _("撤回选举"),
        OPEN,
        "withdrawn",
        events.WITHDRAWN,
        **BY_UNION,
        form=ReasonForm,
        act=acts.withdraw,
        is_primary=False,
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[Election]:
    return records_in_order(cases, Election.objects.all())


def wants(standing: Standing) -> Sequence[Wanted]:
    """The union's chair goes on; petitions await whoever works at the union above."""
    case, election = standing.case, standing.record
    due = standing.ask(running_terms)
    above = case.union.parent_id or case.union_id
    if case.state in ("asked", "reported"):
        verb = "approve" if case.state == "asked" else "confirm"
        return [Wanted(verb, above, role=Role.CADRE, due_on=due.get(ANSWER))]
    if case.state == "planned" and election.postpone_asked_to:
        return [Wanted("postpone", above, role=Role.CADRE)]
    role = acting_role(case.union.kind)
    return [Wanted(_next_of(case.state, election), case.union_id, role=role, due_on=due.get(VACANCY))]


def _next_of(state: str, election: Election) -> str:
    if state == "planned":
        return "announce" if election.kind in ELECTING else "ask"
    if state == "approved":
        special = {ElectionKind.RECALL: "record_recall", ElectionKind.EXTRAORDINARY: "record_meeting"}
        return special.get(ElectionKind(election.kind)) or f"tally_{next_body(election)}"
    return {"candidates": "ask", "held": "report", "returned": "resume"}[state]


ELECTION_FLOW = register_flow(
    Flow(
        code="organising.election",
        label=_("选举"),
        prefix="XJ",
        states=STATES,
        initial=PLANNED.code,
        opened=events.OPENED,
        moves=(*PREPARING, *VOTING),
        records_of=records_of,
        wants=wants,
        url_of=lambda case: case_url(case.pk),
        opening=(FILLING,),
    )
)
