"""What a draft promises, clause by clause, against the floors of the law and of the contract of its area or industry."""

from collections.abc import Mapping, Sequence
from datetime import date

from zhijia.engines.cases.flow import Turn
from zhijia.law.verdicts import Verdict
from zhijia.services.bargaining.checks.drafts import draft_of
from zhijia.services.bargaining.checks.law import law_of_draft
from zhijia.services.bargaining.models import Bargaining, ClauseTerm, Draft
from zhijia.services.bargaining.models.bargainings import JOINT_TYPES
from zhijia.services.bargaining.queries import contracts_covering
from zhijia.services.bargaining.rules.floors import JointFloor, judge_against, judge_promises

Values = Mapping[str, Mapping[str, int]]
"""Promised values by clause and field."""


def judge_floors(turn: Turn) -> Sequence[Verdict]:
    """FL-01 … FL-10, CB-070: nothing that the latest draft promises lies below its floors."""
    draft = draft_of(turn)
    values: dict[str, dict[str, int]] = {}
    terms = ClauseTerm.objects.filter(clause__draft=draft).select_related("clause")
    for term in terms.order_by("clause__chapter", "clause__position"):
        values.setdefault(term.clause.code, {})[term.field] = term.value
    judged = judge_clauses(draft, turn.record, values, today=turn.today)
    return [verdict for verdicts in judged.values() for verdict in verdicts]


def judge_clauses(
    draft: Draft, bargaining: Bargaining, values: Values, *, today: date
) -> dict[str, tuple[Verdict, ...]]:
    """The verdicts on each clause, by its code; clauses without any are left out."""
    law = law_of_draft(draft, place=bargaining.case.place, today=today)
    joint = joint_floors(draft, bargaining)
    judged: dict[str, tuple[Verdict, ...]] = {}
    for code, promised in values.items():
        by_law = [verdict for verdicts in judge_promises(promised, law).values() for verdict in verdicts]
        by_contract = [verdict for floor in joint for verdict in judge_against(promised, floor, law)]
        if by_law or by_contract:
            judged[code] = (*by_law, *by_contract)
    return judged


def joint_floors(draft: Draft, bargaining: Bargaining) -> list[JointFloor]:
    """What the regional and industry contracts in force on the draft's first day promise in its enterprise."""
    enterprise_id = bargaining.case.enterprise_id
    if enterprise_id is None:
        return []
    contracts = contracts_covering(enterprise_id, today=draft.term_from).filter(contract_type__in=JOINT_TYPES)
    terms = ClauseTerm.objects.filter(clause__draft__contract__in=contracts.order_by().values("pk"))
    in_order = terms.order_by("clause__draft__contract__contract_type", "clause__draft__contract", "pk")
    promised: dict[str, dict[str, int]] = {}
    for number, field, value in in_order.values_list("clause__draft__contract__number", "field", "value"):
        promised.setdefault(number, {})[field] = value
    return [JointFloor(number, values) for number, values in promised.items()]
