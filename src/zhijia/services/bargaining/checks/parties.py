"""Who may act for which party of a bargaining: the sides of a case."""

from zhijia.engines.cases.sides import (
    BY_BUREAU,
    BY_EITHER,
    BY_EMPLOYER,
    BY_UNION,
    OWN_ROLES,
    UPPER_ROLES,
    WHO_UNION,
    by_bureau_if,
    by_bureau_or_employer_if,
    by_employer_if,
    by_union_if,
    by_upper_union_if,
    check_acts_for_union,
    is_employer,
)

__all__ = [
    "BY_BUREAU",
    "BY_EITHER",
    "BY_EMPLOYER",
    "BY_UNION",
    "OWN_ROLES",
    "UPPER_ROLES",
    "WHO_UNION",
    "by_bureau_if",
    "by_bureau_or_employer_if",
    "by_employer_if",
    "by_union_if",
    "by_upper_union_if",
    "check_acts_for_union",
    "is_employer",
]
