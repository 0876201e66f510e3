"""The kinds of campaigns: what services make of many enterprises. Registered from the AppConfig of the service."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, QuerySet

from zhijia.engines.campaigns.models import Campaign, Result, Target
from zhijia.lib.sentences import Sentence
from zhijia.organisation.models import Enterprise
from zhijia.organisation.scopes import Actor


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one target: its case, what was noted instead of one, or why there is nothing."""

    result: Result
    case_id: int | None = None
    reasons: Sequence[Sentence] = ()


Maker = Callable[[Campaign, Sequence[Target], Actor, datetime], Sequence[Made]]
Narrow = Callable[["QuerySet[Enterprise]", Mapping[str, str], date], "QuerySet[Enterprise]"]


@dataclass(frozen=True, slots=True)
class CampaignKind:
    """A kind. `make` acts on targets in order and answers in order, inside the caller's transaction; `narrow` applies the
    service's own criteria to enterprises; `answered` is the condition that a target (the outer row) has answered, and
    `stages` are further ones, by code, of how far its matter has come.
    """

    code: str
    label: str
    make: Maker
    narrow: Narrow
    answered: Callable[[], Exists]
    stages: Mapping[str, Callable[[], Exists]] = field(default_factory=dict)


_kinds: dict[str, CampaignKind] = {}


def declare_campaign(kind: CampaignKind) -> CampaignKind:
    """Make a kind known; called once."""
    if kind.code in _kinds:
        raise ValueError(f"campaign {kind.code} is declared twice")
    _kinds[kind.code] = kind
    return kind


def get_campaign_kind(code: str) -> CampaignKind:
    return _kinds[code]
