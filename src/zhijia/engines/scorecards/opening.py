"""Opening sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.scorecards.flow import SHEET_FLOW
from zhijia.engines.scorecards.models import Purpose, Sheet
from zhijia.engines.scorecards.templates_of import Template, newest_template, template_of
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Union
from zhijia.organisation.scopes import Actor


@dataclass(frozen=True, kw_only=True)
class NewSheet:
    """A sheet of a union, checked by a post of `checker_union_id`. Without `version` that in force is taken."""

    union: Union
    template: str
    version: int | None = None
    year: int
    purpose: Purpose
    checker_id: int
    checker_union_id: int
    about: Case | None = None
    due_on: date | None = None
    line: str = ""


def open_sheets(entries: Sequence[NewSheet], *, actor: Actor, now: datetime) -> list[Sheet]:
    """Open a case for each, in order, by the version in force. Who may ask for them, the service has asked."""
    with transaction.atomic():
        found = [_template_for(entry, on=local_day(now)) for entry in entries]
        news = [
            NewCase(
                title=f"{entry.union.name} · {entry.year} · {template.name.zh}",
                union_id=entry.union.pk,
                place=entry.union.place,
                line=entry.line,
                due_on=entry.due_on,
                data={"template": template.code, "version": template.version, "purpose": str(entry.purpose)},
            )
            for entry, template in zip(entries, found, strict=True)
        ]
        cases = open_cases(SHEET_FLOW, news, actor=actor, now=now)
        sheets = [
            Sheet(
                case=case,
                about=entry.about,
                union=entry.union,
                template=template.code,
                version=template.version,
                year=entry.year,
                purpose=entry.purpose,
                checker_id=entry.checker_id,
                checker_union_id=entry.checker_union_id,
            )
            for case, entry, template in zip(cases, entries, found, strict=True)
        ]
        Sheet.objects.bulk_create(sheets)
        begin(SHEET_FLOW, zip(cases, sheets, strict=True), now=now)
    return sheets


def _template_for(entry: NewSheet, *, on: date) -> Template:
    return (
        newest_template(entry.template, on=on) if entry.version is None else template_of(entry.template, entry.version)
    )
