"""Letting an outside party see a case: an employer or a labour bureau, from the moment that something was sent to it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import connection

from zhijia.engines.cases.models import Case, CaseShare
from zhijia.engines.cases.standing import Standing
from zhijia.lib.sentences import Refused
from zhijia.organisation.queries import reached_parties
from zhijia.organisation.scopes import SYSTEM, Actor, scoped

BUREAU = "bureau:{place}"
EMPLOYER = "employer:{enterprise_id}"


def employer_party(enterprise_id: int) -> str:
    """How cases name an employer."""
    return EMPLOYER.format(enterprise_id=enterprise_id)


def bureau_party(place: str) -> str:
    """How cases name the labour bureau of a division."""
    return BUREAU.format(place=place)


def share_with_party(case: Case, party: str) -> None:
    """Let whoever holds a mandate of this party see the case; a second time changes nothing.

    `Refused` for an actor who does not see the case by place: what is shared with oneself is not passed on.
    """
    share_each([(case, party)])


def share_each(pairs: Sequence[tuple[Case, str]]) -> None:
    """Let each party see its case, as `share_with_party` does."""
    if not pairs:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_and(cases_share_with(given.case_id, given.party)) FROM unnest(%s::bigint[], %s::text[])"
            " AS given (case_id, party)",
            [[case.pk for case, _ in pairs], [party for _, party in pairs]],
        )
        if not cursor.fetchone()[0]:
            raise Refused("只有承办单位或其上级可以把事项转给对方。")


def shared_parties(standings: Sequence[Standing]) -> Mapping[int, set[str]]:
    """Of each case, every outside party that sees it: asked for the papers that a move serves, whoever makes it."""
    found: dict[int, set[str]] = {standing.case.pk: set() for standing in standings}
    with scoped(SYSTEM):
        for case_id, party in (
            CaseShare.objects.filter(case__in=found).exclude(party="").values_list("case_id", "party")
        ):
            found[case_id].add(party)
    return found


def parties_reached(case: Case, *, today: date) -> dict[str, str]:
    """The outside parties of a case for which somebody can act here today, with their names: employer, bureau of the place."""
    wanted = [bureau_party(case.place)]
    if case.enterprise_id is not None:
        wanted.insert(0, employer_party(case.enterprise_id))
    found = reached_parties(wanted, today=today)
    return {party: found[party] for party in wanted if party in found}


def through_mandate(actor: Actor, case: Case) -> Actor:
    """Who acts for several parties acts in this case for the one with which it is shared."""
    if len(actor.parties) < 2:
        return actor
    party = case.shares.filter(party__in=actor.parties).values_list("party", flat=True).first()
    return actor.acting_for(party) if party else actor
