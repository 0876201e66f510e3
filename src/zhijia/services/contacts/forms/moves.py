"""What the steps of a pair ask."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.documents.turn_forms import OnTurn, offer_posts
from zhijia.lib.phrases import clauses
from zhijia.organisation.models import Post
from zhijia.services.contacts.evaluating import evaluate
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
        offer_posts(self, "cadre", others, on=turn.today)


class OpinionForm(forms.Form):
    """评价: how the union finds its cadre, from 1 to 5."""

    points = forms.TypedChoiceField(
        label=_("对挂钩干部的评价"),
        choices=[(5, _("很满意")), (4, _("满意")), (3, _("一般")), (2, _("不满意")), (1, _("很不满意"))],
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("不记工会和姓名；同一名干部满五家评价以后，才公布平均分。"),
    )


class CloseForm(OnTurn, forms.Form):
    """年终评估: what the year came to, above it the numbers that are kept with it."""

    evaluation = forms.CharField(label=_("年终评估"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)

    def __init__(self, *args: Any, turn: Any, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        self.fields["evaluation"].help_text = _in_words(evaluate(turn.record))


def _in_words(year: Mapping[str, int | None]) -> str:
    """The numbers of the evaluation."""
    told = [
        gettext("完成走访 %(made)s/%(planned)s 次") % year,
        gettext("按期解决问题 %(in_time)s/%(issues)s 件") % year,
        gettext("兑现承诺 %(helped)s/%(promised)s 件") % year,
        gettext("还没有评定的年度评分")
        if year["gain"] is None
        else gettext("年度评分比首次走访时 %(points)s 分") % {"points": f"{year['gain']:+d}"},
    ]
    return clauses(told, gettext)
