"""The law of a turn: parameters of the case's place on a day, and the calendar."""

from datetime import date

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Case
from zhijia.law.resolver import ResolvedParameter
from zhijia.lib.shanghai import local_day
from zhijia.organisation.cities import this_city
from zhijia.services.bargaining.models import Contract, Draft
from zhijia.services.bargaining.rules.floors import LawOf


def rule_of(turn: Turn, key: str, *, on: date | None = None) -> ResolvedParameter:
    """The parameter at the case's place on the day of the fact (today unless told otherwise)."""
    return LocalLaw().rule(key, place=turn.case.place, on=on or turn.today)


def law_of_case(case: Case) -> LawOf:
    """The law of the day on which a case was opened: a text that is begun and compared in it stays the same."""
    law, on = LocalLaw(), local_day(case.opened_at)
    return lambda key: law.rule(key, place=case.place, on=on)


def law_of_contract(contract: Contract) -> LawOf:
    """The law of the city on the first day of a contract: whom it covers sees neither its case nor its union."""
    law, city = LocalLaw(), this_city()
    place = city.place if city else ""
    return lambda key: law.rule(key, place=place, on=contract.term_from)


def law_of_draft(draft: Draft, *, place: str, today: date) -> LawOf:
    """The law that a draft is judged by: of the first day on which it applies, or of today where that has begun."""
    law, on = LocalLaw(), max(draft.term_from, today)
    return lambda key: law.rule(key, place=place, on=on)
