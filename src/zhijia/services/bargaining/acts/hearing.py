"""What a bargaining hears of a congress that is kept here: that its draft is on an agenda, off it, how the vote ended, and
that the report on its performance was heard (CB-068).

The congress does not know what a draft is: its events name the case that was put before it (`subject`, `reports`), the session
and counts.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from zhijia.engines.cases.flow import Hearing
from zhijia.lib.shanghai import local_day
from zhijia.services.bargaining.models.drafts import Assembly
from zhijia.trail.models import Event


def _subject_of(event: Event) -> Sequence[int]:
    subject = event.data.get("subject")
    return [subject] if subject else []


def _subjects_of(event: Event) -> Sequence[int]:
    """Of an item that was struck one, of a session that was dropped all that it had not voted on."""
    return event.data.get("subjects") or _subject_of(event)


def _session_of(event: Event) -> Mapping[str, Any]:
    return {"session": event.subject_id, "label": event.subject_label}


def _reports_of(event: Event) -> Sequence[int]:
    return event.data.get("reports") or ()


def _heard_in(event: Event) -> Mapping[str, Any]:
    return {"day": local_day(event.at), "label": event.subject_label}


def _vote_of(event: Event) -> Mapping[str, Any]:
    told = event.data
    counts = {name: told[name] for name in ("present", "issued", "returned", "yes", "no", "abstain", "invalid")}
    named = {"assembly": _assembly_of(told), "session_label": told["session"][:120], "held_on": local_day(event.at)}
    return {**counts, **named, "entitled": told["size"]}


def _assembly_of(told: Mapping[str, Any]) -> str:
    if told["form"] == "general":
        return Assembly.ALL_EMPLOYEES
    return Assembly.CONGRESS if told["scope"] == "enterprise" else Assembly.JOINT_CONGRESS


LISTED = Hearing(frozenset({"congress.item_added"}), _subject_of, _session_of)
STRUCK = Hearing(frozenset({"congress.item_struck", "congress.session_dropped"}), _subjects_of, _session_of)
VOTE = Hearing(frozenset({"congress.item_decided"}), _subject_of, _vote_of)
REPORT = Hearing(frozenset({"congress.resolved"}), _reports_of, _heard_in)
