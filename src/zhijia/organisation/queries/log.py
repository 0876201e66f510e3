"""What happened to a record of this floor."""

from collections.abc import Sequence

from zhijia.organisation.recording import Subjected, subject_of
from zhijia.trail.models import Event

NEWEST = 50


def events_about(row: Subjected, *, most: int = NEWEST) -> Sequence[Event]:
    """The newest events about a record, newest first. The database shows them only to those who see the record."""
    subject = subject_of(row)
    return list(Event.objects.filter(subject_type=subject.type, subject_id=subject.id).order_by("-id")[:most])
