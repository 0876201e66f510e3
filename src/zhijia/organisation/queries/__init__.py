"""Rows of this floor in the actor's scope. What is not seen is not found."""

from zhijia.organisation.queries.enterprises import (
    coverages_of,
    covered_on,
    enterprises_by_code,
    enterprises_visible_to,
    get_coverage,
    get_enterprise,
    search_enterprises,
)
from zhijia.organisation.queries.keyset import Cut, cut
from zhijia.organisation.queries.log import events_about
from zhijia.organisation.queries.people import (
    employments_of,
    get_employment,
    get_holding,
    get_person,
    get_post,
    holdings_of,
    holdings_on,
    people_visible_to,
    posts_of,
    posts_visible_to,
    with_holders,
)
from zhijia.organisation.queries.unions import (
    ancestors_of,
    children_of,
    get_other_parent,
    get_union,
    other_parents_of,
    search_unions,
    top_of,
    unions_visible_to,
)

__all__ = [
    "Cut",
    "ancestors_of",
    "children_of",
    "coverages_of",
    "covered_on",
    "cut",
    "employments_of",
    "enterprises_by_code",
    "enterprises_visible_to",
    "events_about",
    "get_coverage",
    "get_employment",
    "get_enterprise",
    "get_holding",
    "get_other_parent",
    "get_person",
    "get_post",
    "get_union",
    "holdings_of",
    "holdings_on",
    "other_parents_of",
    "people_visible_to",
    "posts_of",
    "posts_visible_to",
    "search_enterprises",
    "search_unions",
    "top_of",
    "unions_visible_to",
    "with_holders",
]
