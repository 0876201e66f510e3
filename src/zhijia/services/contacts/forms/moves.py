"""What the steps of a pair ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.documents.turn_forms import OnTurn
from zhijia.organisation.models import Post
from zhijia.services.contacts.queries import cadres_of


class HandOverForm(OnTurn, forms.Form):
    """交接: to whom, why, and what the successor has to know."""

    cadre: "forms.ModelChoiceField[Post]" = forms.ModelChoiceField(
        label=_("新挂钩干部"), queryset=None, empty_label=_("请选择干部")
    )
    reason = forms.CharField(label=_("交接原因"), max_length=300)
    note = forms.CharField(
        label=_("交接说明"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("企业和工会的情况、正在办理的问题、还没有兑现的承诺。"),
    )

    def __init__(self, *args: Any, turn: Any, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        pair = turn.record
        others = cadres_of(pair.federation_id, today=turn.today).exclude(pk=pair.cadre_id)
        self.fields["cadre"].queryset = others  # type: ignore[attr-defined]


class OpinionForm(forms.Form):
    """评价: how the union finds its cadre, from 1 to 5."""

    points = forms.TypedChoiceField(
        label=_("对挂钩干部的评价"),
        choices=[(5, _("很满意")), (4, _("满意")), (3, _("一般")), (2, _("不满意")), (1, _("很不满意"))],
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("不记工会和姓名；同一名干部满五家评价以后，才公布平均分。"),
    )


class CloseForm(forms.Form):
    """年终评估: what the year came to, beside the numbers that the page shows."""

    evaluation = forms.CharField(label=_("年终评估"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
