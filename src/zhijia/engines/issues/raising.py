"""Putting problems on the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.issues.flow import ISSUE_FLOW
from zhijia.engines.issues.models import Issue
from zhijia.organisation.models import Union
from zhijia.organisation.scopes import Actor

TITLE = 60


@dataclass(frozen=True, kw_only=True)
class NewIssue:
    """A problem of `union`, handled by a union above it. `source` is the code of the service that raises it."""

    union: Union
    handled_by_id: int
    source: str
    text: str
    category: str
    level: str
    found_on: date
    origin: Case | None = None
    line: str = ""


def raise_issues(entries: Sequence[NewIssue], *, actor: Actor, now: datetime) -> list[Issue]:
    """Open a case for each, in order, in one transaction. Who may raise it, the service has asked."""
    with transaction.atomic():
        cases = open_cases(ISSUE_FLOW, [_case_of(entry) for entry in entries], actor=actor, now=now)
        issues = [
            Issue(
                case=case,
                source=entry.source,
                origin=entry.origin,
                handled_by_id=entry.handled_by_id,
                text=entry.text,
                category=entry.category,
                level=entry.level,
                found_on=entry.found_on,
            )
            for case, entry in zip(cases, entries, strict=True)
        ]
        Issue.objects.bulk_create(issues)
        begin(ISSUE_FLOW, zip(cases, issues, strict=True), now=now)
    return issues


def _case_of(entry: NewIssue) -> NewCase:
    text = " ".join(entry.text.split())
    title = text if len(text) <= TITLE else f"{text[:TITLE]}…"
    data = {"source": entry.source, "category": entry.category, "level": entry.level}
    return NewCase(title=title, union_id=entry.union.pk, place=entry.union.place, line=entry.line, data=data)
