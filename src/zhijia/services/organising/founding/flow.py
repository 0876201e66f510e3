"""The flow of a founding: applied for, prepared, members, candidates, the meeting, the election, approved, set up (§A2)."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.clocks import running_terms
from zhijia.engines.cases.flow import ClockStart, Flow, Move, Wanted, leave_to_system, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import by
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models.posts import Role
from zhijia.organisation.rules import acting_role
from zhijia.services.organising.electing import acts as electing
from zhijia.services.organising.electing.checks import check_not_submitter, judge_answer
from zhijia.services.organising.electing.forms import MeetingForm, NominateForm, StrikeForm, TermForm, tally_form
from zhijia.services.organising.electing.models import Body
from zhijia.services.organising.electing.voting import next_body, tally_moves
from zhijia.services.organising.founding import acts, checks, events, forms, letters
from zhijia.services.organising.founding.models import Founding
from zhijia.services.organising.founding.queries import registration_of
from zhijia.services.organising.founding.states import ASKED, BEFORE, DRAFT, STATES

ANSWER = "answer"


def reported_on(founding: Founding) -> date | None:
    return founding.reported_on


SILENCE = ClockStart("silence", _("建会进展"), "task", parameter="union.founding.silence", on_expiry="stall")
"""Every step starts it anew; when it runs out the founding is stalled."""
ANSWERING = ClockStart(ANSWER, _("批复选举结果"), "statutory", parameter="union.result.answer", since=reported_on)


def registration_page(founding: Founding) -> str:
    """Where the new union applies to be a legal person, or the case that came of it."""
    if founding.union_id is None:
        return ""
    standing = registration_of(founding)
    return case_url(standing.case_id) if standing else reverse("organising:register_union", args=[founding.union_id])


BY_KEEPER = by(may=checks.check_keeps, who=checks.KEEPS, roles=checks.KEEPING)
BY_NEW_UNION = by(may=checks.check_sets_up, who=checks.SETS_UP, roles=checks.SETTING_UP)

PREPARING = (
    Move(
        "add_enterprise",
        _("加入建会单位"),
        frozenset({"draft"}),
        None,
        events.ENTERPRISE_ADDED,
        **BY_KEEPER,
        form=forms.AddEnterpriseForm,
        act=acts.add_enterprise,
        starts=(SILENCE,),
        is_primary=False,
        help=_("两个以上单位建立联合工会的，逐个加入。"),
    ),
    Move(
        "apply",
        _("报送建会申请"),
        frozenset({"draft"}),
        "applied",
        events.APPLIED,
        **BY_KEEPER,
        form=forms.ApplyForm,
        guards=(checks.check_not_covered,),
        judges=(checks.judge_preparers, checks.judge_age, checks.judge_full_time),
        act=acts.apply,
        document=letters.APPLICATION,
        starts=(SILENCE,),
    ),
    Move(
        "approve_prep",
        _("同意筹建"),
        frozenset({"applied"}),
        "prep_approved",
        events.PREP_APPROVED,
        **BY_KEEPER,
        form=forms.AnswerForm,
        guards=(check_not_submitter, checks.check_several),
        act=acts.approve_prep,
        document=letters.PREP_REPLY,
        starts=(SILENCE,),
    ),
    Move(
        "begin_recruiting",
        _("开始发展会员"),
        frozenset({"prep_approved"}),
        "recruiting",
        events.RECRUITING,
        **BY_KEEPER,
        form=forms.RecruitForm,
        act=acts.begin_recruiting,
        starts=(SILENCE,),
        help=_("职工先加入受理建会的工会，批复成立时整体转入新建工会。"),
    ),
    Move(
        "nominate",
        _("提名候选人"),
        frozenset({"recruiting"}),
        None,
        events.NOMINATED,
        **BY_KEEPER,
        form=NominateForm,
        judges=(checks.judge_bars,),
        act=acts.nominate,
        starts=(SILENCE,),
    ),
    Move(
        "strike",
        _("撤换候选人"),
        frozenset({"recruiting"}),
        None,
        events.STRUCK,
        **BY_KEEPER,
        form=StrikeForm,
        act=electing.strike,
        starts=(SILENCE,),
        is_primary=False,
    ),
    Move(
        "announce",
        _("公示候选人"),
        frozenset({"recruiting"}),
        "candidates",
        events.ANNOUNCED,
        **BY_KEEPER,
        form=forms.AnnounceForm,
        guards=(checks.check_enough_members, checks.check_form, checks.check_candidates),
        act=acts.announce,
        document=letters.CANDIDATE_LIST,
        starts=(SILENCE,),
        help=_("生成候选人公示，张贴、异议和期满在公示事项中办理。"),
    ),
)
ELECTING = (
    Move(
        "change_candidates",
        _("重新酝酿候选人"),
        frozenset({"candidates"}),
        "recruiting",
        events.STRUCK,
        **BY_KEEPER,
        guards=(checks.check_meeting_not_asked,),
        starts=(SILENCE,),
        is_primary=False,
        help=_("异议成立的，撤换候选人后重新公示。"),
    ),
    Move(
        "ask_meeting",
        _("报送大会请示"),
        frozenset({"candidates"}),
        None,
        events.MEETING_ASKED,
        **BY_KEEPER,
        form=MeetingForm,
        guards=(checks.check_notice, checks.check_meeting_not_asked),
        judges=(checks.judge_meeting,),
        act=acts.ask_meeting,
        document=letters.MEETING,
        starts=(SILENCE,),
    ),
    Move(
        "approve_meeting",
        _("同意召开大会"),
        frozenset({"candidates"}),
        "meeting_approved",
        events.MEETING_APPROVED,
        **BY_KEEPER,
        form=forms.AnswerForm,
        guards=(checks.check_meeting_asked, check_not_submitter),
        act=acts.approve_meeting,
        document=letters.MEETING_REPLY,
        starts=(SILENCE,),
    ),
    *tally_moves(
        tally_form,
        acts.finish_election,
        bodies=(Body.COMMITTEE, Body.CHAIR, Body.AUDIT, Body.WOMEN, Body.ORGANISER),
        from_states=frozenset({"meeting_approved"}),
        to_state=None,
        may_lead_to=frozenset({"elected"}),
        event=events.TALLIED,
        document=letters.MINUTES,
        starts=(SILENCE,),
        **BY_KEEPER,
    ),
    Move(
        "report",
        _("报送选举结果"),
        frozenset({"elected"}),
        "reported",
        events.REPORTED,
        **BY_KEEPER,
        form=TermForm,
        act=acts.report,
        document=letters.RESULT,
        starts=(SILENCE, ANSWERING),
    ),
    Move(
        "establish",
        _("批复成立工会"),
        frozenset({"reported"}),
        "established",
        events.ESTABLISHED,
        **BY_KEEPER,
        form=forms.AnswerForm,
        guards=(check_not_submitter, checks.check_form, checks.check_not_covered),
        judges=(judge_answer,),
        act=acts.establish,
        document=letters.ESTABLISHING_REPLY,
        stops=("silence", ANSWER),
        help=_("同时建立工会、设立岗位、登记任期和覆盖单位，会员整体转入。"),
    ),
    Move(
        "set_up",
        _("登记规范建设"),
        frozenset({"established"}),
        None,
        events.SET_UP,
        **BY_NEW_UNION,
        form=forms.SetUpForm,
        act=acts.set_up,
        may_lead_to=frozenset({"set_up", "registered"}),
        help=_("制度、挂牌、印章、开户四项都完成的，转入法人登记。"),
    ),
    Move(
        "ask_registration",
        _("申请工会法人登记"),
        frozenset({"established", "set_up"}),
        None,
        events.REGISTRATION_ASKED,
        **BY_NEW_UNION,
        page=registration_page,
        help=_("向登记机关申请，办到哪一步在本页看得到；发证以后本事项自动办结，不需要再填。"),
    ),
    Move(
        "register",
        _("登记法人资格证书"),
        frozenset({"set_up"}),
        "registered",
        events.REGISTERED,
        **BY_NEW_UNION,
        guards=(checks.check_certified,),
        act=acts.register,
        help=_("证书的内容从法人登记事项带过来，不需要再填。"),
    ),
)
ASIDE = (
    Move(
        "return_petition",
        _("退回补正"),
        ASKED,
        "returned",
        events.RETURNED,
        **BY_KEEPER,
        form=forms.WhyForm,
        guards=(check_not_submitter,),
        act=acts.hold,
        starts=(SILENCE,),
        stops=(ANSWER,),
        is_primary=False,
    ),
    Move(
        "resume",
        _("继续办理"),
        frozenset({"returned", "stalled"}),
        "draft",
        events.RESUMED,
        **BY_KEEPER,
        act=acts.resume,
        may_lead_to=BEFORE - {"draft"},
        starts=(SILENCE,),
        help=_("退回的回到补正以前的一步，停滞的回到停滞时的一步。"),
    ),
    Move(
        "reject",
        _("不同意建会"),
        ASKED,
        "rejected",
        events.REJECTED,
        **BY_KEEPER,
        form=forms.WhyForm,
        guards=(check_not_submitter,),
        act=acts.end,
        is_primary=False,
    ),
    Move(
        "withdraw",
        _("撤回建会申请"),
        BEFORE | {"returned", "stalled"},
        "withdrawn",
        events.WITHDRAWN,
        **BY_KEEPER,
        form=forms.WhyForm,
        act=acts.end,
        is_primary=False,
    ),
    Move(
        "stall",
        _("转为停滞"),
        BEFORE | {"returned"},
        "stalled",
        events.STALLED,
        may=leave_to_system,
        by_system=True,
        act=acts.stall,
        stops=("silence",),
    ),
)
NEXT = {
    "draft": "apply",
    "applied": "approve_prep",
    "prep_approved": "begin_recruiting",
    "recruiting": "announce",
    "elected": "report",
    "reported": "establish",
    "returned": "resume",
    "stalled": "resume",
}


def records_of(cases: Sequence[Case]) -> Sequence[Founding]:
    return records_in_order(cases, Founding.objects.all())


def wants(standing: Standing) -> Sequence[Wanted]:
    """The union above goes on, until the new one exists: then its chair does."""
    case, founding = standing.case, standing.record
    if founding.union_id:
        registration = registration_of(founding) if case.state == "set_up" else None
        is_certified = registration is not None and registration.certificate
        verb = "set_up" if case.state == "established" else "register" if is_certified else "ask_registration"
        return [Wanted(verb, founding.union_id, role=Role.CHAIR)]
    due = standing.ask(running_terms)
    role = acting_role(case.union.kind)
    verb = NEXT.get(case.state) or _next_of(case.state, founding)
    return [Wanted(verb, case.union_id, role=role, due_on=due.get(ANSWER) or due.get("silence"))]


def _next_of(state: str, founding: Founding) -> str:
    if state == "candidates":
        return "approve_meeting" if founding.meeting_asked_on else "ask_meeting"
    return f"tally_{next_body(founding)}"


FOUNDING_FLOW = register_flow(
    Flow(
        code="organising.founding",
        label=_("建会"),
        prefix="JH",
        states=STATES,
        initial=DRAFT.code,
        opened=events.OPENED,
        moves=(*PREPARING, *ELECTING, *ASIDE),
        records_of=records_of,
        wants=wants,
        url_of=lambda case: case_url(case.pk),
    )
)
