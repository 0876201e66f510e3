"""What the form pages of supervision share."""

from django import forms
from django.utils.translation import gettext as _

from zhijia.lib.sentences import Refused

REFUSED = 409


def put_refusal(form: forms.BaseForm, refused: Refused) -> None:
    """The sentence at its field, or above the form."""
    field = refused.field if refused.field in form.fields else None
    form.add_error(field, refused.sentence.said_in(_))
