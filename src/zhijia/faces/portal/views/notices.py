"""A public notice on the phone: its text, and saying something against it, with one's name or without."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhijia.engines.public_notices.objecting import object_as_worker
from zhijia.engines.public_notices.queries import notice_for_worker, subjects_for_worker
from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest
from zhijia.ui.refusing import UNPROCESSABLE


class ObjectForm(forms.Form):
    """异议: what, about whom, and whether the union may know from whom."""

    text = forms.CharField(label=_("您的意见"), max_length=2000, min_length=4, widget=forms.Textarea({"rows": 4}))
    about = forms.TypedChoiceField(label=_("针对"), coerce=int, empty_value=None, required=False)
    is_named = forms.TypedChoiceField(
        label=_("是否具名"),
        choices=[("no", _("不具名")), ("yes", _("具名"))],
        coerce=lambda said: said == "yes",
        initial="no",
        widget=forms.RadioSelect,
        help_text=_("不具名的，系统不保存您的任何信息，也就不能单独答复您。"),
    )

    def __init__(self, *args: Any, subjects: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["about"].choices = [("", _("公示全部内容")), *subjects]  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@never_cache
def notice(request: ActingRequest, case: int) -> HttpResponse:
    """The notice, and the form below it."""
    found = notice_for_worker(request.actor, case, today=timezone.localdate())
    if found is None:
        raise Http404
    form = ObjectForm(request.POST or None, subjects=subjects_for_worker(found))
    if request.method == "POST" and form.is_valid():
        try:
            object_as_worker(request.actor, case, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.sentence.said_in(gettext))
        else:
            messages.success(request, gettext("意见已提交，答复以前公示不会通过。"))
            return redirect("portal:home")
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "portal/notice.html", {"notice": found, "form": form}, status=status)
