"""What the steps of a congress ask."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import DayForm, OnTurn, check_done
from zhijia.law.counting import add_months
from zhijia.services.congress.rules.composition import least_delegates
from zhijia.services.congress.terms.models import (
    Committee,
    Delegate,
    DelegateEnd,
    Delegation,
    ElectionUnit,
    Form,
    Scope,
)
from zhijia.services.congress.terms.staff import law_of
from zhijia.ui.widgets import DayInput

MONTHS = 12
MOST = 1_000_000
BY_HAND = [(value, label) for value, label in DelegateEnd.choices if value in (DelegateEnd.MOVED, DelegateEnd.RESIGNED)]


class PlanForm(OnTurn, forms.Form):
    """核定名额: the staff as it is, and how many delegates; the least by law stands there already."""

    headcount = forms.IntegerField(label=_("职工人数"), min_value=1, max_value=MOST)
    women = forms.IntegerField(label=_("其中女职工"), min_value=0, required=False)
    dispatched = forms.IntegerField(label=_("使用的劳务派遣职工"), min_value=0, required=False)
    planned = forms.IntegerField(label=_("代表名额"), min_value=1, max_value=10_000)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        term = turn.record
        source = term if term.headcount is not None else term.enterprise
        staff = {name: getattr(source, name, None) for name in ("headcount", "women", "dispatched")}
        least = least_delegates(law_of(term, turn.today), staff["headcount"]) if staff["headcount"] else None
        options.setdefault("initial", {**staff, "planned": term.planned or least})
        super().__init__(*args, turn=turn, **options)
        if term.form == Form.GENERAL:
            del self.fields["planned"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if (given.get("women") or 0) > given.get("headcount", 0):
            self.add_error("women", _("女职工人数不能超过职工人数。"))
        if given.get("planned", 0) > given.get("headcount", 0):
            self.add_error("planned", _("代表名额不能超过职工人数。"))
        return given


class UnitForm(OnTurn, forms.Form):
    """划分选区: many at once, one a line."""

    units = forms.CharField(
        label=_("选区"),
        widget=forms.Textarea({"rows": 6}),
        max_length=4000,
        help_text=_(
            "每个选区一行：名称 职工人数。代表名额按人数计算。区域性、行业性的，选区写用人单位登记的名称，即计入覆盖单位。"
        ),
    )

    def clean_units(self) -> list[tuple[str, int]]:
        found: dict[str, int] = {}
        known = set(ElectionUnit.objects.filter(term=self.turn.record).values_list("name", flat=True))
        for line in filter(str.strip, self.cleaned_data["units"].splitlines()):
            name, _space, number = line.replace("：", " ").strip().rpartition(" ")
            if not name.strip() or not number.isdecimal() or not 0 < int(number) <= MOST:
                raise forms.ValidationError(
                    _("“%(line)s”看不懂，请写成：选区名称 职工人数。"), params={"line": line.strip()}
                )
            if name.strip() in known | found.keys():
                raise forms.ValidationError(_("选区“%(name)s”已经登记。"), params={"name": name.strip()})
            found[name.strip()[:60]] = int(number)
        return list(found.items())


class RemoveUnitForm(OnTurn, forms.Form):
    """撤销选区."""

    unit: "forms.ModelChoiceField[ElectionUnit]" = forms.ModelChoiceField(label=_("选区"), queryset=None)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        rows = ElectionUnit.objects.filter(term=turn.record).order_by("pk")
        self.fields["unit"].queryset = rows  # type: ignore[attr-defined]


class ConstituteForm(OnTurn, forms.Form):
    """职代会成立: the review of the mandates, from when and how long."""

    reviewed_on = forms.DateField(label=_("资格审查日期"), widget=DayInput())
    reviewers = forms.CharField(label=_("资格审查人"), max_length=200)
    review = forms.CharField(label=_("审查意见"), max_length=500, widget=forms.Textarea({"rows": 2}))
    from_on = forms.DateField(label=_("任期自"), widget=DayInput())
    years = forms.IntegerField(label=_("任期（年）"), min_value=1, max_value=10, initial=5)
    scan = EvidenceField(label=_("资格审查材料"), required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"reviewed_on": turn.today, "from_on": turn.today, "years": 5})
        super().__init__(*args, turn=turn, **options)
        if turn.record.form == Form.GENERAL:
            for name in ("reviewed_on", "reviewers", "review"):
                del self.fields[name]

    def clean_reviewed_on(self) -> Any:
        return check_done(self.cleaned_data["reviewed_on"], self.turn)

    def clean_from_on(self) -> Any:
        return check_done(self.cleaned_data["from_on"], self.turn)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("from_on") and given.get("years"):
            given["to_on"] = add_months(given["from_on"], given["years"] * MONTHS) - timedelta(days=1)
        return given


class BegunForm(DayForm):
    """首次会议: on which day it met."""

    day_label = _("首次会议日期")

    def follows(self) -> Any:
        return ((self.turn.record.from_on, _("任期开始")),)


class ExtensionForm(OnTurn, forms.Form):
    """申请延期换届: until when, and why."""

    extension_to = forms.DateField(label=_("延期至"), widget=DayInput())
    reason = forms.CharField(label=_("延期理由"), max_length=500, widget=forms.Textarea({"rows": 2}))
    scan = EvidenceField(label=_("职代会或者其授权机构的决定"), required=False)


class ByElectionForm(OnTurn, forms.Form):
    """补选: in which unit, how many."""

    unit: "forms.ModelChoiceField[ElectionUnit]" = forms.ModelChoiceField(label=_("选区"), queryset=None)
    seats = forms.IntegerField(label=_("补选名额"), min_value=1, initial=1)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        rows = ElectionUnit.objects.filter(term=turn.record).order_by("pk")
        self.fields["unit"].queryset = rows  # type: ignore[attr-defined]


class DelegateField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A delegate with her unit."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} · {obj.unit.name}"


class OnDelegate(OnTurn, forms.Form):
    """About one delegate whose mandate is open."""

    delegate = DelegateField(label=_("职工代表"), queryset=None, empty_label=_("请选择代表"))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        self.fields["delegate"].queryset = open_mandates(turn)  # type: ignore[attr-defined]


class RecallForm(OnDelegate):
    """提出罢免: whom, and why."""

    reason = forms.CharField(label=_("罢免理由"), max_length=500, widget=forms.Textarea({"rows": 2}))


class EndMandateForm(OnDelegate):
    """终止代表资格: whose, since when, why."""

    ended_as = forms.ChoiceField(label=_("原因"), choices=BY_HAND)
    to_on = forms.DateField(label=_("终止日期"), widget=DayInput())
    note = forms.CharField(label=_("说明"), max_length=300, required=False)

    def clean_to_on(self) -> Any:
        return check_done(self.cleaned_data["to_on"], self.turn, (self.turn.record.from_on, _("任期开始")))


class DelegationForm(OnTurn, forms.Form):
    """编组代表团: its name, the units whose delegates belong to it, the head."""

    name = forms.CharField(label=_("代表团名称"), max_length=60)
    units: "forms.ModelMultipleChoiceField[ElectionUnit]" = forms.ModelMultipleChoiceField(
        label=_("包括的选区"), queryset=None, widget=forms.CheckboxSelectMultiple
    )
    head = DelegateField(label=_("团长"), queryset=None, empty_label=_("请选择代表"))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        rows = ElectionUnit.objects.filter(term=turn.record).order_by("pk")
        self.fields["units"].queryset = rows  # type: ignore[attr-defined]
        self.fields["head"].queryset = open_mandates(turn)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        head, units = given.get("head"), given.get("units")
        if head and units is not None and head.unit not in units:
            self.add_error("head", _("团长应当是这个代表团的代表。"))
        return given

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        if Delegation.objects.filter(term=self.turn.record, name=name).exists():
            raise forms.ValidationError(_("这个代表团已经登记。"))
        return name


class CommitteeForm(OnTurn, forms.Form):
    """设立专门委员会（小组）: its name, duty, members and head."""

    name = forms.CharField(label=_("名称"), max_length=60)
    duty = forms.CharField(label=_("职责"), max_length=300, required=False)
    members: "forms.ModelMultipleChoiceField[Delegate]" = forms.ModelMultipleChoiceField(
        label=_("成员"), queryset=None, widget=forms.CheckboxSelectMultiple
    )
    head = DelegateField(label=_("负责人"), queryset=None, empty_label=_("请选择代表"))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        self.fields["members"].queryset = open_mandates(turn)  # type: ignore[attr-defined]
        self.fields["head"].queryset = open_mandates(turn)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("head") and given["head"] not in given.get("members", ()):
            self.add_error("head", _("负责人应当是成员。"))
        return given

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        if Committee.objects.filter(term=self.turn.record, name=name).exists():
            raise forms.ValidationError(_("这个专门委员会（小组）已经登记。"))
        return name


class AnswerForm(forms.Form):
    """批复: in the words of the union above."""

    words = forms.CharField(label=_("批复意见"), max_length=500, widget=forms.Textarea({"rows": 2}))


class OpenForm(forms.Form):
    """筹备职代会: of whom, in which form, which term it is."""

    scope = forms.ChoiceField(label=_("范围"), choices=Scope.choices)
    form = forms.ChoiceField(label=_("形式"), choices=Form.choices)
    ordinal = forms.IntegerField(label=_("届次（第几届）"), min_value=1, max_value=99, initial=1)


def open_mandates(turn: Turn) -> Any:
    rows = Delegate.objects.filter(term=turn.record, to_on=None).select_related("unit")
    return rows.order_by("unit_id", "name", "pk")
