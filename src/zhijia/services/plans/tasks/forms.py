"""What the moves of a task ask."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Post
from zhijia.services.plans.models.tasks import ExtensionState, SupervisionSource
from zhijia.services.plans.tasks.checks import can_be_verified, check_date_within_plan, check_later_date
from zhijia.services.plans.tasks.queries import holder_of, label_of, leaders_of, posts_assignable_by
from zhijia.services.plans.tasks.stages import Stage, check_stages, open_stages, read_stages, write_stages
from zhijia.ui.widgets import DayInput

NOBODY_VERIFIES = _(
    "办结要由没有参加这项任务的人核验。您自己参加，就要由本单位领导或部门负责人核验，现在没有这样的人。请另选岗位，或请本单位另一位同志交办。"
)


class AssignForm(forms.Form):
    """交办: lead, supports, date, standard of completion."""

    takes_turn = True
    lead: "forms.ModelChoiceField[Post]" = forms.ModelChoiceField(
        label=_("牵头岗位"), queryset=None, empty_label=_("请选择牵头岗位")
    )
    supports: "forms.ModelMultipleChoiceField[Post]" = forms.ModelMultipleChoiceField(
        label=_("配合岗位"), queryset=None, required=False
    )
    leader: "forms.ModelChoiceField[Post]" = forms.ModelChoiceField(
        label=_("牵头领导"), queryset=None, required=False, empty_label=_("不写明")
    )
    due_on = forms.DateField(label=_("完成时限"), widget=DayInput())
    stages = forms.CharField(
        label=_("阶段节点"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("每行一个，日期在前，例如：2026-09-30 完成摸底。过期没有完成的，任务亮黄灯。"),
    )
    standard = forms.CharField(
        label=_("完成标准"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("写明做到什么算完成，例如数量、成果或文件。"),
    )

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        task = turn.record
        posts = posts_assignable_by(turn.actor)
        lead = task.lead_id or _post_of_line(posts, turn)
        stages = write_stages(Stage(row.due_on, row.name) for row in task.stages.order_by("due_on", "pk"))
        known = {"due_on": task.due_on, "standard": task.standard, "leader": task.leader_id, "stages": stages}
        options.setdefault("initial", {**known, "lead": lead})
        super().__init__(*args, **options)
        self.turn = turn
        for name in ("lead", "supports"):
            self.fields[name].queryset = posts  # type: ignore[attr-defined]
            self.fields[name].label_from_instance = label_of  # type: ignore[attr-defined]
        self.fields["leader"].queryset = leaders_of(turn.case.union_id)  # type: ignore[attr-defined]

    def clean_stages(self) -> list[Stage]:
        try:
            return read_stages(self.cleaned_data["stages"])
        except Refused as refused:
            raise forms.ValidationError(refused.sentence.said_in(gettext)) from refused

    def clean_lead(self) -> Post:
        """A task needs a person, not only a post (TA-01)."""
        lead: Post = self.cleaned_data["lead"]
        if not holder_of(lead, on=self.turn.today):
            raise forms.ValidationError(_("这个岗位现在没有人任职，也没有人代理，请另选岗位，或先安排人员。"))
        return lead

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        try:
            check_date_within_plan(due_on, self.turn.record)
        except Refused as refused:
            raise forms.ValidationError(refused.sentence.said_in(gettext)) from refused
        return due_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        lead, supports = cleaned.get("lead"), cleaned.get("supports") or ()
        if lead in supports:
            self.add_error("supports", _("牵头岗位不能同时是配合岗位。"))
        self._check_stages(cleaned)
        if lead and not can_be_verified(self.turn, lead, supports):
            self.add_error("lead", NOBODY_VERIFIES)
        return cleaned

    def _check_stages(self, cleaned: Mapping[str, Any]) -> None:
        try:
            if cleaned.get("due_on"):
                starts_on = self.turn.record.starts_on
                check_stages(cleaned.get("stages") or (), first=starts_on, last=cleaned["due_on"])
        except Refused as refused:
            self.add_error("stages", refused.sentence.said_in(gettext))


def _post_of_line(posts: QuerySet[Post], turn: Turn) -> int | None:
    """The issuing union's own post of the line that the task's words suggest: a proposal, easily changed."""
    if not turn.case.line:
        return None
    own = posts.filter(union_id=turn.case.union_id, line=turn.case.line)
    return own.values_list("pk", flat=True).first()


class ReasonForm(forms.Form):
    """A reason in the actor's own words."""

    reason = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500)


class SuperviseForm(forms.Form):
    """督办: where it comes from, which decides how soon it is answered, and what is asked."""

    source = forms.ChoiceField(
        label=_("督办来源"),
        choices=SupervisionSource.choices,
        help_text=_("答复时限按来源计算，超过只提醒、不阻止办理。"),
    )
    reason = forms.CharField(label=_("督办要求"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500)


class LaterDateForm(forms.Form):
    """A date later than the present one; what both sides of an extension fill in."""

    takes_turn = True
    due_on = forms.DateField(label=_("延期至"), widget=DayInput())

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, **options)
        self.turn = turn

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        try:
            check_later_date(due_on, self.turn.record)
        except Refused as refused:
            raise forms.ValidationError(refused.sentence.said_in(gettext)) from refused
        return due_on


class AskExtensionForm(LaterDateForm):
    """申请延期: until when, and why."""

    reason = forms.CharField(
        label=_("理由"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        help_text=_("写明为什么不能按期完成、已经做到哪一步。"),
    )


class GrantExtensionForm(LaterDateForm):
    """准予延期: the date that was asked for is proposed; another may be given."""

    note = forms.CharField(
        label=_("批复意见"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500, required=False
    )

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        asked = turn.record.extensions.filter(state=ExtensionState.ASKED).values_list("wanted_on", flat=True).first()
        options.setdefault("initial", {"due_on": asked})
        super().__init__(*args, turn=turn, **options)


class ReportForm(forms.Form):
    """进展: what was done, what hinders, what comes next, which stages were reached, with evidence."""

    takes_turn = True
    reached = forms.TypedMultipleChoiceField(
        label=_("已完成的阶段节点"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(label=_("进展情况"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    problems = forms.CharField(
        label=_("存在问题"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000, required=False
    )
    next_step = forms.CharField(
        label=_("下步打算"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000, required=False
    )
    evidence = EvidenceField(label=_("佐证材料"), required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, **options)
        stages = open_stages(turn.record)
        choices = [(row.pk, f"{row.due_on.isoformat()} {row.name}") for row in stages]
        self.fields["reached"].choices = choices  # type: ignore[attr-defined]
        if not stages:
            del self.fields["reached"]


class DoneForm(forms.Form):
    """办结报告: what was reached, with evidence; earlier evidence on the task counts."""

    takes_turn = True
    text = forms.CharField(label=_("办结情况"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    evidence = EvidenceField(label=_("佐证材料"), required=False)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, **options)
        self.turn = turn

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("evidence") and not self.turn.case.attachments.exists():
            self.add_error("evidence", _("请至少上传一份佐证材料，例如文件、照片或名册。"))
        return cleaned
