"""The flow of a plan: drawn up by the catalogue, in force, reported to the congress, over with its year (B8, OA-05)."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.flow import ClockStart, Flow, Move, State, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import BY_UNION
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.openness.disclosing.forms import HappenedForm
from zhijia.services.openness.inspecting.acts import inspect
from zhijia.services.openness.inspecting.forms import InspectForm
from zhijia.services.openness.models import OpennessPlan
from zhijia.services.openness.planning import acts, checks, events, forms
from zhijia.services.openness.planning.opening import FLOW
from zhijia.services.openness.queries import role_of

DRAFTING = State("drafting", _("拟订"))
RUNNING = State("running", _("施行"))
ENDED = State("ended", _("已结束"), is_final=True)
DROPPED = State("dropped", _("已取消"), is_final=True)
STATES = (DRAFTING, RUNNING, ENDED, DROPPED)
REPORT = "report"


def last_day_of_year(plan: OpennessPlan) -> date:
    return checks.last_day_of(plan)


REPORT_CLOCK = ClockStart(REPORT, _("向职代会报告厂务公开"), "term", promised=last_day_of_year)
"""OA-05: at least once a year, by its end."""
MOVES = (
    Move(
        "set_item",
        _("调整公开事项"),
        frozenset({"drafting", "running"}),
        None,
        events.ITEM_SET,
        **BY_UNION,
        form=forms.ItemForm,
        judges=(checks.judge_interval,),
        act=acts.set_item,
        is_primary=False,
    ),
    Move(
        "adopt",
        _("施行计划"),
        frozenset({"drafting"}),
        "running",
        events.ADOPTED,
        **BY_UNION,
        form=forms.AdoptForm,
        judges=(checks.judge_responsible, checks.judge_intervals),
        act=acts.adopt,
        starts=(REPORT_CLOCK,),
        help=_("施行以后按目录的间隔列出每一次公开，到期前提醒，逾期亮红灯。"),
    ),
    Move(
        "name_responsible",
        _("更换责任人"),
        frozenset({"running"}),
        None,
        events.RESPONSIBLE_NAMED,
        **BY_UNION,
        form=forms.ResponsibleForm,
        judges=(checks.judge_responsible,),
        act=acts.name_responsible,
        is_primary=False,
    ),
    Move(
        "hand_drafting",
        _("确定由谁拟稿"),
        frozenset({"drafting", "running"}),
        None,
        events.DRAFTING_HANDED,
        **BY_UNION,
        form=forms.DraftingForm,
        act=acts.hand_drafting,
        is_primary=False,
        help=_("由单位拟稿的，单位经办人在自己的页面看到每一项的期限并拟稿，工会审核、发布。还没有拟稿的立即转交。"),
    ),
    Move(
        "record_happened",
        _("登记应公开的事件"),
        frozenset({"running"}),
        None,
        events.HAPPENED,
        **BY_UNION,
        form=HappenedForm,
        guards=(checks.check_year_running,),
        act=acts.record_happened,
        help=_("合同生效、规章制度施行、奖惩、裁减人员等逐件公开的事项，发生一件登记一件。"),
    ),
    Move(
        "report",
        _("登记向职代会报告"),
        frozenset({"running"}),
        None,
        events.REPORTED,
        **BY_UNION,
        form=forms.ReportForm,
        act=acts.report,
        stops=(REPORT,),
    ),
    Move(
        "inspect",
        _("开展监督检查"),
        frozenset({"running", "ended"}),
        None,
        events.INSPECTED,
        **BY_UNION,
        form=InspectForm,
        act=inspect,
        is_primary=False,
        help=_("由职代会的专门小组、职工代表或者工会逐项检查公开是否真实、及时，发现问题的发意见书，由工会验收。"),
    ),
    Move(
        "finish",
        _("本年度结束"),
        frozenset({"running"}),
        "ended",
        events.FINISHED,
        **BY_UNION,
        guards=(checks.check_year_over,),
        judges=(checks.judge_reported,),
        act=acts.finish,
        is_primary=False,
    ),
    Move(
        "drop",
        _("取消计划"),
        frozenset({"drafting"}),
        "dropped",
        events.DROPPED,
        **BY_UNION,
        form=ReasonForm,
        act=acts.drop,
        is_primary=False,
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[OpennessPlan]:
    return records_in_order(cases, OpennessPlan.objects.select_related("enterprise", "union"))


def wants(standing: Standing) -> Sequence[Wanted]:
    """Its union puts it in force; then reports to the congress by the end of the year."""
    case, plan = standing.case, standing.record
    role = role_of(case)
    if case.state == "drafting":
        return [Wanted("adopt", case.union_id, role=role)]
    if case.state == "running" and plan.reported_on is None:
        return [Wanted("report", case.union_id, role=role, due_on=checks.last_day_of(plan))]
    return ()


PLAN_FLOW = register_flow(
    Flow(
        code=FLOW,
        label=_("厂务公开计划"),
        prefix="GN",
        states=STATES,
        initial=DRAFTING.code,
        opened=events.OPENED,
        moves=MOVES,
        records_of=records_of,
        wants=wants,
        url_of=lambda case: case_url(case.pk),
    )
)
