"""Forms of a person's particulars. What is sealed is never written into a form: it is typed anew or left as it is."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.lib.ethnic_groups import ETHNIC_GROUPS
from zhijia.organisation.actions.particulars import SEALED, entry_of
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.models import Person
from zhijia.organisation.models.person_codes import Education, HouseholdKind, IdKind, PoliticalStatus, Sex
from zhijia.services.organising.forms.fields import day_field

UNKNOWN = ("", _("不清楚"))
NOT_SHOWN = (*SEALED, "born_on")
NOT_REMEMBERED = {"autocomplete": "off"}


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[UNKNOWN, *choices])


def _yes_or_no(label: Any) -> forms.TypedChoiceField:
    words = [UNKNOWN, ("1", _("是")), ("0", _("否"))]
    return forms.TypedChoiceField(
        label=label, required=False, choices=words, coerce=lambda value: value == "1", empty_value=None
    )


class ParticularsForm(forms.Form):
    """Documents, ways to reach her, and the data of membership."""

    id_kind = _choice(_("证件类型"), IdKind.choices)
    id_number = forms.CharField(
        label=_("证件号码"), max_length=40, required=False, widget=forms.TextInput(NOT_REMEMBERED)
    )
    phone = forms.CharField(label=_("手机号码"), max_length=30, required=False, widget=forms.TextInput(NOT_REMEMBERED))
    address = forms.CharField(
        label=_("居住地址"), max_length=120, required=False, widget=forms.TextInput(NOT_REMEMBERED)
    )
    sex = _choice(_("性别"), Sex.choices)
    born_on = day_field(_("出生日期"), help_text=_("居民身份证不填也可以，按号码填写。"))
    ethnicity = _choice(_("民族"), ETHNIC_GROUPS.items())
    political_status = _choice(_("政治面貌"), PoliticalStatus.choices)
    education = _choice(_("学历"), Education.choices)
    household_kind = _choice(_("户籍性质"), HouseholdKind.choices)
    is_migrant = _yes_or_no(_("农民工"))
    is_dispatched = _yes_or_no(_("劳务派遣"))
    is_new_form = _yes_or_no(_("新就业形态"))

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        self._stored = entry_of(person)
        super().__init__(*args, **options | {"initial": _initial(self._stored)})
        for name in SEALED:
            if (value := getattr(person, name)) is not None:
                self.fields[name].help_text = _("已登记 %(masked)s；不改的不填。") % {"masked": value.masked}

    def entry(self) -> PersonEntry:
        """What is to be kept: what was typed, and of what the form does not show and was left empty, what is there.

        A new document number brings its own birth date.
        """
        given = {name: value for name, value in self.cleaned_data.items() if name not in NOT_SHOWN or value}
        if "id_number" in given:
            given.setdefault("born_on", None)
        return replace(self._stored, **given)


class ReasonForm(forms.Form):
    """Why somebody wants to see what is masked."""

    reason = forms.CharField(label=_("查看原因"), max_length=200, help_text=_("例如：本人来电核对手机号码。记入留痕。"))


class NumberForm(forms.Form):
    """An exact number to look for. It is sent in the body of the request and stands in no address and no log."""

    what = forms.ChoiceField(label=_("查什么"), choices=[("id_number", _("证件号码")), ("phone", _("手机号码"))])
    number = forms.CharField(label=_("完整号码"), max_length=40, widget=forms.TextInput(NOT_REMEMBERED))


def _initial(entry: PersonEntry) -> dict[str, Any]:
    """What may stand in the form: nothing that is sealed, and no birth date, which is most of a resident number."""
    flags = {None: "", True: "1", False: "0"}
    plain = ("id_kind", "sex", "ethnicity", "political_status", "education", "household_kind")
    return {name: getattr(entry, name) for name in plain} | {
        name: flags[getattr(entry, name)] for name in ("is_migrant", "is_dispatched", "is_new_form")
    }
