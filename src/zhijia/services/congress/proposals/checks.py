"""Who acts on a proposal, and what must hold (B5, WC-042)."""

from collections.abc import Sequence

from django.db.models import F, QuerySet

from zhijia.engines.cases.flow import Turn
from zhijia.lib.sentences import NotYours, Refused, Sentence
from zhijia.services.congress.proposals.models import CoSignature, Proposal
from zhijia.services.congress.terms.models import Delegate
from zhijia.services.congress.terms.roll import in_office_on


def mandate_of(turn: Turn) -> Delegate | None:
    """The mandate through which whoever acts is in office in the congress of the proposal."""
    rows = Delegate.objects.filter(in_office_on(turn.today), term=turn.record.term_id)
    return rows.filter(person=turn.actor.person_id or 0).first()


def demand_mandate(turn: Turn) -> Delegate:
    """Her mandate. Raises `NotYours` where she has none in office."""
    mandate = mandate_of(turn)
    if mandate is None:
        raise NotYours("由本届在任的职工代表办理。代表资格已经终止的，不能再联名或者提出。")
    return mandate


def check_delegate(turn: Turn) -> None:
    demand_mandate(turn)


def check_author(turn: Turn) -> None:
    """The proposer; where her mandate has ended, whoever signed with her and is in office."""
    proposal: Proposal = turn.record
    mandate = mandate_of(turn)
    if mandate is None:
        raise NotYours("由提案人办理；提案人的代表资格已经终止的，由在任的联名人办理。")
    in_office = Delegate.objects.filter(in_office_on(turn.today), pk=proposal.proposer_id).exists()
    is_author = mandate.pk == proposal.proposer_id
    if not is_author and (in_office or not signatures_of(proposal).filter(delegate=mandate).exists()):
        raise NotYours("由提案人办理；提案人的代表资格已经终止的，由在任的联名人办理。")


def check_may_cosign(turn: Turn) -> None:
    proposal: Proposal = turn.record
    mandate = mandate_of(turn)
    if mandate is not None and mandate.pk == proposal.proposer_id:
        raise Refused("您是提案人，不需要联名。")
    if signatures_of(proposal).filter(delegate=mandate).exists():
        raise Refused("您已经联名，不需要重复联名。")


def check_version(turn: Turn) -> None:
    """What is signed is what was read: a text changed meanwhile is read again."""
    if turn.data["version"] != turn.record.version:
        words = {"version": turn.record.version}
        raise Refused(Sentence("提案文本已经改为第{version}版，请重新阅读后联名。", words), field="version")


def check_other_stands(turn: Turn) -> None:
    """The other one still stands by itself. Both are held, in one order for everybody: of two merged crosswise one is refused."""
    pair = Proposal.objects.select_for_update().filter(pk__in=(turn.record.pk, turn.data["other"].pk)).order_by("pk")
    if any(one.merged_into_id for one in pair):
        raise Refused("选择的提案刚刚并入别的提案，请重新选择。", field="other")


def check_not_leading(turn: Turn) -> None:
    if Proposal.objects.filter(merged_into=turn.record).exists():
        raise Refused("已有提案并入这一件，请先撤销并案，或者改为把它们一并并入。")


def signatures_of(proposal: Proposal) -> QuerySet[CoSignature]:
    """Signatures of the text as it stands."""
    return CoSignature.objects.filter(proposal=proposal, version=proposal.version)


def merged_into(proposal: Proposal) -> list[Proposal]:
    """Those that were merged into it, in their order."""
    return list(Proposal.objects.filter(merged_into=proposal).select_related("proposer").order_by("pk"))


def authors_of(proposal: Proposal, merged: Sequence[Proposal]) -> list[str]:
    """The names of all who proposed it or one `merged` into it, then of who signed the texts as they stand; nobody twice."""
    family = [proposal, *merged]
    signed = CoSignature.objects.filter(proposal__in=family, version=F("proposal__version")).order_by("pk")
    names = [one.proposer.name for one in family]
    return list(dict.fromkeys([*names, *signed.values_list("delegate__name", flat=True)]))
