"""Two people's writings of one clause, as both are shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from zhijia.services.bargaining.drafting.operations import Clash
from zhijia.services.bargaining.drafting.sheet import ClauseText
from zhijia.services.bargaining.rules.wording import say_body


@dataclass(frozen=True, slots=True)
class ClashRow:
    """A clause as it was seen and as it is now; `current` is empty where it was removed."""

    title: str
    seen: str
    current: str
    who: str
    at: datetime


def present_clashes(clashes: Iterable[Clash]) -> list[ClashRow]:
    return [
        ClashRow(
            title=clash.seen.title,
            seen=_said(clash.seen),
            current=_said(clash.current) if clash.current else "",
            who=clash.who,
            at=clash.at,
        )
        for clash in clashes
    ]


def _said(clause: ClauseText) -> str:
    return say_body(clause.body, names={}, values=clause.values)
