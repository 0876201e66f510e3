"""Whom a bargaining awaits in each state, and by when."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from zhijia.engines.cases.flow import Wanted
from zhijia.engines.cases.models import Case, Clock, ClockState
from zhijia.engines.cases.paper_entries import wanted_confirmations
from zhijia.organisation.models.posts import Role
from zhijia.services.bargaining.models import Bargaining

OF_UNION = {
    "drafting": "send_offer",
    "refused": "send_offer",
    "accepted": "prepare",
    "preparing": "begin_talks",
    "negotiating": "initial_draft",
    "suspended": "resume",
    "deadlocked": "break_deadlock",
    "drafted": "table_draft",
    "tabled": "record_vote",
    "not_passed": "renegotiate",
    "adopted": "sign",
    "objected": "renegotiate",
    "effective": "publish",
    "performing": "inspect",
    "taken_over": "inspect",
    "renewing": "inspect",
    "expired": "archive",
    "ended": "archive",
    "dissolved": "archive",
    "replaced": "archive",
}
OF_EMPLOYER = {"offered": "agree", "signed": "file", "supplementing": "supplement"}
OF_CLOCKS_OF = {
    "agree": ("reply",),
    "resume": ("suspension",),
    "file": ("filing", "filing_wage"),
    "supplement": ("supplement",),
    "review": ("review",),
    "publish": ("publication", "publication_wage"),
    "inspect": ("inspection",),
}
OF_BUREAU = {"filed": "review"}
CLOCKS_OF = {
    "agree": ("reply",),
    "resume": ("suspension",),
    "file": ("filing", "filing_wage"),
    "supplement": ("supplement",),
    "review": ("review",),
    "publish": ("publication", "publication_wage"),
    "inspect": ("inspection",),
}


def record_of(case: Case) -> Bargaining:
    return Bargaining.objects.select_related("previous").get(case=case)


def url_of(case: Case) -> str:
    return reverse("cases:case", args=[case.pk])


def wants(case: Case, _bargaining: Bargaining) -> Sequence[Wanted]:
    """The next act of the party whose turn it is, and the confirmation of papers that were entered."""
    due = _due_days(case)
    wanted = [*wanted_confirmations(case, role=Role.OFFICER)]
    if verb := OF_UNION.get(case.state):
        wanted.append(Wanted(verb, case.union_id, role=Role.CHAIR, due_on=_due_of(verb, due)))
    if verb := OF_EMPLOYER.get(case.state) or OF_BUREAU.get(case.state):
        wanted.append(Wanted(verb, case.union_id, role=Role.CHAIR, due_on=_due_of(verb, due)))
    return wanted


def _due_days(case: Case) -> dict[str, date]:
    rows = Clock.objects.filter(case=case, state=ClockState.RUNNING).values_list("name", "due_on")
    return dict(rows)


def _due_of(verb: str, due: dict[str, date]) -> date | None:
    days = [due[name] for name in CLOCKS_OF.get(verb, ()) if name in due]
    return min(days) if days else None
