"""The flow of a session, W00 … W95 (B3): prepared, delivered, discussed, opened with a quorum, voted, published, carried out."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.flow import ClockStart, Flow, Move, Wanted, leave_record_alone, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import BY_UNION
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.rules import acting_role
from zhijia.services.congress.sessions import acts, checks, consulting, events, forms, letters, reporting, yearly
from zhijia.services.congress.sessions.collecting_flow import TOPICS
from zhijia.services.congress.sessions.consulting_flow import CONSULTING
from zhijia.services.congress.sessions.hall import shown
from zhijia.services.congress.sessions.models import CongressSession
from zhijia.services.congress.sessions.opening import FLOW
from zhijia.services.congress.sessions.planting import check_written
from zhijia.services.congress.sessions.speaking_flow import SPEAKING
from zhijia.services.congress.sessions.states import BEFORE, STATES
from zhijia.services.congress.sessions.voting_flow import VOTES, next_vote


def _resolved_on(session: CongressSession) -> date | None:
    return session.resolved_on


def _opened_on(session: CongressSession) -> date | None:
    return session.opened_on


PUBLISH_CLOCK = ClockStart(
    "publication", _("公布会议结果"), "term", parameter="congress.result.published", since=_resolved_on
)
REPORT_CLOCK = ClockStart(
    "report", _("向上级工会报告"), "term", parameter="congress.result.reported", since=_resolved_on
)
NEXT_CLOCK = ClockStart("next", _("召开下次会议"), "statutory", parameter_of=checks.frequency_key, since=_opened_on)

PREPARING = (
    Move(
        "add_item",
        _("列入议题"),
        BEFORE - {"prepared"},
        "preparing",
        events.ITEM_ADDED,
        **BY_UNION,
        form=forms.ItemForm,
        judges=(checks.judge_item,),
        act=acts.add_item,
        help=_("职权按事项类别和单位性质确定；已经商定、送达的，要重新商定和送达。"),
    ),
    Move(
        "strike_item",
        _("撤下议题"),
        BEFORE,
        None,
        events.ITEM_STRUCK,
        **BY_UNION,
        form=forms.StrikeForm,
        act=acts.strike_item,
        is_primary=False,
    ),
    Move(
        "agree",
        _("商定议题"),
        frozenset({"preparing"}),
        "agreed",
        events.AGREED,
        **BY_UNION,
        form=forms.AgreeForm,
        guards=(checks.check_items,),
        judges=(yearly.judge_agreed,),
        act=acts.agree,
    ),
    Move(
        "deliver",
        _("送达材料"),
        frozenset({"agreed"}),
        "delivered",
        events.DELIVERED,
        **BY_UNION,
        form=forms.DeliverForm,
        guards=(check_written,),
        act=acts.deliver,
        document=letters.NOTICE,
        help=_("全部议题和材料书面送达每名代表之日；送达当日不计入会前期限。"),
    ),
    Move(
        "change_text",
        _("修改材料"),
        frozenset({"agreed", "delivered", "discussing", "prepared"}),
        "agreed",
        events.TEXT_CHANGED,
        **BY_UNION,
        form=forms.TextForm,
        act=acts.change_text,
        is_primary=False,
        help=_("修改后的材料须重新送达，会前期限重新计算。"),
    ),
    Move(
        "give_opinion",
        _("登记团组意见"),
        frozenset({"delivered", "discussing"}),
        "discussing",
        events.OPINION_GIVEN,
        **BY_UNION,
        form=forms.OpinionForm,
        act=acts.give_opinion,
    ),
    Move(
        "offer_opinion",
        _("代表提出意见"),
        frozenset({"delivered", "discussing"}),
        "discussing",
        events.OPINION_OFFERED,
        may=checks.check_received,
        who=_("收到材料的代表本人"),
        by_applicant=True,
        form=forms.OwnOpinionForm,
        act=acts.offer_opinion,
    ),
    Move(
        "answer_opinion",
        _("答复团组意见"),
        frozenset({"agreed", "delivered", "discussing"}),
        None,
        events.OPINION_ANSWERED,
        **BY_UNION,
        form=forms.AnswerForm,
        act=acts.answer_opinion,
    ),
    Move(
        "prepare",
        _("召开预备会议"),
        frozenset({"delivered", "discussing"}),
        "prepared",
        events.PREPARED,
        **BY_UNION,
        form=forms.PrepareForm,
        guards=(checks.check_answered,),
        judges=(checks.judge_presidium,),
        act=shown(acts.prepare, "prepared"),
    ),
    Move(
        "drop",
        _("取消会议"),
        BEFORE | {"gathering"},
        "dropped",
        events.DROPPED,
        **BY_UNION,
        form=ReasonForm,
        act=acts.drop,
        is_primary=False,
    ),
)
MEETING = (
    Move(
        "gather",
        _("开始签到"),
        frozenset({"prepared"}),
        "gathering",
        events.GATHERED,
        **BY_UNION,
        guards=(checks.check_delivered, checks.check_day),
        judges=(checks.judge_delivery,),
        act=shown(acts.gather, "gathering"),
        help=_("按当日在任代表封定名册，封定后名册不能再改。"),
    ),
    Move(
        "check_in",
        _("登记签到"),
        frozenset({"gathering", "sitting", "voting"}),
        None,
        events.CHECKED_IN,
        **BY_UNION,
        form=forms.CheckInForm,
        act=shown(acts.check_in),
    ),
    Move(
        "call_to_order",
        _("宣布开会"),
        frozenset({"gathering"}),
        "sitting",
        events.CALLED_TO_ORDER,
        **BY_UNION,
        judges=(checks.judge_quorum, checks.judge_interval),
        act=shown(acts.call_to_order, "sitting"),
        help=_("实到须达到全体在任代表的三分之二。"),
    ),
    Move(
        "adjourn",
        _("改期"),
        frozenset({"gathering"}),
        "agreed",
        events.ADJOURNED,
        **BY_UNION,
        form=forms.AdjournForm,
        act=shown(acts.adjourn, "agreed"),
        is_primary=False,
    ),
    Move(
        "report_proposals",
        _("报告提案办理情况"),
        frozenset({"sitting", "voting"}),
        None,
        events.PROPOSALS_REPORTED,
        **BY_UNION,
        act=reporting.report_proposals,
        document=reporting.REPORT,
        is_primary=False,
        help=_("按本届已经审查的全部提案生成书面报告，不予立案的连同理由一并报告。"),
    ),
    Move(
        "begin_item",
        _("进入议题"),
        frozenset({"sitting", "voting"}),
        None,
        events.ITEM_BEGUN,
        **BY_UNION,
        form=forms.BeginItemForm,
        act=shown(acts.begin_item),
        help=_("会场大屏和代表手机随即显示正在进行的议题。"),
    ),
    Move(
        "start_voting",
        _("开始表决"),
        frozenset({"sitting"}),
        "voting",
        events.VOTING,
        **BY_UNION,
        act=shown(leave_record_alone, "voting"),
    ),
    Move(
        "decide",
        _("登记表决结果"),
        frozenset({"voting"}),
        None,
        events.ITEM_DECIDED,
        **BY_UNION,
        form=forms.VoteForm,
        judges=(checks.judge_sums,),
        act=shown(acts.decide),
        help=_("赞成票须超过全体在任代表的半数，正好半数为未通过。"),
    ),
    Move(
        "resolve",
        _("形成决议"),
        frozenset({"sitting", "voting"}),
        "resolved",
        events.RESOLVED,
        **BY_UNION,
        form=forms.ResolveForm,
        guards=(checks.check_all_decided,),
        act=shown(acts.resolve, "resolved"),
        starts=(PUBLISH_CLOCK, REPORT_CLOCK, NEXT_CLOCK),
    ),
)
AFTER = (
    Move(
        "publish",
        _("公布结果"),
        frozenset({"resolved"}),
        "published",
        events.PUBLISHED,
        **BY_UNION,
        form=forms.PublishForm,
        judges=(yearly.judge_published,),
        act=acts.publish,
        stops=("publication",),
    ),
    Move(
        "report",
        _("报上级工会"),
        frozenset({"published"}),
        "carrying_out",
        events.REPORTED,
        **BY_UNION,
        form=forms.ReportForm,
        judges=(yearly.judge_reported,),
        act=acts.report,
        document=letters.RESOLUTION,
        stops=("report",),
    ),
    Move(
        "give_task",
        _("交办决议事项"),
        frozenset({"published", "carrying_out"}),
        None,
        events.TASK_GIVEN,
        **BY_UNION,
        form=forms.TaskForm,
        act=acts.give_task,
        help=_("进入问题台账：责任岗位、期限、办理结果和验收都在那里。"),
    ),
    Move(
        "follow_up",
        _("在下次会议报告落实情况"),
        frozenset({"carrying_out"}),
        "closed",
        events.FOLLOWED_UP,
        **BY_UNION,
        form=forms.FollowUpForm,
        judges=(consulting.judge_all_steps,),
        act=acts.follow_up,
        stops=("next",),
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[CongressSession]:
    rows = CongressSession.objects.select_related("term", "term__case", "term__enterprise")
    return records_in_order(cases, rows)


NEXT = {
    "preparing": "agree",
    "agreed": "deliver",
    "delivered": "prepare",
    "discussing": "prepare",
    "prepared": "gather",
    "gathering": "call_to_order",
    "sitting": "start_voting",
    "resolved": "publish",
    "published": "report",
    "carrying_out": "follow_up",
}


def wants(standing: Standing) -> Sequence[Wanted]:
    """The union goes on, step by step; of what is voted on, from the vote to its count, and once all is, to the resolution."""
    case = standing.case
    verb = next_vote(standing.record) if case.state == "voting" else NEXT[case.state]
    return [Wanted(verb, case.union_id, role=acting_role(case.union.kind))]


SESSION_FLOW = register_flow(
    Flow(
        code=FLOW,
        label=_("职代会会议"),
        prefix="HY",
        states=STATES,
        initial="preparing",
        opened=events.OPENED,
        moves=(*TOPICS, *PREPARING, *MEETING, *VOTES, *AFTER, *CONSULTING, *SPEAKING),
        records_of=records_of,
        wants=wants,
        url_of=lambda case: case_url(case.pk),
    )
)
