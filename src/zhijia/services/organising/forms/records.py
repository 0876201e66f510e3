"""Forms of unions and enterprises. What they accept is plain; the rules stand in `organisation.checks`."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zhijia.lib.industries import EDITIONS, Edition
from zhijia.lib.normalise import tidy_code, tidy_text
from zhijia.lib.registration_types import REGISTRATION_TYPES
from zhijia.organisation.entries import EnterpriseEntry, UnionEntry
from zhijia.organisation.models.unions import ParentKind, UnionKind
from zhijia.organisation.rules import PARENT_KINDS
from zhijia.services.organising.forms.fields import ActorForm, day_field, enterprise_field, union_field


class TidyForm(forms.Form):
    """Names and codes as they are stored: half-width, without stray spaces."""

    def clean_name(self) -> str:
        return tidy_text(self.cleaned_data["name"])

    def clean_credit_code(self) -> str:
        return tidy_code(self.cleaned_data["credit_code"])


class UnionForm(TidyForm):
    """Facts of a union. `parent_kind` limits the kinds to those that may stand there."""

    kind = forms.ChoiceField(label=_("类别"))
    name = forms.CharField(label=_("名称"), max_length=120)
    short_name = forms.CharField(label=_("简称"), max_length=40, required=False)
    credit_code = forms.CharField(label=_("统一社会信用代码"), max_length=18, required=False)
    place = forms.CharField(
        label=_("行政区划"),
        max_length=6,
        help_text=_("六位代码，例如 320505。"),
        widget=forms.TextInput({"class": "input-short"}),
    )
    reporting_group = forms.CharField(label=_("归口"), max_length=40, required=False)
    founded_on = day_field(_("成立日期"))
    term_from = day_field(_("本届起"))
    term_to = day_field(_("本届止"))
    closed_on = day_field(_("撤销日期"))

    def __init__(self, *args: Any, parent_kind: str | None, **options: Any) -> None:
        super().__init__(*args, **options)
        fitting = [(kind.value, kind.label) for kind in UnionKind if _fits(kind, parent_kind)]
        self.fields["kind"].choices = fitting  # type: ignore[attr-defined]

    def entry(self) -> UnionEntry:
        return UnionEntry(**self.cleaned_data)


class EnterpriseForm(TidyForm):
    """Facts of an employer. When it is changed, its credit code stays.

    A section's letter means another trade in another edition of the standard: both are chosen as one.
    """

    credit_code = forms.CharField(label=_("统一社会信用代码"), max_length=18)
    name = forms.CharField(label=_("名称"), max_length=120)
    place = forms.CharField(
        label=_("行政区划"),
        max_length=6,
        help_text=_("六位代码，例如 320505。"),
        widget=forms.TextInput({"class": "input-short"}),
    )
    industry = forms.ChoiceField(label=_("行业门类"))
    industry_code = forms.CharField(
        label=_("行业代码"), max_length=4, required=False, help_text=_("二至四位数字，不清楚可以不填。")
    )
    ownership = forms.ChoiceField(label=_("登记注册类型"))
    headcount = forms.IntegerField(label=_("职工总数"), min_value=0, required=False)
    women = forms.IntegerField(label=_("女职工"), min_value=0, required=False)
    migrants = forms.IntegerField(label=_("农民工"), min_value=0, required=False)
    dispatched = forms.IntegerField(label=_("劳务派遣"), min_value=0, required=False)
    address = forms.CharField(label=_("住所"), max_length=200, required=False)
    legal_representative = forms.CharField(
        label=_("法定代表人"), max_length=60, required=False, help_text=_("不是法人的单位填负责人。")
    )
    founded_on = day_field(_("成立日期"))
    closed_on = day_field(_("注销日期"))

    def __init__(self, *args: Any, stored: EnterpriseEntry | None = None, **options: Any) -> None:
        if stored:
            industry = f"{stored.industry_edition}{stored.industry_section}"
            options["initial"] = {**asdict(stored), "industry": industry}
        super().__init__(*args, **options)
        language = get_language() or "zh-hans"
        self.fields["industry"].choices = _industries(language)  # type: ignore[attr-defined]
        types = [(t.code, f"{t.code} {t.name_in(language)}") for t in REGISTRATION_TYPES]
        self.fields["ownership"].choices = types  # type: ignore[attr-defined]
        self.fields["credit_code"].disabled = stored is not None

    def entry(self) -> EnterpriseEntry:
        given = dict(self.cleaned_data)
        industry = given.pop("industry")
        return EnterpriseEntry(**given, industry_edition=industry[:-1], industry_section=industry[-1])


class ParentForm(ActorForm):
    """Another parent for one purpose."""

    kind = forms.ChoiceField(label=_("关系"), choices=ParentKind.choices)
    parent = union_field(label=_("归口工会"), help_text=_("输入名称、拼音首字母或信用代码。"))
    from_on = day_field(_("自"), required=True)


class CoverForm(ActorForm):
    """An enterprise to be covered."""

    enterprise = enterprise_field(
        label=pgettext_lazy("one", "用人单位"), help_text=_("输入名称、拼音首字母或信用代码。")
    )
    from_on = day_field(_("自"), required=True)


class EndForm(forms.Form):
    """The day on which something ends."""

    to_on = day_field(_("结束日期"), required=True, help_text=_("从这一天起不再有效。"))


def _industries(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The sections of each edition, the newest edition first."""
    return [
        (
            f"GB/T 4754—{int(edition)}",
            [(f"{int(edition)}{s.letter}", f"{s.letter} {s.name_in(language)}") for s in EDITIONS[edition]],
        )
        for edition in sorted(Edition, reverse=True)
    ]


def _fits(kind: UnionKind, parent_kind: str | None) -> bool:
    allowed = PARENT_KINDS[kind]
    return parent_kind in allowed if parent_kind else not allowed
