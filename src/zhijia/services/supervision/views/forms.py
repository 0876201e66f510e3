"""What the form pages of supervision share."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from zhijia.lib.sentences import Refused
from zhijia.organisation.middleware import ActingRequest

REFUSED = 409
Given = ParamSpec("Given")
View = Callable[Concatenate[ActingRequest, Given], HttpResponse]


def for_posts(view: "View[Given]") -> "View[Given]":
    """A page of those who hold a post: for a worker there is none, rather than an empty one."""

    @wraps(view)
    def shown(request: ActingRequest, /, *args: Given.args, **options: Given.kwargs) -> HttpResponse:
        if request.actor.post is None:
            raise Http404
        return view(request, *args, **options)

    return shown


def put_refusal(form: forms.BaseForm, refused: Refused) -> None:
    """The sentence at its field, or above the form."""
    field = refused.field if refused.field in form.fields else None
    form.add_error(field, refused.sentence.said_in(_))
