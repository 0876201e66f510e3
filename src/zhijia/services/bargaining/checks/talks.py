"""What the law asks of the teams and the talks (CB-010 … CB-034)."""

from collections.abc import Sequence

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.judging import judge_running
from zhijia.law.judging import judge_duty, judge_number, judge_share, judge_term
from zhijia.law.periods import protected_until
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused
from zhijia.organisation.overrides import working_calendar
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.checks.standing import at_the_table
from zhijia.services.bargaining.models import Bargaining, Meeting, Negotiator
from zhijia.services.bargaining.models.bargainings import ContractType, Side
from zhijia.services.bargaining.models.talks import ChosenBy, LeaveGround

VACANCY_OF = {Side.WORKERS: "vacancy", Side.EMPLOYER: "vacancy_employer"}
WORKER_CHIEFS = (ChosenBy.UNION_CHAIR, ChosenBy.DELEGATED, ChosenBy.ELECTED)
EMPLOYER_CHIEFS = (ChosenBy.LEGAL_REPRESENTATIVE, ChosenBy.APPOINTED)
JOINT_CHIEFS = (*EMPLOYER_CHIEFS, ChosenBy.ASSOCIATION, ChosenBy.EMPLOYERS)
"""Of a region or industry the employers' chief is appointed by their association or elected among them (§A5)."""
BY_OFFICE = (ChosenBy.UNION_CHAIR, ChosenBy.LEGAL_REPRESENTATIVE, ChosenBy.ELECTED, ChosenBy.EMPLOYERS)
"""Who needs no written mandate."""


def seats_of(turn: Turn) -> list[Negotiator]:
    """The negotiators in office."""
    return list(turn.record.negotiators.filter(ended_on=None).order_by("pk"))


def judge_teams(turn: Turn) -> Sequence[Verdict]:
    """CB-010 three a side; CB-011 equal; CB-012 one chief each; CB-015 outsiders; CB-017 nobody on both sides."""
    seats = seats_of(turn)
    sides = {side: [seat for seat in seats if seat.side == side] for side in Side.values}
    verdicts: list[Verdict] = []
    for members in sides.values():
        verdicts += judge_number(rule_of(turn, "bargaining.negotiators.least"), len(members))
        verdicts += judge_number(rule_of(turn, "bargaining.chief.count"), sum(seat.is_chief for seat in members))
        outsiders = sum(seat.is_external for seat in members)
        if outsiders:
            verdicts += judge_share(rule_of(turn, "bargaining.outsiders"), outsiders, len(members))
    workers, employers = sides[Side.WORKERS], sides[Side.EMPLOYER]
    verdicts += judge_duty(rule_of(turn, "bargaining.negotiators.equal"), is_met=len(workers) == len(employers))
    is_outnumbered = len(employers) > len(workers)
    verdicts += judge_duty(rule_of(turn, "bargaining.negotiators.employer_most"), is_met=not is_outnumbered)
    on_both = _on_both_sides(workers, employers)
    return [*verdicts, *judge_duty(rule_of(turn, "bargaining.sides.apart"), is_met=not on_both), *judge_chiefs(turn)]


def are_teams_whole(bargaining: Bargaining, *, place: str) -> bool:
    """Whether both sides can sit down: as many as CB-010 asks, as many as the other (CB-011), each with one chief (CB-012)."""
    seats = list(bargaining.negotiators.filter(ended_on=None))
    sides = [[seat for seat in seats if seat.side == side] for side in Side.values]
    least = LocalLaw().rule("bargaining.negotiators.least", place=place, on=bargaining.opened_on)
    has_chiefs = all(sum(seat.is_chief for seat in side) == 1 for side in sides)
    has_enough = least.value is None or all(len(side) >= least.number for side in sides)
    return has_chiefs and has_enough and len(sides[0]) == len(sides[1])


def _on_both_sides(workers: Sequence[Negotiator], employers: Sequence[Negotiator]) -> bool:
    """By person where both are known, else by name."""
    people = {seat.person_id for seat in workers if seat.person_id}
    names = {seat.name for seat in workers}
    return any(seat.person_id in people if seat.person_id else seat.name in names for seat in employers)


def judge_chiefs(turn: Turn) -> Sequence[Verdict]:
    """CB-013 the workers' chief; CB-014 the employer's chief; CB-016 neither comes from outside."""
    chiefs = [seat for seat in seats_of(turn) if seat.is_chief]
    employer_chiefs = JOINT_CHIEFS if turn.record.is_joint else EMPLOYER_CHIEFS
    verdicts: list[Verdict] = []
    for chief in chiefs:
        of_workers = chief.side == Side.WORKERS
        is_fit = chief.chosen_by in (WORKER_CHIEFS if of_workers else employer_chiefs)
        by_office = chief.chosen_by in BY_OFFICE
        key = "bargaining.chief.worker" if of_workers else "bargaining.chief.employer"
        verdicts += judge_duty(rule_of(turn, key), is_met=is_fit and (by_office or chief.has_written_mandate))
        verdicts += judge_duty(rule_of(turn, "bargaining.chief.internal"), is_met=not chief.is_external)
    return verdicts


def judge_preparation(turn: Turn) -> Sequence[Verdict]:
    """CB-030 wage data before the talks; CB-031 confidentiality undertakings."""
    verdicts: list[Verdict] = []
    if turn.record.contract_type == ContractType.WAGE:
        asked = turn.record.data_requests.filter(asked_by=Side.WORKERS)
        if asked.exists():
            first = turn.data.get("first_meeting_on", turn.today)
            late = asked.exclude(provided_on__lte=first).exists()
            law = rule_of(turn, "bargaining.data", on=first)
            done = None if late else max(asked.values_list("provided_on", flat=True))
            verdicts += judge_term(law, first, done=done, now=turn.now, calendar=working_calendar())
    sworn = all(seat.is_confidential for seat in seats_of(turn))
    return [*verdicts, *judge_duty(rule_of(turn, "bargaining.confidentiality"), is_met=sworn)]


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
    """CB-021 the recorder is no negotiator; CB-032 the chair alternates; CB-033 signed minutes."""
    names = {seat.name for seat in seats_of(turn)}
    last: Meeting | None = turn.record.meetings.order_by("-number").first()
    alternates = last is None or last.chaired_by != turn.data["chaired_by"]
    signed = turn.data["minutes_signed_on"] is not None
    return [
        *judge_duty(rule_of(turn, "bargaining.recorder"), is_met=turn.data["recorder"] not in names),
        *judge_duty(rule_of(turn, "bargaining.chair.alternates"), is_met=alternates),
        *judge_duty(rule_of(turn, "bargaining.minutes"), is_met=signed),
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


def check_data_is_open(turn: Turn) -> None:
    if not turn.record.data_requests.filter(provided_on=None).exists():
        raise Refused("没有待提供的资料。")


def check_has_negotiators(turn: Turn) -> None:
    if not at_the_table(turn).negotiators:
        raise Refused("还没有登记协商代表。")
