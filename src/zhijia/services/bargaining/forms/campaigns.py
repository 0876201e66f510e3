"""What drawing up a campaign of offers asks: which enterprises, and what they are offered."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zhijia.engines.campaigns.planning import CampaignFacts
from zhijia.engines.campaigns.selecting import Criteria, criteria_of
from zhijia.lib.industries import EDITIONS as SECTIONS
from zhijia.lib.industries import Edition
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.services.bargaining.actions.campaigning import ANY, EXPIRING, KIND, MERGED, WITH, WITHOUT, OfferTemplate
from zhijia.services.bargaining.models import OfferCampaign
from zhijia.services.bargaining.models.bargainings import JOINT_TYPES, ContractType
from zhijia.services.bargaining.rules.merging import FIELDS, unknown_fields
from zhijia.ui.widgets import DayInput

TYPES = [(kind.value, kind.label) for kind in ContractType if kind not in JOINT_TYPES]
UNION_KINDS = [(kind.value, kind.label) for kind in (UnionKind.ENTERPRISE, UnionKind.JOINT)]
CONTRACTS = [
    (ANY, _("不限")),
    (WITHOUT, _("没有有效合同")),
    (WITH, _("有有效合同")),
    (EXPIRING, _("有效合同在某日以前期满")),
]
FIELDS_HELP = format_lazy(
    _("可以用合成字段，例如 {example}。全部字段：{fields}"), example="{单位}", fields="、".join(FIELDS)
)


class CampaignForm(forms.Form):
    """集中要约. The places to choose from are the unions right below the actor's own."""

    name = forms.CharField(label=_("名称"), max_length=120, help_text=_("例如：2026年春季集中要约行动。"))
    from_on = forms.DateField(label=_("开始日期"), widget=DayInput())
    to_on = forms.DateField(label=_("结束日期"), widget=DayInput())
    contract_type = forms.TypedChoiceField(label=_("合同类型"), choices=TYPES, coerce=ContractType)
    places = forms.MultipleChoiceField(
        label=_("地区"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("都不选就是全部。")
    )
    industries = forms.MultipleChoiceField(
        label=_("行业门类（GB/T 4754）"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("都不选就是全部。同一字母在不同年版里是不同行业，按单位登记的年版选。"),
    )
    headcount_from = forms.IntegerField(label=_("职工人数不少于"), min_value=0, required=False)
    headcount_to = forms.IntegerField(label=_("职工人数不多于"), min_value=0, required=False)
    union_kinds = forms.MultipleChoiceField(
        label=_("工会类别"),
        choices=UNION_KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("都不选时，没有工会的单位也在其中；不能由工会要约的，逐家说明原因。"),
    )
    contract = forms.ChoiceField(label=_("这类合同"), choices=CONTRACTS, required=False)
    until = forms.DateField(label=_("在此日以前期满"), widget=DayInput(), required=False)
    topics = forms.CharField(
        label=_("协商内容"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, help_text=FIELDS_HELP
    )
    claims = forms.CharField(
        label=_("诉求、理由和依据"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )
    proposed_on = forms.DateField(label=_("拟定协商日期"), widget=DayInput(), required=False)
    proposed_place = forms.CharField(label=_("拟定协商地点"), max_length=120, required=False)
    negotiators_proposed = forms.IntegerField(label=_("拟定每方代表人数"), min_value=3, max_value=30, required=False)
    data_requested = forms.CharField(
        label=_("请对方提供的资料"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000, required=False
    )
    contact = forms.CharField(label=_("联系人"), max_length=60, required=False)

    def __init__(
        self, *args: Any, places: list[Union], editions: Sequence[Edition], today: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields["industries"].choices = _sections(editions)  # type: ignore[attr-defined]
        self.fields["places"].choices = [(str(row.pk), row.short_name or row.name) for row in places]  # type: ignore[attr-defined]
        if not places:
            del self.fields["places"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (first := given.get("from_on")) and (last := given.get("to_on")) and last < first:
            self.add_error("to_on", _("结束日期不能早于开始日期。"))
        least, most = given.get("headcount_from"), given.get("headcount_to")
        if least is not None and most is not None and most < least:
            self.add_error("headcount_to", _("不能小于下限。"))
        if given.get("contract") == EXPIRING and not given.get("until"):
            self.add_error("until", _("请写明期满日期。"))
        if (meets := given.get("proposed_on")) and meets <= self.today:
            self.add_error("proposed_on", _("拟定协商日期要晚于今天。"))
        if given.get("contract_type") == ContractType.WAGE and not (meets and given.get("proposed_place")):
            self.add_error("proposed_place", _("工资协商的要约要写明时间和地点。"))
        for name in MERGED:
            if unknown := unknown_fields(given.get(name) or ""):
                self.add_error(name, _("没有这个合成字段：%(fields)s") % {"fields": "、".join(unknown)})
        return given

    def facts(self) -> CampaignFacts:
        """The campaign itself, from what was sent."""
        given = self.cleaned_data
        more = {"type": str(given["contract_type"]), "contract": given["contract"]}
        if given["contract"] == EXPIRING:
            more["until"] = given["until"].isoformat()
        criteria = Criteria(
            places=tuple(map(int, given.get("places", ()))),
            industries=tuple(given["industries"]),
            headcount_from=given["headcount_from"],
            headcount_to=given["headcount_to"],
            union_kinds=tuple(given["union_kinds"]),
            more=more,
        )
        period = {"from_on": given["from_on"], "to_on": given["to_on"]}
        return CampaignFacts(kind=KIND, name=given["name"], criteria=criteria, **period)

    def template(self) -> OfferTemplate:
        """What is offered, from what was sent."""
        names = ("contract_type", "proposed_on", "negotiators_proposed", *MERGED)
        return OfferTemplate(**{name: self.cleaned_data[name] for name in names})


def _sections(editions: Sequence[Edition]) -> list[tuple[str, str]]:
    """The sections of these editions; each says of which it is."""
    language = get_language() or "zh-hans"
    return [
        (f"{int(edition)}-{section.letter}", f"{section.letter} {section.name_in(language)} · {int(edition)}")
        for edition in editions
        for section in SECTIONS[edition]
    ]


def initial_of(offers: OfferCampaign) -> dict[str, Any]:
    """The form's values for a draft."""
    campaign = offers.campaign
    criteria = criteria_of(campaign)
    names = ("contract_type", "proposed_on", "negotiators_proposed", *MERGED)
    return {name: getattr(offers, name) for name in names} | {
        "name": campaign.name,
        "from_on": campaign.from_on,
        "to_on": campaign.to_on,
        "places": [str(pk) for pk in criteria.places],
        "industries": criteria.industries,
        "headcount_from": criteria.headcount_from,
        "headcount_to": criteria.headcount_to,
        "union_kinds": criteria.union_kinds,
        "contract": criteria.more.get("contract", ANY),
        "until": criteria.more.get("until", ""),
    }
