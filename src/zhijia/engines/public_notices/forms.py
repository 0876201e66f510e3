"""What the steps of a notice ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import OnTurn, check_done
from zhijia.engines.public_notices.models import NoticeObjection, NoticeSubject
from zhijia.engines.public_notices.queries import open_objections
from zhijia.lib.shanghai import local_day
from zhijia.ui.widgets import DayInput


class PutUpForm(OnTurn, forms.Form):
    """张贴: when and where it was put up, with a photo of the board."""

    posted_on = forms.DateField(label=_("张贴日期"), widget=DayInput())
    places = forms.CharField(
        label=_("公示地点"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("每处一行，如厂务公开栏、食堂门口、企业网站。"),
    )
    scan = EvidenceField(label=_("公示栏照片"))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"posted_on": turn.today})
        super().__init__(*args, turn=turn, **options)

    def clean_posted_on(self) -> Any:
        drafted = local_day(self.turn.case.opened_at)
        return check_done(self.cleaned_data["posted_on"], self.turn, (drafted, _("拟定公示的日期")))


class ObjectionForm(OnTurn, forms.Form):
    """登记异议: what was said against it, by whom, about whom."""

    text = forms.CharField(label=_("异议内容"), max_length=2000, widget=forms.Textarea({"rows": 4}))
    about: "forms.ModelChoiceField[NoticeSubject]" = forms.ModelChoiceField(
        label=_("针对"), queryset=None, required=False, empty_label=_("公示全部内容")
    )
    by_label = forms.CharField(
        label=_("提出人"), max_length=120, required=False, help_text=_("不愿具名的不填，不得追问。")
    )
    received_on = forms.DateField(label=_("收到日期"), widget=DayInput())
    scan = EvidenceField(label=_("书面材料"), required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"received_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        self.fields["about"].queryset = NoticeSubject.objects.filter(notice=turn.record).order_by("pk")  # type: ignore[attr-defined]

    def clean_received_on(self) -> Any:
        return check_done(self.cleaned_data["received_on"], self.turn, (self.turn.record.posted_on, _("张贴日期")))


class AnswerForm(OnTurn, forms.Form):
    """答复异议: which, whether it is right, and why."""

    objection: "forms.ModelChoiceField[NoticeObjection]" = forms.ModelChoiceField(
        label=_("异议"), queryset=None, empty_label=None
    )
    is_upheld = forms.TypedChoiceField(
        label=_("结论"),
        choices=[("no", _("异议不成立")), ("yes", _("异议成立"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        help_text=_("有一条异议成立的，公示不通过，调整后重新公示。"),
    )
    answer = forms.CharField(label=_("答复"), max_length=2000, widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        self.fields["objection"].queryset = open_objections(turn.record)  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """结束公示: what came of it."""

    result = forms.CharField(label=_("公示结果"), max_length=1000, widget=forms.Textarea({"rows": 2}))
    scan = EvidenceField(label=_("期满时的照片"), required=False)
