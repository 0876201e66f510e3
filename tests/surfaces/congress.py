"""A congress that each county's union of an enterprise prepares, and a seat on the board of the enterprise."""

from dataclasses import dataclass

from tests.surfaces.county import County
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW
from zhijia.services.congress.directors.acts import open_seat
from zhijia.services.congress.terms.opening import NewTerm, open_term


@dataclass(frozen=True)
class Constituted:
    """Id of the case of a congress."""

    congress_case: int


def prepare(county: County) -> Constituted:
    """The chair prepares the first congress, and enters a seat that nobody holds."""
    actor, union, enterprise = county.chair.actor, county.enterprise_union, county.enterprise
    with scoped(actor):
        entry = NewTerm(union=union, enterprise=enterprise, scope="enterprise", form="congress", ordinal=1)
        term = open_term(entry, actor=actor, now=NOW)
        open_seat(union, enterprise, board="director", actor=actor, now=NOW)
    return Constituted(term.case_id)
