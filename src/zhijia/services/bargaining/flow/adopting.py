"""Draft, vote, signature (bargaining-congress §A4 steps 8–10); a draft that was not passed goes back to the talks (CB-044)."""

from datetime import date

from django.urls import reverse

from zhijia.engines.cases.flow import ClockStart, Move, leave_to_events
from zhijia.engines.cases.paper_entries import check_papers_confirmed
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.bargaining import events
from zhijia.services.bargaining.acts import drafts as acts
from zhijia.services.bargaining.acts.hearing import LISTED, STRUCK, VOTE
from zhijia.services.bargaining.acts.redating import redate_signature, redate_vote
from zhijia.services.bargaining.acts.talks import note_reason
from zhijia.services.bargaining.checks import drafts as checks
from zhijia.services.bargaining.checks import parties
from zhijia.services.bargaining.checks.floors import judge_floors
from zhijia.services.bargaining.checks.objections import check_has_met_again, judge_objected
from zhijia.services.bargaining.checks.offering import judge_track
from zhijia.services.bargaining.flow.states import SIGNABLE
from zhijia.services.bargaining.forms import drafts as forms
from zhijia.services.bargaining.forms.parts import ReasonForm
from zhijia.services.bargaining.letters import texts as letters
from zhijia.services.bargaining.models import Bargaining
from zhijia.services.bargaining.models.bargainings import ContractType

FILING = "filing"
SIGNATURE = "signature"


def _signed_on_of_wage(bargaining: Bargaining) -> date | None:
    return bargaining.contract.signed_on if bargaining.contract_type == ContractType.WAGE else None


def _signed_on_of_other(bargaining: Bargaining) -> date | None:
    return bargaining.contract.signed_on if bargaining.contract_type != ContractType.WAGE else None


def _page_of_open_draft(bargaining: Bargaining) -> str:
    """Where the text that is being written is written on."""
    draft = bargaining.drafts.filter(workers_initialled_on=None).order_by("-version").first()
    return reverse("bargaining:draft", args=[draft.pk]) if draft else ""


def _passed_on(bargaining: Bargaining) -> date | None:
    """The day of the vote that passed the latest draft."""
    draft = bargaining.drafts.order_by("-version").first()
    vote = draft.votes.filter(is_passed=True).order_by("-held_on").first() if draft else None
    return vote.held_on if vote else None


SIGNATURE_CLOCK = ClockStart(
    SIGNATURE, _("签订合同"), "term", parameter="contract.signing", since=_passed_on, corrected=redate_vote
)
FILING_CLOCKS = (
    ClockStart(
        FILING,
        _("报送审查"),
        "statutory",
        parameter="contract.filing",
        since=_signed_on_of_other,
        corrected=redate_signature,
    ),
    ClockStart(
        "filing_wage",
        _("报送审查（工资专项）"),
        "statutory",
        parameter="contract.filing.wage",
        since=_signed_on_of_wage,
        corrected=redate_signature,
    ),
)

