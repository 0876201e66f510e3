"""Forms of applications for membership, and of what the union answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.lib.normalise import tidy_code, tidy_name
from zhijia.organisation.models.person_codes import IdKind
from zhijia.services.organising.forms.fields import day_field

NOT_REMEMBERED = {"autocomplete": "off"}


class PaperForm(forms.Form):
    """What a paper application says. Whose number is known elsewhere comes over from there."""

    name = forms.CharField(label=_("姓名"), max_length=60, min_length=2)
    id_kind = forms.ChoiceField(label=_("证件类型"), choices=IdKind.choices)
    id_number = forms.CharField(label=_("证件号码"), max_length=40, widget=forms.TextInput(NOT_REMEMBERED))
    phone = forms.CharField(label=_("手机号码"), max_length=30, required=False, widget=forms.TextInput(NOT_REMEMBERED))

    def clean_name(self) -> str:
        return tidy_name(self.cleaned_data["name"])

    def clean_id_number(self) -> str:
        return tidy_code(self.cleaned_data["id_number"])

    def clean_phone(self) -> str:
        return tidy_code(self.cleaned_data["phone"])


class VisitorForm(PaperForm):
    """The application of somebody without an account."""

    phone = forms.CharField(label=_("手机号码"), max_length=30, widget=forms.TextInput({"autocomplete": "tel"}))
    employer = forms.CharField(
        label=_("您的工作单位"),
        max_length=120,
        required=False,
        help_text=_("单位全称或统一社会信用代码；没有单位的不填。工会不会把您的申请告诉单位。"),
    )
    place = forms.ChoiceField(label=_("工作或居住在"), help_text=_("单位查不到时，由这里的工会受理。"))
    agrees = forms.BooleanField(
        label=_("我同意工会为办理入会处理以上个人信息"), help_text=_("未获批准的，证件号码和手机号码随即删除。")
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].choices = places  # type: ignore[attr-defined]


class ContactForm(forms.Form):
    """That the applicant was reached."""

    on = day_field(_("联系日期"), required=True)
    words = forms.CharField(label=_("告诉申请人的话"), max_length=300, required=False)

    takes_turn = True

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = turn.today


class ApproveForm(forms.Form):
    """Membership counts from the approval."""

    approved_on = day_field(_("批准日期"), required=True, help_text=_("工会委员会批准的日期，会籍自这一天起算。"))
    is_proven = forms.BooleanField(label=_("已核对本人的证件原件或会员卡"))

    takes_turn = True

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["approved_on"].initial = turn.today


class DeclineForm(forms.Form):
    """Why not, as the applicant will read it."""

    words = forms.CharField(
        label=_("不同意的原因"), max_length=300, min_length=4, help_text=_("申请人看得到；请写明可以怎样办。")
    )
