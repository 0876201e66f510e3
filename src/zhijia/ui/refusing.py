"""A refusal where its reader looks for it."""

from django import forms
from django.utils.translation import gettext

from zhijia.lib.sentences import Refused

UNPROCESSABLE = 422
"""The status of a page that shows a form again, with what is wrong in it."""


def put_refusal(form: forms.BaseForm, refused: Refused) -> None:
    """The sentence at the field it is about, or above the form where that is none of its fields."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.sentence.said_in(gettext))
