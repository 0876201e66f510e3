"""What accepting, investigating, rechecking, referring and closing ask."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import (
    DayForm,
    Earlier,
    OnTurn,
    PaperMixin,
    RecordForm,
    check_done,
    day_widgets,
)
from zhijia.services.supervision.checks.letters import latest_letter
from zhijia.services.supervision.models import Investigation, Recheck, Referral, Supervisor
from zhijia.ui.widgets import DayInput


def check_past(day: date | None, turn: Turn) -> date | None:
    """What was done lies between the registration of the case and today."""
    return check_done(day, turn, (turn.record.registered_on, _("登记日期")))


class InvestigateForm(RecordForm):
    """调查笔录: who investigated with which certificate, who was heard, what was found."""

    supervisors: "forms.ModelMultipleChoiceField[Supervisor]" = forms.ModelMultipleChoiceField(
        label=_("调查人员"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
    )
    scan = EvidenceField(label=_("调查笔录和证据材料"), required=False)
    field_order = ("held_on", "place", "supervisors")

    class Meta:
        model = Investigation
        fields = ("held_on", "place", "workers_said", "employer_said", "found", "evidence", "is_obstructed")
        widgets = day_widgets("held_on") | {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("workers_said", "employer_said", "found", "evidence")
        }

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"held_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        field = self.fields["supervisors"]
        field.queryset = supervisors_for(turn)  # type: ignore[attr-defined]
        field.help_text = format_html(
            '{} <a href="{}">{}</a>',
            gettext("不少于两人，现场出示工会劳动法律监督证。没有两名持证监督员的，先登记，或者报请上级工会办理。"),
            reverse("supervision:bodies", args=[turn.record.handled_by_id]),
            gettext("登记监督员"),
        )

    def clean_held_on(self) -> Any:
        return check_past(self.cleaned_data["held_on"], self.turn)


def supervisors_for(turn: Turn) -> Any:
    """Supervisors of the case's union, of the acting one and of the one that handles it."""
    post = turn.actor.post
    unions = {turn.case.union_id, turn.record.handled_by_id, *([post.union_id] if post else [])}
    return Supervisor.objects.filter(union__in=unions).order_by("name", "pk")


class RectifiedForm(PaperMixin, DayForm):
    """整改完成: the employer says that what was demanded is done."""

    day_label = _("整改完成日期")
    measures = forms.CharField(label=_("整改情况"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    field_order = ("day", "measures")

    def follows(self) -> Sequence[Earlier]:
        letter = latest_letter(self.turn.record)
        return [(letter.sent_on, _("文书发出日期"))] if letter else ()


class RecheckForm(RecordForm):
    """复查: what was found on the spot."""

    scan = EvidenceField(label=_("复查材料"), required=False)

    class Meta:
        model = Recheck
        fields = ("checked_on", "result", "found", "people", "recovered")
        widgets = day_widgets("checked_on") | {"found": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "people": _("整改到位的填写：工资、保险等得到补足或者权益得到恢复的职工。"),
            "recovered": _("补发的工资、补缴的保险费和补偿合计，不足一元的四舍五入；没有的不填。"),
        }

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"checked_on": turn.today, "people": turn.record.people})
        super().__init__(*args, turn=turn, **options)
        self.fields["people"].required = self.fields["recovered"].required = False

    def clean_checked_on(self) -> Any:
        return check_past(self.cleaned_data["checked_on"], self.turn)


class ReferForm(RecordForm):
    """移送: to whom, when and why."""

    scan = EvidenceField(label=_("移送材料"), required=False)

    class Meta:
        model = Referral
        fields = ("receiver", "name", "referred_on", "reason")
        widgets = day_widgets("referred_on") | {"reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"referred_on": turn.today})
        super().__init__(*args, turn=turn, **options)

    def clean_referred_on(self) -> Any:
        return check_past(self.cleaned_data["referred_on"], self.turn)


class CloseForm(OnTurn, forms.Form):
    """结案: how it ended, and when the workers were told."""

    note = forms.CharField(label=_("结案说明"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)
    told_on = forms.DateField(label=_("告知职工日期"), widget=DayInput(), required=False)

    def clean_told_on(self) -> Any:
        return check_past(self.cleaned_data["told_on"], self.turn)
