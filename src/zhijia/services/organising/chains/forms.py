"""What entering chains, stores and the employers of a federation asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.services.organising.forms.fields import ActorForm, day_field, enterprise_field, union_field


class ChainForm(ActorForm):
    """连锁企业: the brand and its headquarters; one elsewhere is only named."""

    brand = forms.CharField(label=_("品牌"), max_length=60)
    headquarters = enterprise_field(label=_("总部单位"), required=False, help_text=_("总部在本市的，选单位。"))
    name = forms.CharField(label=_("总部名称"), max_length=120, required=False, help_text=_("总部不在本市的，写名称。"))


class StoresForm(forms.Form):
    """连锁门店: employers by name, one a line."""

    names = forms.CharField(
        label=_("门店的用人单位"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=40000,
        help_text=_("一行一个，填统一社会信用代码或者全称；可以从表格里整列粘贴。"),
    )


class SiteForm(ActorForm):
    """没有单独登记的门店: a site with its place, and the branch that is set up there."""

    name = forms.CharField(label=_("门店"), max_length=120)
    territory = union_field(label=_("属地工会"))
    branch = union_field(label=_("工会分会"), required=False)


class DayForm(forms.Form):
    """The day on which something ends."""

    on = day_field(_("日期"), required=True)


class FederationForm(forms.Form):
    """行业工会联合会: its trade, the association across the table, its first congress."""

    trade_code = forms.RegexField(
        r"^\d{4}$", label=_("行业小类代码"), help_text=_("GB/T 4754 的四位代码，例如 6210（正餐服务）。")
    )
    association = forms.CharField(label=_("行业协会（协商对方）"), max_length=120, required=False)
    congress_on = day_field(_("首次代表大会"))
    delegates = forms.IntegerField(label=_("代表人数"), min_value=1, required=False)


class FederationCoverForm(ActorForm):
    """覆盖单位: which employer, from when, and whether its employees join directly."""

    enterprise = enterprise_field(label=_("用人单位"))
    from_on = day_field(_("自"), required=True)
    is_direct = forms.BooleanField(
        label=_("职工直接加入"), required=False, help_text=_("单位还没有工会，职工直接加入联合会的。")
    )
