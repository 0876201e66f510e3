"""Votes and attendance in whole people: how many are needed, how many are allowed, whether a tally adds up.

The base is everyone entitled (delegates in office on the day), never those present or voting.
"""

from dataclasses import dataclass

from zhijia.law.resolver import ResolvedParameter, UnknownValueError
from zhijia.law.versions import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A vote as it was counted."""

    present: int
    issued: int
    returned: int
    valid: int
    invalid: int
    yes: int
    no: int
    abstain: int

    @property
    def adds_up(self) -> bool:
        """WC-023: yes, no and abstentions are the valid ballots; nothing comes back that was not issued to one present."""
        return (
            self.yes + self.no + self.abstain == self.valid
            and self.valid + self.invalid == self.returned
            and self.returned <= self.issued <= self.present
            and min(self.yes, self.no, self.abstain, self.invalid) >= 0
        )


def least_of(law: ResolvedParameter, whole: int) -> int:
    """The fewest people who keep a floor of `whole`: a quorum ceil(2N/3), a majority floor(N/2)+1 where half is not enough.

    By the text that decides. UnknownValueError: no number is known here.
    """
    text = _deciding(law)
    if text.bound is None:
        raise ValueError(f"{law.key} does not say from which side it binds")
    return text.bound.least_of(whole, law.share)


def most_of(law: ResolvedParameter, whole: int) -> int:
    """The most people who keep a ceiling of `whole`: floor(N/3) outsiders. UnknownValueError: no number is known here."""
    text = _deciding(law)
    if text.bound is None:
        raise ValueError(f"{law.key} does not say from which side it binds")
    return text.bound.most_of(whole, law.share)


def _deciding(law: ResolvedParameter) -> Version:
    if law.version is None:
        raise UnknownValueError(f"{law.key}: no number is known")
    return law.version
