"""Letters to the employer: sending, service, answer, silence (§A8 L2, L3)."""

from datetime import date

from zhijia.engines.cases.flow import ClockStart, Move, leave_to_system
from zhijia.engines.cases.sides import BY_EMPLOYER, by_union_if
from zhijia.engines.documents.receiving import SIGNING, signing_clock, unsigned_move
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.supervision import events
from zhijia.services.supervision.acts import letters as acts
from zhijia.services.supervision.acts import redating
from zhijia.services.supervision.checks import casework
from zhijia.services.supervision.checks import letters as checks
from zhijia.services.supervision.forms import letters as forms
from zhijia.services.supervision.letters import papers
from zhijia.services.supervision.models import Supervision
from zhijia.services.supervision.models.letters import Channel, LetterKind

PROMPT_REPLY = "prompt_reply"
OPINION_REPLY = "opinion_reply"
RECTIFICATION = "rectification"
RECOMMENDING = "recommending"
CHECKING = "checking"
"""From acceptance to the first letter, or to the end for want of facts."""
ANSWER_CLOCKS = (PROMPT_REPLY, OPINION_REPLY)


def _served_on(supervision: Supervision, kind: LetterKind) -> date | None:
    """When the open letter was received, if it is of this kind."""
    letter = checks.latest_letter(supervision)
    return letter.served_on if letter and letter.kind == kind else None


def sent_here_on(supervision: Supervision) -> date | None:
    """The day on which a letter went out that nobody has received yet; None for one that goes on paper."""
    letter = checks.latest_letter(supervision)
    return letter.sent_on if letter and letter.channel == Channel.ONLINE and letter.served_on is None else None


def _prompt_served_on(supervision: Supervision) -> date | None:
    return _served_on(supervision, LetterKind.PROMPT)


def _opinion_served_on(supervision: Supervision) -> date | None:
    return _served_on(supervision, LetterKind.OPINION)


def _rectify_by(supervision: Supervision) -> date | None:
    letter = checks.latest_letter(supervision, LetterKind.PROMPT, LetterKind.OPINION)
    return letter.rectify_by if letter else None


def _opinion_failed_on(supervision: Supervision) -> date | None:
    """From then on a recommendation is due; a prompt that failed leads to an opinion."""
    letter = checks.latest_letter(supervision)
    return supervision.defaulted_on if letter and letter.kind == LetterKind.OPINION else None


REPLY_STARTS = (
    ClockStart(
        PROMPT_REPLY,
        _("回复提示函"),
        "statutory",
        parameter="supervision.prompt.reply",
        since=_prompt_served_on,
        on_expiry="prompt_unanswered",
        corrected=redating.redate_letter,
        taken_back_by="await_answer",
    ),
    ClockStart(
        OPINION_REPLY,
        _("答复意见书"),
        "statutory",
        parameter="supervision.opinion.reply",
        since=_opinion_served_on,
        on_expiry="opinion_unanswered",
        corrected=redating.redate_letter,
        taken_back_by="await_answer",
    ),
)
SIGNING_CLOCK = signing_clock("supervision.signing", sent_here_on)
RECTIFICATION_CLOCK = ClockStart(
    RECTIFICATION, _("完成整改"), "term", promised=_rectify_by, on_expiry="rectification_overdue"
)
RECOMMENDING_CLOCK = ClockStart(
    RECOMMENDING, _("发监督建议书"), "statutory", parameter="supervision.recommendation", since=_opinion_failed_on
)

MOVES = (
    Move(
        "send_prompt",
        _("发提示函"),
        frozenset({"accepted", "investigating"}),
        "prompted",
        events.PROMPT_SENT,
        **by_union_if(casework.check_established),
        form=forms.LetterForm,
        act=acts.send_prompt,
        document=papers.PROMPT_LETTER,
        starts=(RECTIFICATION_CLOCK, SIGNING_CLOCK),
        stops=(CHECKING,),
        help=_("问题较轻、可以自行改正的，先提示。回复时限从对方收到之日的次日起算。"),
    ),
    Move(
        "send_opinion",
        _("发意见书"),
        frozenset({"accepted", "investigating", "prompted", "defaulted"}),
        "opined",
        events.OPINION_SENT,
        **by_union_if(casework.check_established),
        form=forms.OpinionForm,
        judges=(checks.judge_rectify_by,),
        act=acts.send_opinion,
        document=papers.OPINION_LETTER,
        starts=(RECTIFICATION_CLOCK, SIGNING_CLOCK),
        stops=(CHECKING, *ANSWER_CLOCKS, RECTIFICATION, RECOMMENDING, SIGNING),
        help=_("用人单位应当在规定期限内书面答复；整改期限由意见书写明，与答复期限是两回事。"),
    ),
    Move(
        "record_service",
        _("登记送达"),
        frozenset({"prompted", "opined"}),
        None,
        events.LETTER_SERVED,
        **BY_EMPLOYER,
        form=forms.ServedForm,
        guards=(checks.check_not_served,),
        act=acts.record_service,
        party_label=_("确认收到监督文书"),
        starts=REPLY_STARTS,
        stops=(SIGNING,),
        help=_("对方在线签收的，由系统登记；没有签收的，改用纸质送达后在这里登记。期限从对方收到之日的次日起算。"),
    ),
    Move(
        "answer",
        _("登记答复"),
        frozenset({"prompted", "opined", "defaulted"}),
        "rectifying",
        events.ANSWERED,
        **BY_EMPLOYER,
        form=forms.ReplyForm,
        guards=(checks.check_not_answered,),
        judges=(checks.judge_reply,),
        act=acts.answer,
        starts=(RECOMMENDING_CLOCK,),
        stops=(*ANSWER_CLOCKS, RECOMMENDING, SIGNING),
        may_lead_to=frozenset({"defaulted", "checking"}),
        help=_("答复同意整改，但整改期限已过的，直接转入复查。"),
        party_label=_("答复"),
    ),
    Move(
        "rectification_overdue",
        _("整改期限已过，转入复查"),
        frozenset({"prompted", "opined", "rectifying"}),
        None,
        events.RECTIFICATION_OVERDUE,
        may=leave_to_system,
        by_system=True,
        act=acts.note_limit,
        may_lead_to=frozenset({"checking"}),
    ),
    unsigned_move(states=frozenset({"prompted", "opined"}), event=events.LETTER_UNSIGNED),
    Move(
        "prompt_unanswered",
        _("提示函逾期未回复"),
        frozenset({"prompted"}),
        "defaulted",
        events.ANSWER_OVERDUE,
        may=leave_to_system,
        by_system=True,
        act=acts.note_silence,
    ),
    Move(
        "await_answer",
        _("继续等待答复"),
        frozenset({"defaulted"}),
        "opined",
        events.ANSWER_AWAITED,
        may=leave_to_system,
        by_system=True,
        act=redating.await_answer,
        may_lead_to=frozenset({"prompted"}),
    ),
    Move(
        "opinion_unanswered",
        _("意见书逾期未答复"),
        frozenset({"opined"}),
        "defaulted",
        events.ANSWER_OVERDUE,
        may=leave_to_system,
        by_system=True,
        act=acts.note_silence,
        starts=(RECOMMENDING_CLOCK,),
    ),
)
