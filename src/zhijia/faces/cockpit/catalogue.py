"""Every number there is: what it means, how it is counted, where it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from zhijia.engines.indicators.declaring import list_declared
from zhijia.engines.indicators.definitions import Indicator, Year, as_indicator, list_indicators
from zhijia.faces.cockpit.looking import Look
from zhijia.faces.cockpit.numbers import definition_facts
from zhijia.faces.cockpit.wording import unit_words
from zhijia.lib.sentences import gettext_noop
from zhijia.ui.components import Fact

SERVICES = {
    "organising": gettext_noop("组织工作"),
    "plans": gettext_noop("计划"),
    "declared": gettext_noop("申报指标"),
    "bargaining": gettext_noop("集体协商"),
    "congress": gettext_noop("职代会"),
    "supervision": gettext_noop("劳动法律监督"),
    "issues": gettext_noop("问题台账"),
}


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One number with its definition and the page about it."""

    name: str
    unit: str
    code: str
    url: str
    union_year_url: str
    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class CatalogueGroup:
    """The numbers of one service."""

    name: str
    entries: tuple[CatalogueEntry, ...]


def read_catalogue(look: Look) -> list[CatalogueGroup]:
    """All computed indicators, then the declared ones in sight. A number kept by two years stands once, by its own."""
    once = [indicator for indicator in list_indicators() if indicator.year is not Year.UNION]
    indicators = [*once, *map(as_indicator, list_declared())]
    return [
        CatalogueGroup(_(SERVICES.get(service, service)), tuple(_entry(look, own) for own in members))
        for service, members in groupby(indicators, key=_service)
    ]


def _service(indicator: Indicator) -> str:
    return indicator.code.partition(".")[0]


def _entry(look: Look, indicator: Indicator) -> CatalogueEntry:
    return CatalogueEntry(
        name=_(indicator.name),
        unit=unit_words(indicator),
        code=indicator.code,
        url=look.number_url(indicator.code),
        union_year_url=look.number_url(indicator.other_year) if indicator.year is Year.CALENDAR else "",
        facts=definition_facts(indicator),
    )
