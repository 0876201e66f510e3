"""What bulk assignment asks: a lead for all, and what differs from each task's own date and standard."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Post
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.tasks.queries import label_of, posts_assignable_by
from zhijia.ui.widgets import DayInput


class BulkAssignForm(forms.Form):
    """批量交办. Without a date each task keeps its own; without a standard its own requirement is the standard."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    line = forms.ChoiceField(
        label=_("按条线筛选岗位"), choices=[("", _("全部条线")), *FunctionLine.choices], required=False
    )
    lead: "forms.ModelChoiceField[Post]" = forms.ModelChoiceField(
        label=_("牵头岗位"), queryset=None, empty_label=_("请选择牵头岗位")
    )
    supports: "forms.ModelMultipleChoiceField[Post]" = forms.ModelMultipleChoiceField(
        label=_("配合岗位"), queryset=None, required=False
    )
    due_on = forms.DateField(
        label=_("统一完成时限"), required=False, widget=DayInput(), help_text=_("不填则沿用每项任务自己的时限。")
    )
    standard = forms.CharField(
        label=_("统一完成标准"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("不填则以每项任务的具体要求为标准。"),
    )

    def __init__(self, *args: Any, actor: Actor, line: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        posts = posts_assignable_by(actor)
        if line in FunctionLine.values:
            posts = posts.filter(line=line)
            self.initial["line"] = line
        for name in ("lead", "supports"):
            self.fields[name].queryset = posts  # type: ignore[attr-defined]
            self.fields[name].label_from_instance = label_of  # type: ignore[attr-defined]

    @property
    def values(self) -> Mapping[str, Any]:
        """The answers as the move's own form takes them: ids and ISO dates."""
        answers = self.cleaned_data
        return {
            "lead": answers["lead"].pk,
            "supports": [post.pk for post in answers["supports"]],
            "due_on": answers["due_on"],
            "standard": answers["standard"],
        }
