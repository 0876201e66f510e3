"""The flow of a proposal: signed, submitted, decided on, assigned, answered, rated, reported (B5, WC-041 … WC-043).

No law says in how many days a proposal is answered: the clock runs by the day that was fixed when it was assigned, and a day later
than is usual is remarked.
"""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import ClockStart, Flow, Move, State, Turn, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import BY_UNION
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.law.judging import judge_duty, judge_number
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.rules import acting_role
from zhijia.services.congress.proposals import acts, checks, events, forms, letters
from zhijia.services.congress.proposals.models import Proposal

FLOW = "congress.proposal"
REPLY = "reply"
SIGNING = State("signing", _("征集联名"))
SUBMITTED = State("submitted", _("待审查"))
FILED = State("filed", _("已立案"))
ASSIGNED = State("assigned", _("办理中"))
REPLIED = State("replied", _("待评价"))
RETURNED = State("returned", _("重新办理"))
CLOSED = State("closed", _("已办结"), is_final=True)
REFUSED = State("refused", _("不予立案"), is_final=True)
REDIRECTED = State("redirected", _("转其他渠道"), is_final=True)
MERGED = State("merged", _("已并案"), is_final=True)
WITHDRAWN = State("withdrawn", _("已撤回"), is_final=True)
STATES = (
    SIGNING,
    SUBMITTED,
    FILED,
    ASSIGNED,
    REPLIED,
    RETURNED,
    CLOSED,
    REFUSED,
    REDIRECTED,
    MERGED,
    WITHDRAWN,
)


def day_of_reply(proposal: Proposal) -> date | None:
    return proposal.due_on


def judge_reply_day(turn: Turn) -> Sequence[Verdict]:
    """WC-041: from the assignment to the day that is fixed for the answer."""
    rule = LocalLaw().rule(forms.REPLY_DAYS, place=turn.case.place, on=turn.today)
    return judge_number(rule, (turn.data["due_on"] - turn.today).days)


def judge_reported(turn: Turn) -> Sequence[Verdict]:
    """WC-043: reported to a session that is named."""
    rule = LocalLaw().rule("congress.proposals.reported", place=turn.case.place, on=turn.data["reported_on"])
    if rule.value is None:
        return ()
    return judge_duty(rule, is_met=True if turn.data["session"] else None)


REPLY_CLOCK = ClockStart(REPLY, _("答复提案"), "task", promised=day_of_reply)
BY_DELEGATES = (
    Move(
        "cosign",
        _("联名"),
        frozenset({"signing"}),
        None,
        events.COSIGNED,
        may=checks.check_delegate,
        who=_("在任的职工代表"),
        form=forms.CosignForm,
        guards=(checks.check_may_cosign,),
        act=acts.cosign,
        help=_("联名后提案文本即锁定；提案人再修改的，会重新请您联名。"),
        by_applicant=True,
    ),
    Move(
        "revise",
        _("修改提案"),
        frozenset({"signing"}),
        None,
        events.REVISED,
        may=checks.check_author,
        who=_("提案人"),
        form=forms.ReviseForm,
        act=acts.revise,
        by_applicant=True,
    ),
    Move(
        "submit",
        _("提交提案"),
        frozenset({"signing"}),
        "submitted",
        events.SUBMITTED,
        may=checks.check_author,
        who=_("提案人"),
        act=acts.submit,
        by_applicant=True,
    ),
    Move(
        "withdraw",
        _("撤回提案"),
        frozenset({"signing", "submitted"}),
        "withdrawn",
        events.WITHDRAWN,
        may=checks.check_author,
        who=_("提案人"),
        form=ReasonForm,
        guards=(checks.check_not_leading,),
        act=acts.withdraw,
        by_applicant=True,
    ),
    Move(
        "rate",
        _("评价答复"),
        frozenset({"replied"}),
        "closed",
        events.RATED,
        may=checks.check_author,
        who=_("提案人"),
        form=forms.RateForm,
        act=acts.rate,
        may_lead_to=frozenset({"returned"}),
        by_applicant=True,
    ),
)
DECIDING = (
    Move(
        "file",
        _("立案"),
        frozenset({"submitted"}),
        "filed",
        events.FILED,
        **BY_UNION,
        form=forms.DecideForm,
        act=acts.file,
    ),
    Move(
        "refuse",
        _("不予立案"),
        frozenset({"submitted"}),
        "refused",
        events.REFUSED,
        **BY_UNION,
        form=forms.DecideForm,
        guards=(checks.check_not_leading,),
        act=acts.refuse,
    ),
    Move(
        "redirect",
        _("转其他渠道办理"),
        frozenset({"submitted"}),
        "redirected",
        events.REDIRECTED,
        **BY_UNION,
        form=forms.RedirectForm,
        guards=(checks.check_not_leading,),
        act=acts.redirect,
        is_primary=False,
    ),
    Move(
        "merge",
        _("并案"),
        frozenset({"submitted"}),
        "merged",
        events.MERGED,
        **BY_UNION,
        form=forms.MergeForm,
        guards=(checks.check_not_leading,),
        act=acts.merge,
        is_primary=False,
        help=_("并案以后，全部提案人和联名人都是留下的那件提案的提案人。"),
    ),
    Move(
        "unmerge",
        _("撤销并案"),
        frozenset({"merged"}),
        "submitted",
        events.UNMERGED,
        **BY_UNION,
        form=ReasonForm,
        act=acts.unmerge,
        is_primary=False,
    ),
)
HANDLING = (
    Move(
        "assign",
        _("交办提案"),
        frozenset({"filed", "returned"}),
        "assigned",
        events.ASSIGNED,
        **BY_UNION,
        form=forms.AssignForm,
        judges=(judge_reply_day,),
        act=acts.assign,
        starts=(REPLY_CLOCK,),
    ),
    Move(
        "rank",
        _("确定重点提案"),
        frozenset({"filed", "assigned"}),
        None,
        events.RANKED,
        **BY_UNION,
        form=forms.RankForm,
        act=acts.rank,
        is_primary=False,
    ),
    Move(
        "reply",
        _("登记答复"),
        frozenset({"assigned"}),
        "replied",
        events.REPLIED,
        **BY_UNION,
        form=forms.ReplyForm,
        act=acts.reply,
        stops=(REPLY,),
        document=letters.REPLY,
    ),
    Move(
        "report",
        _("登记向职代会报告"),
        frozenset({"filed", "assigned", "replied", "returned", "closed", "refused", "redirected", "merged"}),
        None,
        events.REPORTED,
        **BY_UNION,
        form=forms.ReportForm,
        judges=(judge_reported,),
        act=acts.report,
        is_primary=False,
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[Proposal]:
    return records_in_order(cases, Proposal.objects.select_related("term__case", "proposer", "merged_into__case"))


def wants(standing: Standing) -> Sequence[Wanted]:
    """The union decides, assigns and enters the answer; while it is signed and rated it awaits delegates."""
    case = standing.case
    verb = {"submitted": "file", "filed": "assign", "returned": "assign", "assigned": "reply"}.get(case.state)
    role = acting_role(case.union.kind)
    return [Wanted(verb, case.union_id, role=role)] if verb else []


PROPOSAL_FLOW = register_flow(
    Flow(
        code=FLOW,
        label=_("职工代表提案"),
        prefix="TA",
        states=STATES,
        initial=SIGNING.code,
        opened=events.OPENED,
        moves=(*BY_DELEGATES, *DECIDING, *HANDLING),
        records_of=records_of,
        wants=wants,
        url_of=lambda case: case_url(case.pk),
    )
)
