"""What the numbers of congresses share: what they count, in which family, in which unit."""

from typing import Any

from zhijia.engines.indicators.definitions import PERCENT, Indicator, Kind
from zhijia.lib.sentences import gettext_noop

ENTERPRISE, TERM, SESSION = "organisation.enterprise", "congress.term", "congress.session"
FINDING, RESOLUTION, PROPOSAL = "congress.finding", "issues.issue", "congress.proposal"
FAMILIES = {
    ENTERPRISE: "congress_employers",
    TERM: "congress_terms",
    SESSION: "congress_sessions",
    FINDING: "congress_findings",
    RESOLUTION: "congress_resolutions",
    PROPOSAL: "congress_proposals",
}
MEETINGS = "congress_meetings"
FIRMS, CASES, TIMES, POINTS = gettext_noop("家"), gettext_noop("件"), gettext_noop("次"), gettext_noop("处")


def rate(code: str, name: str, definition: str, *, of: str, family: str = "", **more: Any) -> Indicator:
    """A share of those that it counts."""
    return _number(code, name, definition, of=of, family=family, unit=PERCENT, kind=Kind.RATIO, **more)


def count(code: str, name: str, definition: str, *, of: str, unit: str, family: str = "", **more: Any) -> Indicator:
    """How many there are."""
    return _number(code, name, definition, of=of, family=family, unit=unit, **more)


def _number(code: str, name: str, definition: str, *, of: str, family: str, **more: Any) -> Indicator:
    return Indicator(
        code=f"congress.{code}",
        name=name,
        definition=definition,
        family=family or FAMILIES[of],
        subject=of,
        **more,
    )
