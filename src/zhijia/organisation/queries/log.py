"""What happened to a record of this floor."""

from collections.abc import Sequence

from zhijia.organisation.recording import Subjected, subject_of
from zhijia.trail.models import Event

NEWEST = 50


def events_about(row: Subjected, *, kinds: Sequence[str] = (), most: int = NEWEST) -> Sequence[Event]:
    """The newest events about a record, of these kinds or of all, newest first. The database shows them only to those who
    see the record.
    """
    subject = subject_of(row)
    events = Event.objects.filter(subject_type=subject.type, subject_id=subject.id)
    if kinds:
        events = events.filter(kind__in=kinds)
    return list(events.order_by("-id")[:most])
