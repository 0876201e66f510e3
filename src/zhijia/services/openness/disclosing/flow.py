"""The flow of a disclosure: due, drafted, checked by another post, published, corrected or withdrawn, filed (B8)."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.flow import ClockStart, Flow, Move, State, Wanted, leave_to_system, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sharing import employer_party
from zhijia.engines.cases.sides import BY_UNION, by_employer_if, by_upper_union_if
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.openness.disclosing import acts, checks, events, forms, letters
from zhijia.services.openness.disclosing.opening import FLOW, term_of
from zhijia.services.openness.models import Disclosure
from zhijia.services.openness.queries import role_of

DUE = State("due", _("待拟稿"))
DRAFTED = State("drafted", _("待审核"))
CLEARED = State("cleared", _("待发布"))
PUBLISHED = State("published", _("公开中"))
ARCHIVED = State("archived", _("已归档"), is_final=True)
WITHDRAWN = State("withdrawn", _("已撤回"), is_final=True)
WAIVED = State("waived", _("本期不公开"), is_final=True)
STATES = (DUE, DRAFTED, CLEARED, PUBLISHED, ARCHIVED, WITHDRAWN, WAIVED)
SPAN, TERM, POSTING = "span", "term", "posting"


def last_day_of_span(disclosure: Disclosure) -> date | None:
    return disclosure.due_on if disclosure.happened_on is None else None


def day_it_happened(disclosure: Disclosure) -> date | None:
    return disclosure.happened_on


def parameter_of(disclosure: Disclosure) -> str:
    return term_of(disclosure.item.matter)


def last_day_posted(disclosure: Disclosure) -> date | None:
    return disclosure.posted_to


SPAN_CLOCK = ClockStart(SPAN, _("按期公开"), "task", promised=last_day_of_span)
TERM_CLOCK = ClockStart(
    TERM,
    _("发生后公开"),
    "task",
    parameter_of=parameter_of,
    since=day_it_happened,
    corrected=acts.redate,
)
POSTING_CLOCK = ClockStart(POSTING, _("公开期间"), "task", promised=last_day_posted, on_expiry="archive")


MOVES = (
    Move(
        "draft",
        _("拟稿"),
        frozenset({"due"}),
        "drafted",
        events.DRAFTED,
        **by_employer_if(checks.check_drafts),
        form=forms.DraftForm,
        act=acts.draft,
        party_label=_("拟公开内容"),
        help=_("提交以后由工会审核、发布；退回的，按退回意见修改后重新提交。"),
    ),
    Move(
        "clear",
        _("审核通过"),
        frozenset({"drafted"}),
        "cleared",
        events.CLEARED,
        **BY_UNION,
        form=forms.ClearForm,
        guards=(checks.check_other_post,),
        judges=(checks.judge_contract_shown,),
        act=acts.clear,
        help=_("由拟稿人以外的岗位核对个人信息和商业秘密。"),
    ),
    Move(
        "send_back",
        _("退回修改"),
        frozenset({"drafted", "cleared"}),
        "due",
        events.SENT_BACK,
        **BY_UNION,
        form=ReasonForm,
        act=acts.send_back,
        is_primary=False,
    ),
    Move(
        "publish",
        _("发布"),
        frozenset({"cleared"}),
        "published",
        events.PUBLISHED,
        **BY_UNION,
        form=forms.PublishForm,
        judges=(checks.judge_in_time, checks.judge_posting),
        act=acts.publish,
        starts=(POSTING_CLOCK,),
        stops=(SPAN, TERM),
    ),
    Move(
        "add_photo",
        _("补充公开栏照片"),
        frozenset({"published", "archived"}),
        None,
        events.PHOTO_ADDED,
        **BY_UNION,
        form=forms.PhotoForm,
        act=acts.add_photo,
        is_primary=False,
    ),
    Move(
        "correct",
        _("更正"),
        frozenset({"published", "archived"}),
        "drafted",
        events.CORRECTED,
        **BY_UNION,
        form=forms.CorrectForm,
        act=acts.correct,
        stops=(POSTING,),
        is_primary=False,
        help=_("更正的内容同样由另一岗位审核后发布；原来公开的内容和存证保留。"),
    ),
    Move(
        "issue_record",
        _("出具公开登记表"),
        frozenset({"published", "archived"}),
        None,
        events.RECORD_ISSUED,
        **BY_UNION,
        document=letters.RECORD,
        is_primary=False,
    ),
    Move(
        "withdraw",
        _("撤回"),
        frozenset({"published", "archived"}),
        "withdrawn",
        events.WITHDRAWN,
        **BY_UNION,
        form=ReasonForm,
        act=acts.withdraw,
        is_primary=False,
        help=_("撤回以后不再算作已公开。"),
    ),
    Move(
        "waive",
        _("同意本期不公开"),
        frozenset({"due"}),
        "waived",
        events.WAIVED,
        **by_upper_union_if(checks.check_never_published),
        form=ReasonForm,
        act=acts.waive,
        is_primary=False,
        help=_("本期没有这件事的，应当公开没有发生；确实不适用的，由上级工会写明理由。"),
    ),
    Move(
        "archive",
        _("公开期满归档"),
        frozenset({"published"}),
        "archived",
        events.ARCHIVED,
        may=leave_to_system,
        by_system=True,
        stops=(POSTING,),
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[Disclosure]:
    """Without their items and plans, which an employer that drafts does not see."""
    return records_in_order(cases, Disclosure.objects.all())


def wants(standing: Standing) -> Sequence[Wanted]:
    """Its union drafts, or the employer where that was agreed; its union checks and publishes by the last day in time."""
    case, disclosure = standing.case, standing.record
    verb = {"due": "draft", "drafted": "clear", "cleared": "publish"}.get(case.state)
    if verb is None:
        return []
    due_on = disclosure.due_on if disclosure.published_on is None else None
    if verb == "draft" and disclosure.is_drafted_by_employer and case.enterprise_id is not None:
        return [Wanted(verb, party=employer_party(case.enterprise_id), due_on=due_on)]
    return [Wanted(verb, case.union_id, role=role_of(case), due_on=due_on)]


DISCLOSURE_FLOW = register_flow(
    Flow(
        code=FLOW,
        label=_("厂务公开"),
        prefix="GK",
        states=STATES,
        initial=DUE.code,
        opened=events.OPENED,
        moves=MOVES,
        records_of=records_of,
        wants=wants,
        url_of=lambda case: case_url(case.pk),
        opening=(SPAN_CLOCK, TERM_CLOCK),
    )
)
