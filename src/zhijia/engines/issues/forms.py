"""What the steps of an issue ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import OnTurn, offer_posts
from zhijia.engines.issues.models import Category, Issue, Level
from zhijia.engines.issues.queries import owners_for
from zhijia.organisation.models import Post
from zhijia.ui.widgets import DayInput


def words(label: Any, *, rows: int = 3, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A longer text."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, max_length=2000, required=required, help_text=help_text)


class RaiseForm(forms.Form):
    """登记问题: what, of which kind, who could solve it."""

    text = words(_("问题"))
    category = forms.ChoiceField(label=_("类别"), choices=Category.choices)
    level = forms.ChoiceField(label=_("层级"), choices=Level.choices, initial=Level.OWN)
    found_on = forms.DateField(label=_("发现日期"), widget=DayInput())

    def __init__(self, *args: Any, today: Any, **options: Any) -> None:
        options.setdefault("initial", {"found_on": today})
        super().__init__(*args, **options)
        self.today = today

    def clean_found_on(self) -> Any:
        if self.cleaned_data["found_on"] > self.today:
            raise forms.ValidationError(_("日期不能晚于今天。"))
        return self.cleaned_data["found_on"]


class AcceptForm(OnTurn, forms.Form):
    """受理: kind and level as the office sees them, and what "done" will mean."""

    category = forms.ChoiceField(label=_("类别"), choices=Category.choices)
    level = forms.ChoiceField(
        label=_("层级"), choices=Level.choices, help_text=_("层级决定办结期限；现场能解决的当日办结。")
    )
    standard = words(_("办结标准"), rows=2, help_text=_("做到什么程度算解决，验收和销号时对照。"))

    def __init__(self, *args: Any, turn: Any, **options: Any) -> None:
        issue: Issue = turn.record
        options.setdefault("initial", {"category": issue.category, "level": issue.level, "standard": issue.standard})
        super().__init__(*args, turn=turn, **options)


class AssignForm(OnTurn, forms.Form):
    """交办: the post that answers for it, and how it goes about it."""

    owner: "forms.ModelChoiceField[Post]" = forms.ModelChoiceField(
        label=_("责任岗位"), queryset=None, empty_label=_("请选择责任岗位")
    )
    measure = words(_("措施"))

    def __init__(self, *args: Any, turn: Any, **options: Any) -> None:
        issue: Issue = turn.record
        options.setdefault("initial", {"owner": issue.owner_id, "measure": issue.measure})
        super().__init__(*args, turn=turn, **options)
        offer_posts(self, "owner", owners_for(issue), on=turn.today)


class NoteForm(forms.Form):
    """进展: what was done since."""

    text = words(_("进展"))
    scan = EvidenceField(label=_("材料"), required=False)


class TransferForm(forms.Form):
    """提请: to whom it was put, and how."""

    receiver = forms.CharField(label=_("提请单位"), max_length=120)
    text = words(_("提请事由"))
    scan = EvidenceField(label=_("材料"), required=False)


class PlanForm(forms.Form):
    """长期推进: what cannot be solved in its term goes on by a plan with a day."""

    plan = words(_("长期推进计划"))
    due_on = forms.DateField(label=_("计划完成日期"), widget=DayInput())


class ClaimForm(forms.Form):
    """报告办结: what came of it, with proof."""

    result = words(_("办理结果"))
    scan = EvidenceField(label=_("佐证材料"))


class VerifyForm(forms.Form):
    """验收: the union says whether the problem is solved."""

    is_solved = forms.TypedChoiceField(
        label=_("验收意见"),
        choices=[("yes", _("已经解决")), ("no", _("没有解决，继续办理"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    text = words(_("说明"), rows=2, required=False)


class ReplyForm(forms.Form):
    """答复: what the union is told, which ends the matter."""

    reply = words(_("答复工会"), help_text=_("答复工会是必经步骤，答复后问题销号。"))
