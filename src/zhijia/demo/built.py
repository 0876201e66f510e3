"""What a demonstration city was built from, kept in its own log: the same values give the same rows and the same digest."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from zhijia.demo.events import CITY_BUILT
from zhijia.organisation.models import City, Union
from zhijia.organisation.recording import event_about, subject_of
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.trail.models import Event
from zhijia.trail.record import record


@dataclass(frozen=True, slots=True)
class Built:
    """The values a city was built from, and the digest of its rows on that day."""

    enterprises: int
    seed: int
    as_of: date
    sha256: str


def note_built(root: Union, values: Built, *, actor: Actor, now: datetime) -> None:
    """Write the values into the log of the city with this federation."""
    record(event_about(root, CITY_BUILT, actor=actor, now=now, data=asdict(values)))


def read_built(city: City) -> Built | None:
    """What it was built from; None where that was not written down."""
    with scoped(SYSTEM):
        subject = subject_of(city.root)
        event = Event.objects.filter(subject_type=subject.type, subject_id=subject.id, kind=CITY_BUILT.code).first()
    return Built(**event.data | {"as_of": date.fromisoformat(event.data["as_of"])}) if event else None
