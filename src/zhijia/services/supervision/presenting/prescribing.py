"""The letters of supervision, each with the form in which the acting union writes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from zhijia.engines.documents.issuing.numbering import check_sets_words
from zhijia.engines.documents.issuing.prescribing import form_for
from zhijia.engines.documents.models import PrescribedForm
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import Actor
from zhijia.services.supervision.letters.papers import TEMPLATES


@dataclass(frozen=True, slots=True)
class FormRow:
    """A letter, the form that holds (None: the wording of this product), and whether it is the acting union's own."""

    label: str
    form: PrescribedForm | None
    is_own: bool
    upload_url: str
    withdraw_url: str


def present_forms(actor: Actor) -> Sequence[FormRow]:
    return [_row(actor, letter) for letter in TEMPLATES]


def can_prescribe(actor: Actor) -> bool:
    try:
        check_sets_words(actor)
    except Refused:
        return False
    return True


def _row(actor: Actor, letter: str) -> FormRow:
    template = TEMPLATES[letter]
    form = form_for(actor, template)
    is_own = form is not None and actor.post is not None and form.union_id == actor.post.union_id
    return FormRow(
        gettext(template.label),
        form,
        is_own,
        reverse("supervision:upload_form", args=[letter]),
        reverse("supervision:withdraw_form", args=[letter]),
    )