MOVES = (
    Move(
        "write_draft",
        _("编写草案"),
        checks.WRITING,
        None,
        events.DRAFT_WRITTEN,
        **parties.BY_UNION,
        page=_page_of_open_draft,
        guards=(checks.check_no_open_draft,),
        form=forms.WriteDraftForm,
        act=acts.write_draft,
        help=_("选一份文本开始，建好后逐条修改、填写要素。原来的各版草案保留。"),
    ),
    Move(
        "print_draft",
        _("打印草案"),
        SIGNABLE,
        None,
        events.DRAFT_PRINTED,
        **parties.BY_UNION,
        guards=(checks.check_has_draft, checks.check_not_initialled, checks.check_no_gaps, checks.check_not_printed),
        act=acts.print_draft,
        document=letters.PRINTED,
        is_primary=False,
        help=_(
            "按现在的文本生成草案，供双方首席代表签字。打印件写明第几版，附文本摘要和核验码；之后再改文本，要重新打印。"
        ),
    ),
    Move(
        "initial_draft",
        _("草案签字"),
        SIGNABLE,
        "drafted",
        events.DRAFT_INITIALLED,
        **parties.BY_UNION,
        form=forms.InitialForm,
        guards=(
            checks.check_has_met,
            check_has_met_again,
            checks.check_minutes_signed,
            checks.check_has_draft,
            checks.check_not_initialled,
            checks.check_no_gaps,
        ),
        judges=(judge_track, checks.judge_draft, checks.judge_mandatory, judge_floors, judge_objected),
        act=acts.initial_draft,
        help=_("双方首席代表在草案上签字。签字后条文不能再改。"),
    ),
    Move(
        "table_draft",
        _("提交职代会"),
        frozenset({"drafted"}),
        "tabled",
        events.TABLED,
        **parties.BY_UNION,
        form=forms.TableForm,
        guards=(checks.check_initialled,),
        act=acts.table_draft,
        document=letters.DRAFT_TEXT,
    ),
    Move(
        "record_vote",
        _("登记表决结果"),
        frozenset({"tabled"}),
        "adopted",
        events.VOTED,
        **parties.BY_UNION,
        form=forms.VoteForm,
        guards=(checks.check_not_in_session,),
        judges=(checks.judge_tally, checks.judge_quorum, checks.judge_majority),
        act=acts.record_vote,
        document=letters.ADOPTED_TEXT,
        starts=(SIGNATURE_CLOCK,),
        may_lead_to=frozenset({"not_passed"}),
        help=_(
            "职代会在本系统召开的，由会议带回结果；只有纸质记录的，在这里登记。应到按在任代表总数计，是否通过由票数算出。"
        ),
    ),
    Move(
        "take_up",
        _("职代会列入议题"),
        frozenset({"tabled"}),
        None,
        events.TAKEN_UP,
        may=leave_to_events,
        act=acts.take_up,
        by_system=True,
        hears=LISTED,
    ),
    Move(
        "lay_down",
        _("职代会撤下议题"),
        frozenset({"tabled"}),
        None,
        events.LAID_DOWN,
        may=leave_to_events,
        act=acts.lay_down,
        by_system=True,
        hears=STRUCK,
    ),
    Move(
        "hear_vote",
        _("职代会带回表决结果"),
        frozenset({"tabled"}),
        "adopted",
        events.VOTED,
        may=leave_to_events,
        judges=(checks.judge_tally, checks.judge_quorum, checks.judge_majority),
        act=acts.hear_vote,
        starts=(SIGNATURE_CLOCK,),
        may_lead_to=frozenset({"not_passed"}),
        by_system=True,
        hears=VOTE,
    ),
    Move(
        "print_text",
        _("打印通过文本"),
        frozenset({"adopted"}),
        None,
        events.TEXT_PRINTED,
        **parties.BY_UNION,
        guards=(checks.check_vote_came_back,),
        act=acts.print_text,
        document=letters.ADOPTED_TEXT,
        help=_("印发职代会通过的合同文本，供双方首席代表签字。"),
    ),
    Move(
        "renegotiate",
        _("重新协商"),
        frozenset({"not_passed", "objected", "drafted"}),
        "negotiating",
        events.RENEGOTIATED,
        **parties.BY_UNION,
        form=ReasonForm,
        act=note_reason,
        help=_("重新协商后另编一版草案，再签字、表决、签订和报送。原来的文本保留。"),
    ),
    Move(
        "sign",
        _("签订合同"),
        frozenset({"adopted"}),
        "signed",
        events.SIGNED,
        **parties.BY_UNION,
        form=forms.SignForm,
        guards=(checks.check_passed, check_papers_confirmed),
        judges=(checks.judge_signature,),
        act=acts.sign,
        starts=FILING_CLOCKS,
        stops=(SIGNATURE,),
        help=_("报送时限从签字之日的次日起算，不从草案签字起算。"),
    ),
)
