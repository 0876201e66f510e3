"""Registrations as a list of what is due, and what the pages of a case and of a union show of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.engines.cases.queries import cases_visible_to
from zhijia.engines.cases.registers import Listed, group_chips, read_newest
from zhijia.lib.sentences import gettext_noop
from zhijia.lib.spreadsheets.writing import SheetToWrite
from zhijia.organisation.exporting import MOST_ROWS
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import GRASSROOTS_KINDS
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.organisation.permissions import can_administer
from zhijia.organisation.reading import Together
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.registration.checks import RENEWAL
from zhijia.services.organising.registration.codes import Condition
from zhijia.services.organising.registration.flow import (
    APPLIED,
    CHANGE_PENDING,
    ENDING,
    EXPIRED,
    REGISTERED,
    REGISTRATION_FLOW,
    RENEWING,
    SUPPLEMENT,
)
from zhijia.services.organising.registration.models import CertificateTerm, Registration, RegistrationChange
from zhijia.ui.components import Column, Fact, url_with
from zhijia.ui.reader import day_read

WAITING, VALID, DUE = "waiting", "valid", "due"
PENDING = (APPLIED, SUPPLEMENT, CHANGE_PENDING, RENEWING, ENDING)


@dataclass(frozen=True, slots=True)
class Row:
    """One registration; `light` says whether its certificate is due for renewal or over."""

    registration: Registration
    url: str
    state: str
    light: str
    words: str


def _found(actor: Actor, group: str, *, today: date) -> "QuerySet[Registration]":
    rows = Registration.objects.filter(case__in=cases_visible_to(actor)).select_related("case", "union").order_by("-pk")
    soon = today + timedelta(days=_window(actor, today))
    groups = {
        WAITING: Q(case__state__in=PENDING),
        VALID: Q(case__state__in=(REGISTERED, CHANGE_PENDING)),
        DUE: Q(case__state=REGISTERED, valid_to__lte=soon),
        EXPIRED: Q(case__state=EXPIRED),
    }
    return rows.filter(groups.get(group, Q()))


def _window(actor: Actor, today: date) -> int:
    """How many days before its end a certificate is renewed (OR-27)."""
    place = actor.post.place if actor.post else ""
    return LocalLaw().rule(RENEWAL, place=place, on=today).number


def read_registrations(actor: Actor, group: str, *, today: date, before: int | None) -> Listed[Row]:
    """Registrations in sight, newest first; those due for renewal, over, or waiting."""
    url, query, window = reverse("organising:registrations"), {"group": group or None}, _window(actor, today)
    shown, page = read_newest(_found(actor, group, today=today), url, query, before=before)
    words = [("", _("全部")), (WAITING, _("办理中")), (VALID, _("有效")), (DUE, _("该换证")), (EXPIRED, _("已到期"))]
    return Listed(
        rows=[_row(row, today=today, window=window) for row in shown],
        chips=group_chips(url, query, words),
        columns=columns(),
        page=page,
        sheet_url=url_with(reverse("organising:registrations_sheet"), query),
    )


def registrations_sheet(actor: Actor, group: str, *, today: date) -> tuple[SheetToWrite, Sequence[Row]]:
    """What the filter leaves as a sheet."""
    window = _window(actor, today)
    rows = [_row(row, today=today, window=window) for row in _found(actor, group, today=today)[:MOST_ROWS]]
    body = [
        [
            row.registration.case.number,
            row.registration.union.name,
            row.registration.certificate,
            row.registration.credit_code,
            row.registration.valid_to,
            row.state,
        ]
        for row in rows
    ]
    return SheetToWrite(_("工会法人登记"), [str(column.label) for column in columns()], body), rows


def columns() -> list[Column]:
    return [
        Column(_("编号"), "mid"),
        Column(_("工会")),
        Column(_("证书编号"), "mid"),
        Column(_("统一社会信用代码"), "long"),
        Column(_("证书有效期至"), "mid"),
        Column(_("状态"), "mid"),
    ]


def _row(row: Registration, *, today: date, window: int) -> Row:
    state = _(REGISTRATION_FLOW.state(row.case.state).label)
    light, words = light_of(row, today=today, window=window)
    return Row(row, case_url(row.case_id), state, light, words)


def light_of(row: Registration, *, today: date, window: int) -> tuple[str, str]:
    """Red when the certificate is over, yellow in the window of its renewal."""
    if row.valid_to is None or row.ended_on is not None:
        return "", ""
    if row.valid_to < today:
        return "late", _("已到期")
    left = (row.valid_to - today).days
    return ("behind", _("%(n)s 天后到期") % {"n": left}) if left <= window else ("", "")


@Together
def _file(registration: Any) -> Sequence[QuerySet[Any]]:
    return (
        CertificateTerm.objects.filter(registration=registration).order_by("-from_on", "-pk"),
        RegistrationChange.objects.filter(registration=registration).order_by("-pk"),
    )


def show_registration(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """The certificate, its terms, what changed, and what was shown."""
    record: Registration = case.registration
    terms, changes = _file.read(record.pk)
    facts = [
        Fact(_("登记机关"), record.authority_name),
        Fact(_("法定代表人（主席）"), record.chair_name),
        Fact(_("住所"), record.address),
        Fact(_("申请日期"), day_read(record.applied_on)),
        Fact(_("登记条件"), "；".join(str(Condition(code).label) for code in record.conditions)),
    ]
    if record.certificate:
        facts += [
            Fact(_("证书编号"), record.certificate),
            Fact(_("统一社会信用代码"), record.credit_code),
            Fact(_("证书有效期至"), day_read(record.valid_to)),
        ]
    if record.end_reason:
        facts.append(Fact(_("终止原因"), record.end_reason, note=day_read(record.ended_on)))
    return {
        "facts": facts,
        "terms": [Fact(term.certificate, f"{day_read(term.from_on)} — {day_read(term.to_on)}") for term in terms],
        "changes": [_change(change) for change in changes],
    }


def _change(change: RegistrationChange) -> Fact:
    note = _("%(day)s 已登记") % {"day": day_read(change.registered_on)} if change.registered_on else _("待登记")
    return Fact(change.get_kind_display(), f"{change.value} · {day_read(change.happened_on)}", note=note)


def read_registration(question: PanelQuestion) -> Mapping[str, object] | None:
    """Whether a grass-roots union is a legal person, with the code of its certificate."""
    row = question.row
    if not isinstance(row, Union) or row.kind not in GRASSROOTS_KINDS or row.closed_on:
        return None
    found = Registration.objects.filter(union=row).select_related("case").order_by("-pk").first()
    may_apply = can_administer(question.actor, row.path) and (found is None or found.ended_on is not None)
    return {
        "facts": _panel_facts(found),
        "apply_url": reverse("organising:register_union", args=[row.pk]) if may_apply else "",
    }


def _panel_facts(found: Registration | None) -> list[Fact]:
    if found is None:
        return [Fact(_("法人登记"), _("没有登记"))]
    state = _(REGISTRATION_FLOW.state(found.case.state).label)
    facts = [Fact(_("法人登记"), state, url=case_url(found.case_id))]
    if found.certificate:
        facts += [
            Fact(_("证书编号"), found.certificate),
            Fact(_("统一社会信用代码"), found.credit_code),
            Fact(_("证书有效期至"), day_read(found.valid_to)),
        ]
    return facts


register_facts(REGISTRATION_FLOW.code, "organising/registration/_facts.html", show_registration)
register_panel(
    place="union",
    code="organising.registration",
    title=gettext_noop("法人登记"),
    template="organising/registration/_union.html",
    read=read_registration,
    order=14,
)
