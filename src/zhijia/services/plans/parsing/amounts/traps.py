"""Why a quantity is not a target: the pitfalls of the plan grammar, the first that holds decides."""

from collections.abc import Callable
from typing import Final

from zhijia.services.plans.parsing.amounts import context_traps, word_traps
from zhijia.services.plans.parsing.amounts.place import Place
from zhijia.services.plans.parsing.doubts import DoubtCode

_RULES: Final[tuple[tuple[DoubtCode, Callable[[Place], bool]], ...]] = (
    (DoubtCode.QUOTED_NAME, word_traps.is_quoted),
    (DoubtCode.ORDINAL, word_traps.is_ordinal),
    (DoubtCode.SUBSTRING, word_traps.is_code),
    (DoubtCode.LEXICALISED, word_traps.is_lexicalised),
    (DoubtCode.PARAMETER, context_traps.is_denominator),
    (DoubtCode.PARAMETER, context_traps.is_service_hours),
    (DoubtCode.BASELINE, context_traps.is_baseline),
    (DoubtCode.ELIGIBILITY, context_traps.is_eligibility),
    (DoubtCode.ELIGIBILITY, context_traps.is_condition),
    (DoubtCode.REFERENCE, context_traps.is_reference),
    (DoubtCode.PROPER_NAME, word_traps.is_proper_name),
    (DoubtCode.PARAMETER, context_traps.is_parameter),
    (DoubtCode.LIST_COUNT, word_traps.is_list_count),
    (DoubtCode.SLOGAN, word_traps.is_slogan),
    (DoubtCode.BARE_NUMERAL, word_traps.is_bare),
)


def reason_against(place: Place) -> DoubtCode | None:
    """The pitfall this quantity falls into, None for a target."""
    return next((code for code, holds in _RULES if holds(place)), None)
