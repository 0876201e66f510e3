"""The draft editor: the draft beside another text, one edit a request."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from zhijia.lib.sentences import Refused
from zhijia.lib.typed import whole_number
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.bargaining.actions.drafting import Hand, can_write, fill_what_holds
from zhijia.services.bargaining.actions.standards import can_issue, issue_standard
from zhijia.services.bargaining.drafting.acting import (
    ADD,
    FILL,
    VERBS,
    WITH_FORM,
    WRITE,
    carry_out,
    carry_out_at_once,
    form_for,
)
from zhijia.services.bargaining.drafting.operations import UNDO, Clash, Outdated, load_sheet
from zhijia.services.bargaining.drafting.sources import sheet_of, source_named, sources_of
from zhijia.services.bargaining.forms.clauses import DraftForm, FillForm, StandardForm, all_terms
from zhijia.services.bargaining.presenting.clashes import present_clashes
from zhijia.services.bargaining.presenting.drafting import read_draft
from zhijia.services.bargaining.queries import get_draft, printed_draft, undoes
from zhijia.services.bargaining.rules.standards import mandatory_of, standard_of
from zhijia.ui.components import url_with
from zhijia.ui.refusing import UNPROCESSABLE

CONFLICT = 409


@dataclass(frozen=True)
class Answer:
    """What the page shows besides both texts: an open form, a refusal, both writings of a clash."""

    code: str = ""
    doing: str = ""
    form: DraftForm | None = None
    refusal: str = ""
    clashes: Sequence[Clash] = ()
    status: int = 200


@require_GET
@vary_on_headers("HX-Request")
def show_draft(request: ActingRequest, pk: int) -> HttpResponse:
    """The draft; `at` names a clause, `do` opens a form, `beside` chooses the other text."""
    draft = get_draft(request.actor, pk)
    answer = Answer(code=request.GET.get("at", ""), doing=request.GET.get("do", ""))
    if answer.doing in WITH_FORM and can_write(draft, draft.bargaining, actor=request.actor, now=timezone.now()):
        answer = replace(answer, form=form_for(answer.doing, draft, answer.code))
    return _page(request, draft, answer)


@require_http_methods(["GET", "POST"])
def issue(request: ActingRequest, pk: int) -> HttpResponse:
    """Offer the text as a standard text to the unions below."""
    draft = get_draft(request.actor, pk)
    if not can_issue(request.actor):
        raise PermissionDenied
    kind = draft.bargaining.contract_type
    clauses = [(one.code, one.title or one.code) for one in load_sheet(draft)]
    initial = {"title": standard_of(kind).title, "mandatory": sorted(mandatory_of(kind))}
    form = StandardForm(request.POST or None, clauses=clauses, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            issue_standard(draft, form.as_standard(), actor=request.actor, now=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.sentence.said_in(gettext))
        else:
            messages.success(request, gettext("规范文本已发布，下级工会编写草案时可以选用。"))
            return HttpResponseRedirect(reverse("bargaining:draft", args=[pk]), status=303)
    context = {"form": form, "draft": draft, "case": draft.bargaining.case}
    return render(request, "bargaining/issue_standard.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def edit_draft(request: ActingRequest, pk: int) -> HttpResponse:
    """Make one edit and go on to the clause that it was about."""
    draft = get_draft(request.actor, pk)
    doing, code = request.POST.get("verb", ""), request.POST.get("code", "")
    if doing not in VERBS:
        raise Http404
    now = timezone.now()
    if not can_write(draft, draft.bargaining, actor=request.actor, now=now):
        raise PermissionDenied
    hand = Hand(draft, draft.bargaining, request.actor, now, _base(request))
    form = form_for(doing, draft, code, request.POST)
    if form is not None and not form.is_valid():
        return _page(request, draft, Answer(code, doing, form, status=UNPROCESSABLE))
    try:
        if isinstance(form, FillForm):
            if refusals := fill_what_holds(hand, form.filled()):
                return _filled_in_part(request, pk, refusals)
        elif form is not None:
            code = carry_out(doing, hand, code, form)
        else:
            source = source_named(sources_of(draft.bargaining, besides=draft), request.GET.get("beside", ""))
            carry_out_at_once(doing, hand, code, sheet_of(source, draft.bargaining))
    except Outdated as outdated:
        return _clashed(request, pk, Answer(code, doing, form, clashes=outdated.clashes), outdated)
    except Refused as refused:
        return _page(request, get_draft(request.actor, pk), _refused(refused, Answer(code, doing, form)))
    return _back(request, pk, code)


def _clashed(request: ActingRequest, pk: int, answer: Answer, outdated: Outdated) -> HttpResponse:
    """Both texts, and the form with what was typed on the version shown beside it: sending it again is a decision.

    What was written of a clause that is gone can only come in as a new one.
    """
    draft = get_draft(request.actor, pk)
    if answer.form is not None:
        typed = request.POST.copy()
        typed["base"] = str(draft.revision)
        if answer.doing == WRITE and any(clash.current is None for clash in answer.clashes):
            answer = replace(answer, doing=ADD, code="")
        answer = replace(answer, form=form_for(answer.doing, draft, answer.code, typed))
    sentence = outdated.sentence.said_in(gettext)
    return _page(request, draft, replace(answer, refusal=sentence, status=CONFLICT))


def _filled_in_part(request: ActingRequest, pk: int, refusals: Sequence[Refused]) -> HttpResponse:
    """What keeps the law's floor is saved; the form stays with the rest as typed, each fault at its clause."""
    draft = get_draft(request.actor, pk)
    typed = request.POST.copy()
    typed["base"] = str(draft.revision)
    form = form_for(FILL, draft, "", typed)
    if form is not None:
        for refused in refusals:
            form.add_error(refused.field, refused.sentence.said_in(gettext))
    saved = gettext("合规的要素已经保存；下面列出的低于法定标准，没有保存。")
    return _page(request, draft, Answer(doing=FILL, form=form, refusal=saved, status=UNPROCESSABLE))


