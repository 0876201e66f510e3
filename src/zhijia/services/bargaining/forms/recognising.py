"""What joining and leaving a regional or industry contract ask."""

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.imports.values import read_code, read_count
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Enterprise
from zhijia.organisation.queries import enterprises_visible_to
from zhijia.services.bargaining.forms.parts import DayForm, PaperMixin
from zhijia.services.bargaining.models import CoverageLink
from zhijia.services.bargaining.models.contracts import CoverageBasis

MOST_LINES = 500
BETWEEN = re.compile(r"[\s,，;；、]+")
BASES = [
    (basis.value, basis.label) for basis in (CoverageBasis.RECOGNISED, CoverageBasis.CONGRESS, CoverageBasis.STATUTORY)
]


@dataclass(frozen=True, slots=True)
class Firm:
    """One line: who, and how many employees are covered there. What is not given stands in the register."""

    enterprise: Enterprise
    headcount: int | None
    women: int | None


class RecogniseForm(PaperMixin, DayForm):
    """登记确认单位: a line for each enterprise, so that a whole list can be pasted from a sheet."""

    day_label = _("确认日期")
    basis = forms.ChoiceField(label=_("覆盖依据"), choices=BASES)
    firms = forms.CharField(
        label=_("确认单位"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("每行一家：统一社会信用代码，空格，覆盖职工人数，空格，其中女职工人数。人数可以不填。"),
    )

    def clean_firms(self) -> list[Firm]:
        """Every line read; all faults are told, each with its line."""
        lines = [line.strip() for line in self.cleaned_data["firms"].splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("一次最多登记%(most)d家，请分批办理。"), params={"most": MOST_LINES})
        cells = [BETWEEN.split(line) for line in lines]
        found = self._known([parts[0] for parts in cells])
        firms, faults = [], []
        for number, parts in enumerate(cells, 1):
            try:
                firms.append(self._read(parts, found))
            except Refused as refused:
                words = {"line": number, "reason": refused.sentence.said_in(gettext)}
                faults.append(forms.ValidationError(_("第%(line)d行：%(reason)s"), params=words))
        if faults:
            raise forms.ValidationError(faults)
        return firms

    def _known(self, codes: list[str]) -> dict[str, Enterprise]:
        wanted = {read_code(code) for code in codes}
        rows = enterprises_visible_to(self.turn.actor).filter(credit_code__in=wanted).order_by("pk")
        contract = self.turn.record.contract
        bound = contract.coverage.values_list("enterprise_id", flat=True)
        open_recognitions = contract.recognitions.filter(ended_on=None)
        self._taken = set(bound)
        self._asked = set(open_recognitions.values_list("enterprise_id", flat=True))
        return {row.credit_code: row for row in rows}

    def _read(self, parts: list[str], found: dict[str, Enterprise]) -> Firm:
        enterprise = found.get(read_code(parts[0]))
        if enterprise is None:
            raise Refused("在您的范围内没有这个信用代码的单位。")
        if enterprise.pk in self._taken:
            raise Refused("这家单位已经登记过，或者在本次重复填写。")
        if enterprise.pk in self._asked:
            raise Refused("已经请这家单位在线确认，请先撤回确认通知，再登记纸质确认。")
        self._taken.add(enterprise.pk)
        headcount = read_count(parts[1]) if len(parts) > 1 else enterprise.headcount
        women = read_count(parts[2]) if len(parts) > 2 else None
        if women is not None and (headcount is None or women > headcount):
            raise Refused("女职工人数不能超过覆盖职工人数。")
        return Firm(enterprise, headcount, women)


class LeaveForm(DayForm):
    """登记退出: which enterprises, from which day, why."""

    day_label = _("退出日期")
    links: "forms.ModelMultipleChoiceField[CoverageLink]" = forms.ModelMultipleChoiceField(
        label=_("退出单位"), queryset=None, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label=_("退出原因"), widget=forms.Textarea(attrs={"rows": 2}), max_length=300)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        rows = turn.record.contract.coverage.filter(to_on=None).select_related("enterprise")
        field = self.fields["links"]
        field.queryset = rows.order_by("enterprise__sort_key", "pk")  # type: ignore[attr-defined]
        field.label_from_instance = lambda link: link.enterprise.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day = cleaned.get("day")
        if day and any(link.from_on >= day for link in cleaned.get("links", ())):
            self.add_error("day", _("退出日期要晚于确认日期。"))
        return cleaned
