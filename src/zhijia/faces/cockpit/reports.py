"""Reporting a number kept by hand: for which union, which period, and handing out the evidence."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from zhijia.engines.documents.store import path_of
from zhijia.engines.indicators.breakdowns import Scene, get_scene
from zhijia.engines.indicators.declaring import WHO_REPORTS, Report, can_report, get_declared, get_entry, report
from zhijia.engines.indicators.definitions import Indicator, as_indicator
from zhijia.engines.indicators.reading import Reading, read
from zhijia.faces.cockpit.looking import Look
from zhijia.faces.cockpit.numbers import crumbs, definition_facts
from zhijia.lib.sentences import Refused, Sentence
from zhijia.services.plans.targets import targets_of_indicator
from zhijia.ui.components import Crumb, Fact


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What a union is asked to report, and what is known of it already."""

    indicator: Indicator
    scene: Scene
    crumbs: tuple[Crumb, ...]
    reading: Reading
    period: tuple[date, date]
    facts: tuple[Fact, ...]
    number_url: str

    @property
    def initial(self) -> dict[str, Any]:
        """What the empty form begins with: the period of the target, up to today."""
        first, last = self.period
        return {"period_from": first, "period_to": last, "as_of_on": min(last, self.reading.as_of)}


def read_report(look: Look, code: str) -> ReportPage:
    """The page for the union looked at. Not found for what is not kept by hand; PermissionDenied says who reports."""
    indicator = as_indicator(get_declared(code))
    scene = get_scene(look.actor, look.at, on=look.on)
    if not can_report(look.actor, scene.node):
        raise PermissionDenied(_(WHO_REPORTS))
    targets = targets_of_indicator(look.actor, code, on=look.on)
    year = date(look.on.year, 1, 1), date(look.on.year, 12, 31)
    way = crumbs(look, indicator, scene)
    return ReportPage(
        indicator=indicator,
        scene=scene,
        crumbs=(*way[:-1], Crumb(way[-1].label, look.number_url(code)), Crumb(_("填报"))),
        reading=read(code, path=look.at, on=look.on),
        period=(targets[0].period_from, targets[0].period_to) if targets else year,
        facts=definition_facts(indicator),
        number_url=look.number_url(code),
    )


def send_report(look: Look, code: str, cleaned: dict[str, Any], *, now: datetime) -> None:
    """Enter what the form brought. Raises `Refused`."""
    upload = cleaned["evidence"]
    entry = Report(
        union=get_scene(look.actor, look.at, on=look.on).node,
        period_from=cleaned["period_from"],
        period_to=cleaned["period_to"],
        as_of_on=cleaned["as_of_on"],
        value=cleaned["value"],
        total=cleaned.get("total"),
        evidence_name=upload.filename,
        evidence_sha256=upload.sha256,
        reason=cleaned["reason"],
    )
    report(look.actor, declared=get_declared(code), report=entry, now=now)


def open_evidence(pk: int) -> tuple[str, BinaryIO]:
    """Name and bytes of an entry's evidence, or not found. `Refused` when the store has lost the bytes."""
    entry = get_entry(pk)
    if entry is None:
        raise Http404
    try:
        return entry.evidence_name, path_of(entry.evidence_sha256).open("rb")
    except FileNotFoundError as error:
        words = {"name": entry.evidence_name}
        raise Refused(Sentence("“{name}”的原件不在文件库中，请联系系统管理员从备份恢复。", words)) from error
