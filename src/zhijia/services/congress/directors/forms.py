"""What the steps about employee directors and supervisors ask."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.ballots.forms import people
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Case
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import OnTurn, check_done
from zhijia.law.counting import add_months
from zhijia.services.congress.directors.models import Board, ElectedBy
from zhijia.ui.widgets import DayInput

MONTHS = 12
SESSION = "congress.session"


class OpenSeatForm(forms.Form):
    """设立席位: on which board, of what size, vacant since when."""

    board = forms.ChoiceField(label=_("席位"), choices=Board.choices)
    board_size = forms.IntegerField(label=_("董事会或者监事会人数"), min_value=1, max_value=99, required=False)
    vacant_on = forms.DateField(label=_("空缺日期"), required=False, widget=DayInput())


class NominateForm(OnTurn, forms.Form):
    """提名: whom, by whom. Executives and whoever sits on both boards do not stand."""

    worker = forms.CharField(
        label=_("候选人姓名"), max_length=80, help_text=_("本单位职工；有同名的，在姓名后面空一格写会员卡号。")
    )
    is_nominated_by_union = forms.BooleanField(label=_("由工会提名"), required=False, initial=True)
    declares = forms.BooleanField(label=_("不是高级管理人员，也不同时担任董事和监事"))


class ElectForm(OnTurn, forms.Form):
    """登记选举结果: by whom, all delegates, yes-votes, the term."""

    elected_on = forms.DateField(label=_("选举日期"), widget=DayInput())
    elected_by = forms.ChoiceField(label=_("选举形式"), choices=ElectedBy.choices)
    entitled = people(_("全体代表（职工）人数"), minimum=1)
    yes = people(_("赞成"))
    from_on = forms.DateField(label=_("任期自"), widget=DayInput())
    years = forms.IntegerField(label=_("任期（年）"), min_value=1, max_value=10)
    scan = EvidenceField(label=_("选举记录"))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"elected_on": turn.today, "from_on": turn.today})
        super().__init__(*args, turn=turn, **options)

    def clean_elected_on(self) -> Any:
        return check_done(self.cleaned_data["elected_on"], self.turn)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("yes", 0) > given.get("entitled", 0):
            self.add_error("yes", _("赞成人数不能多于全体人数。"))
        if given.get("from_on") and given.get("elected_on") and given["from_on"] < given["elected_on"]:
            self.add_error("from_on", _("任期不能早于选举日期。"))
        if given.get("from_on") and given.get("years"):
            given["to_on"] = add_months(given["from_on"], given["years"] * MONTHS) - timedelta(days=1)
        return given


class ReportForm(OnTurn, forms.Form):
    """述职: what was reported to the congress, at which session."""

    reported_on = forms.DateField(label=_("报告日期"), widget=DayInput())
    session: "forms.ModelChoiceField[Case]" = forms.ModelChoiceField(
        label=_("职代会会议"), queryset=None, required=False, empty_label=_("没有登记会议")
    )
    text = forms.CharField(label=_("报告摘要"), max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"reported_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        rows = Case.objects.filter(kind=SESSION, union=turn.case.union_id).order_by("-pk")
        self.fields["session"].queryset = rows  # type: ignore[attr-defined]

    def clean_reported_on(self) -> Any:
        return check_done(self.cleaned_data["reported_on"], self.turn)


class VacateForm(OnTurn, forms.Form):
    """离任: since when, why."""

    ended_on = forms.DateField(label=_("离任日期"), widget=DayInput())
    reason = forms.CharField(label=_("离任原因"), max_length=300)

    def clean_ended_on(self) -> Any:
        return check_done(self.cleaned_data["ended_on"], self.turn)
