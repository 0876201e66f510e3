"""Which party acted, and the scan of what it did on paper."""

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.scans import keep_scans

__all__ = ["bureau_on_paper", "employer_on_paper", "keep_scans"]


def employer_on_paper(turn: Turn) -> str:
    """The employer's name when a union post enters its act from paper, empty when the employer acted itself."""
    if turn.actor.post is None:
        return ""
    enterprise = turn.case.enterprise
    return enterprise.name if enterprise else turn.record.scope_label


def bureau_on_paper(turn: Turn, name: str) -> str:
    """The bureau's name when a union post enters its act from paper."""
    return name if turn.actor.post is not None else ""
