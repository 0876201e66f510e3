"""What makes an enterprise a key target, which stages follow each other, and when a silence is too long. Pure."""

from collections.abc import Collection
from datetime import date

from zhijia.law.lights import Light
from zhijia.lib.registration_types import OwnershipGroup, find_registration_type
from zhijia.services.organising.targets.codes import Priority, Reason

CLUE, VERIFIED, CONTACTED, TALKING, AGREED = "clue", "verified", "contacted", "talking", "agreed"
PREPARING, FOUNDED, RUNNING = "preparing", "founded", "running"
REFUSED, DEFERRED, GONE, JOINED = "refused", "deferred", "gone", "joined"
LADDER = (CLUE, VERIFIED, CONTACTED, TALKING, AGREED, PREPARING, FOUNDED, RUNNING)
"""Stages 0 to 7."""
SPOKEN_TO = frozenset({VERIFIED, CONTACTED, TALKING, AGREED})
"""Stages 1 to 4, in which a silence counts (OG-01)."""
ASIDE = frozenset({REFUSED, DEFERRED})
REACHED_BY_CONTACT = (CONTACTED, TALKING, AGREED, REFUSED, DEFERRED)
FROM_ABROAD = (OwnershipGroup.HONG_KONG_MACAO_TAIWAN, OwnershipGroup.FOREIGN)


def reasons_for(
    *, headcount: int | None, ownership: str, in_zone: bool, leads_chain: bool, large_from: int
) -> list[str]:
    """The reasons that the register itself gives for putting an enterprise first; people add the others."""
    kind = find_registration_type(ownership)
    told = (
        (Reason.LARGE, headcount is not None and headcount >= large_from),
        (Reason.FOREIGN, kind is not None and kind.group in FROM_ABROAD),
        (Reason.PARK, in_zone),
        (Reason.CHAIN, leads_chain),
    )
    return [str(reason) for reason, holds in told if holds]


def priority_for(reasons: Collection[str]) -> Priority:
    """Key with any reason; a hard one is called so by people."""
    return Priority.KEY if reasons else Priority.ORDINARY


def reached_from(state: str) -> tuple[str, ...]:
    """The stages to which a contact can lead: never back on the ladder, but aside and from aside to the talks again."""
    if state in ASIDE:
        return (TALKING, AGREED, *(other for other in (REFUSED, DEFERRED) if other != state))
    after = LADDER.index(state) if state in LADDER else 0
    return tuple(stage for stage in REACHED_BY_CONTACT if stage not in LADDER or LADDER.index(stage) > after)


def light_of_silence(yellow_from: date, red_from: date, *, today: date) -> Light:
    """OG-01: green, yellow after thirty days without a contact, red after sixty (by the parameters)."""
    if today >= red_from:
        return Light.RED
    return Light.YELLOW if today >= yellow_from else Light.GREEN
