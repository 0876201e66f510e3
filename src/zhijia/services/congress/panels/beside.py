"""What the pages of an enterprise, a union and a person say of the congress."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import Enterprise, Person, Union
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.organisation.permissions import can_administer
from zhijia.services.congress.queries import with_turns
from zhijia.services.congress.terms.flow import TERM_FLOW
from zhijia.services.congress.terms.models import CongressTerm, Delegate
from zhijia.services.congress.terms.protecting import basis_of_protection, protected_to
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read

TERMS = 3


def read_of_enterprise(question: PanelQuestion) -> Mapping[str, object] | None:
    """Its congresses, the newest first: in force or not, and until when."""
    if not isinstance(question.row, Enterprise):
        return None
    rows = CongressTerm.objects.filter(enterprise=question.row, dropped_on=None).select_related("case")
    known = with_turns(rows, today=question.today).order_by("-pk")[:TERMS]
    facts = [fact for row in known for fact in (_term(row), _turn(row, question.today)) if fact]
    return {"facts": facts, "url": reverse("congress:terms")}


def read_of_union(question: PanelQuestion) -> Mapping[str, object] | None:
    """The congresses whose working body it is, and where the next is entered."""
    if not isinstance(question.row, Union):
        return None
    rows = CongressTerm.objects.filter(union=question.row, dropped_on=None).select_related("case")
    facts = [_term(row) for row in rows.order_by("-pk")[:TERMS]]
    may = can_administer(question.actor, question.row.path)
    if not (facts or may):
        return None
    pk = question.row.pk
    return {
        "facts": facts,
        "url": reverse("congress:terms"),
        "open_url": reverse("congress:open_term", args=[pk]) if may else "",
        "seat_url": reverse("congress:open_seat", args=[pk]) if may else "",
    }


def read_of_person(question: PanelQuestion) -> Mapping[str, object] | None:
    """That she is a delegate in office, which whoever ends her employment should know (WC-009, protection)."""
    if not isinstance(question.row, Person):
        return None
    rows = Delegate.objects.filter(person=question.row, to_on=None).select_related("term__case")
    mandates = list(rows.order_by("-pk"))
    if not mandates:
        return None
    basis = basis_of_protection(mandates[0].term, question.today)
    return {"facts": [_mandate(row) for row in mandates], "protection": basis.said_in(_)}


def _mandate(row: Delegate) -> Fact:
    last = protected_to(row.term)
    span = f"{day_read(row.from_on)} — {day_read(last)}" if row.from_on and last else _("待成立")
    return Fact(row.term.case.title, _("在任职工代表"), note=span, url=case_url(row.term.case_id))


def _term(row: CongressTerm) -> Fact:
    end = row.ended_on or row.extended_to or row.to_on
    span = f"{day_read(row.from_on)} — {day_read(end)}" if row.from_on else ""
    return Fact(row.case.title, _(TERM_FLOW.state(row.case.state).label), note=span, url=case_url(row.case_id))


def _turn(row: Any, today: date) -> Fact | None:
    """By when a congress in force meets again; that it is late."""
    if row.due_on is None or row.ended_on or row.ends_on < today:
        return None
    late = _("已逾期") if row.due_on < today else ""
    last = _("上次召开 %(day)s") % {"day": day_read(row.last_on)} if row.last_on else _("还没有召开过")
    return Fact(_("下次会议最晚"), day_read(row.due_on), note=" · ".join(filter(None, [late, last])))


TITLE, TEMPLATE = gettext_noop("职代会"), "congress/_beside.html"
register_panel(
    place="enterprise",
    code="congress.terms",
    title=TITLE,
    template=TEMPLATE,
    read=read_of_enterprise,
    order=30,
)
register_panel(place="union", code="congress.terms", title=TITLE, template=TEMPLATE, read=read_of_union, order=30)
register_panel(
    place="person",
    code="congress.mandates",
    title=gettext_noop("职工代表"),
    template=TEMPLATE,
    read=read_of_person,
    order=30,
)
