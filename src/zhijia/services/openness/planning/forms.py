"""What the steps of a plan ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.sharing import employer_party, parties_reached
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import OnTurn, check_done
from zhijia.services.openness.models import PlanItem
from zhijia.services.openness.rules.catalogue import BY_MATTER, Channel, Matter
from zhijia.services.openness.rules.spans import LENGTHS
from zhijia.ui.widgets import DayInput

BY_EMPLOYER, BY_UNION = "employer", "union"


class ResponsibleForm(OnTurn, forms.Form):
    """责任人: the head of the employer, and who does the work."""

    responsible = forms.CharField(
        label=_("第一责任人"), max_length=60, required=False, help_text=_("单位主要负责人，写姓名和职务。")
    )
    office = forms.CharField(label=_("办事机构"), max_length=60, required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {name: getattr(turn.record, name) for name in ("responsible", "office")})
        super().__init__(*args, turn=turn, **options)


class AdoptForm(ResponsibleForm):
    """施行: from which day."""

    adopted_on = forms.DateField(label=_("施行日期"), widget=DayInput())
    scan = EvidenceField(label=_("计划文本"), required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        names = ("responsible", "office")
        given = {name: getattr(turn.record, name) for name in names}
        options.setdefault("initial", {**given, "adopted_on": turn.today})
        super().__init__(*args, turn=turn, **options)

    def clean_adopted_on(self) -> Any:
        day = check_done(self.cleaned_data["adopted_on"], self.turn)
        if day and day.year != self.turn.record.year:
            raise forms.ValidationError(_("施行日期须在计划的年度内。"))
        return day


class DraftingForm(OnTurn, forms.Form):
    """由谁拟稿: the union, or the employer in its own face."""

    drafter = forms.ChoiceField(
        label=_("拟稿"),
        choices=[(BY_EMPLOYER, _("由单位在本系统拟稿")), (BY_UNION, _("由工会录入"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"drafter": BY_EMPLOYER if turn.record.is_drafted_by_employer else BY_UNION})
        super().__init__(*args, turn=turn, **options)

    def clean_drafter(self) -> Any:
        drafter, case = self.cleaned_data["drafter"], self.turn.case
        reached = parties_reached(case, today=self.turn.today)
        if drafter == BY_EMPLOYER and employer_party(case.enterprise_id or 0) not in reached:
            raise forms.ValidationError(_("单位还没有能在本系统办理的授权联系人。请先在单位页面登记授权联系人。"))
        return drafter


class ItemForm(OnTurn, forms.Form):
    """公开事项: how often, by whom, where."""

    matter = forms.ChoiceField(label=_("公开事项"), choices=())
    months = forms.TypedChoiceField(
        label=_("间隔"),
        choices=[("", _("逐件公开")), *((n, _("每%(n)d个月") % {"n": n}) for n in LENGTHS)],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("应当定期公开的事项不能改为逐件公开。"),
    )
    owner = forms.CharField(label=_("责任部门（责任人）"), max_length=60, required=False)
    channels = forms.MultipleChoiceField(
        label=_("公开渠道"), choices=Channel.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"channels": [Channel.BOARD, Channel.PHONE]})
        super().__init__(*args, turn=turn, **options)
        codes = PlanItem.objects.filter(plan=turn.record).order_by("pk").values_list("matter", flat=True)
        self.fields["matter"].choices = [(code, Matter(code).label) for code in codes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        matter = given.get("matter")
        if matter and BY_MATTER[Matter(matter)].is_periodic and given.get("months") is None:
            self.add_error("months", _("这是应当定期公开的事项，请选择间隔。"))
        return given


class ReportForm(OnTurn, forms.Form):
    """报告: on which day the congress heard of it."""

    reported_on = forms.DateField(label=_("报告日期"), widget=DayInput())
    scan = EvidenceField(label=_("报告或者会议记录"), required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"reported_on": turn.today})
        super().__init__(*args, turn=turn, **options)

    def clean_reported_on(self) -> Any:
        return check_done(self.cleaned_data["reported_on"], self.turn, (self.turn.record.adopted_on, _("施行日期")))
