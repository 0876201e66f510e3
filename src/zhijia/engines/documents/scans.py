"""The scans of a move's form: what came on paper lies with the case, and the log keeps its hashes."""

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.storing import attach


def keep_scans(turn: Turn) -> list[str]:
    """Attach the scans of the form to the case; returns their hashes for the log."""
    return [attach(turn.case, upload, actor=turn.actor, now=turn.now).sha256 for upload in turn.data.get("scan", ())]
