"""What the page of a congress shows: the plan, the units, who is in office and how they are made up, what is under way."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.findings import present_findings
from zhijia.engines.cases.models import Case, CaseFinding
from zhijia.engines.cases.panels import register_facts
from zhijia.organisation.permissions import can_administer
from zhijia.organisation.reading import Together
from zhijia.organisation.scopes import Actor
from zhijia.services.congress.electing.flow import DELEGATE_ELECTION_FLOW
from zhijia.services.congress.electing.models import DelegateElection
from zhijia.services.congress.joint.flow import JOINT_FLOW
from zhijia.services.congress.joint.models import JointMeeting
from zhijia.services.congress.rules.composition import Measured
from zhijia.services.congress.sessions.flow import SESSION_FLOW
from zhijia.services.congress.sessions.models import CongressSession
from zhijia.services.congress.terms.flow import IN_FORCE, TERM_FLOW
from zhijia.services.congress.terms.makeup import measure
from zhijia.services.congress.terms.models import (
    Committee,
    CommitteeMember,
    CongressTerm,
    Delegate,
    Delegation,
    ElectionUnit,
    Form,
)
from zhijia.services.congress.terms.protecting import basis_of_protection, protected_to
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read

MOST_NAMES = 200
FLOWS = {flow.code: flow for flow in (DELEGATE_ELECTION_FLOW, JOINT_FLOW, SESSION_FLOW)}


@Together
def _file(case: Any) -> Sequence[QuerySet[Any]]:
    running = DelegateElection.objects.filter(case=OuterRef("pk"), term__case=case)
    met = JointMeeting.objects.filter(case=OuterRef("pk"), term__case=case)
    sat = CongressSession.objects.filter(case=OuterRef("pk"), term__case=case)
    return (
        ElectionUnit.objects.filter(term__case=case).order_by("pk"),
        Delegate.objects.filter(term__case=case).order_by("unit_id", "name", "pk"),
        Delegation.objects.filter(term__case=case).order_by("pk"),
        Committee.objects.filter(term__case=case).order_by("pk"),
        CommitteeMember.objects.filter(committee__term__case=case).order_by("-is_head", "pk"),
        Case.objects.filter(Q(Exists(running)) | Q(Exists(met)) | Q(Exists(sat))).order_by("-pk"),
        CaseFinding.objects.filter(case=case).order_by("pk"),
    )


def show_term(actor: Actor, case: Case, today: date) -> Mapping[str, Any]:
    """The congress on one page; two queries."""
    term = CongressTerm.objects.select_related("enterprise").get(case=case)
    term.case = case
    units, delegates, delegations, committees, members, cases, findings = _file.read(case.pk)
    open_ones = [row for row in delegates if row.to_on is None]
    in_office = [row for row in open_ones if row.from_on and row.from_on <= today]
    is_congress = term.form == Form.CONGRESS and bool(open_ones)
    is_open = case.state in IN_FORCE and can_administer(actor, case.path)
    return {
        "facts": _facts(term, len(in_office), today),
        "findings": present_findings(findings),
        "units": [(unit, sum(row.unit_id == unit.pk for row in open_ones)) for unit in units],
        "makeup": reckonings(measure(term, open_ones, on=today)) if is_congress else [],
        "delegations": [_delegation(one, open_ones) for one in delegations],
        "committees": [_committee(one, members, delegates) for one in committees],
        "delegates": [_delegate(row, units) for row in open_ones[:MOST_NAMES]],
        "ended": [_ended(row) for row in delegates if row.to_on],
        "cases": [_case(row) for row in cases],
        "cards_url": reverse("congress:cards", args=[case.pk]) if in_office else "",
        "joint_url": reverse("congress:open_joint", args=[case.pk]) if is_open else "",
    }


def reckonings(found: Sequence[Measured]) -> list[tuple[str, str, str]]:
    """How each rule was found, its id, its sentence."""
    return [(str(one.found), one.verdict.rule, one.verdict.sentence.said_in(_)) for one in found]


def _facts(term: CongressTerm, in_office: int, today: date) -> list[Fact]:
    unknown = _("未登记")
    facts = [
        Fact(_("形式"), term.get_form_display(), note=term.get_scope_display()),
        Fact(_("职工人数"), unknown if term.headcount is None else str(term.headcount)),
        Fact(_("女职工人数"), unknown if term.women is None else str(term.women)),
    ]
    if term.form == Form.CONGRESS:
        facts.append(Fact(_("在任代表"), f"{in_office}/{term.planned or '—'}"))
    if term.from_on and term.to_on:
        facts.append(Fact(_("任期"), f"{day_read(term.from_on)} — {day_read(term.to_on)}"))
    if term.form == Form.CONGRESS and in_office and (last := protected_to(term)):
        basis = basis_of_protection(term, today).said_in(_)
        facts.append(Fact(_("代表任期保护"), _("至%(day)s") % {"day": day_read(last)}, note=basis))
    if term.extended_to:
        facts.append(Fact(_("延期至"), day_read(term.extended_to), note=term.extension_reason))
    if term.extension_to:
        facts.append(Fact(_("申请延期至"), day_read(term.extension_to), note=term.extension_reason))
    if term.reviewed_on:
        facts.append(Fact(_("资格审查"), day_read(term.reviewed_on), note=term.reviewers))
    return facts


def _delegation(one: Delegation, delegates: Sequence[Delegate]) -> Fact:
    members = [row for row in delegates if row.delegation_id == one.pk]
    head = next((row.name for row in members if row.is_head), _("团长空缺"))
    return Fact(one.name, head, note=_("%(n)d 名代表") % {"n": len(members)})


def _committee(one: Committee, members: Sequence[CommitteeMember], delegates: Sequence[Delegate]) -> Fact:
    names = {row.pk: row.name for row in delegates}
    listed = [names[row.delegate_id] for row in members if row.committee_id == one.pk and row.delegate_id in names]
    return Fact(one.name, "、".join(listed), note=one.duty)


def _delegate(row: Delegate, units: Sequence[ElectionUnit]) -> Fact:
    unit = next((unit.name for unit in units if unit.pk == row.unit_id), "")
    since = day_read(row.from_on) if row.from_on else _("待成立")
    return Fact(row.name, f"{unit} · {row.get_category_display()}", note=since)


def _ended(row: Delegate) -> Fact:
    return Fact(row.name, row.get_ended_as_display(), note=day_read(row.to_on) if row.to_on else "")


def _case(row: Case) -> Fact:
    flow = FLOWS[row.kind]
    return Fact(_(flow.label), row.title, note=_(flow.state(row.state).label), url=case_url(row.pk))


register_facts(TERM_FLOW.code, "congress/_term.html", show_term)
