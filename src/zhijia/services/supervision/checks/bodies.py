"""What the law asks a union to set up (LS-08 … LS-10)."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.law.judging import judge_duty
from zhijia.law.resolver import ResolvedParameter
from zhijia.law.verdicts import Verdict
from zhijia.services.supervision.models import SupervisoryBody
from zhijia.services.supervision.models.bodies import Organ


def judge_body(body: SupervisoryBody | None, *, place: str, today: date) -> Sequence[Verdict]:
    """LS-08 a supervision committee or a supervisor; LS-09 the same for women; LS-10 elected, for the union's own term.

    What a union has not recorded is said, and is no breach.
    """
    law = LocalLaw()

    def rule(key: str) -> ResolvedParameter:
        return law.rule(key, place=place, on=today)

    if body is None:
        return judge_duty(rule("supervision.committee.formed"), is_met=None)
    supervised = _is_enough(body.supervision, body.members, rule("supervision.committee.members"))
    women = _is_enough(body.women_organ, body.women, rule("union.women_committee.members"))
    elected = body.is_elected and body.term_from <= today <= body.term_to
    return [
        *judge_duty(rule("supervision.committee.formed"), is_met=supervised),
        *judge_duty(rule("supervision.women_committee.formed"), is_met=women),
        *judge_duty(rule("supervision.supervisors.elected"), is_met=elected),
    ]


def _is_enough(organ: str, members: int, law: ResolvedParameter) -> bool:
    """A committee from so many members on, below that at least one person. Where the number is not known, one person."""
    needs_committee = isinstance(law.value, int) and members >= law.number
    return organ == Organ.COMMITTEE if needs_committee else organ != Organ.NONE
