"""What the law asks of the teams and the talks (CB-010 … CB-034)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.judging import judge_running
from zhijia.law.judging import judge_duty, judge_number, judge_share
from zhijia.law.periods import protected_until
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.services.bargaining.checks.data import judge_data
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.checks.standing import at_the_table
from zhijia.services.bargaining.models import Bargaining, Meeting, Negotiator
from zhijia.services.bargaining.models.bargainings import Side
from zhijia.services.bargaining.models.talks import ChosenBy, LeaveGround

VACANCY_OF = {Side.WORKERS: "vacancy", Side.EMPLOYER: "vacancy_employer"}
WORKER_CHIEFS = (ChosenBy.UNION_CHAIR, ChosenBy.DELEGATED, ChosenBy.ELECTED)
EMPLOYER_CHIEFS = (ChosenBy.LEGAL_REPRESENTATIVE, ChosenBy.APPOINTED)
JOINT_CHIEFS = (*EMPLOYER_CHIEFS, ChosenBy.ASSOCIATION, ChosenBy.EMPLOYERS)
"""Of a region or industry the employers' chief is appointed by their association or elected among them (§A5)."""
BY_OFFICE = (ChosenBy.UNION_CHAIR, ChosenBy.LEGAL_REPRESENTATIVE, ChosenBy.ELECTED, ChosenBy.EMPLOYERS)
"""Who needs no written mandate."""


OF_SIDE = {Side.WORKERS: gettext_noop("职工方：{fault}"), Side.EMPLOYER: gettext_noop("用人单位方：{fault}")}


def seats_of(turn: Turn) -> list[Negotiator]:
    """The negotiators in office."""
    return list(turn.record.negotiators.filter(ended_on=None).order_by("pk"))


def judge_teams(turn: Turn) -> Sequence[Verdict]:
    """CB-010 three a side; CB-011 equal; CB-012 one chief each; CB-015 outsiders; CB-017 nobody on both sides."""
    seats = seats_of(turn)
    sides = {side: [seat for seat in seats if seat.side == side] for side in Side.values}
    verdicts: list[Verdict] = []
    for side, members in sides.items():
        verdicts += _of_side(side, judge_number(rule_of(turn, "bargaining.negotiators.least"), len(members)))
        chiefs = sum(seat.is_chief for seat in members)
        verdicts += _of_side(side, judge_number(rule_of(turn, "bargaining.chief.count"), chiefs))
        outsiders = sum(seat.is_external for seat in members)
        if outsiders:
            verdicts += _of_side(side, judge_share(rule_of(turn, "bargaining.outsiders"), outsiders, len(members)))
    workers, employers = sides[Side.WORKERS], sides[Side.EMPLOYER]
    verdicts += judge_duty(rule_of(turn, "bargaining.negotiators.equal"), is_met=len(workers) == len(employers))
    is_outnumbered = len(employers) > len(workers)
    verdicts += judge_duty(rule_of(turn, "bargaining.negotiators.employer_most"), is_met=not is_outnumbered)
    on_both = _on_both_sides(workers, employers)
    return [*verdicts, *judge_duty(rule_of(turn, "bargaining.sides.apart"), is_met=not on_both), *judge_chiefs(turn)]


def _of_side(side: str, verdicts: Iterable[Verdict]) -> list[Verdict]:
    """What is measured of one side says of which."""
    return [
        replace(verdict, sentence=Sentence(OF_SIDE[Side(side)], {"fault": verdict.sentence})) for verdict in verdicts
    ]


def judge_elected(turn: Turn) -> Sequence[Verdict]:
    """CB-010 and CB-012 for the workers' side alone: who makes the offer where there is no union."""
    members = [seat for seat in seats_of(turn) if seat.side == Side.WORKERS]
    chiefs = sum(seat.is_chief for seat in members)
    least, one = rule_of(turn, "bargaining.negotiators.least"), rule_of(turn, "bargaining.chief.count")
    return [*judge_number(least, len(members)), *judge_number(one, chiefs)]


def are_teams_whole(bargaining: Bargaining, *, place: str) -> bool:
    """Whether both sides can sit down: each is whole, and has as many as the other (CB-011)."""
    seats = list(bargaining.negotiators.filter(ended_on=None))
    sides = [[seat for seat in seats if seat.side == side] for side in Side.values]
    return len(sides[0]) == len(sides[1]) and all(_is_whole(side, bargaining, place=place) for side in sides)


def are_workers_elected(bargaining: Bargaining, *, place: str) -> bool:
    """Whether the workers of an enterprise without a union have their side at the table."""
    return _is_whole(list(bargaining.negotiators.filter(ended_on=None, side=Side.WORKERS)), bargaining, place=place)


def _is_whole(side: Sequence[Negotiator], bargaining: Bargaining, *, place: str) -> bool:
    """As many as CB-010 asks, with one chief (CB-012)."""
    least = LocalLaw().rule("bargaining.negotiators.least", place=place, on=bargaining.opened_on)
    has_enough = least.value is None or len(side) >= least.number
    return has_enough and sum(seat.is_chief for seat in side) == 1


def _on_both_sides(workers: Sequence[Negotiator], employers: Sequence[Negotiator]) -> bool:
    """By person where both are known, else by name."""
    people = {seat.person_id for seat in workers if seat.person_id}
    names = {seat.name for seat in workers}
    return any(seat.person_id in people if seat.person_id else seat.name in names for seat in employers)


