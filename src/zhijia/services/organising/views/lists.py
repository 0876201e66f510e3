"""Lists with filters, pages cut by key, and the same rows as .xlsx: an export shows what its list shows."""

from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhijia.law.resolver import parameter
from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.organisation.overrides import law_place, parameter_overrides
from zhijia.organisation.permissions import can_administer
from zhijia.organisation.queries import Place, covered_on, cut, with_holders
from zhijia.services.organising.presenting import lists
from zhijia.services.organising.presenting.records import vacancy_note
from zhijia.services.organising.queries import (
    ENTERPRISE_ORDER,
    PERSON_ORDER,
    POST_ORDER,
    UNION_ORDER,
    Asked,
    covered_among,
    list_enterprises,
    list_people,
    list_posts,
)
from zhijia.services.organising.queries import list_unions as filtered_unions
from zhijia.ui.downloads import XLSX


@login_required
@require_GET
def unions(request: ActingRequest) -> HttpResponse:
    """Unions in tree order."""
    asked = asked_of(request)
    rows = filtered_unions(request.actor, asked, today=timezone.localdate())
    page = cut(rows, keys=UNION_ORDER, **place_in(request))
    shown = lists.listed("union_list", page, asked, chips=lists.union_chips(), columns=lists.union_columns())
    context = {"listed": shown, "kinds": lists.kind_options(), "today": timezone.localdate()}
    return render(request, "organising/union_list.html", context)


@login_required
@require_GET
def export_unions(request: ActingRequest) -> HttpResponse:
    rows = filtered_unions(request.actor, asked_of(request), today=timezone.localdate()).order_by(*UNION_ORDER)
    return _workbook(lists.union_workbook(rows.iterator(chunk_size=2000)), _("工会"))


@login_required
@require_GET
def enterprises(request: ActingRequest) -> HttpResponse:
    """Enterprises by territory."""
    asked, large = asked_of(request), _large_from(request)
    rows = list_enterprises(request.actor, asked, today=timezone.localdate(), large_from=large)
    page = cut(rows, keys=ENTERPRISE_ORDER, **place_in(request))
    chips, columns = lists.enterprise_chips(large), lists.enterprise_columns()
    shown = lists.listed("enterprises", page, asked, chips=chips, columns=columns)
    covered = covered_among(page.rows, today=timezone.localdate())
    imports = can_administer(request.actor, request.actor.path)
    return render(request, "organising/enterprise_list.html", {"listed": shown, "covered": covered, "imports": imports})


@login_required
@require_GET
def export_enterprises(request: ActingRequest) -> HttpResponse:
    large, today = _large_from(request), timezone.localdate()
    rows = list_enterprises(request.actor, asked_of(request), today=today, large_from=large)
    ordered = rows.annotate(is_covered=covered_on(today)).order_by(*ENTERPRISE_ORDER)
    return _workbook(lists.enterprise_workbook(ordered.iterator(chunk_size=2000)), _("用人单位"))


@login_required
@require_GET
def people(request: ActingRequest) -> HttpResponse:
    """People by union."""
    asked = asked_of(request)
    page = cut(list_people(request.actor, asked), keys=PERSON_ORDER, **place_in(request))
    shown = lists.listed("people", page, asked, chips={}, columns=lists.person_columns())
    return render(request, "organising/person_list.html", {"listed": shown})


@login_required
@require_GET
def posts(request: ActingRequest) -> HttpResponse:
    """Posts by union, with who holds them today."""
    asked, today = asked_of(request), timezone.localdate()
    rows = with_holders(list_posts(request.actor, asked, today=today), today=today)
    page = cut(rows, keys=POST_ORDER, **place_in(request))
    shown = lists.listed("posts", page, asked, chips=lists.post_chips(), columns=lists.post_columns())
    holders = [(post, vacancy_note(post)) for post in page.rows]
    return render(request, "organising/post_list.html", {"listed": shown, "holders": holders})


@login_required
@require_GET
def export_posts(request: ActingRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = with_holders(list_posts(request.actor, asked_of(request), today=today), today=today)
    return _workbook(lists.post_workbook(rows.order_by(*POST_ORDER).iterator(chunk_size=2000)), _("岗位"))


def asked_of(request: ActingRequest) -> Asked:
    """By what a list is to be filtered."""
    given = request.GET
    return Asked(whole_number(given.get("under")) or 0, given.get("show", ""), given.get("value", "").strip())


def place_in(request: ActingRequest) -> Place:
    """From which row on a page of a list begins."""
    given = request.GET
    return Place(after=whole_number(given.get("after")) or 0, before=whole_number(given.get("before")) or 0)


def _large_from(request: ActingRequest) -> int:
    """From how many employees an enterprise without a union is a target, here and today."""
    place = law_place(request.actor.post.place) if request.actor.post else "CN"
    key, today = "union.target.employees", timezone.localdate()
    return parameter(key, place=place, on=today, overrides=parameter_overrides()).number


def _workbook(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}.xlsx"}
    )
