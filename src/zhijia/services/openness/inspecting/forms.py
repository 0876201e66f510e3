"""What the steps of an examination ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.sharing import employer_party
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import OnTurn, PaperMixin, check_done, check_reaches, check_rectifies_later
from zhijia.services.openness.models import Body, Delivery, Disclosure, Problem
from zhijia.services.openness.presenting.words import title_read
from zhijia.ui.widgets import DayInput

ROWS = 4


class InspectForm(OnTurn, forms.Form):
    """开展监督检查: by whom, on which day."""

    body = forms.ChoiceField(label=_("检查主体"), choices=Body.choices)
    members = forms.CharField(label=_("检查人员"), max_length=200, help_text=_("写姓名，用顿号分开。"))
    checked_on = forms.DateField(label=_("检查日期"), widget=DayInput())

    def __init__(self, *args: Any, turn: Any, **options: Any) -> None:
        options.setdefault("initial", {"checked_on": turn.today})
        super().__init__(*args, turn=turn, **options)

    def clean_checked_on(self) -> Any:
        return check_done(self.cleaned_data["checked_on"], self.turn, (self.turn.record.adopted_on, _("施行日期")))


class _Disclosures(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return title_read(obj)


class ExamineForm(OnTurn, forms.Form):
    """登记检查情况: of one disclosure, what is wrong with it, if anything."""

    disclosure = _Disclosures(label=_("公开事项"), queryset=None)
    problems = forms.MultipleChoiceField(
        label=_("发现的问题"),
        choices=Problem.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("没有问题的不选。逾期公开、逾期未公开的，系统按公开日期自动记为问题。"),
    )
    found = forms.CharField(label=_("检查情况"), max_length=1000, required=False, widget=forms.Textarea({"rows": ROWS}))
    scan = EvidenceField(label=_("证据照片或者材料"), required=False)

    def __init__(self, *args: Any, turn: Any, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        rows = Disclosure.objects.filter(item__plan=turn.record.plan_id, waived_on=None)
        field = self.fields["disclosure"]
        field.queryset = rows.select_related("item").order_by("due_on", "pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("problems") and not given.get("found"):
            self.add_error("found", _("发现问题的，请写明具体情况。"))
        return given


class OpinionForm(OnTurn, forms.Form):
    """意见书: what is to be put right, by when, how it reaches the employer."""

    demands = forms.CharField(
        label=_("整改要求"),
        max_length=4000,
        widget=forms.Textarea({"rows": ROWS}),
        help_text=_("逐项写明，一行一项。"),
    )
    rectify_by = forms.DateField(label=_("整改期限"), widget=DayInput())
    delivery = forms.ChoiceField(
        label=_("送达方式"),
        choices=Delivery.choices,
        help_text=_("对方经办人已开通账号的，在本系统送达；否则打印盖章后送达。"),
    )

    def clean_rectify_by(self) -> Any:
        return check_rectifies_later(self.cleaned_data["rectify_by"], self.turn)

    def clean_delivery(self) -> Any:
        delivery = self.cleaned_data["delivery"]
        if delivery == Delivery.ONLINE:
            check_reaches(employer_party(self.turn.case.enterprise_id or 0), self.turn)
        return delivery


class AnswerForm(PaperMixin, forms.Form):
    """答复: what the employer put right; on paper its scan."""

    answer = forms.CharField(
        label=_("整改情况"), max_length=4000, widget=forms.Textarea({"rows": ROWS}), help_text=_("逐项写明整改结果。")
    )
    replied_on = forms.DateField(label=_("答复日期"), widget=DayInput())

    def __init__(self, *args: Any, turn: Any, **options: Any) -> None:
        options.setdefault("initial", {"replied_on": turn.today})
        super().__init__(*args, turn=turn, **options)

    def clean_replied_on(self) -> Any:
        return check_done(self.cleaned_data["replied_on"], self.turn, (self.turn.record.sent_on, _("意见书发出日期")))


class SendBackForm(OnTurn, forms.Form):
    """退回整改: what is still missing, and by when."""

    reason = forms.CharField(label=_("理由"), widget=forms.Textarea({"rows": 3}), max_length=500)
    rectify_by = forms.DateField(label=_("整改期限"), widget=DayInput())

    def clean_rectify_by(self) -> Any:
        return check_rectifies_later(self.cleaned_data["rectify_by"], self.turn)


class AcceptForm(forms.Form):
    """验收: what was seen."""

    note = forms.CharField(label=_("验收意见"), max_length=500, widget=forms.Textarea({"rows": 3}))
    scan = EvidenceField(label=_("核对材料"), required=False)
