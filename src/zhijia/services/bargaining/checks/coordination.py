"""What the law asks of coordination (CB-073 … CB-076)."""

from collections.abc import Sequence
from dataclasses import replace

from zhijia.engines.cases.clocks import LocalLaw, judge_clock
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Clock
from zhijia.law.judging import judge_duty, judge_number
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.services.bargaining.checks.law import rule_of
from zhijia.services.bargaining.models import Coordination
from zhijia.services.bargaining.models.coordination import DisputeKind

TERM = "coordination"
INSTEAD = gettext_noop("{told}请到正在履行的合同事项办理“登记履行争议”：先协商，协商不成的申请仲裁，对裁决不服的起诉。")


def judge_kind(turn: Turn) -> Sequence[Verdict]:
    """CB-076: a dispute over performance goes to arbitration, not to coordination; where to go instead is said."""
    is_met = turn.data["kind"] == DisputeKind.INTEREST
    verdicts = judge_duty(rule_of(turn, "bargaining.performance.arbitration"), is_met=is_met)
    return [replace(verdict, sentence=Sentence(INSTEAD, {"told": verdict.sentence})) for verdict in verdicts]


def judge_tripartite(turn: Turn) -> Sequence[Verdict]:
    """CB-074: bureau, union of the same level and employers' organisation together."""
    is_met = bool(turn.data["union_party"].strip() and turn.data["employers_party"].strip())
    return judge_duty(rule_of(turn, "bargaining.coordination.tripartite"), is_met=is_met)


def judge_signatures(turn: Turn) -> Sequence[Verdict]:
    """CB-075: signed by the coordinators and by both chiefs."""
    is_met = bool(turn.data["coordinators_signed_on"] and turn.data["chiefs_signed_on"])
    return judge_duty(rule_of(turn, "bargaining.coordination.signed"), is_met=is_met)


def judge_extension(turn: Turn) -> Sequence[Verdict]:
    """CB-073: not extended by more than the law's days in all."""
    clock = running_term(turn)
    earlier = sum(entry.amount or 0 for entry in clock.entries.all())
    return judge_number(rule_of(turn, "bargaining.coordination.extension"), earlier + turn.data["amount"])


def judge_end(turn: Turn) -> Sequence[Verdict]:
    """CB-073: ended within the term from its acceptance, by the rule that its clock stored and what extended it."""
    if turn.record.accepted_on is None:
        return ()
    return judge_clock(running_term(turn), done=turn.today, now=turn.now, law=LocalLaw())


def running_term(turn: Turn) -> Clock:
    """The term of a coordination that was accepted; `Refused` before."""
    clock = Clock.objects.filter(case=turn.case, name=TERM).select_related("case").order_by("-pk").first()
    if clock is None:
        raise Refused("这项申请还没有受理，期限还没有起算。")
    return clock


def check_coordination_ended(turn: Turn) -> None:
    """The talks go on once the coordination has ended, whatever it came to."""
    if last_coordination(turn).ended_on is None:
        raise Refused("协调处理还没有结束。结束后再登记，或者先撤回协调处理申请。")


def last_coordination(turn: Turn) -> Coordination:
    """The latest coordination of a bargaining. `Refused` when there is none."""
    found: Coordination | None = turn.record.coordinations.order_by("-pk").first()
    if found is None:
        raise Refused("这件协商没有申请过协调处理。")
    return found
