"""Forms that ask for two records to be put together or taken apart."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Person

WHY = _("凭什么认定，谁核对的。记入两条记录的留痕；由另一人、另一岗位复核后生效。")


class MergeForm(forms.Form):
    """Which of two records stays, and why they are one human."""

    kept = forms.ChoiceField(label=_("保留哪一条"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("理由"), max_length=200, help_text=WHY)

    def __init__(self, *args: Any, people: tuple[Person, Person], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(person.pk), f"{person.name}（{person.pk}）· {person.home.name}") for person in people]
        self.fields["kept"].choices = choices  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    """Why two records that were put together are two people."""

    reason = forms.CharField(label=_("理由"), max_length=200, help_text=WHY)
