"""What the law asks of drafts, votes and signatures (CB-040 … CB-046, CB-061, CB-071)."""

from collections.abc import Sequence

from zhijia.engines.cases.flow import Turn
from zhijia.law.judging import judge_duty, judge_share, judge_span
from zhijia.law.verdicts import Verdict
from zhijia.law.votes import Tally
from zhijia.lib.findings import Severity
from zhijia.lib.sentences import Refused
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.models import Contract, Draft, Vote
from zhijia.services.bargaining.models.bargainings import ContractType

WOMEN_CODES = ("women_equality", "women_work", "maternity")


def draft_of(turn: Turn) -> Draft:
    """The latest draft. Raises `Refused` when there is none."""
    draft: Draft | None = turn.record.drafts.order_by("-version").first()
    if draft is None:
        raise Refused("还没有合同草案，请先编写草案。")
    return draft


def vote_of(turn: Turn) -> Vote:
    """The vote that passed the latest draft. Raises `Refused` when there is none (CB-041, CB-045)."""
    vote: Vote | None = draft_of(turn).votes.filter(is_passed=True).order_by("-held_on").first()
    if vote is None:
        raise Refused("草案还没有经职工代表大会或者全体职工通过，不能签订。")
    return vote


def check_has_draft(turn: Turn) -> None:
    if not draft_of(turn).clauses.exists():
        raise Refused("草案还没有条款，请先编写草案。")


def check_not_initialled(turn: Turn) -> None:
    if draft_of(turn).workers_initialled_on is not None:
        raise Refused("这一版草案已经签字，内容不能再改。重新协商后另编新的一版。")


def check_initialled(turn: Turn) -> None:
    """CB-040: only an initialled draft is tabled."""
    draft = draft_of(turn)
    if draft.workers_initialled_on is None or draft.employer_initialled_on is None:
        raise Refused("草案要由双方首席代表签字后才能提交职代会。")


def check_passed(turn: Turn) -> None:
    vote_of(turn)


def judge_draft(turn: Turn) -> Sequence[Verdict]:
    """CB-061 the term, CB-071 women's content."""
    draft = draft_of(turn)
    on = draft.term_from
    verdicts = [
        *judge_span(rule_of(turn, "contract.term.shortest"), first=draft.term_from, last=draft.term_to),
        *judge_span(rule_of(turn, "contract.term.longest"), first=draft.term_from, last=draft.term_to),
    ]
    if turn.record.contract_type != ContractType.WOMEN:
        verdicts += judge_duty(rule_of(turn, "contract.women", on=on), is_met=_has_women_content(turn, draft))
    return verdicts


def _has_women_content(turn: Turn, draft: Draft) -> bool:
    """A chapter here, or a women's contract of the same enterprise in force on the first day."""
    if draft.clauses.filter(code__in=WOMEN_CODES).exists():
        return True
    if turn.case.enterprise_id is None:
        return False
    women = Contract.objects.filter(
        contract_type=ContractType.WOMEN, enterprise_id=turn.case.enterprise_id, ended_on=None, signed_on__isnull=False
    )
    return women.filter(term_to__gte=draft.term_from).exists()


def judge_quorum(turn: Turn) -> Sequence[Verdict]:
    """CB-042: two thirds of those entitled are present."""
    return judge_share(
        rule_of(turn, "contract.quorum", on=turn.data["held_on"]), turn.data["present"], turn.data["entitled"]
    )


def check_tally(turn: Turn) -> None:
    """WC-023: the counts add up. The form says it at its fields; here stands what a forged form meets."""
    data = turn.data
    tally = Tally(
        present=data["present"],
        issued=data["issued"],
        returned=data["returned"],
        valid=data["yes"] + data["no"] + data["abstain"],
        invalid=data["invalid"],
        yes=data["yes"],
        no=data["no"],
        abstain=data["abstain"],
    )
    if not tally.adds_up:
        raise Refused(
            "票数对不上：赞成、反对、弃权、无效票之和须等于收回票数，收回票不能多于发出票，发出票不能多于实到。"
        )


def vote_passes(turn: Turn, vote: Vote) -> bool:
    """CB-043: more than half of all those entitled, by the stricter of two texts that differ at exactly half."""
    law = rule_of(turn, "contract.majority", on=vote.held_on)
    return not any(v.severity is Severity.BLOCK for v in judge_share(law, vote.yes, vote.entitled))


def judge_signature(turn: Turn) -> Sequence[Verdict]:
    """CB-045 signed after the vote; CB-046 by the chiefs themselves."""
    vote = vote_of(turn)
    return [
        *judge_duty(rule_of(turn, "contract.signed.after_vote"), is_met=turn.data["day"] >= vote.held_on),
        *judge_duty(rule_of(turn, "contract.signed.by_chiefs"), is_met=turn.data["by_chiefs"]),
    ]
