"""What the law asks of filing, review and publication (CB-050 … CB-060)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.judging import judge_running
from zhijia.engines.cases.models import Clock
from zhijia.engines.cases.paper_entries import check_entered_by_another, papers_confirmed
from zhijia.engines.cases.standing import Standing, one_by_one
from zhijia.law.judging import judge_duty, judge_number
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.lib.shanghai import end_of_day
from zhijia.organisation.models import LabourBureau
from zhijia.organisation.reading import Together
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.checks.parties import is_employer
from zhijia.services.bargaining.models import Contract, Filing, Review
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.models.contracts import EffectBasis
from zhijia.services.bargaining.models.filings import Opinion
from zhijia.services.bargaining.models.offers import Channel

REVIEW = "review"
NOT_FILED = gettext_noop("合同还没有报送审查。")
NOTHING_OVERTAKES = gettext_noop("没有补登后会改变生效的审查意见，不需要确认。")
OPINION_VERBS = ("record_opinion", "record_opinion_service")
"""Moves by which an opinion, or its service, is put on record after the contract took effect by silence."""


@Together
def _filed(bargaining: Any) -> Sequence[QuerySet[Any]]:
    return (
        Filing.objects.filter(contract__bargaining=bargaining).order_by("-number"),
        Review.objects.filter(filing__contract__bargaining=bargaining).order_by("-filing__number"),
    )


@dataclass(frozen=True, slots=True)
class Filed:
    """The filings of a contract and the opinions on them, the latest first; there is a filing."""

    filings: Sequence[Filing]
    opinions: Sequence[Review]

    @property
    def last(self) -> Filing:
        return self.filings[0]

    @property
    def last_opinion(self) -> Review | None:
        return next(iter(self.opinions), None)

    @property
    def opinion_on_last(self) -> Review | None:
        """The opinion on the last filing, None while there is none."""
        return next((one for one in self.opinions if one.filing_id == self.last.pk), None)


@one_by_one
def _filed_of(standing: Standing) -> Filed:
    return Filed(*_filed.read(standing.record.pk))


def filed_of(turn: Turn) -> Filed:
    """What was filed and answered so far. Raises `Refused` while nothing was filed."""
    filed = turn.ask(_filed_of)
    if not filed.filings:
        raise Refused(NOT_FILED)
    return filed


def filing_of(turn: Turn) -> Filing:
    """The latest filing. Raises `Refused` when there is none."""
    filing = (
        Filing.objects.filter(contract__bargaining=turn.record).select_related("contract").order_by("-number").first()
    )
    if filing is None:
        raise Refused(NOT_FILED)
    return filing


def review_due_of(turn: Turn) -> date | None:
    """The last day of the review that runs; None while the bureau has not received the text."""
    clock = Clock.objects.filter(case=turn.case, name=REVIEW).order_by("-pk").first()
    return clock.due_on if clock else None


def judge_filing(turn: Turn) -> Sequence[Verdict]:
    """CB-050 by the employer, in three copies; CB-051, CB-052 in time; CB-053 with an explanation; CB-054 to whom."""
    contract, data = turn.record.contract, turn.data
    is_wage = contract.contract_type == ContractType.WAGE
    filed_by_employer = is_employer(turn) or turn.record.is_joint or bool(data.get("scan"))
    verdicts = [
        *judge_duty(rule_of(turn, "contract.filing.employer"), is_met=filed_by_employer),
        *judge_number(rule_of(turn, "contract.filing.copies"), data["copies"]),
        *judge_filing_term(turn, "contract.filing"),
        *judge_duty(rule_of(turn, "contract.filing.jurisdiction"), is_met=is_in_charge(turn, data["bureau_name"])),
    ]
    if is_wage:
        verdicts += judge_filing_term(turn, "contract.filing.wage")
        verdicts += judge_duty(rule_of(turn, "contract.filing.explanation"), is_met=data["has_explanation"])
    return verdicts


def is_in_charge(turn: Turn, name: str) -> bool | None:
    """Whether a bureau of this name is that of the county, city or province (CB-054); None where the county's is not known."""
    place = turn.case.place
    places = (place, f"{place[:4]}00", f"{place[:2]}0000")
    with scoped(SYSTEM):  # which bureau has jurisdiction does not depend on who looks
        known = dict(LabourBureau.objects.filter(place__in=places).values_list("place", "name"))
    if "".join(name.split()) in {"".join(one.split()) for one in known.values()}:
        return True
    return False if place in known else None


def judge_filing_term(turn: Turn, key: str) -> Sequence[Verdict]:
    """Filed within the term from the chiefs' signature after the vote (bargaining-congress §E2)."""
    signed = turn.record.contract.signed_on
    return judge_running(turn, key, signed, done=turn.data["filed_on"])


def check_not_received(turn: Turn) -> None:
    if filed_of(turn).last.received_on is not None:
        raise Refused("这次报送已经登记收到。日期有误的，请在“时限”里办理更正。")


def check_unnumbered(turn: Turn) -> None:
    """A text that was filed here is received at once; the bureau may still give it its own number."""
    filing = filed_of(turn).last
    if filing.channel != Channel.ONLINE or filing.receipt_number:
        raise Refused("这次报送不需要登记回执编号，或者已经登记。")


