"""The register of event kinds: what may be written to the log, and what people call it."""

from dataclasses import dataclass

from django.utils.translation import pgettext

EVENT = "event"
"""The context of the translations: what was done is worded as a fact (Union entered), its button as an act (Enter a union)."""


@dataclass(frozen=True)
class EventKind:
    """A kind of act. `code` is `<area>.<past participle>`; `label` is what a reader sees (Chinese message id)."""

    code: str
    label: str

    @property
    def words(self) -> str:
        """What was done, in the language of the request."""
        return pgettext(EVENT, self.label)


_kinds: dict[str, EventKind] = {}


class UnknownEventKind(LookupError):
    """The code was never declared with `declare_event`."""


def declare_event(code: str, label: str) -> EventKind:
    """Make `code` a kind that may be recorded. Declaring it twice with another label is a programming error."""
    kind = EventKind(code, label)
    if _kinds.setdefault(code, kind) != kind:
        raise ValueError(f"event kind {code} is declared twice with different labels")
    return kind


def get_kind(code: str) -> EventKind:
    try:
        return _kinds[code]
    except KeyError:
        raise UnknownEventKind(code) from None


def list_kinds() -> list[EventKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.code)
