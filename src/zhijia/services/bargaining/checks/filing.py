"""What the law asks of filing, review and publication (CB-050 … CB-060)."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Clock
from zhijia.law.judging import judge_duty, judge_number, judge_term
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import end_of_day
from zhijia.organisation.overrides import working_calendar
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.checks.parties import is_employer
from zhijia.services.bargaining.models import Contract, Filing
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.models.filings import Opinion

REVIEW = "review"


def filing_of(turn: Turn) -> Filing:
    """The latest filing. Raises `Refused` when there is none."""
    filing: Filing | None = turn.record.contract.filings.order_by("-number").first()
    if filing is None:
        raise Refused("合同还没有报送审查。")
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
        *judge_duty(rule_of(turn, "contract.filing.jurisdiction"), is_met=bool(data["bureau_name"].strip())),
    ]
    if is_wage:
        verdicts += judge_filing_term(turn, "contract.filing.wage")
        verdicts += judge_duty(rule_of(turn, "contract.filing.explanation"), is_met=data["has_explanation"])
    return verdicts


def judge_filing_term(turn: Turn, key: str) -> Sequence[Verdict]:
    """Filed within the term from the chiefs' signature after the vote (bargaining-congress §E2)."""
    signed = turn.record.contract.signed_on
    law = rule_of(turn, key, on=signed)
    return judge_term(law, signed, done=turn.data["filed_on"], now=turn.now, calendar=working_calendar())


def check_not_received(turn: Turn) -> None:
    if filing_of(turn).received_on is not None:
        raise Refused("这次报送已经登记收到。日期有误的，请在“时限”里办理更正。")


def check_received(turn: Turn) -> None:
    if filing_of(turn).received_on is None:
        raise Refused("审查机关还没有收到文本，请先登记收到日期。")


def check_not_reviewed(turn: Turn) -> None:
    if hasattr(filing_of(turn), "review"):
        raise Refused("这次报送已经有审查意见。")


def judge_review(turn: Turn) -> Sequence[Verdict]:
    """CB-055 an objection concerns capacity, procedure or content; CB-056 in the term, in writing, with the seal."""
    from_on = filing_of(turn).received_on or turn.today
    data = turn.data
    verdicts = [*judge_duty(rule_of(turn, "contract.review.form", on=from_on), is_met=data["is_sealed"])]
    if data["opinion"] == Opinion.OBJECTION:
        is_within = any(data[name].strip() for name in ("on_capacity", "on_procedure", "on_content"))
        verdicts += judge_duty(rule_of(turn, "contract.review.scope", on=from_on), is_met=is_within)
    done = end_of_day(data["given_on"]) if data["given_on"] < turn.today else turn.now
    law = rule_of(turn, "contract.review", on=from_on)
    return [*verdicts, *judge_term(law, from_on, done=done, now=turn.now, calendar=working_calendar())]


def judge_publication(turn: Turn) -> Sequence[Verdict]:
    """CB-060: made known to all employees within the term from the day it took effect."""
    contract = turn.record.contract
    if contract.effective_on is None:
        return ()
    key = "contract.publication.wage" if contract.contract_type == ContractType.WAGE else "contract.publication"
    law = rule_of(turn, key, on=contract.effective_on)
    return judge_term(law, contract.effective_on, done=turn.data["day"], now=turn.now, calendar=working_calendar())


def check_not_published(turn: Turn) -> None:
    contract: Contract | None = getattr(turn.record, "contract", None)
    if contract and contract.published_on:
        raise Refused("合同已经登记公布。")