def _refused(refused: Refused, answer: Answer) -> Answer:
    sentence = refused.sentence.said_in(gettext)
    if answer.form is not None and refused.field in answer.form.fields:
        answer.form.add_error(refused.field, sentence)
        return replace(answer, status=UNPROCESSABLE)
    return replace(answer, refusal=sentence, status=UNPROCESSABLE)


def _base(request: ActingRequest) -> int:
    return whole_number(request.POST.get("base")) or 0


def _back(request: ActingRequest, pk: int, code: str) -> HttpResponseRedirect:
    url = url_with(reverse("bargaining:draft", args=[pk]), {}, beside=request.GET.get("beside", ""), at=code)
    return HttpResponseRedirect(f"{url}#c-{code}", status=303)


def _undo_words(verb: str) -> str:
    """What it is called to take this edit back; nothing where it was somebody else's, or there is none."""
    if not verb:
        return ""
    return gettext("恢复刚撤销的") if verb == UNDO else gettext("撤销上一步")


def _page(request: ActingRequest, draft: Any, answer: Answer) -> HttpResponse:
    now = timezone.now()
    page = read_draft(
        draft,
        draft.bargaining,
        beside=request.GET.get("beside", ""),
        can_write=can_write(draft, draft.bargaining, actor=request.actor, now=now),
        today=timezone.localdate(),
    )
    if isinstance(answer.form, FillForm):
        page = page.filled_by(answer.form.fields_of)
    context = {
        "page": page,
        "case": draft.bargaining.case,
        "answer": answer,
        "may_issue": can_issue(request.actor),
        "printed": printed_draft(draft.bargaining.case, draft) if page.may_sign else None,
        "clashes": present_clashes(answer.clashes),
        "undo_words": _undo_words(undoes(draft, request.actor)) if page.can_write else "",
        "all_terms": all_terms() if answer.doing in (WRITE, ADD) else (),
    }
    template = "bargaining/_draft.html" if request.headers.get("HX-Target") == "draft" else "bargaining/draft.html"
    return render(request, template, context, status=answer.status)
