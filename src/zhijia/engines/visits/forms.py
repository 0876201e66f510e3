"""What the steps of a visit ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.documents.turn_forms import OnTurn
from zhijia.engines.visits.models import Promise


class PromisesForm(OnTurn, forms.Form):
    """承诺办结: which of the promises are kept."""

    promises: "forms.ModelMultipleChoiceField[Promise]" = forms.ModelMultipleChoiceField(
        label=_("已经办结的承诺"), queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, turn: Any, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        open_ones = Promise.objects.filter(visit=turn.record, done_on=None).order_by("due_on", "pk")
        self.fields["promises"].queryset = open_ones  # type: ignore[attr-defined]
        self.fields["promises"].label_from_instance = lambda promise: promise.text  # type: ignore[attr-defined]