def check_received(turn: Turn) -> None:
    if filed_of(turn).last.received_on is None:
        raise Refused("审查机关还没有收到文本，请先登记收到日期。")


def check_not_reviewed(turn: Turn) -> None:
    if filed_of(turn).opinion_on_last:
        raise Refused("这次报送已经有审查意见。")


def given_at(turn: Turn) -> datetime:
    """When the bureau gave its opinion: here, now; on paper, on the day that the paper bears."""
    return end_of_day(turn.data["given_on"]) if turn.actor.post is not None else turn.now


def served_on_both(opinion: Review) -> date | None:
    """The day on which the second side received the opinion; None while one of them has not."""
    days = (opinion.served_on_workers_on, opinion.served_on_employer_on)
    return max(day for day in days if day) if all(days) else None


def is_objection_in_time(opinion: Review) -> bool:
    """Whether an opinion keeps the contract from taking effect (CB-056)."""
    return opinion.opinion == Opinion.OBJECTION and not opinion.is_late


def check_no_objection_unconfirmed(turn: Turn) -> None:
    """An objection on paper may be what the term was for: silence is not established before a second person has looked."""
    opinion = filed_of(turn).opinion_on_last
    if opinion is not None and is_objection_in_time(opinion):
        _check_objection_confirmed(turn)


_check_objection_confirmed = papers_confirmed("review")


def check_service_is_open(turn: Turn) -> None:
    opinion = filed_of(turn).opinion_on_last
    if opinion is None:
        raise Refused("还没有审查意见书，不能登记送达。")
    if served_on_both(opinion) is not None:
        raise Refused("意见书已经登记送达双方。")


def check_opinion_is_receivable(turn: Turn) -> None:
    """The employer signs here for an opinion that was given here; of one on paper the union enters the service."""
    check_service_is_open(turn)
    opinion = filed_of(turn).opinion_on_last
    if is_employer(turn) and opinion and opinion.channel == Channel.PAPER:
        raise Refused("意见书是纸质送达的，由工会登记送达日期。")


def find_overtaking_opinion(contract: Contract | None) -> Review | None:
    """The opinion on record by which the contract is not, or not since that day, in force by silence (CB-056, CB-058)."""
    if contract is None:
        return None
    opinion = Review.objects.filter(filing__contract=contract).order_by("-filing__number").first()
    return opinion if _overtakes(contract, opinion) else None


def _overtakes(contract: Contract, opinion: Review | None) -> bool:
    """Whether the last opinion on a contract takes the effect back that silence gave it."""
    if contract.effective_on is None or contract.effect_basis != EffectBasis.DEEMED or opinion is None:
        return False
    if opinion.opinion == Opinion.OBJECTION:
        return is_objection_in_time(opinion)
    served = served_on_both(opinion)
    return contract.contract_type == ContractType.WAGE and served is not None and served < contract.effective_on


def overtaking_opinion(turn: Turn) -> Review:
    """The same, for whoever confirms it. Raises `Refused` when there is none."""
    opinion = find_overtaking_opinion(getattr(turn.record, "contract", None))
    if opinion is None:
        raise Refused(NOTHING_OVERTAKES)
    return opinion


def check_opinion_overtakes(turn: Turn) -> None:
    """The question form, for whoever is offered the act."""
    contract: Contract | None = getattr(turn.record, "contract", None)
    if contract is None or not _overtakes(contract, filed_of(turn).last_opinion):
        raise Refused(NOTHING_OVERTAKES)


def check_second_person(turn: Turn) -> None:
    check_entered_by_another(turn, verbs=OPINION_VERBS)


def judge_review(turn: Turn) -> Sequence[Verdict]:
    """CB-055 an objection concerns capacity, procedure or content; CB-056 in the term, in writing, with the seal."""
    from_on = filing_of(turn).received_on or turn.today
    data = turn.data
    verdicts = [*judge_duty(rule_of(turn, "contract.review.form", on=from_on), is_met=data["is_sealed"])]
    if data["opinion"] == Opinion.OBJECTION:
        is_within = any(data[name].strip() for name in ("on_capacity", "on_procedure", "on_content"))
        verdicts += judge_duty(rule_of(turn, "contract.review.scope", on=from_on), is_met=is_within)
    return [*verdicts, *judge_running(turn, "contract.review", from_on, done=given_at(turn))]


def judge_publication(turn: Turn) -> Sequence[Verdict]:
    """CB-060: made known to all employees within the term from the day it took effect."""
    contract = turn.record.contract
    if contract.effective_on is None:
        return ()
    key = "contract.publication.wage" if contract.contract_type == ContractType.WAGE else "contract.publication"
    return judge_running(turn, key, contract.effective_on, done=turn.data["day"])


def check_not_reported_up(turn: Turn) -> None:
    contract: Contract | None = getattr(turn.record, "contract", None)
    if contract and contract.reported_up_on:
        raise Refused("合同文本已经报上级工会。")


def check_not_published(turn: Turn) -> None:
    contract: Contract | None = getattr(turn.record, "contract", None)
    if contract and contract.published_on:
        raise Refused("合同已经登记公布。")
