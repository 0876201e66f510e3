"""What proposing, approving and disposing asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import OnTurn, check_done
from zhijia.services.organising.changes.codes import NEEDS, ChangeKind, Fate
from zhijia.services.organising.forms.fields import ActorForm, RecordField, day_field, enterprise_field, union_field
from zhijia.ui.widgets import DayInput

ABOUT = ("new_name", "target", "enterprise")


class ProposeForm(ActorForm):
    """提出变更: the kind, the ground, what becomes of the property."""

    kind = forms.TypedChoiceField(label=_("变更类别"), choices=ChangeKind.choices, coerce=ChangeKind)
    basis = forms.CharField(label=_("依据"), max_length=300, help_text=_("文件、协议或者事实。"))
    meeting = forms.CharField(
        label=_("作出决定的会议"), max_length=120, required=False, help_text=_("会员（代表）大会或者工会委员会的届次。")
    )
    decided_on = day_field(_("决定日期"))
    is_employer_gone = forms.BooleanField(label=_("用人单位已经终止"), required=False)
    effective_on = day_field(_("生效日期"), required=True)
    new_name = forms.CharField(label=_("新名称"), max_length=120, required=False, help_text=_("更名、分立时填写。"))
    target = union_field(label=_("目标工会"), required=False, help_text=_("调整隶属填新的上级；并入填并入哪个工会。"))
    enterprise = enterprise_field(label=_("用人单位"), required=False, help_text=_("增加、减少覆盖单位时填写。"))
    assets = forms.CharField(
        label=_("经费和资产处置"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
        help_text=_("合并、分立、撤销时填写，附经费审查意见。"),
    )
    scan = EvidenceField(label=_("材料"), help_text=_("会议决定、请示等。"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in NEEDS.get(cleaned.get("kind", ""), ()):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("这类变更要填写这一项。"))
        return cleaned


class ApproveForm(OnTurn, forms.Form):
    """批复: number and day of the reply."""

    reply_number = forms.CharField(label=_("批复文号"), max_length=60)
    approved_on = forms.DateField(label=_("批复日期"), widget=DayInput())

    def clean_approved_on(self) -> Any:
        return check_done(self.cleaned_data["approved_on"], self.turn, (self.turn.record.decided_on, _("决定日期")))


class DisposeForm(OnTurn, forms.Form):
    """会员安排: the fate of the named members, or of all who have none yet."""

    fate = forms.ChoiceField(label=_("安排"), choices=Fate.choices)
    union = union_field(
        label=_("转入工会"),
        required=False,
        help_text=_("转入其他工会时填写；合并、分立的不填。"),
    )
    names = forms.CharField(
        label=_("会员"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=20000,
        required=False,
        help_text=_("一行一个，填会员证号；不填的，安排所有还没有安排的会员。"),
    )

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        for field in self.fields.values():
            if isinstance(field, RecordField):
                field.actor = turn.actor

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_known = self.turn.record.kind in (ChangeKind.SPLIT, ChangeKind.MERGE_INTO)
        if cleaned.get("fate") == Fate.TRANSFER and not cleaned.get("union") and not is_known:
            self.add_error("union", _("请写明转入哪个工会。"))
        return cleaned
