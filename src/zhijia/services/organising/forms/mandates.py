"""Forms of outside parties: contacts with a letter of authority, labour bureaus, officers of a bureau."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.storing import Upload
from zhijia.lib.normalise import tidy_text
from zhijia.organisation.scans import Scan
from zhijia.services.organising.forms.fields import ActorForm, day_field, person_field


class MandateForm(ActorForm):
    """Who acts for a party: somebody already on record, or a new person, who then gets an account as well."""

    name = forms.CharField(label=_("联系人姓名"), max_length=60, required=False)
    person = person_field(
        label=_("已有记录的人员"),
        required=False,
        help_text=_("名单里已有这个人的，在这里选，不必再填姓名。"),
    )
    title = forms.CharField(label=_("职务"), max_length=60)
    letter = forms.CharField(
        label=_("授权书"), max_length=120, help_text=_("授权书的日期和编号，例如：2026年3月1日授权书第2号。")
    )
    scan = EvidenceField(label=_("授权书扫描件"))
    from_on = day_field(_("自"), required=True)
    to_on = day_field(_("至"), help_text=_("没有期限的不填；从这一天起不再有效。"))

    def clean_name(self) -> str:
        return tidy_text(self.cleaned_data["name"])

    def clean_scan(self) -> Scan:
        uploads: list[Upload] = self.cleaned_data["scan"]
        if len(uploads) != 1:
            raise forms.ValidationError(_("授权书只附一份，请合并后上传。"))
        return Scan(uploads[0].filename, uploads[0].content_type, uploads[0].sha256)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("name")) == bool(cleaned.get("person")):
            self.add_error("name", _("请填写联系人姓名，或在下面选一个已有记录的人，二者选一。"))
        return cleaned


class MandateEndForm(forms.Form):
    """From which day somebody no longer acts for a party."""

    on = day_field(_("终止日期"), required=True, help_text=_("从这一天起，这个人看不到对方的任何事项。"))


class BureauForm(forms.Form):
    """The labour bureau of a division."""

    name = forms.CharField(label=_("人社部门全称"), max_length=120)
    place = forms.CharField(
        label=_("行政区划"),
        max_length=6,
        min_length=6,
        help_text=_("六位代码，例如 320505。报送这个区划合同的，由这个部门审查。"),
        widget=forms.TextInput({"class": "input-short"}),
    )

    def clean_place(self) -> str:
        place: str = self.cleaned_data["place"].strip()
        if not (place.isascii() and place.isdigit()):
            raise forms.ValidationError(_("行政区划是六位数字。"))
        return place
