"""The port for documents: a move names what it issues, the engine above that knows documents says how.

Cases lie below documents and import nothing of them; that engine fills the port once, from its AppConfig.
"""

from collections.abc import Callable, Sequence

from zhijia.engines.cases.flow import Paper, Turn

Issuer = Callable[[Paper, Sequence[Turn]], None]

_issuers: list[Issuer] = []


def fill_port(issuer: Issuer) -> None:
    """Let this function issue what moves name; it runs inside the transaction of `advance`."""
    if _issuers:
        raise ValueError("documents are issued by one engine only")
    _issuers.append(issuer)


def issue_papers(paper: Paper, turns: Sequence[Turn]) -> None:
    """Issue the document of a move that one actor has just made, for each case. Whatever is raised undoes the move."""
    (issuer,) = _issuers
    issuer(paper, turns)
