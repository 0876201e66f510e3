"""What performance, endings and archives ask (documents 8 and S6)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.services.bargaining.forms.parts import (
    DayForm,
    Earlier,
    PaperMixin,
    RecordForm,
    check_done,
    check_follows,
    day_widgets,
)
from zhijia.services.bargaining.models import Clause, PerformanceInspection
from zhijia.services.bargaining.models.bargainings import ChangeGround
from zhijia.services.bargaining.models.performance import Fulfilment

LABEL_LENGTH = 30
"""How much of a clause without a title names it."""


class InspectForm(RecordForm):
    """履行监督检查: period, inspectors, survey, problems and measures, and what was found of each clause that was checked."""

    scan = EvidenceField(label=_("检查材料"), required=False)

    class Meta:
        model = PerformanceInspection
        fields = (
            "period_from",
            "period_to",
            "inspected_on",
            "workers_inspectors",
            "employer_inspectors",
            "asked_aware",
            "aware",
            "satisfied",
            "problems",
            "measures",
            "responsible",
            "measures_due_on",
            "session_label",
        )
        widgets = day_widgets("period_from", "period_to", "inspected_on", "measures_due_on") | {
            "problems": forms.Textarea(attrs={"rows": 2}),
            "measures": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"inspected_on": turn.today, **period_of(turn)})
        super().__init__(*args, turn=turn, **options)
        for name in ("asked_aware", "aware", "satisfied", "measures_due_on"):
            self.fields[name].required = False
        self.clauses = promises_of(turn)
        for clause in self.clauses:
            label = clause.title or clause.body[:LABEL_LENGTH]
            self.fields[f"status_{clause.pk}"] = forms.ChoiceField(
                label=label, choices=[("", _("未检查")), *Fulfilment.choices], required=False
            )
            self.fields[f"actual_{clause.pk}"] = forms.CharField(
                label=_("“%(clause)s”的实际情况") % {"clause": label}, max_length=300, required=False
            )
            self.fields[f"evidence_{clause.pk}"] = forms.CharField(
                label=_("“%(clause)s”的证据") % {"clause": label}, max_length=200, required=False
            )

    def clean_inspected_on(self) -> Any:
        return check_done(self.cleaned_data["inspected_on"], self.turn, first_day_of(self.turn))

    def clean_measures_due_on(self) -> Any:
        day, inspected = self.cleaned_data["measures_due_on"], self.cleaned_data.get("inspected_on")
        return day and check_follows(day, (inspected, _("检查日期")))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("problems") and not (cleaned.get("measures") and cleaned.get("measures_due_on")):
            self.add_error("measures", _("有问题的，要写明整改措施和期限。"))
        cleaned["items"] = [
            (clause, status, cleaned.get(f"actual_{clause.pk}", ""), cleaned.get(f"evidence_{clause.pk}", ""))
            for clause in self.clauses
            if (status := cleaned.get(f"status_{clause.pk}"))
        ]
        return cleaned


def promises_of(turn: Turn) -> list[Clause]:
    """The clauses of the contract that promise something in terms (A7); every clause of a text that has no terms.

    None of a contract that was taken over without its text.
    """
    written = Clause.objects.filter(draft_id=turn.record.contract.draft_id).order_by("chapter", "position")
    clauses = list(written.prefetch_related("terms"))
    return [clause for clause in clauses if clause.terms.all()] or clauses


def period_of(turn: Turn) -> dict[str, date]:
    """What is inspected now: from the day after the last period, else from the first day in force, until today."""
    contract = turn.record.contract
    last = contract.inspections.order_by("-period_to").values_list("period_to", flat=True).first()
    first = last + timedelta(days=1) if last else contract.effective_on
    return {"period_from": min(first, turn.today), "period_to": turn.today}


def first_day_of(turn: Turn) -> Earlier:
    """The first day of the contract in force, and what it is called."""
    return (turn.record.contract.effective_on, _("合同生效日期"))


def inspected_before(turn: Turn) -> Sequence[Earlier]:
    """The day of the last inspection, and what it is called."""
    rows = turn.record.contract.inspections.order_by("-inspected_on", "-pk")[:1]
    return [(inspection.inspected_on, _("检查日期")) for inspection in rows]


class ReportedForm(DayForm):
    """向职代会报告."""

    day_label = _("报告日期")

    def follows(self) -> Sequence[Earlier]:
        return inspected_before(self.turn)


class EndingForm(DayForm):
    """The first day without the contract: what never was in force does not end."""

    def follows(self) -> Sequence[Earlier]:
        return [first_day_of(self.turn)]


class EndForm(EndingForm):
    """终止: which agreed condition was met."""

    day_label = _("终止日期")
    note = forms.CharField(label=_("条件和依据"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500)


class DissolveForm(EndingForm):
    """解除: one of the five grounds, with its papers (CB-065)."""

    day_label = _("解除日期")
    ground = forms.ChoiceField(label=_("解除依据"), choices=ChangeGround.choices)
    note = forms.CharField(label=_("情况说明"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500)
    scan = EvidenceField(label=_("解除协议或者证明材料"))


class AnswerInspectionForm(PaperMixin, DayForm):
    """对检查结果的意见: the employer's side confirms what was found, or says what it sees otherwise."""

    day_label = _("确认日期")
    employer_opinion = forms.CharField(
        label=_("意见"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("没有不同意见的写“无异议”；有不同意见的写明哪一项和理由。"),
    )

    def follows(self) -> Sequence[Earlier]:
        return inspected_before(self.turn)


class MeasuresDoneForm(DayForm):
    """整改完成: what was put right, with its proof."""

    day_label = _("整改完成日期")
    measures_result = forms.CharField(label=_("整改结果"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    scan = EvidenceField(label=_("佐证材料"), required=False)

    def follows(self) -> Sequence[Earlier]:
        return inspected_before(self.turn)