def judge_chiefs(turn: Turn) -> Sequence[Verdict]:
    """CB-013 the workers' chief; CB-014 the employer's chief; CB-016 neither comes from outside."""
    chiefs = [seat for seat in seats_of(turn) if seat.is_chief]
    employer_chiefs = JOINT_CHIEFS if turn.record.is_joint else EMPLOYER_CHIEFS
    worker_chiefs = (ChosenBy.ELECTED,) if turn.record.guided_by_id else WORKER_CHIEFS
    verdicts: list[Verdict] = []
    for chief in chiefs:
        of_workers = chief.side == Side.WORKERS
        is_fit = chief.chosen_by in (worker_chiefs if of_workers else employer_chiefs)
        by_office = chief.chosen_by in BY_OFFICE
        key = "bargaining.chief.worker" if of_workers else "bargaining.chief.employer"
        verdicts += judge_duty(rule_of(turn, key), is_met=is_fit and (by_office or chief.has_written_mandate))
        verdicts += judge_duty(rule_of(turn, "bargaining.chief.internal"), is_met=not chief.is_external)
    return verdicts


def judge_preparation(turn: Turn) -> Sequence[Verdict]:
    """CB-030 wage data before the talks; CB-031 confidentiality undertakings."""
    sworn = all(seat.is_confidential for seat in seats_of(turn))
    return [*judge_data(turn), *judge_duty(rule_of(turn, "bargaining.confidentiality"), is_met=sworn)]


def judge_no_union(turn: Turn) -> Sequence[Verdict]:
    """CB-019: where there is no union, the union above guides."""
    if not turn.record.negotiators.filter(chosen_by=ChosenBy.ELECTED, ended_on=None).exists():
        return ()
    return judge_duty(rule_of(turn, "bargaining.guidance"), is_met=turn.record.guided_by_id is not None)


def judge_consent(turn: Turn) -> Sequence[Verdict]:
    """CB-018: where there is no union, at least half (for wages more than half) of the staff consent; both texts are shown."""
    if turn.data["chosen_by"] != ChosenBy.ELECTED:
        return ()
    return judge_share(rule_of(turn, "bargaining.consent"), turn.data["consenting"], turn.data["staff"])


def judge_protection(turn: Turn) -> Sequence[Verdict]:
    """CB-023: a worker's contract that ends within the mandate runs on to the end of the mandate."""
    contract_to, mandate_to = turn.data["contract_to"], turn.data["to_on"]
    if turn.data["side"] != Side.WORKERS or contract_to is None or mandate_to is None:
        return ()
    runs_on = protected_until(contract_to, mandate_to) == contract_to
    return judge_duty(rule_of(turn, "bargaining.protection.extension"), is_met=runs_on)


def judge_leaving(turn: Turn) -> Sequence[Verdict]:
    """CB-022: within the mandate a worker's negotiator is dismissed on three grounds only."""
    if turn.data["negotiator"].side != Side.WORKERS:
        return ()
    is_met = turn.data["ground"] != LeaveGround.DISMISSED
    return judge_duty(rule_of(turn, "bargaining.protection.dismissal"), is_met=is_met)


def judge_meeting(turn: Turn) -> Sequence[Verdict]:
    """CB-021 the recorder is no negotiator; CB-032 the chair alternates."""
    names = {seat.name for seat in seats_of(turn)}
    last: Meeting | None = turn.record.meetings.order_by("-number").first()
    alternates = last is None or last.chaired_by != turn.data["chaired_by"]
    return [
        *judge_duty(rule_of(turn, "bargaining.recorder"), is_met=turn.data["recorder"] not in names),
        *judge_duty(rule_of(turn, "bargaining.chair.alternates"), is_met=alternates),
    ]


def judge_suspension(turn: Turn) -> Sequence[Verdict]:
    """CB-034: end, next time, place and topic are fixed."""
    named = ("until_on", "next_on", "next_place", "next_topic")
    return judge_duty(rule_of(turn, "bargaining.suspension.contents"), is_met=all(turn.data[name] for name in named))


def vacant_seat(bargaining: Bargaining, side: str) -> Negotiator | None:
    """The last seat of a side that fell vacant and that nobody of this side has filled."""
    seats = bargaining.negotiators.filter(side=side)
    left = seats.filter(ended_on__isnull=False).order_by("ended_on").last()
    return None if left is None or seats.filter(from_on__gte=left.ended_on).exists() else left


def judge_vacancy(turn: Turn) -> Sequence[Verdict]:
    """CB-020: a seat that fell vacant is filled within the term."""
    left = vacant_seat(turn.record, turn.data["side"])
    if left is None or left.ended_on is None:
        return ()
    return judge_running(turn, "bargaining.vacancy", left.ended_on, done=turn.data["from_on"])


def check_may_seat(turn: Turn) -> None:
    """Before the offer only those are seated who make it where there is no union: the workers elect them (CB-018)."""
    if turn.case.state == "drafting" and turn.record.guided_by_id is None:
        raise Refused("对方应约以后再登记协商代表。")


def check_workers_elected(turn: Turn) -> None:
    """CB-018: where there is no union, talks are demanded by those whom the workers elected."""
    if turn.record.guided_by_id and not are_workers_elected(turn.record, place=turn.case.place):
        raise Refused("这家单位没有工会。请先指导职工推选协商代表和首席代表，登记推选结果，再发出要约。", rule="CB-018")


def check_has_unsigned_minutes(turn: Turn) -> None:
    if not at_the_table(turn).unsigned_minutes:
        raise Refused("没有等待签字的会议纪要。")


def check_has_negotiators(turn: Turn) -> None:
    if not at_the_table(turn).negotiators:
        raise Refused("还没有登记协商代表。")
