"""Which party acted, and the scan of what it did on paper."""

from datetime import date

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.issuing.signing import enter_signed_copy
from zhijia.engines.documents.scans import keep_scans
from zhijia.services.bargaining.queries import printed_paper

__all__ = ["bureau_on_paper", "employer_on_paper", "keep_scans", "keep_signed"]


def employer_on_paper(turn: Turn) -> str:
    """The employer's name when a union post enters its act from paper, empty when the employer acted itself."""
    if turn.actor.post is None:
        return ""
    enterprise = turn.case.enterprise
    return enterprise.name if enterprise else turn.record.scope_label


def bureau_on_paper(turn: Turn, name: str) -> str:
    """The bureau's name when a union post enters its act from paper."""
    return name if turn.actor.post is not None else ""


def keep_signed(turn: Turn, template: str, *, signed_on: date, **fields: int) -> list[str]:
    """The scans of a signed paper, also at the paper itself where it was printed here before it was signed."""
    printed = printed_paper(turn.case, template, **fields)
    if printed and printed.issued_on <= signed_on:
        enter_signed_copy(printed, turn.data["scan"], signed_on=signed_on, actor=turn.actor, now=turn.now)
    return keep_scans(turn)
