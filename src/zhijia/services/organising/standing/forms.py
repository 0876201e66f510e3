"""What recording a sign of life, or a fee, asks. Money is typed in yuan and kept in fen."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models.vitality import LifeKind
from zhijia.services.organising.forms.fields import day_field
from zhijia.services.organising.standing.actions import NewFee, Settling
from zhijia.services.organising.standing.models import FeeRecord

BY_HAND = [(kind.value, kind.label) for kind in (LifeKind.MEETING, LifeKind.ACTIVITY)]
FEN = 100


class LifeForm(forms.Form):
    """活力事实: what, when, and what it was."""

    kind = forms.TypedChoiceField(label=_("类别"), choices=BY_HAND, coerce=LifeKind)
    on = day_field(_("日期"), required=True)
    words = forms.CharField(label=_("内容"), max_length=200, help_text=_("会议或者活动的名称、参加人数。"))


def _yuan(label: Any, *, required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=14, decimal_places=2, required=required)


class FeeForm(forms.Form):
    """经费拨缴: the period, the payroll, what was due and paid."""

    from_on = day_field(_("所属期起"), required=True)
    to_on = day_field(_("所属期止"), required=True)
    payroll = _yuan(_("工资总额（元）"), required=False)
    due = _yuan(_("应拨（元）"))
    paid = _yuan(_("已拨（元）"))
    paid_on = day_field(_("拨缴日期"))

    def entry(self) -> NewFee:
        cleaned = self.cleaned_data
        return NewFee(
            from_on=cleaned["from_on"],
            to_on=cleaned["to_on"],
            payroll=_fen(cleaned["payroll"]) if cleaned["payroll"] is not None else None,
            due=_fen(cleaned["due"]),
            paid=_fen(cleaned["paid"]),
            paid_on=cleaned["paid_on"],
        )


class SettleForm(forms.Form):
    """补缴: what came in, on which day; and what was due, where that was typed wrongly."""

    amount = _yuan(_("本次补缴（元）"))
    paid_on = day_field(_("补缴日期"))
    due = _yuan(_("应拨（元）"))
    known_paid = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, fee: FeeRecord, **options: Any) -> None:
        missing = max(fee.due - fee.paid, 0)
        known = {"amount": Decimal(missing) / FEN, "due": Decimal(fee.due) / FEN, "known_paid": fee.paid}
        options.setdefault("initial", known)
        super().__init__(*args, **options)
        self.fields["due"].help_text = _("原来填错的在这里更正；没有错的不用改。")

    def entry(self) -> Settling:
        cleaned = self.cleaned_data
        return Settling(
            due=_fen(cleaned["due"]),
            amount=_fen(cleaned["amount"]),
            paid_on=cleaned["paid_on"],
            known_paid=cleaned["known_paid"],
        )


def _fen(yuan: Decimal) -> int:
    return int(yuan * FEN)
