"""The scans of a move's form: what came on paper lies with the case, and the log keeps its hashes."""

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Case
from zhijia.engines.documents.serving import serve
from zhijia.engines.documents.storing import attach


def keep_scans(turn: Turn, *, for_party: str = "") -> list[str]:
    """Attach the scans of the form to the case, and serve them on a party; returns their hashes for the log."""
    return keep_scans_on(turn.case, turn, for_party=for_party)


def keep_scans_on(case: Case, turn: Turn, *, for_party: str = "") -> list[str]:
    """The same on another case than the move's own."""
    kept = [attach(case, upload, actor=turn.actor, now=turn.now) for upload in turn.data.get("scan", ())]
    for attachment in kept if for_party else ():
        serve(attachment, for_party, actor=turn.actor, now=turn.now)
    return [attachment.sha256 for attachment in kept]
