"""What offers and replies ask (documents 1 and 2)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.wording import items_of
from zhijia.services.bargaining.forms.parts import (
    DayForm,
    Earlier,
    PaperMixin,
    PaperRecordForm,
    RecordForm,
    check_done,
    day_widgets,
)
from zhijia.services.bargaining.models import Offer, Reply
from zhijia.services.bargaining.models.offers import Decision, Finding

LONGEST_ITEM = 200


class OfferForm(RecordForm):
    """要约: what is to be talked about, why, when and where."""

    class Meta:
        model = Offer
        fields = (
            "topics",
            "claims",
            "proposed_on",
            "proposed_place",
            "negotiators_proposed",
            "data_requested",
            "contact",
            "channel",
        )
        widgets = day_widgets("proposed_on") | {
            "topics": forms.Textarea(attrs={"rows": 4}),
            "claims": forms.Textarea(attrs={"rows": 3}),
            "data_requested": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "topics": _("逐项写明，例如工资增长、加班工资、女职工保护。"),
            "data_requested": _("每行一项，对方应约后逐项登记提供情况。"),
            "channel": _("对方经办人已开通账号的，在本系统送达；否则打印盖章后送达，再登记送达日期。"),
        }

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        self.fields["proposed_on"].required = False
        self.fields["negotiators_proposed"].required = False

    def _get_validation_exclusions(self) -> set[str]:
        """That it is written, and how it is sent, its fields ask; the table's checks would be four statements an offer."""
        return {*super()._get_validation_exclusions(), "topics", "channel"}  # type: ignore[misc]

    def clean_data_requested(self) -> Any:
        """Each item is kept by itself, so that it is seen which one was provided."""
        text = self.cleaned_data["data_requested"]
        if any(len(item) > LONGEST_ITEM for item in items_of(text)):
            raise forms.ValidationError(_("每项资料不超过%(most)d字，请分行填写。"), params={"most": LONGEST_ITEM})
        return text

    def clean_proposed_on(self) -> Any:
        day = self.cleaned_data["proposed_on"]
        if day and day <= self.turn.today:
            raise forms.ValidationError(_("拟定协商日期要晚于今天。"))
        return day


class ServedForm(PaperMixin, DayForm):
    """送达: the day on which the other side received the offer."""

    day_label = _("对方收到日期")

    def follows(self) -> Sequence[Earlier]:
        return [(offer.sent_on, _("要约发出日期")) for offer in self.turn.record.offers.order_by("-number")[:1]]


class AgreeForm(PaperRecordForm):
    """应约: the employer agrees to talk, wholly or in part."""

    decision = forms.ChoiceField(
        label=_("答复"),
        choices=[(Decision.AGREE, Decision.AGREE.label), (Decision.PARTLY, Decision.PARTLY.label)],
    )

    class Meta:
        model = Reply
        fields = (
            "decision",
            "accepted_topics",
            "counter_topics",
            "meets_on",
            "meets_at",
            "data_list",
            "data_on",
            "signer",
            "signer_authority",
            "replied_on",
        )
        widgets = day_widgets("meets_on", "data_on", "replied_on") | {
            "accepted_topics": forms.Textarea(attrs={"rows": 2}),
            "counter_topics": forms.Textarea(attrs={"rows": 2}),
            "data_list": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"replied_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        self.fields["meets_on"].required = False
        self.fields["data_on"].required = False
        if turn.actor.mandate:
            self.fields["counter_topics"].label = _("我方提出的内容")

    def clean_replied_on(self) -> Any:
        return check_reply_day(self.turn, self.cleaned_data["replied_on"])


class RefuseForm(PaperRecordForm):
    """拒绝: only with a reason, which the federation reviews (CB-004)."""

    class Meta:
        model = Reply
        fields = ("reason", "signer", "signer_authority", "replied_on")
        widgets = day_widgets("replied_on") | {"reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"replied_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        self.fields["reason"].required = True

    def clean_replied_on(self) -> Any:
        return check_reply_day(self.turn, self.cleaned_data["replied_on"])


class ReviewRefusalForm(forms.Form):
    """审查拒绝理由: what the union above finds, and why (CB-004)."""

    finding = forms.ChoiceField(label=_("审查结论"), choices=Finding.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("审查意见"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


def check_reply_day(turn: Turn, day: Any) -> Any:
    """A reply lies between the receipt of its offer and today."""
    offer = turn.record.offers.order_by("-number").first()
    after = [(offer.sent_on, _("要约发出日期")), (offer.served_on, _("要约收到日期"))] if offer else []
    return check_done(day, turn, *after)
