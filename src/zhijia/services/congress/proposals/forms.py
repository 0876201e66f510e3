"""What the steps of a proposal ask."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.models import Case
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import OnTurn, check_done, check_follows
from zhijia.services.congress.joint.forms import SESSION
from zhijia.services.congress.proposals.alike import suggest
from zhijia.services.congress.proposals.models import Proposal, Rating
from zhijia.services.congress.terms.models import Committee
from zhijia.ui.widgets import DayInput

REPLY_DAYS = "congress.proposals.reply"
AREA = forms.Textarea({"rows": 4})
LEADING = ("submitted", "filed", "assigned")
"""States in which a proposal can take another one in."""


class TextForm(forms.Form):
    """The text of a proposal: one matter, why, what should be done."""

    title = forms.CharField(label=_("案由"), max_length=100, min_length=4, help_text=_("一事一案。"))
    reason = forms.CharField(label=_("理由"), max_length=2000, widget=AREA)
    measure = forms.CharField(label=_("建议措施"), max_length=2000, widget=AREA)


class ReviseForm(OnTurn, TextForm):
    """修改: who signed is asked again."""

    asks_again = forms.BooleanField(label=_("同意请联名人重新联名"), required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        names = ("title", "reason", "measure")
        options.setdefault("initial", {name: getattr(turn.record, name) for name in names})
        super().__init__(*args, turn=turn, **options)


class CosignForm(OnTurn, forms.Form):
    """联名: of the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"version": turn.record.version})
        super().__init__(*args, turn=turn, **options)


class DecideForm(OnTurn, forms.Form):
    """审查: which committee, when, and why it decided so (WC-042)."""

    committee: "forms.ModelChoiceField[Committee]" = forms.ModelChoiceField(
        label=_("审查机构"), queryset=None, required=False, empty_label=_("工会委员会（没有设提案委员会）")
    )
    decided_on = forms.DateField(label=_("审查日期"), widget=DayInput())
    reason = forms.CharField(label=_("审查意见和理由"), max_length=500, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"decided_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        rows = Committee.objects.filter(term=turn.record.term_id).order_by("pk")
        self.fields["committee"].queryset = rows  # type: ignore[attr-defined]

    def clean_decided_on(self) -> Any:
        return check_done(self.cleaned_data["decided_on"], self.turn, (self.turn.record.submitted_on, _("提交日期")))


class RedirectForm(DecideForm):
    """转其他: where it goes."""

    target = forms.CharField(label=_("转往"), max_length=60, help_text=_("例如合理化建议、信访、集体协商。"))


class MergeForm(DecideForm):
    """并案: into which one; the one that is most alike is chosen beforehand."""

    other: "forms.ModelChoiceField[Proposal]" = forms.ModelChoiceField(
        label=_("并入提案"), queryset=None, help_text=_("有相似提案的，最相似的一件已经选好，请核对。")
    )
    field_order = ("other", "committee", "decided_on", "reason")

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        mine = turn.record
        rows = Proposal.objects.filter(term=mine.term_id, merged_into=None, case__state__in=LEADING)
        rows = rows.exclude(pk=mine.pk).order_by("pk")
        field = self.fields["other"]
        field.queryset = rows  # type: ignore[attr-defined]
        if not self.is_bound:
            texts = [(one.pk, f"{one.title}{one.measure}") for one in rows]
            field.initial = next(iter(suggest(f"{mine.title}{mine.measure}", texts, most=1)), None)


class AssignForm(OnTurn, forms.Form):
    """交办: one department leads; the day that is usual for the answer (WC-041) is filled in, where one is known."""

    lead = forms.CharField(label=_("主办部门"), max_length=60)
    support = forms.CharField(label=_("协办部门"), max_length=200, required=False)
    due_on = forms.DateField(label=_("答复期限"), widget=DayInput())

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        rule = LocalLaw().rule(REPLY_DAYS, place=turn.case.place, on=turn.today)
        if rule.value is not None:
            options.setdefault("initial", {"due_on": turn.today + timedelta(days=int(rule.number))})
        super().__init__(*args, turn=turn, **options)

    def clean_due_on(self) -> Any:
        return check_follows(self.cleaned_data["due_on"], (self.turn.today, _("今天")))


class RankForm(forms.Form):
    """重点提案: its place."""

    rank = forms.IntegerField(label=_("排序"), min_value=1, max_value=99)


class ReplyForm(OnTurn, forms.Form):
    """答复: signed by the head of the department."""

    text = forms.CharField(label=_("答复内容"), max_length=4000, widget=forms.Textarea({"rows": 6}))
    signer = forms.CharField(label=_("部门负责人"), max_length=60)
    replied_on = forms.DateField(label=_("答复日期"), widget=DayInput())
    scan = EvidenceField(label=_("答复单"), required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"replied_on": turn.today})
        super().__init__(*args, turn=turn, **options)

    def clean_replied_on(self) -> Any:
        return check_done(self.cleaned_data["replied_on"], self.turn, (self.turn.record.decided_on, _("审查日期")))


class RateForm(forms.Form):
    """评价: by whoever proposed."""

    rating = forms.ChoiceField(label=_("评价"), choices=Rating.choices, widget=forms.RadioSelect())
    note = forms.CharField(label=_("说明"), max_length=500, required=False, widget=forms.Textarea({"rows": 2}))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("rating") == Rating.DISSATISFIED and not given.get("note"):
            self.add_error("note", _("不满意的请写明理由，办理部门据此重新答复。"))
        return given


class ReportForm(OnTurn, forms.Form):
    """报告: to which session, on which day."""

    session: "forms.ModelChoiceField[Case]" = forms.ModelChoiceField(
        label=_("职代会会议"), queryset=None, required=False, empty_label=_("没有登记会议")
    )
    reported_on = forms.DateField(label=_("报告日期"), widget=DayInput())

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"reported_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        rows = Case.objects.filter(kind=SESSION, union=turn.case.union_id).order_by("-pk")
        self.fields["session"].queryset = rows  # type: ignore[attr-defined]

    def clean_reported_on(self) -> Any:
        return check_done(self.cleaned_data["reported_on"], self.turn, (self.turn.record.decided_on, _("审查日期")))
