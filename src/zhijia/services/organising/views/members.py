"""Members: the register of a union, joining one by one or many at once, and whatever becomes of a membership."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.actions.memberships import (
    Idleness,
    Joining,
    Renewal,
    expel,
    join,
    join_all,
    lapse,
    move_group,
    record_death,
    resume,
    retain,
    transfer,
    withdraw,
)
from zhijia.organisation.membership_checks import find_too_young
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.models import Membership
from zhijia.organisation.permissions import can_administer, check_administer
from zhijia.organisation.queries import cut, get_person, get_union
from zhijia.organisation.queries.memberships import beside, employees_to_join, get_membership
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.forms import members as asked_by
from zhijia.services.organising.presenting import lists
from zhijia.services.organising.presenting.members import member_chips, member_columns, member_lines
from zhijia.services.organising.queries import MEMBER_ORDER, list_members, register_of, union_asked
from zhijia.services.organising.views.acting import attempt, bound, demand, form_page, go
from zhijia.services.organising.views.lists import asked_of, place_in

MOST_AT_ONCE = 200


@login_required
@require_GET
def members(request: ActingRequest) -> HttpResponse:
    """The register of a union and of those below it: present members, the retained, those who left."""
    asked = asked_of(request)
    union = union_asked(request.actor, asked)
    rows, register = list_members(request.actor, asked, union=union), register_of(request.actor, union)
    page = cut(rows, keys=MEMBER_ORDER, beside=register, **place_in(request))
    context = {
        "listed": lists.listed("members", page, asked, chips=member_chips(), columns=member_columns()),
        "lines": member_lines(page.rows, named=beside(page.rows)),
        "union": union,
        "may_import": can_administer(request.actor, request.actor.path),
        "may_enter": union is not None and can_administer(request.actor, union.path),
    }
    return render(request, "organising/member_list.html", context)


@login_required
def join_person(request: ActingRequest, pk: int) -> HttpResponse:
    """Make a person a member."""
    person = get_person(request.actor, pk)
    demand(lambda: check_administer(request.actor, person.path))
    today = timezone.localdate()
    initial = {"union": person.home_id, "approved_on": today, "from_on": today}
    form = bound(request, asked_by.JoinForm, actor=request.actor, initial=initial)
    back = _person_url(pk)
    if form.is_bound and form.is_valid():
        joining = Joining(person, **form.cleaned_data)
        if attempt(form, lambda: join(request.actor, joining, now=timezone.now())):
            doubt = find_too_young(person.born_on, union=joining.union, on=joining.from_on)
            if doubt:
                messages.warning(request, doubt.sentence.said_in(_))
            return go(request, _("已入会，会员卡号已生成。"), back)
    title = _("登记“%(name)s”入会") % {"name": person.name}
    return form_page(request, form, title=title, act=_("登记入会"), back=back)


@login_required
def join_many(request: ActingRequest, pk: int) -> HttpResponse:
    """Make employees members, many at once: those of the enterprises that the union covers."""
    union = get_union(request.actor, pk)
    demand(lambda: check_administer(request.actor, union.path))
    today = timezone.localdate()
    people = employees_to_join(union, today=today, most=MOST_AT_ONCE)
    initial = {"people": [str(person.pk) for person in people], "approved_on": today, "from_on": today}
    form = bound(request, asked_by.BatchForm, people=people, union=union, initial=initial)
    back = f"{reverse('organising:members')}?under={pk}"
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        chosen = [person for person in people if str(person.pk) in given["people"]]
        rows = [
            Joining(person, union, given["approved_on"], given["from_on"], basis=given["basis"]) for person in chosen
        ]
        outcomes = attempt(form, lambda: join_all(request.actor, rows, now=timezone.now()))
        if outcomes is not None:
            count = sum(outcome.verdict == "joined" for outcome in outcomes)
            return go(request, ngettext("%(n)d 人已入会。", "%(n)d 人已入会。", count) % {"n": count}, back)
    context = {"form": form, "union": union, "people": people, "back": back}
    return render(request, "organising/members_enter.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class _Change:
    """What may become of a membership: its words, its form, its act, and what the form holds at first."""

    title: str
    act: str
    form: type[forms.Form]
    make: Callable[[Actor, Membership, dict[str, Any], datetime], object]
    keeps_union: bool = False


def _renewal(given: dict[str, Any]) -> Renewal:
    return Renewal(given["union"], given["on"], given["approved_on"], given["reason"])


def _lapse(actor: Actor, row: Membership, given: dict[str, Any], now: datetime) -> None:
    idleness = Idleness(given["idle_since"], given["persuaded_on"], given["persuasion"])
    lapse(actor, row, idleness, on=given["on"], now=now)


CHANGES = {
    "transfer": _Change(
        gettext_noop("“%(name)s”转会"),
        gettext_noop("转会"),
        asked_by.NextForm,
        lambda actor, row, given, now: transfer(actor, row, _renewal(given), now=now),
    ),
    "retain": _Change(
        gettext_noop("保留“%(name)s”的会籍"),
        gettext_noop("保留会籍"),
        asked_by.StandingForm,
        lambda actor, row, given, now: retain(actor, row, _renewal(given), now=now),
        keeps_union=True,
    ),
    "resume": _Change(
        gettext_noop("恢复“%(name)s”的会籍"),
        gettext_noop("恢复会籍"),
        asked_by.ResumeForm,
        lambda actor, row, given, now: resume(actor, row, _renewal(given), now=now),
        keeps_union=True,
    ),
    "group": _Change(
        gettext_noop("调整“%(name)s”的分会或小组"),
        gettext_noop("调整"),
        asked_by.GroupForm,
        lambda actor, row, given, now: move_group(actor, row, **given, now=now),
    ),
    "withdraw": _Change(
        gettext_noop("“%(name)s”退会"),
        gettext_noop("登记退会"),
        asked_by.WithdrawForm,
        lambda actor, row, given, now: withdraw(actor, row, **given, now=now),
    ),
    "lapse": _Change(gettext_noop("“%(name)s”视为自动退会"), gettext_noop("登记"), asked_by.LapseForm, _lapse),
    "expel": _Change(
        gettext_noop("将“%(name)s”除名"),
        gettext_noop("除名"),
        asked_by.ExpelForm,
        lambda actor, row, given, now: expel(actor, row, **given, now=now),
    ),
    "death": _Change(
        gettext_noop("登记“%(name)s”去世"),
        gettext_noop("登记"),
        asked_by.DeathForm,
        lambda actor, row, given, now: record_death(actor, row, **given, now=now),
    ),
}


@login_required
def change(request: ActingRequest, pk: int, verb: str) -> HttpResponse:
    """One of the acts by which a membership goes on or ends."""
    membership = get_membership(request.actor, pk)
    demand(lambda: check_administer(request.actor, membership.path))
    wanted = CHANGES.get(verb)
    if wanted is None:
        raise Http404
    today = timezone.localdate()
    initial = {"on": today, "approved_on": today} | ({"union": membership.union_id} if wanted.keeps_union else {})
    form = bound(request, wanted.form, actor=request.actor, membership=membership, initial=initial)
    back = _person_url(membership.person_id)
    if form.is_bound and form.is_valid():
        attempt(form, lambda: wanted.make(request.actor, membership, form.cleaned_data, timezone.now()))
        if not form.errors:
            return go(request, _("已办理，记入会籍。"), f"{reverse('organising:members')}?under={membership.union_id}")
    title = _(wanted.title) % {"name": membership.person.name}
    return form_page(request, form, title=title, act=_(wanted.act), back=back)


def _person_url(pk: int) -> str:
    return reverse("organising:person", args=[pk])
