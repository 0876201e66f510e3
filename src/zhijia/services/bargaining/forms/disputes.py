"""What a dispute over performance asks: facts that arbitration and court leave on paper."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.services.bargaining.forms.parts import DayForm, Earlier, PaperMixin
from zhijia.services.bargaining.models.bargainings import Side
from zhijia.services.bargaining.models.disputes import DisputeEnd

TEXT = {"rows": 4}
ANSWERS = [("accepted", _("受理")), ("not_accepted", _("不予受理，或者逾期未作决定"))]


class RaiseForm(DayForm):
    """履行争议: who claims what under which promise, and since when it is known."""

    day_label = _("知道权利被侵害的日期")
    raised_by = forms.ChoiceField(label=_("主张方"), choices=Side.choices)
    facts = forms.CharField(label=_("争议事实和请求"), widget=forms.Textarea(attrs=TEXT), max_length=4000)
    scan = EvidenceField(label=_("证据材料"), required=False)

    def follows(self) -> Sequence[Earlier]:
        return [(self.turn.record.contract.effective_on, _("合同生效日期"))]


class TalkForm(DayForm):
    """协商情况: when the other side was asked, and what it said."""

    day_label = _("主张权利的日期")
    note = forms.CharField(label=_("协商情况"), widget=forms.Textarea(attrs=TEXT), max_length=2000)

    def follows(self) -> Sequence[Earlier]:
        record = self.turn.record
        return [(record.claimed_on or record.arose_on, _("上一次主张的日期"))]


class ApplyForm(DayForm):
    """申请仲裁: where, and on which day."""

    day_label = _("申请仲裁日期")
    body = forms.CharField(label=_("仲裁机构"), max_length=120)
    scan = EvidenceField(label=_("仲裁申请书"), required=False)

    def follows(self) -> Sequence[Earlier]:
        return [(self.turn.record.claimed_on or self.turn.record.arose_on, _("主张权利的日期"))]


class DecidedForm(PaperMixin, DayForm):
    """受理决定: accepted or not."""

    day_label = _("决定日期")
    answer = forms.ChoiceField(label=_("受理决定"), choices=ANSWERS)

    def follows(self) -> Sequence[Earlier]:
        return [(self.turn.record.applied_on, _("申请仲裁日期"))]


class AwardForm(PaperMixin, DayForm):
    """裁决: what was awarded, and when it was received: from that day the time to sue runs."""

    day_label = _("收到裁决书日期")
    award = forms.CharField(label=_("裁决结果"), widget=forms.Textarea(attrs=TEXT), max_length=4000)

    def follows(self) -> Sequence[Earlier]:
        return [(self.turn.record.decided_on, _("受理决定日期"))]


class SueForm(DayForm):
    """起诉: before which court, and on which day."""

    day_label = _("起诉日期")
    court = forms.CharField(label=_("受诉人民法院"), max_length=120)
    scan = EvidenceField(label=_("起诉状"), required=False)

    def follows(self) -> Sequence[Earlier]:
        record = self.turn.record
        return [(record.award_received_on or record.decided_on, _("仲裁结果日期"))]


class CloseForm(DayForm):
    """办结: how it ended."""

    day_label = _("结束日期")
    outcome = forms.ChoiceField(label=_("结果"), choices=DisputeEnd.choices)
    note = forms.CharField(label=_("办结说明"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (value, label) for value, label in DisputeEnd.choices if value not in _not_yet(turn.case.state)
        ]

    def follows(self) -> Sequence[Earlier]:
        record = self.turn.record
        return [(record.sued_on or record.award_received_on or record.applied_on or record.arose_on, _("上一步日期"))]


def _not_yet(state: str) -> frozenset[str]:
    """Outcomes that a dispute in this state cannot have had."""
    if state == "sued":
        return frozenset()
    return frozenset({"judged"}) if state == "awarded" else frozenset({"judged", "obeyed"})
