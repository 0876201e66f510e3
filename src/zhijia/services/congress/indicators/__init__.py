"""The numbers of congresses (bargaining-congress B10). Their facts are in the migrations 0004_counting and 0010_counting_sessions.

Nothing is typed in: each is counted from terms, sessions, findings, the ledger and proposals.
"""

from zhijia.services.congress.indicators import employers, findings, lists, proposals, sessions

__all__ = ["employers", "findings", "lists", "proposals", "sessions"]
