"""What opening a programme, proposing and changing pairs ask."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.documents.turn_forms import offer_posts
from zhijia.organisation.models import Post, Union

MOST_SEED = 2**31 - 1


class ProgrammeForm(forms.Form):
    """百千工程: the year and its targets."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    target_total = forms.IntegerField(label=_("挂钩企业工会总数"), min_value=1)
    target_city = forms.IntegerField(label=_("其中市级挂钩"), min_value=0)


class QuotaForm(forms.Form):
    """县级任务数: one number for each county; together they are the city's target."""

    def __init__(self, *args: Any, counties: Sequence[Union], proposed: Mapping[int, int], **options: Any) -> None:
        super().__init__(*args, **options)
        for county in counties:
            self.fields[f"county_{county.pk}"] = forms.IntegerField(
                label=county.name, min_value=0, max_value=5000, initial=proposed.get(county.pk, 0)
            )

    @property
    def quotas(self) -> dict[int, int]:
        """By county what was written."""
        return {int(name.removeprefix("county_")): count for name, count in self.cleaned_data.items()}


class ProposeForm(forms.Form):
    """分配方案: how many, and the seed that makes the same draw again."""

    count = forms.IntegerField(label=_("挂钩家数"), min_value=1, max_value=5000)
    seed = forms.IntegerField(
        label=_("随机种子"),
        min_value=0,
        max_value=MOST_SEED,
        help_text=_("同样的种子、同样的工会和干部，得到同样的方案；可以公开给大家核对。"),
    )


class ChangeForm(forms.Form):
    """人工调整: another cadre, or another union, for a proposed pair, with the reason."""

    cadre: "forms.ModelChoiceField[Post]" = forms.ModelChoiceField(label=_("挂钩干部"), queryset=None)
    instead = forms.CharField(
        label=_("换成另一家企业工会"), max_length=120, required=False, help_text=_("写全称；不换的不填。")
    )
    reason = forms.CharField(label=_("理由"), max_length=200)

    def __init__(self, *args: Any, cadres: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_posts(self, "cadre", cadres, on=today)
