"""What bulk assignment asks: a lead for all, and what differs from each task's own date and standard."""

from collections.abc import Mapping
from typing import Any, Self
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Post
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.scopes import Actor
from zhijia.services.plans.tasks.queries import label_of, leaders_of, posts_assignable_by
from zhijia.ui.widgets import DayInput

NOT_OFFERED = _("这个岗位不在您可以交办的范围内，或已撤销。请重新选择。")


FETCHES_POSTS = {
    "hx-post": "",
    "hx-vals": '{"pick": "line"}',
    "hx-target": "#assign-fields",
    "hx-select": "#assign-fields",
    "hx-swap": "outerHTML",
}
"""Another line brings other posts to choose from; without a script a button does."""


class BulkAssignForm(forms.Form):
    """批量交办. Without a date each task keeps its own; without a standard its own requirement is the standard.

    The line only narrows what is offered: whatever post was chosen before is still taken.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    line = forms.ChoiceField(
        label=_("按条线筛选岗位"),
        choices=[("", _("全部条线")), *FunctionLine.choices],
        required=False,
        widget=forms.Select(attrs=FETCHES_POSTS),
    )
    lead: "forms.ModelChoiceField[Post]" = forms.ModelChoiceField(
        label=_("牵头岗位"),
        queryset=None,
        empty_label=_("请选择牵头岗位"),
        error_messages={"invalid_choice": NOT_OFFERED},
    )
    supports: "forms.ModelMultipleChoiceField[Post]" = forms.ModelMultipleChoiceField(
        label=_("配合岗位"),
        queryset=None,
        required=False,
        error_messages={"invalid_choice": NOT_OFFERED, "invalid_pk_value": NOT_OFFERED},
    )
    leader: "forms.ModelChoiceField[Post]" = forms.ModelChoiceField(
        label=_("牵头领导"), queryset=None, required=False, empty_label=_("不写明")
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

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        posts, line = posts_assignable_by(actor), self["line"].value()
        chosen = {str(pk) for pk in (self["lead"].value(), *(self["supports"].value() or ()))}
        offered = [
            (post.pk, label_of(post)) for post in posts if line in ("", None, post.line) or str(post.pk) in chosen
        ]
        for name in ("lead", "supports"):
            self.fields[name].queryset = posts  # type: ignore[attr-defined]
        self.fields["leader"].queryset = leaders_of(actor.post.union_id if actor.post else 0)  # type: ignore[attr-defined]
        self.fields["lead"].widget.choices = [("", _("请选择牵头岗位")), *offered]
        self.fields["supports"].widget.choices = offered

    @classmethod
    def of(cls, typed: QueryDict, *, actor: Actor) -> Self:
        """A fresh form that holds what was typed into another one, or nothing."""
        initial = {name: typed.get(name, "") for name in ("line", "lead", "leader", "due_on", "standard")}
        return cls(actor=actor, initial={**initial, "supports": typed.getlist("supports"), "key": uuid4()})

    @property
    def values(self) -> Mapping[str, Any]:
        """The answers as the move's own form takes them: ids and ISO dates."""
        answers = self.cleaned_data
        return {
            "lead": answers["lead"].pk,
            "supports": [post.pk for post in answers["supports"]],
            "leader": answers["leader"].pk if answers["leader"] else None,
            "due_on": answers["due_on"],
            "standard": answers["standard"],
        }
