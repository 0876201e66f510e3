"""Offer, service, reply (bargaining-congress §A4 steps 1–2)."""

from datetime import date

from zhijia.engines.cases.flow import ClockStart, Move, leave_to_system
from zhijia.engines.cases.paper_entries import papers_confirmed
from zhijia.engines.documents.receiving import SIGNING, signing_clock, unsigned_move
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining import events
from zhijia.services.bargaining.acts import employer as employer_acts
from zhijia.services.bargaining.acts import offering as acts
from zhijia.services.bargaining.acts import redating
from zhijia.services.bargaining.acts.endings import abandon
from zhijia.services.bargaining.checks import employer as employer_checks
from zhijia.services.bargaining.checks import offering as checks
from zhijia.services.bargaining.checks import parties
from zhijia.services.bargaining.checks.talks import check_workers_elected
from zhijia.services.bargaining.forms import employer as employer_forms
from zhijia.services.bargaining.forms import offering as forms
from zhijia.services.bargaining.forms.parts import ReasonForm
from zhijia.services.bargaining.letters import offering as letters
from zhijia.services.bargaining.letters.answering import OWN_REPLY_LETTER
from zhijia.services.bargaining.models import Bargaining, Offer
from zhijia.services.bargaining.models.offers import Channel

REPLY = "reply"


def _last_offer(bargaining: Bargaining) -> Offer | None:
    return max(bargaining.offers.all(), key=lambda offer: offer.number, default=None)


def _served_on(bargaining: Bargaining) -> date | None:
    offer = _last_offer(bargaining)
    return offer.served_on if offer else None


def _sent_here_on(bargaining: Bargaining) -> date | None:
    """The day on which an offer went out that nobody has received yet; None for one that goes on paper."""
    offer = _last_offer(bargaining)
    return offer.sent_on if offer and offer.channel == Channel.ONLINE and offer.served_on is None else None


OWN_REPLY = "own_reply"
OWN_REPLY_CLOCK = ClockStart(
    OWN_REPLY,
    _("答复对方要约"),
    "statutory",
    parameter="bargaining.reply",
    since=_served_on,
    corrected=redating.redate_offer,
)
REPLY_CLOCK = ClockStart(
    REPLY,
    _("答复要约"),
    "statutory",
    parameter="bargaining.reply",
    since=_served_on,
    on_expiry="reply_overdue",
    corrected=redating.redate_offer,
    taken_back_by="await_reply",
)

MOVES = (
    Move(
        "send_offer",
        _("发出要约"),
        frozenset({"drafting", "refused"}),
        "offered",
        events.OFFER_SENT,
        **parties.BY_UNION,
        guards=(check_workers_elected,),
        form=forms.OfferForm,
        judges=(checks.judge_offer,),
        act_on_all=acts.send_offers,
        document=letters.OFFER_LETTER,
        starts=(signing_clock("bargaining.offer.signing", _sent_here_on),),
        help=_("要约以书面形式发出。对方收到之日起开始计算答复时限。"),
    ),
    Move(
        "record_service",
        _("登记送达"),
        frozenset({"offered"}),
        None,
        events.OFFER_SERVED,
        **parties.BY_EMPLOYER,
        guards=(checks.check_not_served,),
        form=forms.ServedForm,
        act=acts.record_service,
        starts=(REPLY_CLOCK,),
        stops=(SIGNING,),
        help=_("对方在线签收的，由系统登记；没有签收的，改用纸质送达后在这里登记。答复时限从对方收到之日的次日起算。"),
        party_label=_("确认收到要约"),
    ),
    Move(
        "agree",
        _("登记对方应约"),
        frozenset({"offered", "refused"}),
        "accepted",
        events.OFFER_AGREED,
        **parties.BY_EMPLOYER,
        guards=(checks.check_has_offer,),
        form=forms.AgreeForm,
        judges=(checks.judge_reply,),
        act=acts.agree,
        document=letters.REPLY_LETTER,
        stops=(REPLY, SIGNING),
        party_label=_("答复要约"),
    ),
    unsigned_move(states=frozenset({"offered"}), event=events.OFFER_UNSIGNED),
    Move(
        "refuse",
        _("登记对方拒绝"),
        frozenset({"offered"}),
        "refused",
        events.OFFER_REFUSED,
        **parties.BY_EMPLOYER,
        form=forms.RefuseForm,
        judges=(checks.judge_refusal, checks.judge_reply),
        act=acts.refuse,
        document=letters.REPLY_LETTER,
        stops=(REPLY, SIGNING),
        is_primary=False,
        help=_("没有正当理由不得拒绝集体协商。理由由上级工会审查。"),
        party_label=_("拒绝要约"),
    ),
    Move(
        "review_refusal",
        _("审查拒绝理由"),
        frozenset({"refused"}),
        None,
        events.REFUSAL_REVIEWED,
        **parties.by_upper_union_if(checks.check_refusal_unreviewed),
        form=forms.ReviewRefusalForm,
        guards=(papers_confirmed("refuse"),),
        act=acts.review_refusal,
        help=_(
            "没有正当理由不得拒绝集体协商。理由不正当的，登记为劳动法律监督线索；理由正当的，待理由消失后可以再次要约。规定没有写明审查期限。"
        ),
    ),
    Move(
        "reply_overdue",
        _("逾期未答复"),
        frozenset({"offered"}),
        "refused",
        events.REPLY_OVERDUE,
        may=leave_to_system,
        by_system=True,
    ),
    Move(
        "await_reply",
        _("继续等待答复"),
        frozenset({"refused"}),
        "offered",
        events.REPLY_AWAITED,
        may=leave_to_system,
        by_system=True,
    ),
    Move(
        "employer_offer",
        _("登记用人单位要约"),
        frozenset({"drafting"}),
        "to_answer",
        events.EMPLOYER_OFFERED,
        **parties.BY_EMPLOYER,
        guards=(employer_checks.check_employer_begins,),
        form=employer_forms.EmployerOfferForm,
        judges=(checks.judge_wage_contents,),
        act=employer_acts.employer_offer,
        starts=(OWN_REPLY_CLOCK,),
        is_primary=False,
        help=_("一方提出协商要求的，另一方应当在规定期限内书面答复。"),
    ),
    Move(
        "accept_offer",
        _("应约并答复"),
        frozenset({"to_answer"}),
        "accepted",
        events.EMPLOYER_OFFER_ACCEPTED,
        **parties.BY_UNION,
        form=employer_forms.UnionReplyForm,
        judges=(employer_checks.judge_own_reply,),
        act=employer_acts.union_reply,
        document=OWN_REPLY_LETTER,
        stops=(OWN_REPLY,),
    ),
    Move(
        "decline_offer",
        _("不同意协商"),
        frozenset({"to_answer"}),
        "failed",
        events.EMPLOYER_OFFER_DECLINED,
        **parties.BY_UNION,
        form=employer_forms.UnionDeclineForm,
        judges=(checks.judge_refusal, employer_checks.judge_own_reply),
        act=employer_acts.union_decline,
        document=OWN_REPLY_LETTER,
        stops=(OWN_REPLY,),
        is_primary=False,
        help=_("没有正当理由不得拒绝集体协商。"),
    ),
    Move(
        "abandon",
        _("撤回协商"),
        frozenset({"drafting", "offered", "refused"}),
        "failed",
        events.ABANDONED,
        **parties.BY_UNION,
        form=ReasonForm,
        act=abandon,
        is_primary=False,
    ),
)
