"""Forms that the provincial or the own federation prescribes for the letters of supervision."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhijia.engines.documents.issuing.numbering import check_sets_words
from zhijia.engines.documents.issuing.prescribing import prescribe, withdraw
from zhijia.engines.documents.issuing.registry import DocumentTemplate
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest
from zhijia.services.supervision.forms.prescribing import PrescribeForm
from zhijia.services.supervision.letters.papers import TEMPLATES
from zhijia.services.supervision.presenting.prescribing import can_prescribe, present_forms
from zhijia.services.supervision.views.forms import REFUSED
from zhijia.ui.refusing import put_refusal


@require_GET
def list_forms(request: ActingRequest) -> HttpResponse:
    """The three letters, each with the form in which this union writes it."""
    context = {"rows": present_forms(request.actor), "may": can_prescribe(request.actor)}
    return render(request, "supervision/forms.html", context)


@require_http_methods(["GET", "POST"])
def upload_form(request: ActingRequest, letter: str) -> HttpResponse:
    """Prescribe a form: a .docx with fields in double braces."""
    template = _template(letter)
    _let_in(request)
    form, status = PrescribeForm(request.POST or None, request.FILES or None, template=template), 200
    if request.method == "POST" and form.is_valid():
        file, title = form.cleaned_data["file"], form.cleaned_data["title"]
        try:
            prescribe(template, file, title=title, actor=request.actor, now=timezone.now())
        except Refused as refused:
            put_refusal(form, refused)
            status = REFUSED
        else:
            return redirect("supervision:forms")
    context = {
        "form": form,
        "title": _("上传规定格式"),
        "lede": _(template.label),
        "act": _("启用"),
        "back": reverse("supervision:forms"),
    }
    return render(request, "ui/form_page.html", context, status=status)


@require_POST
def withdraw_form(request: ActingRequest, letter: str) -> HttpResponse:
    """Go back to the wording of the union above, or of this product."""
    template = _template(letter)
    _let_in(request)
    try:
        withdraw(template, actor=request.actor, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence.said_in(_))
    return redirect("supervision:forms")


def _template(letter: str) -> DocumentTemplate:
    try:
        return TEMPLATES[letter]
    except KeyError:
        raise Http404 from None


def _let_in(request: ActingRequest) -> None:
    try:
        check_sets_words(request.actor)
    except Refused as refused:
        raise PermissionDenied(refused.sentence.said_in(_)) from refused
